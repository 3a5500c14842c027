"""The history of what was said about faces: each step can be taken back, or said again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import streamlit as st

from core.base.records import Statement
from core.store import history, overview, people, thumbs
from core.store.db import Connection
from core.store.history import Told, Wish
from pages.widgets import many_steps, markdown, photo_grid, wording
from pages.widgets.frame import Here

Option = TypeVar("Option")
STEPS = 20  # on one page
FACES = 8  # shown of each step
KINDS = {  # what was said, for the choice between them
    Statement.IS_PERSON: "history-kind-is-person",
    Statement.IS_NOT_PERSON: "history-kind-is-not-person",
    Statement.IS_STRANGER: "history-is-stranger",
    Statement.IS_NOT_FACE: "history-is-not-face",
    Statement.WEARS_MASK: "history-wears-mask",
    Statement.WEARS_NO_MASK: "history-wears-no-mask",
    Statement.NOT_FOR_LEARNING: "history-not-for-learning",
    Statement.FOR_LEARNING: "history-for-learning",
}
STATES = {"all": None, "stands": False, "taken-back": True}


def show(here: Here, *, is_new: bool) -> None:
    """Draw the view.

    Args:
        here: The page's frame.
        is_new: Whether the user has just come to it.
    """
    if is_new:
        st.session_state.pop("history-before", None)
        st.session_state.pop(many_steps.ASKED, None)
    with here.album.read() as conn:
        names = {person.id: person.name for person in people.everyone(conn)}
        wish = _choose(here, names)
        if "history-before" not in st.session_state:
            many_steps.show(here, conn, wish, names)
        found = history.steps(conn, wish, STEPS + 1, st.session_state.get("history-before"))
        shown = found[:STEPS]
        st.html(photo_grid.STYLE)
        for told in shown:
            _row(here, conn, told, names)
    if not shown:
        st.info(here.say("history-none"))
    with st.container(horizontal=True):
        if "history-before" in st.session_state:
            st.button(here.say("history-newest"), on_click=lambda: st.session_state.pop("history-before", None))
        if len(found) > STEPS:
            older = partial(st.session_state.__setitem__, "history-before", shown[-1].label_ids[-1])
            st.button(here.say("history-older"), on_click=older)


def _choose(here: Here, names: dict[int, str]) -> Wish:
    """Draw what the steps can be chosen by."""

    def first() -> None:
        st.session_state.pop("history-before", None)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        person_id = _choice(here.say("history-child"), "history-everyone", list(names), names.__getitem__, here, first)
        statement = _choice(
            here.say("history-kind"), "history-everything", list(KINDS), lambda one: here.say(KINDS[one]), here, first
        )
        state = st.segmented_control(
            here.say("history-state"),
            list(STATES),
            default="all",
            format_func=lambda one: here.say(f"history-{one}"),
            key="history-state",
            required=True,
            label_visibility="collapsed",
            on_change=first,
        )
    wish = Wish(person_id=person_id, statement=statement, taken_back=STATES[state or "all"])
    face_id = st.session_state.get("history-face")
    if face_id is None:
        return wish
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(here.say("history-of-face"))
        st.button(here.say("history-whole"), on_click=lambda: st.session_state.pop("history-face", None))
    return replace(wish, face_id=face_id)


def _choice(
    label: str, none: str, options: list[Option], name: Callable[[Option], str], here: Here, first: Callable[[], None]
) -> Option | None:
    """One of several, or None for all of them."""
    return st.selectbox(
        label,
        [None, *options],
        format_func=lambda one: here.say(none) if one is None else name(one),
        key=none,
        width=220,
        on_change=first,
    )


def _row(here: Here, conn: Connection, told: Told, names: dict[int, str]) -> None:
    """One step, with the button that takes it back or says it again."""
    said = f"history-{told.statement.value.replace(' ', '-')}"
    name = markdown.plain(names[told.person_id]) if told.person_id in names else ""
    words = here.say(said, name=name) if told.person_id in names else here.say(said)
    faces, when = here.say("history-faces", faces=len(told.face_ids)), wording.moment(here, told.at)
    origin = here.say(f"history-from-{told.origin.value}")
    with st.container(horizontal=True, vertical_alignment="center", key=f"step-{told.label_ids[0]}"):
        with st.container(width="stretch", gap="xsmall"):
            crossed = f"~~{words}~~ · {here.say('history-taken-back')}" if told.taken_back else f"**{words}**"
            st.markdown(f"{crossed} · {faces} · :gray[{when} · {origin}]")
            places = overview.face_places(conn, told.face_ids[:FACES])
            photo_grid.faces({"": [thumbs.face_path(here.album, *place) for place in places.values()]})
        act = "history-say-again" if told.taken_back else "history-take-back"
        st.button(here.say(act), key=f"turn-{told.label_ids[0]}", on_click=partial(_turn, here, told))


def _turn(here: Here, told: Told) -> None:
    """Take a step back, or say it again where it was taken back."""
    with here.telling(), here.album.write() as conn:
        (history.say_again if told.taken_back else history.take_back)(conn, told)
