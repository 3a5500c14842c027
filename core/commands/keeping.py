"""Commands that keep the whole album: backup, restore."""

from pathlib import Path
from typing import Annotated

import typer

from core.commands import console
from core.flows import backup

app = typer.Typer()


@app.command("backup")
def backup_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where it goes, such as album.zip; nothing may lie there.")],
) -> None:
    """Save the whole album in one file; photos that lie outside the album are not in it."""
    voice = console.of(context)
    with voice.progress(quiet=False) as on_progress:
        kept = backup.backup(voice.open(), file, on_progress)
    voice.say("backup-done", files=kept.files, megabytes=kept.bytes // backup.MEGA, path=str(file))


@app.command("restore")
def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="What backup wrote.")],
) -> None:
    """Make an album of a backup, in a folder that is new or empty."""
    voice = console.of(context)
    with voice.progress(quiet=False) as on_progress:
        kept = backup.restore(file, voice.folder, on_progress)
    voice.say("restore-done", files=kept.files, folder=str(voice.folder))
