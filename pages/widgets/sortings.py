"""Sortings that were done: how the last one ended, and the earlier ones, each of which can be taken back."""

from typing import Any

import streamlit as st

from core.base.messages import Message
from core.base.records import JobKind, JobState
from core.store import jobs, overview, sorts
from core.store.overview import Sorting
from pages.widgets import markdown, wording
from pages.widgets.frame import Here

SHOWN = 10  # earlier sortings


def tell_last(here: Here) -> None:
    """Say how the last sorting or taking back ended, as far as it ended well."""
    kinds = (JobKind.SORT, JobKind.TAKE_BACK)
    last = next((job for job in jobs.recent(here.album, 20) if job.kind in kinds), None)
    if last is None or last.state is not JobState.DONE or not isinstance(last.result, dict):
        return
    told = {name: value for name, value in last.result.items() if isinstance(value, int)}
    if last.kind is JobKind.TAKE_BACK:
        st.success(here.say("taken-back", taken_back=told["taken_back"], gone=told["gone"]))
    else:
        folder = markdown.plain(str(last.arguments["folder"]))
        listed = markdown.plain(sorts.MANIFEST)
        st.success(here.say("sorted", added=told["added"], there=told["already_there"], folder=folder, manifest=listed))
    for name, reason in last.result["told"]:
        st.markdown(f"- {markdown.plain(name)}: {_reason(here, reason)}")


def draw_earlier(here: Here) -> None:
    """List earlier sortings, each with a button that takes it back."""
    with here.album.read() as conn:
        earlier = overview.sortings(conn)[:SHOWN]
    if not earlier:
        return
    st.subheader(here.say("earlier"), anchor=False)
    for one in earlier:
        with st.container(horizontal=True, vertical_alignment="center", key=f"sorting-{one.id}"):
            st.markdown(_line(here, one), width="stretch")
            if one.undone_at is None and st.button(here.say("take-back"), key=f"take-back-{one.id}"):
                jobs.request(here.album, JobKind.TAKE_BACK, {"sort": one.id})
                st.rerun()


def _line(here: Here, one: Sorting) -> str:
    at = markdown.plain(wording.moment(here, one.started_at))  # 2026. would begin a list
    folder = markdown.plain(wording.home_short(one.folder))
    if one.undone_at is not None:
        return here.say("earlier-undone", at=at, folder=folder)
    how = here.say(f"sort-mode-{one.mode.value}")
    return here.say("earlier-line", at=at, folder=folder, files=one.files, how=how)


def _reason(here: Here, stored: Any) -> str:
    return "" if stored is None else here.catalogue.show(Message(stored[0], stored[1]))
