"""Commands that learn and decide: train, runs, decisions."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from core.base import errors
from core.commands import console
from core.commands.console import Console
from core.flows import decisions, train
from core.rules import calibrate
from core.store import clock, people, runs
from core.store.runs import Run

app = typer.Typer()


class Kind(StrEnum):
    """Kinds of run."""

    HEAD = "head"


RunOption = Annotated[int | None, typer.Option("--run", metavar="ID", help="The run to decide with; else the newest.")]
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
    kind: Annotated[Kind, typer.Option(help="What is trained.")] = Kind.HEAD,
    settings: Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="precision=0.97")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the run and its figures as JSON.")] = False,
) -> None:
    """Learn the children's faces from all labels and score every face of the album."""
    voice = console.of(context)
    album = voice.open()
    wished = read_settings(settings or [])
    run = train.train_head(album, **wished)
    with album.read() as conn:
        names = {person.id: person.name for person in people.everyone(conn)}
    if as_json:
        voice.print_json(_facts(run, names))
    else:
        _tell(voice, run, names)


@app.command("runs")
def runs_(context: typer.Context) -> None:
    """List the runs, oldest first."""
    voice = console.of(context)
    with voice.open().read() as conn:
        every = runs.every(conn)
    if not every:
        voice.say("run-none")
    for run in every:
        voice.say(
            "run-line",
            run=run.id,
            kind=run.kind,
            at=f"{clock.local(run.started_at):%Y-%m-%d %H:%M}",
            labels=run.metrics.get("labels", 0),
            people=len(run.person_ids),
        )


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
    run, made = decisions.decide(album, run_id, precision)
    console.write_text(file, decisions.as_csv(album, made))
    voice.say(
        "decisions-written", faces=len(made.person), named=int((made.person >= 0).sum()), run=run.id, path=str(file)
    )


def read_settings(pairs: Sequence[str]) -> dict[str, float]:
    """Read the settings of a head.

    Args:
        pairs: Each "name=value"; the one name is precision.

    Raises:
        WrongUseError: A setting is unknown, or its value makes no sense.
    """
    wished: dict[str, float] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        if name != "precision":
            raise errors.WrongUseError("setting-unknown", name=name, known="precision")
        try:
            wished[name] = float(text)
        except ValueError as error:
            raise errors.WrongUseError("setting-wrong", name=name, value=text) from error
        if not calibrate.LEAST_TARGET <= wished[name] <= calibrate.MOST_TARGET:
            raise errors.WrongUseError("setting-wrong", name=name, value=text)
    return wished


def _tell(voice: Console, run: Run, names: dict[int, str]) -> None:
    figures = run.metrics
    voice.say("run-done", run=run.id, labels=figures["labels"], strangers=figures["strangers"])
    voice.say("learned-taught", faces=figures["taught_itself"])
    if not figures["split_by_moment"]:
        voice.say("learned-by-photo")
    for person in figures["people"]:
        values = {name: round(100 * person[name]) for name in ("expected_precision", "expected_recall", "low", "high")}
        key = "run-person" if person["more_needed"] == 0 else "run-person-unsure"
        voice.say(key, name=names[person["person_id"]], labels=person["labels"], more=person["more_needed"], **values)


def _facts(run: Run, names: dict[int, str]) -> dict[str, object]:
    people_figures = [{"name": names[person["person_id"]], **person} for person in run.metrics["people"]]
    return {"run": run.id, "kind": run.kind, **run.metrics, "people": people_figures}
