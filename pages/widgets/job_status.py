"""What the worker is doing, redrawn every second while it does it."""

import math

import streamlit as st

from core.base.records import JobKind, JobState
from core.store import clock, jobs
from core.store.jobs import Job
from pages.widgets.frame import Here

TICK = 1.0  # seconds
LINES = 8  # of the log
RESUMABLE = {JobState.FAILED, JobState.CANCELLED, JobState.STOPPED}


def show(here: Here, *kinds: JobKind) -> bool:
    """Draw the jobs that live, with a way to call each off, or else the last one if it did not come to its end.

    The page is drawn anew as soon as the last of them has ended, so that it can show what came of it.

    Args:
        here: The page's frame.
        kinds: Only jobs of these kinds; all where none is given.

    Returns:
        Whether one lives.
    """
    lives = bool(_living(here, kinds))
    if lives:
        _watch(here, kinds)
    else:
        last = next((job for job in jobs.recent(here.album, 20) if job.kind in (kinds or JobKind)), None)
        if last is not None and last.state in RESUMABLE:
            _draw_broken(here, last)
    return lives


@st.fragment(run_every=TICK)
def _watch(here: Here, kinds: tuple[JobKind, ...]) -> None:
    living = _living(here, kinds)
    if not living:
        st.rerun()
    for job in living:
        if job.state is JobState.STOPPED:
            _draw_broken(here, job)
        else:
            _draw_living(here, job)


def _living(here: Here, kinds: tuple[JobKind, ...]) -> list[Job]:
    with here.telling():
        jobs.keep_going(here.album)
    return [job for job in jobs.living(here.album) if job.kind in (kinds or JobKind)]


def _draw_living(here: Here, job: Job) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width="stretch"):
            st.progress(min(1.0, job.done / job.total) if job.total else 0.0, text=_line(here, job))
        if st.button(here.say("job-cancel"), key=f"cancel-{job.id}"):
            with here.telling():
                jobs.cancel(here.album, job.id)
            st.rerun()
    _draw_lines(here, job)


def _draw_lines(here: Here, job: Job) -> None:
    """What a job has told last, for who asks."""
    with st.expander(here.say("job-lines")):
        for at, line in jobs.lines(here.album, job.id, LINES):
            st.caption(f"{clock.local(at):%H:%M:%S}  {here.catalogue.show(line)}")


def _draw_broken(here: Here, job: Job) -> None:
    """A job that did not come to its end: how far it came, why, and a button that lets it go on from there."""
    with st.container(horizontal=True, vertical_alignment="center"):
        why = here.say(f"job-is-{job.state.value}")
        if job.error is not None:
            why = f"{why} {here.catalogue.show(job.error)}"
        st.warning("  \n".join([" · ".join(_place(here, job)), why]) if job.note else why, width="stretch")
        if st.button(here.say("job-resume"), key=f"resume-{job.id}", type="primary"):
            with here.telling():
                jobs.resume(here.album, job.id)
            st.rerun()
    _draw_lines(here, job)


def _line(here: Here, job: Job) -> str:
    """How far a job has come, in one line: what it does, steps, rate, time left."""
    parts = _place(here, job)
    if job.rate is not None:
        parts.append(here.say("job-rate", rate=round(job.rate, 1 if job.rate < 10 else 0)))  # noqa: PLR2004
    if job.remaining is not None:
        parts.append(_time_left(here, job.remaining))
    return " · ".join(parts)


def _place(here: Here, job: Job) -> list[str]:
    """What a job is at, and how many steps of it are done."""
    parts = [here.catalogue.show(job.note) if job.note else here.say("job-is-waiting")]
    if job.total:
        parts.append(here.say("job-steps", done=job.done, total=job.total))
    return parts


def _time_left(here: Here, seconds: float) -> str:
    minutes = math.ceil(seconds / 60)
    if seconds < 60:  # noqa: PLR2004
        return here.say("job-seconds-left", seconds=math.ceil(seconds))
    if minutes < 60:  # noqa: PLR2004
        return here.say("job-minutes-left", minutes=minutes)
    return here.say("job-hours-left", hours=minutes // 60, minutes=minutes % 60)
