"""Commands about what finds faces: detector propose, use, stop."""

from typing import Annotated

import typer

from core.base import errors
from core.base.progress import Progress
from core.base.records import JobKind
from core.commands import console, long_runs
from core.commands.console import BackgroundOption, Console
from core.flows import cluster, more_faces
from core.store import proposals, runs
from core.store.db import Album
from core.vision.look import Looker

app = typer.Typer(no_args_is_help=True, help="What finds faces, beside the usual detector: propose, use, stop.")


@app.command("propose")
def propose(
    context: typer.Context,
    run_id: Annotated[int, typer.Argument(metavar="RUN", help="A finished run of kind yolo.")],
    background: BackgroundOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON.")] = False,
) -> None:
    """Look at all photos with what a run learned, and propose the faces that the album does not know.

    They can then be named, or called no face, like any other. Deleting the run takes back those that nobody named.
    """
    voice = console.of(context)
    album, looker = voice.open(), Looker()
    if background:
        voice.hand_over(album, JobKind.PROPOSE, {"run": run_id}, as_json=as_json)
        return
    with voice.progress(quiet=as_json) as on_progress, voice.turn():
        found = more_faces.find(album, run_id, looker, on_progress)
    cluster.cluster(album)
    if as_json:
        voice.print_json({"run": run_id, "photos": found.photos, "faces": found.faces, "lost": found.lost})
        return
    voice.say("proposed", photos=found.photos, faces=found.faces)
    if found.lost:
        voice.say("proposed-lost", photos=found.lost)


@app.command("use")
def use(
    context: typer.Context,
    run_id: Annotated[int, typer.Argument(metavar="RUN", help="A finished run of kind yolo with classes=face.")],
) -> None:
    """Let a run look at all photos that come from now on, beside the usual detector."""
    voice = console.of(context)
    with voice.open().write() as conn:
        proposals.choose_detector(conn, run_id)
        run = runs.get(conn, run_id)
    long_runs.tell(voice, run)
    voice.say("detector-chosen", run=run_id, seconds=f"{run.metrics['seconds_a_photo']:.1f}")


@app.command("stop")
def stop(context: typer.Context) -> None:
    """Let only the usual detector look at photos that come from now on."""
    voice = console.of(context)
    with voice.open().write() as conn:
        proposals.choose_detector(conn, None)
    voice.say("detector-usual")


def find_beside(voice: Console, album: Album, looker: Looker, on_progress: Progress) -> int:
    """After an import, let the run that was chosen look at the new photos; where it can't, that is told.

    Returns:
        How many faces it proposed.
    """
    try:
        found = more_faces.find_beside_detector(album, looker, on_progress)
    except (errors.MissingError, errors.WrongUseError) as error:
        typer.echo(voice.show(error.message), err=True)
        return 0
    return 0 if found is None else found.faces
