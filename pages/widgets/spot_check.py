"""A spot check: faces drawn at random, shown one by one, and then what they say of the whole folder."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.base.records import Person
from core.rules import spot_check
from core.rules.decisions import Decisions
from core.rules.spot_check import Found
from core.store import overview, people, spot_checks
from core.store.runs import Run
from core.store.spot_checks import Pile, SpotCheck
from pages.widgets import known, markdown, spot_check_face, wording
from pages.widgets.frame import Here

LEFT_OUT = 0  # instead of a child: the faces that got no name
SHARES = (0.8, 0.9, 0.95, 0.97, 0.99)
USUAL = 0.97
WRONG = (0, 1, 2)  # how many of those looked at may be wrong
SHOWN = 8  # earlier checks


@st.fragment
def draw(here: Here, run: Run) -> None:
    """Draw the check that is under way, or the choice of a new one; and what earlier ones found."""
    with here.album.read() as conn:
        check = spot_checks.unfinished(conn)
        earlier = spot_checks.recent(conn, SHOWN)
        everyone = {one.id: one for one in people.everyone(conn)}
    if check is not None:
        spot_check_face.ask(here, check, everyone)
        return
    if earlier and earlier[0].id == st.session_state.get("spot-begun"):
        st.success(_statement(here, earlier[0], everyone))
    _begin(here, run, [one for one in everyone.values() if one.active])
    if earlier:
        st.subheader(here.say("spot-earlier"), anchor=False)
        for one in earlier:
            at = markdown.plain(wording.moment(here, one.started_at))
            st.markdown(f"- {at} · {_statement(here, one, everyone)}")


def _begin(here: Here, run: Run, listed: list[Person]) -> None:
    """Choose what to check, say how many faces that takes, and draw them."""
    names = {one.id: one.name for one in listed} | {LEFT_OUT: here.say("spot-left-out")}
    share, wrong = USUAL, 0
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        who = st.selectbox(here.say("spot-who"), names, format_func=lambda one: names[one], key="spot-who", width=260)
        if who != LEFT_OUT:
            usual = SHARES.index(USUAL)
            share = st.selectbox(
                here.say("spot-share"), SHARES, usual, format_func=_percent, key="spot-share", width=200
            )
            wrong = st.selectbox(here.say("spot-wrong"), WRONG, key="spot-wrong", width=200)
    made = known.judged(here.album, run, known.precision(here.album))
    rows, pile = _pile(made, None if who == LEFT_OUT else who, share)
    size = _size(pile, wrong)
    if size is None:
        st.info(here.say("spot-impossible", pile=pile.size, percent=_percent(share)))
    elif size == 0:
        st.info(here.say("spot-nothing-to-do", known=pile.known, pile=pile.size))
    else:
        key = "spot-size-left-out" if who == LEFT_OUT else "spot-size"
        st.markdown(here.say(key, size=size, pile=pile.size, known=pile.known))
        if st.button(here.say("spot-start"), type="primary", key="spot-start"):
            _start(here, made.basis.faces.ids[spot_check.draw(rows, size, np.random.default_rng())], pile)
            st.rerun(scope="fragment")


def _start(here: Here, face_ids: NDArray[np.int64], pile: Pile) -> None:
    with here.album.write() as conn:
        last = next((one.id for one in overview.sortings(conn) if one.undone_at is None), None)
        st.session_state["spot-begun"] = spot_checks.start(conn, pile, face_ids.tolist(), last)


def _pile(made: Decisions, person_id: int | None, share: float) -> tuple[NDArray[np.intp], Pile]:
    """The faces to draw from, and what stands beside them."""
    by_human = made.found.by_human
    if person_id is None:
        named = (made.person >= 0) | made.left_out  # a face whose photo the rules leave out has its name all the same
        rows = np.flatnonzero(~named & ~by_human)
        return rows, Pile(None, share, len(rows), int(named.sum()))
    inside = made.person == [one.id for one in made.basis.people].index(person_id)
    rows = np.flatnonzero(inside & ~by_human)
    return rows, Pile(person_id, share, len(rows), int((inside & by_human).sum()))


def _size(pile: Pile, wrong: int) -> int | None:
    if pile.size == 0:
        return 0
    if pile.person_id is None:
        return spot_check.size_for_share(pile.size)
    return spot_check.sample_size(pile.size, spot_check.still_needed(pile.known, pile.size, pile.share), wrong)


def _statement(here: Here, check: SpotCheck, everyone: dict[int, Person]) -> str:
    """What a check that was answered to its end says of the whole pile."""
    pile, found = check.pile, check.found
    if pile.person_id is None:
        return _statement_left_out(here, pile, found)
    total, belong = pile.known + pile.size, pile.known + found.low
    low, high = spot_check.percent(found, pile.known)
    is_enough = belong >= pile.share * total - spot_check.ROUNDING
    key = f"spot-says-{'all-' if found.seen == pile.size else ''}{'yes' if is_enough else 'no'}"
    return here.say(
        key,
        name=markdown.plain(everyone[pile.person_id].name),
        percent=_percent(pile.share),
        right=found.right,
        seen=found.seen,
        low=f"{low:.1f}",
        high=f"{high:.1f}",
        belong=belong,
        total=total,
        wrong=total - belong,
    )


def _statement_left_out(here: Here, pile: Pile, found: Found) -> str:
    """What is said of the faces that got no name: those among them that are children were missed."""
    shares = (100 * pile.known / max(1, pile.known + pile.size - right) for right in (found.low, found.high))
    low, high = (f"{share:.0f}" for share in shares)
    key = "spot-says-left-out-all" if low == high else "spot-says-left-out"
    return here.say(key, seen=found.seen, children=found.seen - found.right, low=low, high=high)


def _percent(share: float) -> str:
    return f"{round(100 * share)} %"
