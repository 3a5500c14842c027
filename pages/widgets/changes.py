"""Learning again and sorting again without leaving the page: what would change first, then doing it, or not."""

from dataclasses import asdict

import streamlit as st

from core.base.records import JobKind, JobState
from core.rules import changes
from core.rules.changes import Changes
from core.rules.decisions import Decisions
from core.rules.plan import Pair
from core.store import folder_options, jobs, labels, overview, sort_preview, thumbs
from core.store.overview import Sorting
from core.store.runs import Run
from pages.widgets import job_status, known, markdown, photo_grid, wording
from pages.widgets.frame import Here

ASKED = "changes-since"  # the quick run that was there when "learn and sort again" was pressed, whatever decides
SHOWN = 12  # faces of those that come in, and of those that go out
JOBS = (JobKind.SORT, JobKind.TAKE_BACK)


def button(here: Here, run: Run) -> None:
    """Draw the button that learns again."""
    quick = known.quick_run(here.album) or run
    with here.album.read() as conn:
        said = labels.last(conn) - quick.last_label
    if st.button(here.say("changes-start"), type="primary" if said else "secondary", key="changes-start"):
        st.session_state[ASKED] = quick.id
        jobs.request(here.album, JobKind.TRAIN, {"precision": known.precision(here.album)})
        st.rerun()


def draw(here: Here, run: Run) -> bool:
    """Draw what was learned to change, and how the last sorting ended, where this session has asked for it.

    Returns:
        Whether something is asked that waits for an answer.
    """
    if job_status.show(here, JobKind.TRAIN) or job_status.show(here, *JOBS):
        return False
    _tell_last(here)
    quick = known.quick_run(here.album) or run
    if st.session_state.get(ASKED, quick.id) == quick.id:
        return False
    with here.album.read() as conn:
        last = next((one for one in overview.sortings(conn) if one.undone_at is None), None)
    made = known.judged(here.album, run, known.precision(here.album))
    with st.container(border=True, key="changes"):
        if last is None:
            st.markdown(here.say("changes-not-sorted"))
            st.page_link("pages/sort.py", label=here.say("changes-to-sort"))
            _decline(here, "changes-go-on")
        else:
            _offer(here, run, made, last, sort_preview.against_last(here.album, last.folder, made, last.mode))
    return True


def _offer(here: Here, run: Run, made: Decisions, last: Sorting, found: Changes) -> None:
    """Say what would change against the last sorting, and do it when asked."""
    folder = markdown.plain(wording.home_short(last.folder))
    count = len(found.into) + len(found.out)
    st.markdown(here.say("changes-count", photos=count, into=len(found.into), out=len(found.out), folder=folder))
    if found.against:
        st.markdown(here.say("changes-against", photos=len(found.against)))
    if count:
        _faces(here, made, {"changes-into": found.into, "changes-out": found.out})
    with st.container(horizontal=True):
        if count and st.button(here.say("changes-apply"), type="primary", key="changes-apply"):
            with here.album.read() as conn:
                rules, names = folder_options.rules(conn), folder_options.names(conn)
                _, _, strip = folder_options.recorded(conn, last.id)
            arguments = {
                "folder": str(last.folder),
                "mode": last.mode.value,
                "precision": known.precision(here.album),
                "run": run.id,
                "take_out": True,
                "rules": asdict(rules),
                "names": names,
                "strip": strip,
            }
            st.session_state["changes-asked"] = jobs.request(here.album, JobKind.SORT, arguments)
            del st.session_state[ASKED]
            st.rerun()
        _decline(here, "changes-not" if count else "changes-go-on")


def _decline(here: Here, key: str) -> None:
    """Draw the button that leaves everything as it is."""
    if st.button(here.say(key), type="tertiary", key="changes-not"):
        del st.session_state[ASKED]
        st.rerun()


def _faces(here: Here, made: Decisions, groups: dict[str, frozenset[Pair]]) -> None:
    ids = {key: [int(made.basis.faces.ids[row]) for row in _rows(made, pairs)] for key, pairs in groups.items()}
    with here.album.read() as conn:
        places = overview.face_places(conn, [one for shown in ids.values() for one in shown])
    st.html(photo_grid.STYLE)
    photo_grid.faces(
        {
            here.say(key): [thumbs.face_path(here.album, *places[one]) for one in shown if one in places]
            for key, shown in ids.items()
            if shown
        }
    )


def _rows(made: Decisions, pairs: frozenset[Pair]) -> list[int]:
    """The faces that some of the pairs are about."""
    return [changes.face_of(made, pair) for pair in sorted(pairs)[:: max(1, len(pairs) // SHOWN)][:SHOWN]]


def _tell_last(here: Here) -> None:
    """Say how what this session asked for has ended, with a way back."""
    asked = st.session_state.get("changes-asked")
    job = jobs.get(here.album, asked) if asked else None
    if job is None or job.state is not JobState.DONE or not isinstance(job.result, dict):
        return
    if job.kind is JobKind.TAKE_BACK:
        st.success(here.say("changes-taken-back"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        done = {"added": job.result["added"], "out": job.result["taken_out"]}
        st.success(here.say("changes-done", **done), width="stretch")
        sort_id = job.result["sort"]
        if sort_id is not None and st.button(here.say("changes-undo"), key="changes-undo"):
            st.session_state["changes-asked"] = jobs.request(here.album, JobKind.TAKE_BACK, {"sort": sort_id})
            st.rerun()
