"""The list of children: names, colours, order, and who is on it."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.base.records import Person
from core.store import labels, people
from core.store.db import Connection
from pages.widgets.frame import Here


def draw(here: Here) -> None:
    """Draw a row for each child, and a field that adds one."""
    with here.album.read() as conn:
        everyone, named = people.everyone(conn), labels.counts(conn)
    st.caption(here.say("children-listed-help" if everyone else "children-none"))
    for place, person in enumerate(everyone):
        with st.container(horizontal=True, vertical_alignment="center", key=f"child-row-{person.id}", wrap=False):
            _row(here, person, named[person.id], is_first=place == 0, is_last=place == len(everyone) - 1)
    with st.form("children-add", clear_on_submit=True, border=False), st.container(horizontal=True):
        name = st.text_input(
            here.say("children-new"), label_visibility="collapsed", placeholder=here.say("children-new")
        )
        if st.form_submit_button(here.say("children-add")):
            with here.telling():
                with here.album.write() as conn:
                    people.add(conn, name)
                st.rerun()


@contextmanager
def saving(here: Here) -> Iterator[Connection]:
    """Write to the album, and say quietly that it is done, or why it is not."""
    with here.telling():
        with here.album.write() as conn:
            yield conn
        st.toast(here.say("saved"))


def _row(here: Here, person: Person, named: int, *, is_first: bool, is_last: bool) -> None:
    """One child; every change is kept at once."""

    def recolour() -> None:
        with saving(here) as conn:
            people.set_colour(conn, person.id, st.session_state[colour_key])

    def rename() -> None:
        with saving(here) as conn:
            people.rename(conn, person.name, st.session_state[name_key])

    def move(steps: int) -> None:
        with saving(here) as conn:
            people.move(conn, person.id, steps)

    def keep() -> None:
        with saving(here) as conn:
            people.set_active(conn, person.id, active=st.session_state[active_key])

    colour_key, name_key, active_key = (f"child-{part}-{person.id}" for part in ("colour", "name", "active"))
    st.session_state.update({colour_key: person.colour, name_key: person.name, active_key: person.active})
    st.color_picker(here.say("children-colour"), key=colour_key, on_change=recolour, label_visibility="collapsed")
    st.text_input(here.say("children-name"), key=name_key, on_change=rename, label_visibility="collapsed")
    up, down = here.say("children-up"), here.say("children-down")
    st.button("↑", key=f"child-up-{person.id}", help=up, on_click=move, args=(-1,), disabled=is_first)
    st.button("↓", key=f"child-down-{person.id}", help=down, on_click=move, args=(1,), disabled=is_last)
    st.toggle(here.say("children-listed"), key=active_key, on_change=keep)
    st.caption(here.say("children-named", faces=named), width=80)
