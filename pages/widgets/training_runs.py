"""A training as it goes on, and those that were cut short."""

from typing import Any

import streamlit as st

from core.base.records import JobKind, RunKind, RunState
from core.store import deciding, epochs, jobs, run_files, runs
from core.store.runs import Run
from pages.widgets import job_status, more_faces, run_charts, run_table
from pages.widgets.frame import Here

TICK = 2.0  # seconds
SHOWN = 10  # runs


@st.fragment(run_every=TICK)
def watch(here: Here) -> None:
    """Draw the rounds of the training that runs, as they come."""
    with here.album.read() as conn:
        running = [run for run in runs.every(conn) if run.state is RunState.RUNNING and run.kind != RunKind.HEAD]
        done = epochs.of_run(conn, running[-1].id) if running else []
    if not running:
        return
    run = running[-1]
    for note in run.notes:
        st.info(here.catalogue.show(note))
    if not done:
        st.caption(here.say("training-first-round"))
        return
    name = run_table.name(here, run)
    losses, sorts = st.columns(2)
    with losses:
        run_charts.rounds(here, {name: done}, "loss", here.say("results-loss"))
    with sorts:
        run_charts.rounds(here, {name: done}, "quality", here.say("results-quality"))


def draw_earlier(here: Here) -> None:
    """List the long trainings, with what can be done with each."""
    with here.album.read() as conn:
        earlier = [run for run in reversed(runs.every(conn)) if run.kind != RunKind.HEAD][:SHOWN]
        last_round = {run.id: len(epochs.of_run(conn, run.id)) for run in earlier}
        chosen = deciding.chosen(conn)
    if not earlier:
        return
    st.subheader(here.say("training-earlier"), anchor=False)
    is_searching = more_faces.watch(here)
    for run in earlier:
        with st.container(horizontal=True, vertical_alignment="center", key=f"run-{run.id}"):
            _line(here, run, last_round[run.id], decides=chosen is not None and chosen.id == run.id)
        more_faces.draw(here, run, is_searching=is_searching)


def _line(here: Here, run: Run, rounds: int, *, decides: bool) -> None:
    told = here.say(f"training-is-{run.state.value}", rounds=rounds)
    if run.error is not None:
        told = f"{told} {here.catalogue.show(run.error)}"
    st.markdown(f"**{run_table.name(here, run)}**: {told}", width="stretch")
    if run.state is not RunState.DONE and st.button(here.say("job-resume"), key=f"resume-run-{run.id}"):
        jobs.request(here.album, JobKind.TRAINING, {"run": run.id})
        st.rerun()
    if run.state is RunState.DONE and st.button(here.say("training-again"), key=f"again-run-{run.id}"):
        jobs.request(here.album, JobKind.TRAINING, again(run))
        st.rerun()
    with st.popover(here.say("training-delete"), key=f"delete-run-{run.id}"):
        if decides:
            st.warning(here.say("deciding-delete"))
        st.markdown(here.say("training-delete-sure"))
        if st.button(here.say("training-delete-yes"), key=f"delete-run-{run.id}-yes"):
            run_files.delete(here.album, run.id)
            st.rerun()


def again(run: Run) -> dict[str, Any]:
    """What to ask for, so that a run is trained again with all names that there are now; YOLO goes on from it."""
    base = {"base": f"run:{run.id}"} if run.kind == RunKind.YOLO else {}
    return {"kind": run.kind, "settings": dict(run.settings) | base}


def show(here: Here) -> bool:
    """Draw the training that lives, if one does, and say whether one does."""
    lives = job_status.show(here, JobKind.TRAINING)
    if lives:
        watch(here)
    return lives
