"""Commands about the children: people add, list, rename, forget."""

from typing import Annotated

import typer

from core.commands import console
from core.flows import forget
from core.store import labels, people

app = typer.Typer(no_args_is_help=True, help="The children: add, list, rename, forget.")


@app.command("add")
def add(context: typer.Context, names: Annotated[list[str], typer.Argument(metavar="NAME...")]) -> None:
    """Add children by name: all of them, or none if a name can't be used."""
    voice = console.of(context)
    with voice.open(create=True).write() as conn:
        added = [people.add(conn, name) for name in names]
    for person in added:
        voice.say("person-added", name=person.name)


@app.command("list")
def list_(context: typer.Context) -> None:
    """List the children with the number of their named faces."""
    voice = console.of(context)
    with voice.open().read() as conn:
        everyone = people.everyone(conn)
        named = labels.counts(conn)
    if not everyone:
        voice.say("people-none")
    for person in everyone:
        typer.echo(f"{person.name}\t{named[person.id]}")


@app.command("rename")
def rename(context: typer.Context, old: str, new: str) -> None:
    """Give a child another name."""
    voice = console.of(context)
    with voice.open().write() as conn:
        person = people.rename(conn, old, new)
    voice.say("person-renamed", old=old, new=person.name)


@app.command("forget")
def forget_(context: typer.Context, name: str) -> None:
    """Remove a child with everything learned of it, and say what went."""
    voice = console.of(context)
    receipt = forget.forget(voice.open(), name)
    voice.say("forgotten", name=receipt.name)
    voice.say(
        "forgotten-receipt",
        faces=receipt.faces,
        labels=receipt.labels,
        files=receipt.files,
        runs=", ".join(str(run) for run in receipt.runs) or "–",
    )
    if not receipt.no_trace:
        voice.say("forgotten-traces")
    if receipt.sorted_files:
        voice.say("forgotten-sorted", files=receipt.sorted_files, folders=", ".join(map(str, receipt.folders)))
