"""Which training the album is sorted with, where that is not the quick way: told in a line, chosen, and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import streamlit as st

from core.base.records import JobKind, RunKind
from core.store import deciding, jobs
from core.store.runs import Run
from pages.widgets import job_status, known, run_table, training_runs, wording
from pages.widgets.frame import Here


def draw(here: Here, run: Run | None) -> None:
    """Say in a line what decides, with the way back; and once that what was chosen is gone.

    Args:
        here: The page's frame.
        run: What decides; nothing is said of the quick way.
    """
    _tell_lost(here)
    if run is not None and run.kind != RunKind.HEAD:
        with _line(here, run):
            _back(here, run)


def draw_with_training(here: Here, run: Run | None) -> bool:
    """The same where it can be trained again, too, and a newer one taken instead.

    Returns:
        Whether a training lives.
    """
    _tell_lost(here)
    if run is None or run.kind == RunKind.HEAD:
        return False
    with here.album.read() as conn:
        newer = deciding.newer(conn, run)
    lives = any(job.kind is JobKind.TRAINING for job in jobs.living(here.album))
    with _line(here, run):
        if newer is not None:
            _button(here, "deciding-take-newer", newer.id, newer.id)
        elif not lives and st.button(here.say("training-again"), key="deciding-train"):
            jobs.request(here.album, JobKind.TRAINING, training_runs.again(run))
            st.rerun()
        _back(here, run)
    if newer is not None:
        st.caption(here.say("deciding-newer", name=run_table.name(here, newer)))
    return job_status.show(here, JobKind.TRAINING)


def draw_unseen(here: Here, run: Run, unseen: int) -> None:
    """Say how many faces the run has not looked at, and let it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(here.say("deciding-unseen", faces=unseen), width="stretch")
        if st.button(here.say("deciding-look"), type="primary", key="deciding-look"):
            jobs.request(here.album, JobKind.TRAINING, {"run": run.id})
            st.rerun()


def choice(here: Here, run: Run) -> None:
    """Offer to sort with a run, or say that it is the one; of the quick ones only the newest can be chosen."""
    with here.album.read() as conn:
        quick = deciding.quick(conn)
    now = known.last_run(here.album)
    if now is not None and now.id == run.id:
        st.markdown(f":green[{here.say('deciding-is')}]", width="content")
        if run.kind != RunKind.HEAD:
            _back(here, run)
    elif run.kind != RunKind.HEAD:
        _button(here, "deciding-choose", run.id, run.id)
    elif quick is not None and quick.id == run.id:
        _button(here, "deciding-back", run.id, None)


@contextmanager
def _line(here: Here, run: Run) -> Iterator[None]:
    """What decides, with room for buttons below it."""
    with here.album.read() as conn:
        since = deciding.named_since(conn, run)
    facts = {"name": run_table.name(here, run), "at": wording.day(here, run.started_at)}
    with st.container(border=True, gap="small", key="deciding"):
        st.caption(here.say("deciding-by", **facts, names=int(run.metrics["labels"]), since=since))
        with st.container(horizontal=True):
            yield


def _back(here: Here, run: Run) -> None:
    """Offer the quick way beside what is told of a run."""
    with here.album.read() as conn:
        is_there = deciding.quick(conn) is not None
    if is_there:
        _button(here, "deciding-back", run.id, None)


def _button(here: Here, key: str, told_of: int, run_id: int | None) -> None:
    """Let a run decide, or the quick way; told_of is the run beside which that is offered: several may be shown."""
    st.button(here.say(key), key=f"{key}-{told_of}", on_click=partial(_choose, here, run_id))


def _choose(here: Here, run_id: int | None) -> None:
    with here.telling(), here.album.write() as conn:
        deciding.choose(conn, run_id)


def _tell_lost(here: Here) -> None:
    """Say that the run is gone that was chosen, until that was read."""
    with here.album.read() as conn:
        lost = deciding.lost(conn)
    if lost is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.warning(here.say("deciding-lost", run=lost), width="stretch")
        _button(here, "deciding-lost-seen", lost, None)
