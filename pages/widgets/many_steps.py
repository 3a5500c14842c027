"""Taking back, or saying again, many steps of the history at once, after a look at how many they are and of whom."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import streamlit as st

from core.store import history
from core.store.db import Connection
from core.store.history import Past, Wish
from pages.widgets import past_step
from pages.widgets.frame import Here

MOST = 100  # steps at once
ASKED = "history-asked"  # in the session: which of the two is to be confirmed


def show(here: Here, conn: Connection, wish: Wish, names: Mapping[int, str]) -> None:
    """Draw what can be done with many steps; that of the history as it is filtered, but for what was taken back last.

    Args:
        here: The page's frame.
        conn: A transaction.
        wish: How the history is filtered.
        names: Of the people, by id.
    """
    newest = [] if wish.taken_back else history.steps(conn, replace(wish, taken_back=False), MOST)
    last = history.taken_back_last(conn)
    piles: dict[str, list[Past]] = {"back": newest, "again": last}
    asked = st.session_state.get(ASKED)
    if asked is not None and piles[asked]:
        _ask(here, asked, piles[asked], names)
        return
    with st.container(horizontal=True):
        for act, past in piles.items():
            if len(past) > 1:
                label = here.say(f"history-many-{act}", steps=len(past))
                st.button(label, key=f"history-many-{act}", on_click=partial(st.session_state.__setitem__, ASKED, act))


def _ask(here: Here, act: str, past: Sequence[Past], names: Mapping[int, str]) -> None:
    """Say what it is about, and do it or not."""
    faces = {face_id for one in past for face_id in one.face_ids}
    counts = Counter[str]()
    for one in past:
        counts[past_step.words(here, one, names)] += len(one.face_ids)
    of_whom = " · ".join(f"{words}: {count}" for words, count in counts.most_common())
    with st.container(border=True):
        st.markdown(here.say(f"history-ask-{act}", steps=len(past), faces=len(faces)))
        st.caption(of_whom)
        with st.container(horizontal=True):
            st.button(here.say(f"history-do-all-{act}"), type="primary", on_click=partial(_do, here, act, past))
            st.button(here.say("history-leave"), on_click=partial(st.session_state.pop, ASKED))


def _do(here: Here, act: str, past: Sequence[Past]) -> None:
    st.session_state.pop(ASKED)
    past_step.turn(here, past, is_back=act == "back")
