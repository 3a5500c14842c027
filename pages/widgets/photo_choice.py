"""Which photos to go through: those with a face without a name, without any face, with one child, of one month."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from core.base.records import Person
from core.store import browse
from core.store.browse import Which
from core.store.overview import Month
from pages.widgets import known, wording
from pages.widgets.frame import Here

WHICH, MONTH = "photo-which", "photo-month"  # the fields' keys


def draw(
    here: Here,
    which: Which | int,
    month: Month | None,
    everyone: Sequence[Person],
    months: Sequence[Month],
    choose: Callable[[Which | int, Month | None], None],
) -> None:
    """Draw the fields that choose.

    Args:
        here: The page's frame.
        which: What is chosen; a number stands for the photos with that person.
        month: What is chosen; None for all.
        everyone: The people who can be chosen.
        months: The months that can be chosen.
        choose: Called with another choice.
    """
    names = {one.id: one.name for one in everyone}
    kinds = [*Which, *names]
    st.session_state[WHICH] = which if which in kinds else Which.ALL  # a child may have been forgotten meanwhile
    st.session_state[MONTH] = month if month in months else None

    def chosen() -> None:
        choose(st.session_state[WHICH], st.session_state[MONTH])

    st.selectbox(
        here.say("photo-view-which"),
        kinds,
        format_func=lambda one: here.say(f"photo-view-{one.value}") if isinstance(one, Which) else names[one],
        key=WHICH,
        label_visibility="collapsed",
        width=240,
        on_change=chosen,
    )
    st.selectbox(
        here.say("library-month"),
        months,
        placeholder=here.say("library-all-months"),
        format_func=lambda one: wording.month(here, one),
        key=MONTH,
        label_visibility="collapsed",
        width=180,
        on_change=chosen,
    )


def ids(here: Here, which: Which | int, month: Month | None) -> list[int]:
    """The photos that are chosen, in their order."""
    with here.album.read() as conn:
        found = browse.photo_ids(conn, which if isinstance(which, Which) else Which.ALL, month)
    with_person = None if isinstance(which, Which) else _photos_of(here, which)
    return [photo_id for photo_id in found if with_person is None or photo_id in with_person]


def _photos_of(here: Here, person_id: int) -> Collection[int]:
    """The photos on which a person stands, by people's word or by the deciding run's."""
    with here.album.read() as conn:
        named = browse.photos_of(conn, person_id)
    run = known.last_run(here.album)
    pairs = [] if run is None else known.judged(here.album, run, known.precision(here.album)).pairs()
    return named | {pair.photo_id for pair in pairs if pair.person_id == person_id}
