"""Writing photos into the children's folders, after a look at what would be written; and taking that back."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import streamlit as st

from core.base.messages import Message
from core.base.records import JobKind, JobState, SortMode
from core.rules.decisions import Decisions
from core.store import jobs, overview, sort_preview, sorts
from core.store.overview import Sorting
from core.store.runs import Run
from core.store.sort_preview import SortPreview
from pages.widgets import folder_picker, markdown, wording
from pages.widgets.frame import Here

MODES = (SortMode.COPY, SortMode.HARDLINK, SortMode.SYMLINK, SortMode.MOVE)
WARNED = {SortMode.HARDLINK: "sort-links-edit", SortMode.SYMLINK: "sort-links-edit", SortMode.MOVE: "sort-move-warns"}
SHOWN = 10  # earlier sortings


@dataclass(frozen=True)
class Plan:
    """A sorting that is about to be asked for.

    Attributes:
        precision: Share of right names that thresholds are solved for, in (0, 1).
    """

    folder: Path
    mode: SortMode
    run: Run
    made: Decisions
    precision: float

    @property
    def stamp(self) -> tuple[Any, ...]:
        """What a preview rests on; it is old when this has changed."""
        return self.folder, self.mode, self.run.id, self.precision, self.made.person.tobytes()

    @property
    def arguments(self) -> dict[str, Any]:
        """What the worker is told."""
        return {
            "folder": str(self.folder),
            "mode": self.mode.value,
            "precision": self.precision,
            "run": self.run.id,
        }


def draw(here: Here, run: Run, made: Decisions, precision: float, *, is_due: bool) -> None:
    """Draw where to, how, what would happen, and the button that does it; is_due: something else comes first."""
    with here.album.read() as conn:
        earlier = overview.sortings(conn)
    recent = list(dict.fromkeys(one.folder for one in earlier))
    default = str(recent[0] if recent else Path.home() / here.say("sort-folder-name"))
    where, how = st.columns([3, 2], gap="medium", vertical_alignment="top")
    with where:
        folder = folder_picker.pick(here, "sort", here.say("sort-where"), recent, default=default)
    with how:
        mode = st.selectbox(here.say("sort-how"), MODES, format_func=lambda one: here.say(f"sort-mode-{one.value}"))
    if mode in WARNED:
        st.warning(here.say(WARNED[mode]))
    if folder is None:
        return
    plan = Plan(folder, mode, run, made, precision)
    stamp, found = st.session_state.get("sort-preview", (None, None))
    is_offered = stamp == plan.stamp
    kind: Literal["primary", "secondary"] = "secondary" if is_offered or is_due else "primary"
    if st.button(here.say("sort-look"), type=kind, key="sort-look"):
        st.session_state["sort-preview"] = plan.stamp, sort_preview.preview(here.album, folder, made, mode)
        st.rerun()
    if is_offered and found is not None:
        _offer(here, plan, found)


def _offer(here: Here, plan: Plan, found: SortPreview) -> None:
    """Say what would happen, and do it when asked."""
    with st.container(border=True, key="sort-offer"):
        room = {"size": wording.size(found.bytes), "free": wording.size(found.free)}
        st.markdown(here.say(f"sort-new-{plan.mode.value}", files=found.new, photos=found.photos, **room))
        for key in ("there", "lost", "outdated"):
            if count := getattr(found, key):
                st.markdown(here.say(f"sort-{key}", files=count))
        if st.button(here.say("sort-start"), type="primary", disabled=not found.new, key="sort-start"):
            jobs.request(here.album, JobKind.SORT, plan.arguments)
            del st.session_state["sort-preview"]
            st.rerun()


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
