"""What a session looks through on the page of corrections, and what it has said there so far."""

import secrets
from collections import Counter
from dataclasses import dataclass, field

import streamlit as st

from core.base.records import LabelOrigin, Statement
from core.rules.embedders import BUILT_IN
from core.rules.review_order import Which
from core.store import labels, naming, overview, review, thumbs
from core.store.naming import Done, Step
from core.store.runs import Run
from pages.widgets import known
from pages.widgets.face_tile import NOTHING_SAID, Tile
from pages.widgets.frame import Here
from pages.widgets.spoken import Spoken

FACES = 35  # on one page
EVERYBODY = 0
KEY = "review-visit"


@dataclass(frozen=True)
class Wish:
    """Which faces to look through: whose, which of them, as a run decides for a wished precision."""

    who: int
    which: Which
    run_id: int
    precision: float


@dataclass
class Visit:
    """What this session looks through.

    Attributes:
        ids: All faces, in their order.
        guesses: Person whom each face was held for, by face id.
        at: Number of the page of faces on the screen.
        key: Another one each time a page of faces is opened.
        tiles: As they were when it was opened.
        counts: Faces named by person id, at that time.
        said: What was said on it since.
        confirmed: What was written down by the last "confirm the rest".
    """

    wish: Wish
    ids: list[int]
    guesses: dict[int, int]
    at: int = 0
    key: str = ""
    tiles: list[Tile] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    said: Spoken = field(default_factory=Spoken)
    confirmed: list[Done] = field(default_factory=list)

    @property
    def unspoken(self) -> list[int]:
        """The faces on the page of which nobody has said who they are."""
        said = {face_id for step in self.said.steps for face_id in step.face_ids}
        return [tile.face_id for tile in self.tiles if tile.stands.identity is None and tile.face_id not in said]


def opened(here: Here, run: Run, wish: Wish) -> Visit:
    """The session's visit, with faces chosen anew where something else is wished."""
    visit: Visit | None = st.session_state.get(KEY)
    if visit is not None and visit.wish == wish:
        return visit
    made = known.judged(here.album, run, wish.precision)
    people = [person.id for person in made.basis.people]
    column = people.index(wish.who) if wish.who in people else None
    with here.album.read() as conn:
        ids = review.in_order(conn, made, wish.which, column, BUILT_IN)
    rows = {face_id: row for row, face_id in enumerate(made.basis.faces.ids.tolist())}
    visit = Visit(wish, ids, {face_id: people[made.found.person[rows[face_id]]] for face_id in ids})
    st.session_state[KEY] = visit
    turn(here, visit, 0)
    return visit


def close() -> None:
    """Choose the faces anew the next time."""
    st.session_state.pop(KEY, None)


def turn(here: Here, visit: Visit, by: int) -> None:
    """Open the next page of faces, or the one before; behind the last there is an empty one."""
    visit.at = max(0, min(visit.at + by, -(-len(visit.ids) // FACES)))
    ids = visit.ids[visit.at * FACES : (visit.at + 1) * FACES]
    with here.album.read() as conn:
        places, standing = overview.face_places(conn, ids), labels.standing_of(conn, ids)
        visit.counts = labels.counts(conn)
    visit.key, visit.said = f"review-{secrets.token_hex(4)}", Spoken()
    visit.tiles = [
        Tile(
            one,
            thumbs.face_path(here.album, *places[one]),
            stands=standing.get(one, NOTHING_SAID),
            guess=visit.guesses[one],
        )
        for one in ids
        if one in places
    ]


def confirm(here: Here, visit: Visit) -> None:
    """Say yes to every face on the page that nobody has spoken about, and go on to the next page."""
    by_person: dict[int, list[int]] = {}
    for face_id in visit.unspoken:
        by_person.setdefault(visit.guesses[face_id], []).append(face_id)
    steps = [Step(tuple(face_ids), Statement.IS_PERSON, person_id) for person_id, face_ids in by_person.items()]
    with here.telling(), here.album.write() as conn:
        visit.confirmed = naming.follow(conn, [], steps, LabelOrigin.CORRECTION)
    turn(here, visit, 1)


def take_back(here: Here, visit: Visit) -> None:
    """Take the last "confirm the rest" back, and show its page again."""
    with here.telling(), here.album.write() as conn:
        visit.confirmed = naming.follow(conn, visit.confirmed, [], LabelOrigin.CORRECTION)
    turn(here, visit, -1)
