"""Looking through what Cubby has decided: large faces in a telling order, put right by a click or a key."""

from functools import partial
from pathlib import Path

import streamlit as st

from core.rules.review_order import Which
from core.store import overview, people, thumbs
from core.store.runs import Run
from pages.widgets import face_grid, known, photo_grid, review_visit, spoken
from pages.widgets.face_grid import Answers
from pages.widgets.frame import Here
from pages.widgets.review_visit import Visit, Wish

ACROSS = 7  # faces beside each other: large enough to tell children apart
NEAR_HEIGHT = 116  # px; kept free, so that faces under the mouse stay where they are
STYLE = Path(__file__).with_name("review_grid.css")


@st.fragment
def draw(here: Here, run: Run) -> None:
    """Draw the choice of faces, and the page of faces that this session is at."""
    if st.session_state.pop("review-leave", False):
        st.switch_page("pages/label.py")
    visit = review_visit.opened(here, run, _wish(here, run))
    _confirmed(here, visit)
    if not visit.tiles:
        st.success(here.say("review-end" if visit.ids else "review-none"))
        return
    answers = Answers(
        steps=partial(spoken.follow, here, visit.said),
        turn=lambda by: review_visit.turn(here, visit, by),
        child=here.add_child,
        history=_look_back,
    )
    with here.album.read() as conn:
        everyone = people.everyone(conn)
    face_grid.show(here, visit.key, visit.tiles, everyone, visit.counts, answers, is_first=visit.at == 0, across=ACROSS)
    left = len(visit.unspoken)
    label = here.say("review-confirm", faces=left)
    if st.button(label, type="primary", key="review-confirm", disabled=not left):
        review_visit.confirm(here, visit)
        st.rerun(scope="fragment")
    _near(here, visit)


def _wish(here: Here, run: Run) -> Wish:
    """Draw the choice of faces."""
    with here.album.read() as conn:
        listed = [one for one in people.everyone(conn) if one.active]
    names = {review_visit.EVERYBODY: here.say("review-everybody")} | {one.id: one.name for one in listed}
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        who = st.selectbox(
            here.say("review-who"),
            names,
            format_func=lambda one: names[one],
            key="review-who",
            width=200,
            label_visibility="collapsed",
        )
        which = st.segmented_control(
            here.say("review-which"),
            list(Which),
            default=Which.TEACHING,
            required=True,
            format_func=lambda one: here.say(f"review-{one.value}"),
            key="review-which",
            label_visibility="collapsed",
        )
        st.caption(here.say(f"review-{Which(which).value}-why"))
    return Wish(who, Which(which), run.id, known.precision(here.album))


def _confirmed(here: Here, visit: Visit) -> None:
    """Say what was just confirmed, with a way back."""
    if visit.confirmed:
        with st.container(horizontal=True, vertical_alignment="center"):
            count = sum(len(one.step.face_ids) for one in visit.confirmed)
            st.markdown(here.say("review-confirmed", faces=count), width="content")
            if st.button(here.say("review-confirmed-undo"), type="tertiary", key="review-confirmed-undo"):
                review_visit.take_back(here, visit)
                st.rerun(scope="fragment")


def _near(here: Here, visit: Visit) -> None:
    """Offer the faces of the same moment that look like those spoken about last."""
    st.html(STYLE)
    with st.container(border=True, height=NEAR_HEIGHT, key="review-near"):
        ids = spoken.near(here, visit.said)
        if not ids:
            st.caption(here.say("review-near-none"))
            return
        with here.album.read() as conn:
            places = overview.face_places(conn, ids)
        st.html(photo_grid.STYLE)
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(width="stretch"):
                photo_grid.faces({here.say("review-near"): [thumbs.face_path(here.album, *places[one]) for one in ids]})
            add, decline = here.say("review-near-add", faces=len(ids)), here.say("review-near-not")
            told = (here, visit.said, tuple(visit.said.steps), ids)
            st.button(add, key="review-near-add", on_click=spoken.add_near, args=told, shortcut="t")
            if st.button(decline, key="review-near-not", type="tertiary"):
                visit.said.declined = len(visit.said.steps)
                st.rerun(scope="fragment")


def _look_back(face_id: int) -> None:
    """Go to the history of a face, on the page of names."""
    st.session_state.update({"view": "history", "history-face": face_id, "review-leave": True})
