"""Faces that a run was wrong about, to be looked at and put right at once."""

from functools import partial

import streamlit as st

from core.rules import results
from core.rules.review_order import Which
from core.store import people
from pages.widgets import face_grid, review_visit, spoken
from pages.widgets.face_grid import Answers
from pages.widgets.frame import Here
from pages.widgets.review_visit import Visit, Wish
from pages.widgets.run_figures import Shown

KEY = "results-visit"
ACROSS = 10  # faces beside each other


def draw(here: Here, shown: Shown, chosen: tuple[int, int] | None) -> None:
    """Draw the mistakes, the surest first, or the faces behind one number of the table of mix-ups."""
    if shown.face_ids is None:
        st.info(here.say("results-faces-gone"))
        return
    rows = results.worst(shown.judged) if chosen is None else results.cell(shown.judged, *chosen)
    if not len(rows):
        st.success(here.say("results-no-mistakes" if chosen is None else "results-no-faces"))
        return
    if chosen is None:
        st.caption(here.say("results-mistakes-how"))
    best = [shown.people[column].id for column in shown.judged.best[rows].tolist()]
    visit = _opened(here, shown, dict(zip(shown.face_ids[rows].tolist(), best, strict=True)))
    _grid(here, visit)


def _opened(here: Here, shown: Shown, guesses: dict[int, int]) -> Visit:
    """The session's visit to just these faces."""
    visit: Visit | None = st.session_state.get(KEY)
    if visit is None or visit.wish.run_id != shown.run.id or visit.guesses != guesses:
        wish = Wish(review_visit.EVERYBODY, Which.FILED, shown.run.id, 0.0)
        visit = Visit(wish, list(guesses), guesses)
        st.session_state[KEY] = visit
        review_visit.turn(here, visit, 0)
    return visit


@st.fragment
def _grid(here: Here, visit: Visit) -> None:
    if not visit.tiles:
        st.success(here.say("results-last-page"))
        return
    answers = Answers(
        steps=partial(spoken.follow, here, visit.said),
        turn=lambda by: review_visit.turn(here, visit, by),
        child=here.add_child,
    )
    with here.album.read() as conn:
        everyone = people.everyone(conn)
    face_grid.show(here, visit.key, visit.tiles, everyone, visit.counts, answers, is_first=visit.at == 0, across=ACROSS)
