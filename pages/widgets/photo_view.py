"""Naming photo by photo: each with the boxes of its faces, which can be drawn, moved and removed, too."""

from functools import partial

import streamlit as st
from babel.dates import format_date

from core.base.records import JobKind, LabelOrigin
from core.store import drawn, jobs, people
from core.store.browse import Which
from core.store.drawn import Done, Step
from core.store.overview import Month
from pages.widgets import box_canvas, drawable_canvas, markdown, photo_choice, photo_visit
from pages.widgets.canvas_scene import Answers
from pages.widgets.frame import Here
from pages.widgets.photo_visit import Visit

TICK = 1.0  # seconds between two looks at what became of drawn faces


def show(here: Here, *, is_new: bool) -> None:
    """Draw the view.

    Args:
        here: The page's frame.
        is_new: Whether the user has just come to it: what stands may have changed meanwhile.
    """
    photo_visit.arrive(here, is_new=is_new)
    st.fragment(_draw)(here)


def is_asked_for() -> bool:
    """Whether the address asks for a photo."""
    return photo_visit.PARAMETER in st.query_params


def leave() -> None:
    """Take the photo out of the address."""
    st.query_params.pop(photo_visit.PARAMETER, None)


def _draw(here: Here) -> None:
    """Draw which photos, the one that is open, and what becomes of faces drawn on it."""
    visit: Visit = st.session_state[photo_visit.NAME]
    with here.album.read() as conn:
        everyone = people.everyone(conn)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(_where(here, visit), width="stretch")
        photo_choice.draw(here, visit.which, visit.month, everyone, visit.months, partial(_choose, here))
    if visit.photo is None or visit.scene is None:
        is_all = visit.which is Which.ALL and visit.month is None
        st.info(here.say("photo-view-empty" if is_all else "photo-view-none"))
        return
    if visit.scene.is_fixed:
        st.warning(here.say("photo-view-gone", name=markdown.plain(visit.photo.name)))
    answers = Answers(
        steps=partial(_follow, here, visit.photo.id, visit.done),
        turn=lambda by: photo_visit.open_at(here, visit.at + by),
        child=here.add_child,
    )
    editor = drawable_canvas if visit.is_drawable else box_canvas
    editor.show(here, visit.scene, everyone, answers)
    _tell_of_drawn(here, visit.photo.id)
    st.session_state["photo-drawable"] = visit.is_drawable
    st.toggle(here.say("photo-view-drawable"), key="photo-drawable", on_change=photo_visit.switch, args=(here,))
    photo_visit.prepare_next(here)


def _where(here: Here, visit: Visit) -> str:
    """Where one is, and the photo's name and time."""
    if visit.photo is None:
        return ""
    parts = [here.say("photo-view-at", number=visit.at + 1, total=len(visit.ids))]
    if visit.photo.taken_at is not None:
        parts.append(format_date(visit.photo.taken_at, "medium", locale=here.catalogue.language))
    return " · ".join([*parts, markdown.plain(visit.photo.name)])


def _choose(here: Here, which: Which | int, month: Month | None) -> None:
    visit: Visit = st.session_state[photo_visit.NAME]
    visit.which, visit.month = which, month
    photo_visit.gather(here)


def _follow(here: Here, photo_id: int, done: list[Done], steps: list[Step]) -> None:
    """Write down what was done so far on a photo, also where another one is open by now.

    Args:
        here: The page's frame.
        photo_id: The photo that the steps are about.
        done: What was written down since it was opened; brought up to date.
        steps: All steps on it.
    """
    with here.telling(), here.album.write() as conn:
        done[:] = drawn.follow(conn, here.album, photo_id, list(done), steps, LabelOrigin.NAMED)
    photo_visit.look(here, photo_id)


def _tell_of_drawn(here: Here, photo_id: int) -> None:
    """Say what becomes of the faces that were drawn or moved on the photo."""
    if not _waiting(here, photo_id):
        return
    if any(job.kind is JobKind.LOOK for job in jobs.living(here.album)):
        _watch(here, photo_id)
    else:
        st.caption(here.say("photo-view-unseen", faces=_waiting(here, photo_id)))


@st.fragment(run_every=TICK)
def _watch(here: Here, photo_id: int) -> None:
    waiting = _waiting(here, photo_id)
    if not waiting or all(job.kind is not JobKind.LOOK for job in jobs.living(here.album)):
        st.rerun()
    st.caption(here.say("photo-view-looking", faces=waiting))


def _waiting(here: Here, photo_id: int) -> int:
    with here.album.read() as conn:
        return len(drawn.waiting(conn, photo_id))
