"""The command line: python -m core."""

import io
import sys
from pathlib import Path
from typing import Annotated

try:
    import typer

    from core.base import errors
    from core.commands import (
        console,
        detector,
        doctor,
        embedder,
        jobs,
        keeping,
        labels,
        learning,
        people,
        photos,
        runs,
        sorting,
    )
    from core.commands.console import Console
except ModuleNotFoundError as error:  # said here, since the catalogue's own package may be what is missing
    if error.name is None or error.name.startswith("core"):
        raise
    print(f"{error.name} is missing. Mend it with: pip install -r requirements.txt", file=sys.stderr)  # noqa: T201
    sys.exit(3)

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


for part in (photos.app, learning.app, sorting.app, doctor.app, keeping.app, jobs.worker_app):
    app.registered_commands += part.registered_commands
app.add_typer(people.app, name="people")
app.add_typer(labels.app, name="labels")
app.add_typer(jobs.app, name="jobs")
app.add_typer(runs.app, name="runs")
app.add_typer(embedder.app, name="embedder")
app.add_typer(detector.app, name="detector")


def main() -> None:
    """Do what the command line asks; what a user can mend is said in a sentence."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a name that the terminal can't show must stop nothing
    try:
        app(prog_name="python -m core")
    except (errors.AlbumError, OSError) as error:
        told = errors.of_disk(error) if isinstance(error, OSError) else error
        if not isinstance(told, errors.AlbumError):
            raise
        typer.echo(console.catalogue().show(told.message), err=True)
        sys.exit(told.exit_code)


if __name__ == "__main__":
    main()
