"""Writing photos into the children's folders, after a look at what would be written."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from core.base.records import JobKind, SortMode
from core.rules import file_names
from core.rules.decisions import Decisions
from core.rules.folder_rules import FolderRules
from core.store import folder_options, jobs, overview, sort_preview, sort_work
from core.store.runs import Run
from core.store.sort_preview import SortPreview
from pages.widgets import folder_picker, markdown, wording
from pages.widgets.frame import Here

MODES = (SortMode.COPY, SortMode.ZIP, SortMode.HARDLINK, SortMode.SYMLINK, SortMode.MOVE)
WARNED = {SortMode.HARDLINK: "sort-links-edit", SortMode.SYMLINK: "sort-links-edit", SortMode.MOVE: "sort-move-warns"}


@dataclass(frozen=True)
class Plan:
    """A sorting that is about to be asked for.

    Attributes:
        made: The decisions by these rules.
        precision: Share of right names that thresholds are solved for, in (0, 1).
        names: Pattern of the file names.
        strip: Whether to leave out where photos were taken.
    """

    folder: Path
    mode: SortMode
    run: Run
    made: Decisions
    precision: float
    rules: FolderRules
    names: str
    strip: bool

    @property
    def stamp(self) -> tuple[Any, ...]:
        """What a preview rests on; it is old when this has changed."""
        return self.folder, self.mode, self.names, self.strip, self.run.id, self.precision, self.made.person.tobytes()

    @property
    def arguments(self) -> dict[str, Any]:
        """What the worker is told."""
        return {
            "rules": asdict(self.rules),
            "names": self.names,
            "strip": self.strip,
            "folder": str(self.folder),
            "mode": self.mode.value,
            "precision": self.precision,
            "run": self.run.id,
        }


def draw(here: Here, run: Run, made: Decisions, precision: float) -> None:
    """Draw where to, how, what would happen, and the button that does it."""
    with here.album.read() as conn:
        earlier, rules = overview.sortings(conn), folder_options.rules(conn)
    recent = list(dict.fromkeys(one.folder for one in earlier))
    default = str(recent[0] if recent else Path.home() / here.say("sort-folder-name"))
    folder = folder_picker.pick(here, "sort", here.say("sort-where"), recent, default=default)
    mode = st.segmented_control(
        here.say("sort-how"),
        MODES,
        format_func=lambda one: here.say(f"sort-mode-{one.value}"),
        default=SortMode.COPY,
        required=True,
        key="sort-how",
    )
    if mode in WARNED:
        st.warning(here.say(WARNED[mode]))
    if folder is None:
        return
    plan = Plan(folder, mode, run, made, precision, rules, _names(here), _strip(here, mode))
    stamp, found = st.session_state.get("sort-preview", (None, None))
    is_offered = stamp == plan.stamp
    if st.button(here.say("sort-look"), key="sort-look"):
        found = sort_preview.preview(here.album, folder, made, mode, plan.names, strip=plan.strip)
        st.session_state["sort-preview"] = plan.stamp, found
        st.rerun()
    if is_offered and found is not None:
        _offer(here, plan, found)


def _names(here: Here) -> str:
    """Choose how copies are called, each way shown by what it makes of the album's newest photo."""
    with here.album.read() as conn:
        chosen, newest = folder_options.names(conn), overview.newest(conn, 1)
    name, taken = (newest[0].name, newest[0].taken_at) if newest else ("", None)
    st.session_state["sort-names"] = chosen

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            folder_options.keep_names(conn, st.session_state["sort-names"])

    st.segmented_control(
        here.say("sort-names"),
        file_names.PATTERNS,
        format_func=lambda pattern: markdown.plain(file_names.by_pattern(pattern, name or "IMG_1234.jpg", taken, 1)),
        required=True,
        key="sort-names",
        help=here.say("sort-names-help"),
        on_change=keep,
    )
    return chosen


def _strip(here: Here, mode: SortMode) -> bool:
    """Choose whether copies leave out where photos were taken; what is the original itself can't."""
    with here.album.read() as conn:
        wished = folder_options.strip(conn)
    can = mode in sort_work.CAN_STRIP
    st.session_state["sort-strip"] = wished and can

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            folder_options.keep_strip(conn, wished=st.session_state["sort-strip"])

    label, told = here.say("sort-strip"), here.say("sort-strip-help")
    st.toggle(label, key="sort-strip", help=told, disabled=not can, on_change=keep)
    if not can:
        st.caption(here.say("sort-strip-not"))
    return wished and can


def _offer(here: Here, plan: Plan, found: SortPreview) -> None:
    """Say what would happen, and do it when asked."""
    with st.container(border=True, key="sort-offer"):
        room = {"size": wording.size(found.bytes), "free": wording.size(found.free)}
        st.markdown(here.say(f"sort-new-{plan.mode.value}", files=found.new, photos=found.photos, **room))
        for key in ("there", "lost", "outdated", "located"):
            if count := getattr(found, key):
                st.markdown(here.say(f"sort-{key}", files=count))
        if st.button(here.say("sort-start"), type="primary", disabled=not found.new, key="sort-start"):
            jobs.request(here.album, JobKind.SORT, plan.arguments)
            del st.session_state["sort-preview"]
            st.rerun()
