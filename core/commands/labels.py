"""Commands about lists of labels: labels import, labels export."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from core.commands import console
from core.commands.console import Console
from core.flows import label_files, label_lists
from core.flows.label_files import Format
from core.rules.label_lines import BadLine
from core.vision.look import Looker

app = typer.Typer(no_args_is_help=True, help="Lists of labels: import, export.")


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The list; for voc and yolo also a folder of such files.")],
    format_: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.CSV,
) -> None:
    """Take a list of labels into the album; lines that can't be used are told one by one."""
    voice = console.of(context)
    album = voice.open()

    def may_add(names: Sequence[str]) -> bool:
        is_asked = format_ is not Format.CSV and sys.stdin.isatty()  # class names of other tools may be anything
        return not is_asked or typer.confirm(
            voice.catalogue.say("labels-ask-people", names=", ".join(names)), prompt_suffix=" "
        )

    report = label_lists.import_labels(album, label_files.read(file, format_), Looker(), may_add)
    for bad in report.refused:
        _tell(voice, bad)
    voice.say("labels-summary", added=report.added, there=report.already_said, refused=len(report.refused))
    if report.turned:
        voice.say("labels-turned", boxes=report.turned)
    if report.drawn:
        voice.say("labels-drawn", faces=report.drawn)
    if report.new_people:
        voice.say("labels-people", names=", ".join(report.new_people))
    if report.refused:
        raise typer.Exit(console.REFUSED)


@app.command("export")
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the list goes; a file is replaced, a folder must be new.")],
    format_: Annotated[Format, typer.Option("--format", help="How it is written.")] = Format.CSV,
) -> None:
    """Write all labels into a list: a file for csv and coco, a folder for voc and yolo."""
    voice = console.of(context)
    collected = label_lists.collect(voice.open())
    written = label_files.put(collected.photos, format_)
    if isinstance(written.content, str):
        console.write_text(file, written.content)
    else:
        console.write_folder(file, written.content)
    voice.say("labels-exported", labels=written.labels, path=str(file))
    others = collected.facts - written.labels
    if others:
        voice.say("labels-others", facts=others, format=format_.value)


def _tell(voice: Console, bad: BadLine) -> None:
    why = voice.show(bad.reason)
    if not bad.file:
        voice.say("labels-line", line=bad.number, why=why)
    elif bad.number:
        voice.say("labels-entry", file=bad.file, line=bad.number, why=why)
    else:
        voice.say("labels-file", file=bad.file, why=why)
