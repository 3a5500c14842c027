"""Commands about the embedder that children are learned on: embedder set, list, use, remove."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from core.base.records import JobKind
from core.commands import console
from core.commands.console import BackgroundOption, Console
from core.flows import embedders
from core.flows.embedders import Wish
from core.rules.embedders import BUILT_IN, Colours, Scale
from core.store import embedders as stored
from core.vision import weights
from core.vision.look import Looker

app = typer.Typer(no_args_is_help=True, help="The embedder that children are learned on: set, list, use, remove.")


@app.command("set")
def set_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An ONNX file that takes aligned faces of 112 x 112 points.")],
    licence: Annotated[str, typer.Option(help="The licence of the file, as its makers write it.")],
    colours: Annotated[Colours, typer.Option(help="The order in which it takes a point's colours.")] = Colours.RGB,
    scale: Annotated[
        Scale | None,
        typer.Option(help="The numbers of a point: 0 to 255 (raw), 0 to 1 (unit), -1 to 1 (signed); else guessed."),
    ] = None,
    background: BackgroundOption = False,
) -> None:
    """Bring an embedder into the album, look at every face with it, and learn on it from now on."""
    voice = console.of(context)
    album, wish = voice.open(), Wish(file.absolute(), licence, colours, scale)
    if background:
        voice.hand_over(album, JobKind.EMBEDDER, embedders.to_json(wish), as_json=False)
        return
    brought = embedders.bring(album, wish)
    values = {"colours": brought.colours.value, "scale": brought.scale.value}
    voice.say("embedder-brought", name=brought.name, dimensions=brought.dimensions, **values)
    _use(voice, brought.name)


@app.command("use")
def use(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="One of those that the list shows, or how its name begins.")],
    background: BackgroundOption = False,
) -> None:
    """Learn on an embedder of the album from now on; going back to one costs nothing."""
    voice = console.of(context)
    if background:
        voice.hand_over(voice.open(), JobKind.EMBEDDER, {"use": name}, as_json=False)
        return
    _use(voice, name)


@app.command("list")
def list_(context: typer.Context) -> None:
    """List the embedders of the album; the one that is learned on has a star."""
    voice = console.of(context)
    album = voice.open()
    with album.read() as conn:
        every, now = stored.every(album, conn), stored.chosen(conn)
    told = [(BUILT_IN, weights.SFACE.licence, voice.catalogue.say("embedder-built-in"))]
    told += [(one.name, one.licence, one.source) for one in every]
    for name, licence, source in told:
        mark = "*" if name == now else " "
        voice.say("embedder-line", mark=mark, name=name, licence=licence, source=source)


@app.command("remove")
def remove(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="One of those that the list shows, or how its name begins.")],
    with_runs: Annotated[
        bool, typer.Option("--with-runs", help="Remove what was learned on it, too; unasked.")
    ] = False,
) -> None:
    """Remove an embedder from the album, with its file and its numbers of every face, and say what went."""
    voice = console.of(context)
    album = voice.open()
    with album.read() as conn:
        brought = stored.called(album, conn, name)
        runs = [] if brought is None else stored.readers(conn, brought.name)
    if runs and not with_runs and sys.stdin.isatty():
        told = voice.catalogue.say("embedder-remove-runs", count=len(runs), runs=", ".join(map(str, runs)))
        with_runs = typer.confirm(f"{told} {voice.catalogue.say('embedder-remove-sure')}", prompt_suffix=" ")
    removed = stored.remove(album, name, with_runs=with_runs)
    voice.say("embedder-removed", name=removed.name, faces=removed.faces)
    if removed.runs:
        voice.say("embedder-removed-runs", runs=", ".join(map(str, removed.runs)))


def _use(voice: Console, name: str) -> None:
    with voice.progress(quiet=False) as on_progress:
        filled = embedders.use(voice.open(), name, Looker(), on_progress)
    voice.say("embedder-used", name=filled.name, made=filled.made)
    if filled.lost:
        voice.say("embedder-lost", faces=filled.lost)
