"""The command line: python -m core."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.base import errors
from core.commands import console, doctor, labels, learning, people, photos, sorting
from core.commands.console import Console

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Sort a class's photos into one folder per child.",
)


@app.callback()
def start(
    context: typer.Context,
    album: Annotated[Path | None, typer.Option(help="The album's folder; else CUBBY_ALBUM, else ~/Cubby.")] = None,
) -> None:
    """Sort a class's photos into one folder per child."""
    context.obj = Console(album)


for part in (photos, learning, sorting, doctor):
    app.registered_commands += part.app.registered_commands
app.add_typer(people.app, name="people")
app.add_typer(labels.app, name="labels")


def main() -> None:
    """Do what the command line asks; what a user can mend is said in a sentence."""
    try:
        app(prog_name="python -m core")
    except errors.AlbumError as error:
        print(console.catalogue().show(error.message), file=sys.stderr)  # noqa: T201
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
