"""Commands about lists of labels: labels import, labels export."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.base import errors
from core.commands import console
from core.flows import label_lists
from core.rules import label_csv
from core.vision.look import Looker

app = typer.Typer(no_args_is_help=True, help="Lists of labels: import, export.")


class Format(StrEnum):
    """Formats of lists of labels."""

    CSV = "csv"


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The list: photo,x1,y1,x2,y2,person.")],
    format_: Annotated[Format, typer.Option("--format")] = Format.CSV,
) -> None:
    """Take a list of labels into the album; lines that can't be used are told one by one."""
    voice = console.of(context)
    report = label_lists.import_labels(voice.open(), _read(file), Looker())
    for bad in report.refused:
        voice.say("labels-line", line=bad.number, why=voice.show(bad.reason))
    voice.say("labels-summary", added=report.added, there=report.already_said, refused=len(report.refused))
    if report.drawn:
        voice.say("labels-drawn", faces=report.drawn)
    if report.new_people:
        voice.say("labels-people", names=", ".join(report.new_people))
    if report.refused:
        raise typer.Exit(console.REFUSED)


@app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the list goes; a file of that name is replaced.")],
    format_: Annotated[Format, typer.Option("--format")] = Format.CSV,
) -> None:
    """Write all labels into a list."""
    voice = console.of(context)
    text, count = label_lists.export_labels(voice.open())
    console.write_text(file, text)
    voice.say("labels-exported", labels=count, path=str(file))


def _read(file: Path) -> str:
    try:
        return label_csv.decode(file.read_bytes())
    except FileNotFoundError as error:
        raise errors.MissingError("labels-missing", path=str(file)) from error
    except OSError as error:
        raise errors.MissingError("labels-unreadable", path=str(file), why=errors.why(error)) from error
