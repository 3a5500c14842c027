"""Training runs that take minutes to hours, from the command line."""

from collections.abc import Mapping, Sequence

import typer

from core.base.messages import Message
from core.base.records import RunKind
from core.commands.console import Console
from core.flows import material, training
from core.flows.training import Watch
from core.rules import estimates, kinds
from core.store import amounts, epochs
from core.store.db import Album
from core.store.runs import Run
from core.vision import accelerator


def train(
    voice: Console, kind: RunKind, pairs: Sequence[str], resumed: int | None, *, quiet: bool
) -> tuple[Album, Run]:
    """Begin a run or go on with one, and see it to its end.

    Args:
        voice: Says how it goes.
        kind: What is trained, where a run begins.
        pairs: Settings, each "name=value".
        resumed: The run to go on with; None begins one.
        quiet: Say nothing.

    Raises:
        AlbumError: It can't be trained.
    """
    wished = kinds.read(kinds.KINDS[kind], pairs)
    album = voice.open()
    if resumed is None:
        run = training.begin(album, kind, wished)
        resumed = run.id
        if not quiet:
            _tell_estimate(voice, album, run)
    try:
        return album, training.carry_on(album, resumed, Watch() if quiet else _watch(voice, album, resumed))
    except KeyboardInterrupt:
        voice.say("train-stopped-at", run=resumed)
        raise typer.Exit(1) from None


def figures(album: Album, run: Run) -> dict[str, object]:
    """What a program wants to know of a run beside its figures."""
    with album.read() as conn:
        every = [{"epoch": epoch.number, **epoch.metrics} for epoch in epochs.of_run(conn, run.id)]
    return {"settings": dict(run.settings), "every_epoch": every}


def tell(voice: Console, run: Run) -> None:
    """Say what came out of a run that tells nobody apart."""
    voice.say("yolo-faces-found", **_whole(run.metrics, ("judged", "found", "found_by_detector", "other_boxes")))


def _whole(metrics: Mapping[str, object], names: Sequence[str]) -> dict[str, int]:
    return {name: int(str(metrics[name])) for name in names}


def _watch(voice: Console, album: Album, run_id: int) -> Watch:
    at: list[str] = [""]

    def part(key: str) -> None:
        at[0] = key
        voice.say(key)

    def progress(done: int, total: int) -> None:
        if at[0] == "train-part-epochs":
            with album.read() as conn:
                quality = epochs.of_run(conn, run_id)[-1].metrics["quality"]
            voice.say("train-epoch", epoch=done, epochs=total, quality=f"{quality:.3f}")

    def line(message: Message) -> None:
        typer.echo(voice.show(message))

    return Watch(on_part=part, on_progress=progress, on_line=line)


def _tell_estimate(voice: Console, album: Album, run: Run) -> None:
    found, kind = accelerator.find(), RunKind(run.kind)
    on_card = found.device != amounts.CPU
    with album.read() as conn:
        much = material.amount(conn, material.gather_again(conn, run))
        pace = amounts.pace(conn, kind, on_card=on_card)
    guess = estimates.estimate(kinds.KINDS[kind], run.settings, much, on_card=on_card, pace=pace or 1.0)
    voice.say("train-device", device=found.card or found.device)
    minutes = max(1, round(guess.seconds / 60))
    voice.say("train-estimate", minutes=minutes, gigabytes=f"{guess.gigabytes:.1f}")
    voice.say("estimate-rough" if pace is None else "estimate-by-last")
