"""What a training that finds faces found beside the known ones, and whether it looks at new photos, too."""

import streamlit as st

from core.base.records import JobKind, RunKind, RunState
from core.rules import kinds
from core.store import jobs, proposals
from core.store.runs import Run
from core.store.unnamed import Order
from pages.widgets import job_status
from pages.widgets.frame import Here

COMPARED = ("judged", "found", "found_by_detector", "other_boxes")  # figures of a run that learned what a face is
SECONDS = "seconds_a_photo"  # another of its figures


def watch(here: Here) -> bool:
    """Draw the search that lives, if one does, and say whether one does."""
    return job_status.show(here, JobKind.PROPOSE)


def draw(here: Here, run: Run, *, is_searching: bool) -> None:
    """Draw what can be done with a training that finds faces; nothing for any other.

    Args:
        here: The page's frame.
        run: The training.
        is_searching: Whether a search lives, as watch says: no other is offered then.
    """
    if run.kind != RunKind.YOLO or run.state is not RunState.DONE:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"more-faces-{run.id}"):
        _draw_search(here, run, is_searching=is_searching)
    if run.settings["classes"] == kinds.FACE and SECONDS in run.metrics:
        with st.container(horizontal=True, vertical_alignment="center", key=f"detector-{run.id}"):
            _draw_detector(here, run)


def _draw_search(here: Here, run: Run, *, is_searching: bool) -> None:
    """Say how far it has looked and what it found, with the way to name that."""
    with here.album.read() as conn:
        told = proposals.told(conn, run.id)
    if told.faces:
        words = here.say("proposals-found", faces=told.faces, open=told.open)
    else:
        words = here.say("proposals-offer", photos=told.left) if told.left else here.say("proposals-none")
    with st.container(width="stretch"):
        st.caption(words)
    if told.open:
        at = {"view": "faces", "order": Order.PROPOSED.value}
        st.page_link("pages/label.py", label=here.say("proposals-show"), query_params=at)
    can_search = told.left > 0 and not is_searching
    if can_search and st.button(here.say("proposals-find"), key=f"propose-{run.id}"):
        with here.telling():
            jobs.request(here.album, JobKind.PROPOSE, {"run": run.id})
        st.rerun()


def _draw_detector(here: Here, run: Run) -> None:
    """Say how it does beside the album's detector, and let it look at new photos or no longer."""
    with here.album.read() as conn:
        chosen = proposals.detector(conn)
    looks = chosen is not None and chosen[0] == run.id
    compared = here.say("detector-compared", **{name: int(run.metrics[name]) for name in COMPARED})
    seconds = f"{run.metrics[SECONDS]:.1f}"
    meant = here.say("detector-looks" if looks else "detector-could-look", seconds=seconds)
    with st.container(width="stretch"):  # else a long text would push the button below itself
        st.caption(f"{compared} {meant}")
    label, choice = here.say("detector-end" if looks else "detector-offer"), None if looks else run.id
    st.button(label, key=f"detector-choose-{run.id}", on_click=_choose, args=(here, choice))


def _choose(here: Here, run_id: int | None) -> None:
    with here.telling(), here.album.write() as conn:
        proposals.choose_detector(conn, run_id)
