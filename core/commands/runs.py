"""Commands about what was learned: runs, runs use, runs quick, runs delete."""

from typing import Annotated

import typer

from core.base import errors
from core.base.records import RunKind
from core.commands import console, learning
from core.store import clock, deciding, run_files, runs

app = typer.Typer(help="What was learned: a list, without more words; use, quick, delete.", invoke_without_command=True)
RunArgument = Annotated[int, typer.Argument(metavar="ID", help="One of those that the list shows.")]


@app.callback()
def runs_(context: typer.Context) -> None:
    """List the runs, oldest first, and mark the one that decides."""
    if context.invoked_subcommand is not None:
        return
    voice = console.of(context)
    album = voice.open()
    with album.read() as conn:
        every, either = runs.every(conn), deciding.either(conn)
    if not every:
        voice.say("run-none")
    for run in every:
        voice.say(
            "run-line-decides" if run.id in [one.id for one in either[:1]] else "run-line",
            run=run.id,
            kind=run.kind,
            at=f"{clock.local(run.started_at):%Y-%m-%d %H:%M}",
            labels=run.metrics.get("labels", 0),
            people=len(run.person_ids),
        )
    learning.tell_lost(voice, album)


@app.command("use")
def use(context: typer.Context, run_id: RunArgument) -> None:
    """Sort with a run of a network from now on, whatever is learned after it in the quick way."""
    voice = console.of(context)
    with voice.open().write() as conn:
        if runs.to_decide_with(conn, run_id).kind == RunKind.HEAD:
            raise errors.WrongUseError("run-is-quick", run=run_id)
        deciding.choose(conn, run_id)
    voice.say("run-chosen", run=run_id)


@app.command("quick")
def quick(context: typer.Context) -> None:
    """Sort again with what was learned last in the quick way."""
    voice = console.of(context)
    with voice.open().write() as conn:
        if deciding.quick(conn) is None:
            raise errors.MissingError("run-no-quick")
        deciding.choose(conn, None)
    voice.say("run-quick")


@app.command("delete")
def delete(context: typer.Context, run_id: RunArgument) -> None:
    """Delete a run with its files, and the faces that it alone found and that nobody has spoken about."""
    voice = console.of(context)
    album = voice.open()
    with album.read() as conn:
        runs.get(conn, run_id)
    voice.say("run-deleted", run=run_id, faces=run_files.delete(album, run_id))
    learning.tell_lost(voice, album)
