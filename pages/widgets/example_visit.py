"""What a session sees of the faces that Cubby learns from: one child's, page by page, each that shows the same once."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import streamlit as st

from core.base.records import LabelOrigin
from core.rules import examples as rules
from core.rules import well_shown
from core.rules.examples import Example
from core.store import examples, labels, naming, overview, thumbs
from core.store.db import Connection
from core.store.naming import Done, Step
from pages.widgets import known
from pages.widgets.face_tile import NOTHING_SAID, Tile
from pages.widgets.frame import Here

FACES = 96  # on one page
KEY = "example-visit"


@dataclass
class Visit:
    """A walk through the faces that stand as a child.

    Attributes:
        person_id: The child.
        is_proposed: Whether they are not named yet, but proposed.
        folds: Those that show the same: the best first.
        at: The page of faces on the screen.
        key: Another one each time a page of faces is opened.
        tiles: As they were when it was opened.
        counts: Faces named by person id, at that time.
        done: What was written down since.
    """

    person_id: int
    is_proposed: bool
    folds: list[list[Example]]
    at: int = 0
    key: str = ""
    tiles: list[Tile] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    done: list[Done] = field(default_factory=list)


def opened(here: Here, person_id: int, *, is_proposed: bool, is_new: bool = False) -> Visit:
    """The session's walk; begun anew for another child, and where something may have changed meanwhile."""
    visit: Visit | None = st.session_state.get(KEY)
    if visit is None or is_new or (visit.person_id, visit.is_proposed) != (person_id, is_proposed):
        visit = Visit(person_id, is_proposed, _proposed(here, person_id) if is_proposed else _folds(here, person_id))
        st.session_state[KEY] = visit
        turn(here, 0)
    return visit


def turn(here: Here, by: int) -> None:
    """Open the next page of faces, or the one before; behind the last is the first."""
    visit: Visit = st.session_state[KEY]
    pages = max(1, -(-len(visit.folds) // FACES))
    visit.at = (visit.at + by) % pages
    shown = visit.folds[visit.at * FACES : (visit.at + 1) * FACES]
    with here.album.read() as conn:
        visit.tiles = _tiles(here, conn, visit, shown)
        visit.counts = labels.counts(conn)
    visit.key, visit.done = f"examples-{secrets.token_hex(4)}", []


def follow(here: Here, visit: Visit, done: list[Done], steps: Sequence[Step]) -> None:
    """Write down what was said on a page of faces so far, of those that show the same as well.

    Args:
        here: The page's frame.
        visit: The walk that the page of faces is of; another one may be open by now.
        done: What was written down since it was opened; brought up to date.
        steps: All steps on it.
    """
    with here.telling(), here.album.write() as conn:
        done[:] = naming.follow(conn, list(done), _whole(visit, steps), LabelOrigin.CORRECTION)


def withdraw(here: Here, visit: Visit, steps: Sequence[Step]) -> None:
    """Take back what was taken back just before a reload."""
    with here.telling(), here.album.write() as conn:
        naming.withdraw(conn, _whole(visit, steps), LabelOrigin.CORRECTION)


def _whole(visit: Visit, steps: Sequence[Step]) -> list[Step]:
    """Steps about the shown faces as steps about all that show the same."""
    behind = {fold[0].face_id: [one.face_id for one in fold] for fold in visit.folds}
    return [
        replace(step, face_ids=tuple(one for face_id in step.face_ids for one in behind.get(face_id, [face_id])))
        for step in steps
    ]


def _proposed(here: Here, person_id: int) -> list[list[Example]]:
    """Faces that would make good examples of the child, as the deciding run says."""
    run = known.last_run(here.album)
    if run is None or person_id not in run.person_ids:
        return []
    made = known.judged(here.album, run, known.precision(here.album))
    rows = rules.propose(made, run.person_ids.index(person_id))
    with here.album.read() as conn:
        found = examples.of_faces(conn, made.basis.faces.ids[rows].tolist())
        vectors = examples.vectors(conn, [one.face_id for one in found])
    moments = np.array([-1 if one.moment is None else one.moment for one in found], np.int64)
    best_first = -np.arange(len(found), dtype=np.float64)
    return [[found[rows[0]]] for rows in rules.fold(vectors, moments, best_first)]  # of those that show the same, one


def _folds(here: Here, person_id: int) -> list[list[Example]]:
    """The child's faces: alone on a photo first, those that are left out last, of each kind the worst seen first."""
    with here.album.read() as conn:
        found = examples.of_person(conn, person_id)
        vectors = examples.vectors(conn, [one.face_id for one in found])
    worth = well_shown.score(*(np.array([getattr(one, of) for one in found]) for of in ("side", "sharpness", "yaw")))
    kinds = [(one.moment, one.is_alone, one.is_learned) for one in found]
    number = {kind: place for place, kind in enumerate(dict.fromkeys(kinds))}
    groups = np.array([-1 if kind[0] is None else number[kind] for kind in kinds], np.int64)
    folds = sorted(rules.fold(vectors, groups, worth), key=lambda rows: (_group(found[rows[0]]), worth[rows[0]]))
    return [[found[row] for row in rows] for rows in folds]


def _group(one: Example) -> int:
    return 2 if not one.is_learned else int(not one.is_alone)


def _tiles(here: Here, conn: Connection, visit: Visit, shown: Sequence[Sequence[Example]]) -> list[Tile]:
    ids = [fold[0].face_id for fold in shown]
    places, standing = overview.face_places(conn, ids), labels.standing_of(conn, ids)
    headings = [here.say(f"examples-{kind}") for kind in ("alone", "with-others", "left-out")]
    return [
        Tile(
            one.face_id,
            thumbs.face_path(here.album, *places[one.face_id]),
            _group(one),
            stands=standing.get(one.face_id, NOTHING_SAID),
            guess=visit.person_id if visit.is_proposed else None,
            heading=headings[_group(one)],
            notes=tuple(here.say(f"examples-{flaw.value}") for flaw in rules.flaws(one.side, one.sharpness, one.yaw)),
            more=len(fold) - 1,
        )
        for fold in shown
        if (one := fold[0]).face_id in places
    ]
