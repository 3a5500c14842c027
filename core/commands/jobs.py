"""Commands about the worker and what it was asked for: worker, jobs, jobs cancel, jobs resume."""

from typing import Annotated

import typer

from core.base.records import JobKind, JobState
from core.commands import console
from core.store import clock, jobs, worker_process

worker_app = typer.Typer()
app = typer.Typer(help="What the worker was asked for: list, cancel, resume.", invoke_without_command=True)
SHOWN = 20
KIND_NAMES = {
    JobKind.IMPORT: "job-kind-import",
    JobKind.DEMO: "job-kind-demo",
    JobKind.TRAIN: "job-kind-train",
    JobKind.TRAINING: "job-kind-training",
    JobKind.PROPOSE: "job-kind-propose",
    JobKind.SORT: "job-kind-sort",
    JobKind.TAKE_BACK: "job-kind-take-back",
    JobKind.CLUSTER: "job-kind-cluster",
    JobKind.CHECKUP: "job-kind-checkup",
    JobKind.EMBEDDER: "job-kind-embedder",
    JobKind.EXPORT: "job-kind-export",
    JobKind.FORGET: "job-kind-forget",
    JobKind.LOOK: "job-kind-look",
    JobKind.RECOGNISE: "job-kind-recognise",
}
STATE_NAMES = {
    JobState.WAITING: "job-state-waiting",
    JobState.RUNNING: "job-state-running",
    JobState.STOPPED: "job-state-stopped",
    JobState.DONE: "job-state-done",
    JobState.FAILED: "job-state-failed",
    JobState.CANCELLED: "job-state-cancelled",
}


@worker_app.command("worker")
def worker_(
    context: typer.Context,
    idle: Annotated[float, typer.Option(help="It ends after so many idle seconds.")] = worker_process.IDLE_SECONDS,
) -> None:
    """Do what pages ask for; a page with work starts this by itself."""
    from core.worker import loop  # noqa: PLC0415  (takes half a second, which the other commands must not pay)

    loop.serve(console.of(context).folder, idle)


@app.callback()
def jobs_(context: typer.Context) -> None:
    """List the newest jobs, newest first."""
    if context.invoked_subcommand is not None:
        return
    voice = console.of(context)
    newest = jobs.recent(voice.open(), SHOWN)
    if not newest:
        voice.say("jobs-none")
    for job in newest:
        kind, state = (voice.catalogue.say(key) for key in (KIND_NAMES[job.kind], STATE_NAMES[job.state]))
        asked = f"{clock.local(job.asked_at):%Y-%m-%d %H:%M}"
        voice.say("job-line", job=job.id, kind=kind, state=state, asked=asked, done=job.done, total=job.total)
        if job.error is not None:
            voice.say("job-why", job=job.id, why=voice.show(job.error))


@app.command("cancel")
def cancel(context: typer.Context, job: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Call a job off; what it has finished is kept."""
    voice = console.of(context)
    jobs.cancel(voice.open(), job)
    voice.say("job-cancelled", job=job)


@app.command("resume")
def resume(context: typer.Context, job: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Ask again for a job that failed, was cancelled or was stopped; it goes on where it was."""
    voice = console.of(context)
    jobs.resume(voice.open(), job)
    voice.say("job-resumed", job=job)
