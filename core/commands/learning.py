"""Commands that learn and decide: train, decisions."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from core.base.records import JobKind, RunKind
from core.commands import console, long_runs
from core.commands.console import BackgroundOption, Console
from core.flows import decisions, train
from core.rules import advice, calibrate, kinds
from core.rules.decisions import Decisions
from core.store import deciding, people
from core.store.db import Album
from core.store.runs import Run

app = typer.Typer()


RunOption = Annotated[
    int | None,
    typer.Option(
        "--run",
        metavar="ID",
        help="The run to decide with; else the one that was chosen, else the newest quick one.",
    ),
]
PrecisionOption = Annotated[
    float,
    typer.Option(
        min=calibrate.LEAST_TARGET,
        max=calibrate.MOST_TARGET,
        help="How many of a hundred names should be right, as a part of 1.",
    ),
]


@app.command("train")
def train_(
    context: typer.Context,
    kind: Annotated[RunKind, typer.Option(help="What is trained.")] = RunKind.HEAD,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="precision=0.97")] = None,
    resumed: Annotated[
        int | None, typer.Option("--resume", metavar="ID", help="Go on with a run that was cut short.")
    ] = None,
    background: BackgroundOption = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the run and its figures as JSON.")] = False,
) -> None:
    """Learn the children's faces from all labels and score every face of the album."""
    voice = console.of(context)
    if background:
        job, arguments = _asked(kind, settings or [], resumed)
        voice.hand_over(voice.open(), job, arguments, as_json=as_json)
        return
    if kind is RunKind.HEAD and resumed is None:
        wished = kinds.complete(kinds.HEAD, kinds.read(kinds.HEAD, settings or []))
        album = voice.open()
        run, more = train.train_head(album, float(wished["precision"])), dict[str, object]()
    else:
        with voice.turn():
            album, run = long_runs.train(voice, kind, settings or [], resumed, quiet=as_json)
        more = long_runs.figures(album, run)
    with album.read() as conn:
        names = {person.id: person.name for person in people.everyone(conn)}
    if as_json:
        voice.print_json(_facts(run, names) | more)
    elif run.calibration is None:
        long_runs.tell(voice, run)
    else:
        _tell(voice, decisions.decide(album, run.id, run.metrics["precision"])[1], run, names)


@app.command("decisions")
def decisions_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A file of that name is replaced.")],
    run_id: RunOption = None,
    precision: PrecisionOption = calibrate.TARGET,
) -> None:
    """Write down who is on every photo: one row for each face."""
    voice = console.of(context)
    album = voice.open()
    if run_id is None:
        tell_lost(voice, album)
    run, made = decisions.decide(album, run_id, precision)
    console.write_text(file, decisions.as_csv(album, made))
    voice.say(
        "decisions-written", faces=len(made.person), named=int((made.person >= 0).sum()), run=run.id, path=str(file)
    )


def tell_lost(voice: Console, album: Album) -> None:
    """Say, beside what a program reads, that the run is gone that was chosen to decide."""
    with album.read() as conn:
        run_id = deciding.lost(conn)
    if run_id is not None:
        typer.echo(voice.catalogue.say("deciding-lost", run=run_id), err=True)


def _asked(kind: RunKind, pairs: Sequence[str], resumed: int | None) -> tuple[JobKind, dict[str, Any]]:
    """The job that trains, and its arguments."""
    if resumed is not None:
        return JobKind.TRAINING, {"run": resumed}
    wished = kinds.read(kinds.KINDS[kind], pairs)
    if kind is RunKind.HEAD:
        return JobKind.TRAIN, {"precision": float(kinds.complete(kinds.HEAD, wished)["precision"])}
    return JobKind.TRAINING, {"kind": kind.value, "settings": wished}


def _tell(voice: Console, made: Decisions, run: Run, names: dict[int, str]) -> None:
    figures = run.metrics
    voice.say("run-done", run=run.id, labels=figures["labels"], strangers=figures["strangers"])
    voice.say("learned-taught", faces=figures["taught_itself"])
    if not figures["split_by_moment"]:
        voice.say("learned-by-photo")
    for column, person in enumerate(figures["people"]):
        advised = advice.of_person(person, person["more_needed"], made.unnamed(column))
        values = {name: round(100 * person[name]) for name in ("expected_precision", "expected_recall", "low", "high")}
        key = "run-person-unsure" if advised.can_be_reached else "run-person-few"
        values |= {"labels": person["labels"], "more": advised.more, "left": advised.left}
        voice.say("run-person" if advised.is_enough else key, name=names[person["person_id"]], **values)


def _facts(run: Run, names: dict[int, str]) -> dict[str, object]:
    people_figures = [{"name": names[person["person_id"]], **person} for person in run.metrics.get("people", ())]
    return {"run": run.id, "kind": run.kind, **run.metrics, "people": people_figures}
