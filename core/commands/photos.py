"""Commands that bring photos: import, demo."""

from pathlib import Path
from typing import Annotated

import typer

from core.base.messages import Message
from core.base.records import FileOutcome, JobKind, Outcome
from core.commands import console, detector
from core.commands.console import BackgroundOption, Console
from core.demo import album as demo
from core.flows import cluster, ingest
from core.flows.ingest import ImportReport
from core.store import looks
from core.vision.look import Looker

app = typer.Typer()
OUTCOME_NAMES = {
    Outcome.ADDED: "outcome-added",
    Outcome.ALREADY_THERE: "outcome-already-there",
    Outcome.REFUSED: "outcome-refused",
    Outcome.MISSING: "outcome-missing",
}
QUICK_HELP = "Look at each photo once, with fewer pixels; a thorough import looks again at photos looked at quickly."


@app.command("import")
def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Folders of photos, or single photos.")],
    quick: Annotated[
        bool | None,
        typer.Option("--quick/--thorough", help=QUICK_HELP, show_default="as the last time; thorough at first"),
    ] = None,
    background: BackgroundOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome of every file as JSON.")] = False,
) -> None:
    """Take photos into the album and find the faces on them; originals are only read."""
    voice = console.of(context)
    looker = Looker()
    album = voice.open(create=True)
    if quick is not None:
        with album.write() as conn:
            looks.keep_quick(conn, wished=quick)
    if background:
        wanted = {"paths": [str(path.absolute()) for path in paths]}
        voice.hand_over(album, JobKind.IMPORT, wanted, as_json=as_json)
        return
    with voice.progress(quiet=as_json) as on_progress, voice.turn():
        report = ingest.import_photos(album, paths, looker, on_progress)
        proposed = detector.find_beside(voice, album, looker, on_progress)
    if report.new_faces or proposed:
        cluster.cluster(album)  # the page of names shows faces that look alike beside each other
    if as_json:
        voice.print_json(_facts(voice, report) | {"proposed": proposed})
    else:
        _tell(voice, report)
        if proposed:
            voice.say("import-proposed", faces=proposed)
        if looker.device:
            voice.say("device-used", device=looker.device)
    if report.count(Outcome.REFUSED):
        raise typer.Exit(console.REFUSED)


@app.command("demo")
def demo_(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A folder that does not exist yet, or is empty.")],
    children: Annotated[int, typer.Option(help="How many children the class has.")] = 9,
    photos: Annotated[int, typer.Option(help="How many photos are drawn.")] = 300,
    seed: Annotated[int, typer.Option(help="Another number draws another class.")] = 0,
) -> None:
    """Draw a class of children who don't exist, to try everything with."""
    voice = console.of(context)
    with voice.progress(quiet=False) as on_progress:
        drawn = demo.draw(folder, children, photos, seed, on_progress)
    voice.say("demo-drawn", photos=drawn.photos, faces=drawn.faces, labels=drawn.labelled, folder=str(folder))


def _tell(voice: Console, report: ImportReport) -> None:
    for file in report.files:
        if file.outcome in {Outcome.REFUSED, Outcome.MISSING}:
            typer.echo(_line(voice, file))
    voice.say(
        "import-summary",
        added=report.count(Outcome.ADDED),
        there=report.count(Outcome.ALREADY_THERE),
        refused=report.count(Outcome.REFUSED),
        missing=report.count(Outcome.MISSING),
    )
    if report.looked_again:
        voice.say("import-looked-again", photos=report.looked_again)
    voice.say("import-faces", faces=report.new_faces, photos=report.photos)
    if report.others:
        kinds = ", ".join(f"{suffix or '–'} {count}" for suffix, count in sorted(report.others.items()))
        voice.say("import-others", others=sum(report.others.values()), kinds=kinds)


def _line(voice: Console, file: FileOutcome) -> str:
    outcome = voice.show(Message(OUTCOME_NAMES[file.outcome]))
    if file.reason is None:
        return voice.catalogue.say("outcome-line", outcome=outcome, path=file.path)
    return voice.catalogue.say("outcome-line-why", outcome=outcome, path=file.path, why=voice.show(file.reason))


def _facts(voice: Console, report: ImportReport) -> dict[str, object]:
    return {
        **voice.outcomes(report.files),
        "others": dict(report.others),
        "faces": report.new_faces,
        "photos": report.photos,
        "looked_again": report.looked_again,
    }
