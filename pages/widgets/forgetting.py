"""Forgetting a child for good: what goes, a last question, and a receipt of what went and of where traces stay."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from core.base.records import JobKind, JobState
from core.store import jobs, people
from pages.widgets import job_status, markdown, wording
from pages.widgets.frame import Here

ASKED = "forget-asked"  # the job that this session has asked for


def draw(here: Here) -> None:
    """Draw the receipt of the child that was forgotten last, and what forgets another one."""
    if job_status.show(here, JobKind.FORGET):
        return
    _tell_last(here)
    with here.album.read() as conn:
        everyone = people.everyone(conn)
    if not everyone:
        return
    with st.expander(here.say("forget"), key="forget"):
        st.markdown(here.say("forget-what"))
        names = {person.id: markdown.plain(person.name) for person in everyone}
        chosen = st.pills(here.say("forget-whom"), names, format_func=names.__getitem__, key="forget-whom")
        if chosen is None:
            return
        name = names[chosen]
        is_sure = st.checkbox(here.say("forget-sure", name=name), key=f"forget-sure-{chosen}")
        if st.button(here.say("forget-do", name=name), type="primary", disabled=not is_sure, key="forget-do"):
            st.session_state[ASKED] = jobs.request(here.album, JobKind.FORGET, {"person": chosen})
            st.rerun()


def _tell_last(here: Here) -> None:
    """Say what went; the name is gone with all else."""
    asked = st.session_state.get(ASKED)
    job = next((job for job in jobs.recent(here.album, 20) if job.id == asked), None)
    if job is None or job.state is not JobState.DONE or not isinstance(job.result, dict) or not job.result:
        return
    with st.container(border=True, key="forget-receipt"):
        for line in _receipt(here, job.result):
            st.markdown(line)


def _receipt(here: Here, went: Mapping[str, Any]) -> list[str]:
    counts = {"faces": went["faces"], "labels": went["labels"], "runs": len(went["runs"]), "files": went["files"]}
    lines = [f"**{here.say('forget-done')}** {here.say('forget-went', **counts)}"]
    if went["sorted_files"]:
        folders = ", ".join(markdown.plain(wording.home_short(Path(folder))) for folder in went["folders"])
        lines.append(here.say("forget-left-sorted", files=went["sorted_files"], folders=folders))
    if not went["no_trace"]:
        lines.append(here.say("forget-left-traces"))
    return [*lines, here.say("forget-left-elsewhere")]
