"""The history of what was said about faces and done with their boxes: each step can be taken back, or done again."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import streamlit as st

from core.base.records import Statement
from core.store import history, people
from core.store.box_changes import Act
from core.store.db import Connection
from core.store.history import Past, Told, Wish
from pages.widgets import many_steps, past_step, photo_grid
from pages.widgets.frame import Here

Option = TypeVar("Option")
STEPS = 20  # on one page
KINDS: dict[Statement | Act, str] = {  # what was said or done, for the choice between them
    Statement.IS_PERSON: "history-kind-is-person",
    Statement.IS_NOT_PERSON: "history-kind-is-not-person",
    Statement.IS_STRANGER: "history-is-stranger",
    Statement.IS_NOT_FACE: "history-is-not-face",
    Statement.WEARS_MASK: "history-wears-mask",
    Statement.WEARS_NO_MASK: "history-wears-no-mask",
    Statement.NOT_FOR_LEARNING: "history-not-for-learning",
    Statement.FOR_LEARNING: "history-for-learning",
    Act.DRAWN: "history-box-drawn",
    Act.MOVED: "history-box-moved",
    Act.REMOVED: "history-box-removed",
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
        behind = st.session_state.get("history-before", history.NEWEST)
        found = history.steps(conn, wish, STEPS + 1, behind)
        shown = found[:STEPS]
        st.html(photo_grid.STYLE)
        for past in shown:
            _row(here, conn, past, names)
    if not shown:
        st.info(here.say("history-none"))
    with st.container(horizontal=True):
        if "history-before" in st.session_state:
            st.button(here.say("history-newest"), on_click=lambda: st.session_state.pop("history-before", None))
        if len(found) > STEPS:
            older = partial(st.session_state.__setitem__, "history-before", history.after(behind, shown))
            st.button(here.say("history-older"), on_click=older)


def _choose(here: Here, names: dict[int, str]) -> Wish:
    """Draw what the steps can be chosen by."""

    def first() -> None:
        st.session_state.pop("history-before", None)

    with st.container(horizontal=True, vertical_alignment="bottom"):
        person_id = _choice(here.say("history-child"), "history-everyone", list(names), names.__getitem__, here, first)
        kind = _choice(
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
    wish = Wish(person_id=person_id, kind=kind, taken_back=STATES[state or "all"])
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


def _row(here: Here, conn: Connection, past: Past, names: dict[int, str]) -> None:
    """One step, with the button that takes it back or does it again."""
    words, facts = past_step.words(here, past, names), past_step.facts(here, past)
    key = f"{past.label_ids[0]}" if isinstance(past, Told) else f"box-{past.id}"
    again = "history-say-again" if isinstance(past, Told) else "history-do-again"
    with st.container(horizontal=True, vertical_alignment="center", key=f"step-{key}"):
        with st.container(width="stretch", gap="xsmall"):
            crossed = f"~~{words}~~ · {here.say('history-taken-back')}" if past.taken_back else f"**{words}**"
            st.markdown(f"{crossed} · {facts}")
            past_step.show_faces(here, conn, past)
        turn = partial(past_step.turn, here, [past], is_back=not past.taken_back)
        st.button(here.say(again if past.taken_back else "history-take-back"), key=f"turn-{key}", on_click=turn)
