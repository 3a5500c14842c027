"""Naming faces: a page of faces that nobody has named yet, those that teach most first."""

from functools import partial

import streamlit as st

from core.store import people, unnamed
from core.store.unnamed import Order
from pages.widgets import face_grid, job_status, naming_visit
from pages.widgets.face_grid import Answers
from pages.widgets.frame import Here
from pages.widgets.naming_visit import Visit


def show(here: Here, *, is_new: bool) -> None:
    """Draw the view.

    Args:
        here: The page's frame.
        is_new: Whether the user has just come to it: the names may have changed meanwhile.
    """
    visit, asked = naming_visit.current(), _asked_order()
    if visit is None or (is_new and asked not in {None, visit.order}):
        naming_visit.begin(here, asked)
    elif is_new:
        naming_visit.turn(here, 0)
    job_status.show(here, *naming_visit.BRINGING)
    st.fragment(_draw)(here)


def _asked_order() -> Order | None:
    """The order that the address asks for."""
    asked = st.query_params.get("order", "")
    return Order(asked) if asked in list(Order) else None


def _draw(here: Here) -> None:
    """Draw the page of faces that this session is at."""
    if st.session_state.pop("label-leave", False):
        st.rerun()
    visit: Visit = st.session_state["label-visit"]
    is_looking = naming_visit.is_looking(here)
    with here.album.read() as conn:
        left, everyone, newest = unnamed.count(conn), people.everyone(conn), unnamed.newest_face(conn)
        has_learned = unnamed.has_learned(conn)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(here.say("label-left", faces=left) if newest else "", width="stretch")
        if has_learned:
            _choose_order(here, visit)
    has_more = newest != visit.newest or (visit.was_looking and not is_looking)
    if is_looking or has_more:
        _tell_of_more(here, visit, has_more=has_more, is_looking=is_looking)
    if visit.tiles:
        answers = _answers(here, visit)
        face_grid.show(here, visit.key, visit.tiles, everyone, visit.counts, answers, is_first=visit.at == 0)
    elif newest and not has_more:
        _draw_end(here, visit, left, is_looking=is_looking)
    elif not is_looking and not has_more:
        st.info(here.say("label-empty"))
        st.page_link("pages/library.py", label=here.say("label-to-library"))


def _tell_of_more(here: Here, visit: Visit, *, has_more: bool, is_looking: bool) -> None:
    """Say that Cubby still looks at photos, and offer the faces that it has found since the page was opened."""
    st.info(here.say("label-looking" if is_looking else "label-looked"))
    if has_more:
        st.button(here.say("label-show-new"), on_click=naming_visit.begin, args=(here, visit.order), type="primary")


def _draw_end(here: Here, visit: Visit, left: int, *, is_looking: bool) -> None:
    """Say what to do when there is no further page of faces."""
    if left and visit.order is Order.PROPOSED:
        st.info(here.say("label-proposed-end"))
        st.button(here.say("label-to-others"), type="primary", on_click=naming_visit.begin, args=(here,))
    elif left:
        st.info(here.say("label-passed-by", faces=left))
        st.button(here.say("label-again"), type="primary", on_click=naming_visit.begin, args=(here, visit.order))
    elif not is_looking:
        st.success(here.say("label-done"))
        st.page_link("pages/sort.py", label=here.say("label-to-sort"))


def _choose_order(here: Here, visit: Visit) -> None:
    key = f"order-{visit.key}"
    with here.album.read() as conn:
        is_proposed = visit.order is Order.PROPOSED or unnamed.has_proposals(conn)
    st.segmented_control(
        here.say("label-orders"),
        [order for order in Order if order is not Order.PROPOSED or is_proposed],
        default=visit.order,
        format_func=lambda order: here.say(f"label-order-{order.value}"),
        key=key,
        required=True,
        label_visibility="collapsed",
        width="content",
        on_change=lambda: naming_visit.begin(here, Order(st.session_state[key])),
    )


def _answers(here: Here, visit: Visit) -> Answers:
    return Answers(
        steps=partial(naming_visit.follow, here, visit.done),
        turn=lambda by: naming_visit.turn(here, by),
        child=here.add_child,
        withdrawn=partial(naming_visit.withdraw, here),
        history=_look_back,
    )


def _look_back(face_id: int) -> None:
    """Go to the history of a face."""
    st.session_state.update({"view": "history", "history-face": face_id, "label-leave": True})
