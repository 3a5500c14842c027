"""Commands that fill folders and take that back: sort, sort --undo."""

from pathlib import Path
from typing import Annotated

import typer

from core.base import errors
from core.base.records import JobKind, Outcome, SortMode
from core.commands import console, learning
from core.commands.console import BackgroundOption, Console
from core.commands.learning import PrecisionOption, RunOption
from core.flows import decisions, sort, take_back
from core.flows.sort import SortReport, Wish
from core.rules import calibrate, file_names
from core.store import folder_options, sort_work

app = typer.Typer()
WARNINGS = {SortMode.HARDLINK: "sort-links-edit", SortMode.SYMLINK: "sort-links-edit", SortMode.MOVE: "sort-moved"}


@app.command("sort")
def sort_(
    context: typer.Context,
    folder: Annotated[Path | None, typer.Argument(help="Where the children's folders go.")] = None,
    run_id: RunOption = None,
    precision: PrecisionOption = calibrate.TARGET,
    mode: Annotated[SortMode, typer.Option(help="How a photo gets into a folder.")] = SortMode.COPY,
    take_out: Annotated[
        bool, typer.Option("--take-out", help="Remove what earlier sortings put there and no longer belongs.")
    ] = False,
    names: Annotated[
        str, typer.Option(metavar="PATTERN", help="How copies are called, such as {date}_{number}_{original}.")
    ] = file_names.ORIGINAL,
    no_location: Annotated[
        bool,
        typer.Option(
            "--no-location",
            help="Leave out where photos were taken; what lies behind a photo in its file, such as a short film, goes, "
            "too. Only with copy and zip.",
        ),
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would happen.")] = False,
    background: BackgroundOption = False,
    undo: Annotated[int | None, typer.Option(metavar="ID", help="Take this sorting back.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the outcome of every file as JSON.")] = False,
) -> None:
    """Put every photo into the folder of each child on it; originals stay as they are, unless they are to be moved."""
    voice = console.of(context)
    if undo is not None:
        if background:
            voice.hand_over(voice.open(), JobKind.TAKE_BACK, {"sort": undo}, as_json=as_json)
        else:
            _take_back(voice, undo, as_json=as_json)
        return
    if folder is None:
        raise errors.WrongUseError("sort-no-folder")
    file_names.require_pattern(names)
    if no_location:
        sort_work.require_can_strip(mode)
    album = voice.open()
    if run_id is None:
        learning.tell_lost(voice, album)
    if background:
        if dry_run:
            raise errors.WrongUseError("background-dry-run")
        wishes = {"take_out": take_out, "names": names, "strip": no_location}
        wanted = {"folder": str(folder.absolute()), "mode": mode.value, "precision": precision, "run": run_id}
        voice.hand_over(album, JobKind.SORT, {**wanted, **wishes}, as_json=as_json)
        return
    with album.read() as conn:
        rules = folder_options.rules(conn)
    run, made = decisions.decide(album, run_id, precision, rules)
    wish = Wish(folder, made, run.id, precision, mode, take_out, rules, names, no_location)
    with voice.progress(quiet=as_json) as on_progress:
        report = sort.sort(album, wish, dry_run=dry_run, on_progress=on_progress)
    if as_json:
        voice.print_json(_facts(voice, report))
    else:
        _tell(voice, report, wish, dry_run=dry_run)
    if report.count(Outcome.REFUSED) or report.count(Outcome.MISSING):
        raise typer.Exit(console.REFUSED)


def _take_back(voice: Console, sort_id: int, *, as_json: bool) -> None:
    report = take_back.take_back(voice.open(), sort_id)
    kept = [{"path": kept.path, "reason": voice.show(kept.reason)} for kept in report.kept]
    if as_json:
        counts = {"taken_back": report.taken_back, "gone": report.gone, "put_back": report.put_back}
        voice.print_json({**counts, "kept": kept})
        return
    for file in kept:
        voice.say("undo-kept", **file)
    voice.say("undo-summary", taken_back=report.taken_back, gone=report.gone, kept=len(kept))
    if report.put_back:
        voice.say("undo-put-back", files=report.put_back)


def _tell(voice: Console, report: SortReport, wish: Wish, *, dry_run: bool) -> None:
    for file in report.files:
        if file.reason is not None:
            typer.echo(f"{file.path}: {voice.show(file.reason)}")
    for name, photos in report.per_person.items():
        voice.say("sort-person", name=name, photos=photos)
    voice.say(
        "sort-would" if dry_run else "sort-summary",
        added=report.count(Outcome.ADDED),
        there=report.count(Outcome.ALREADY_THERE),
        folder=str(wish.folder),
    )
    if report.taken_out:
        voice.say("sort-taken-out", files=report.taken_out)
    if report.outdated:
        voice.say("sort-outdated", files=report.outdated)
    if report.located:
        voice.say("sort-located", files=report.located)
    if wish.mode in WARNINGS and not dry_run:
        voice.say(WARNINGS[wish.mode])
    if report.sort_id is not None:
        voice.say("sort-undo-with", sort=report.sort_id)


def _facts(voice: Console, report: SortReport) -> dict[str, object]:
    return {
        "sort": report.sort_id,
        **voice.outcomes(report.files),
        "people": dict(report.per_person),
        "outdated": report.outdated,
        "taken_out": report.taken_out,
        "located": report.located,
    }
