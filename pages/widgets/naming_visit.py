"""What a session sees of the faces without a name: pages of faces in the order in which they were opened."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import streamlit as st

from core.base.records import JobKind, LabelOrigin, Standing
from core.store import jobs, labels, naming, overview, proposals, thumbs, unnamed
from core.store.db import Connection
from core.store.naming import Done, Step
from core.store.unnamed import Order, Stage, Unnamed
from pages.widgets.face_tile import Tile
from pages.widgets.frame import Here

FACES = 96  # on one page
BRINGING = (JobKind.IMPORT, JobKind.DEMO, JobKind.PROPOSE)  # jobs that bring new faces
NOTHING_SAID = Standing()


@dataclass
class Visit:
    """A walk through the faces.

    Attributes:
        order: What comes first.
        newest: The newest face at its beginning.
        was_looking: Whether more were being looked for then.
        at: The page of faces on the screen.
        key: Another one each time a page of faces is opened.
        tiles: As they were when it was opened.
        counts: Faces named by person id, at that time.
        done: What was written down since.
    """

    order: Order
    newest: int
    was_looking: bool
    pages: list[list[Unnamed]] = field(default_factory=list)
    at: int = -1
    key: str = ""
    tiles: list[Tile] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    done: list[Done] = field(default_factory=list)


def current() -> Visit | None:
    """This session's walk, if it has begun."""
    visit: Visit | None = st.session_state.get("label-visit")
    return visit


def begin(here: Here, order: Order | None = None) -> None:
    """Begin once more with the faces that have no name yet; after learning, with those that Cubby is unsure of."""
    was_looking = is_looking(here)
    with here.album.read() as conn:
        order = order or (Order.UNSURE if unnamed.has_learned(conn) else Order.ALIKE)
        st.session_state["label-visit"] = Visit(order, unnamed.newest_face(conn), was_looking)
    turn(here, 1)


def turn(here: Here, by: int) -> None:
    """Open the next page of faces, or the one before."""
    visit: Visit = st.session_state["label-visit"]
    with here.album.read() as conn:
        if visit.at + by == len(visit.pages):
            last = visit.pages[-1][-1].place if visit.pages and visit.pages[-1] else None
            visit.pages.append(_whole(unnamed.after(conn, last, FACES + 1, visit.order)))
        visit.at = max(0, min(visit.at + by, len(visit.pages) - 1))
        visit.tiles = _tiles(here, conn, visit.pages[visit.at])
        visit.counts = labels.counts(conn)
    visit.key, visit.done = f"faces-{secrets.token_hex(4)}", []


def follow(here: Here, done: list[Done], steps: Sequence[Step]) -> None:
    """Write down what was said on a page of faces so far, also where another one is open by now.

    Args:
        here: The page's frame.
        done: What was written down since it was opened; brought up to date.
        steps: All steps on it.
    """
    with here.telling(), here.album.write() as conn:
        done[:] = naming.follow(conn, list(done), steps, LabelOrigin.NAMED)


def withdraw(here: Here, steps: Sequence[Step]) -> None:
    """Take back what was taken back just before a reload."""
    with here.telling(), here.album.write() as conn:
        naming.withdraw(conn, steps, LabelOrigin.NAMED)


def is_looking(here: Here) -> bool:
    """Whether photos are being looked at that may bring new faces."""
    return any(job.kind in BRINGING for job in jobs.living(here.album))


def _whole(found: Sequence[Unnamed]) -> list[Unnamed]:
    """Cut a page of faces to its size, and leave a slice of a cluster that would go on behind it to the next page."""
    page, beyond = list(found[:FACES]), found[FACES:]
    if not beyond or beyond[0].place.stage is not Stage.ALIKE:
        return page
    return [one for one in page if one.place[:3] != beyond[0].place[:3]] or page


def _tiles(here: Here, conn: Connection, shown: Sequence[Unnamed]) -> list[Tile]:
    """The faces of a page, side by side where they look alike or have the same guess; the doubtful ones last."""
    groups = {one: _group(one) for one in shown}
    first = {group: place for place, group in reversed(list(enumerate(groups.values())))}
    ordered = sorted(shown, key=lambda one: (first[groups[one]], one.is_doubtful))
    ids = [one.place.face_id for one in shown]
    places, standing = overview.face_places(conn, ids), labels.standing_of(conn, ids)
    found_by = proposals.runs_of(conn, ids)
    notes = {face_id: (here.say("proposals-note", run=run_id),) for face_id, run_id in found_by.items()}
    return [
        Tile(
            one.place.face_id,
            thumbs.face_path(here.album, *places[one.place.face_id]),
            None if groups[one] is None else first[groups[one]],
            one.is_doubtful,
            standing.get(one.place.face_id, NOTHING_SAID),
            one.guess,
            notes=notes.get(one.place.face_id, ()),
        )
        for one in ordered
        if one.place.face_id in places
    ]


def _group(one: Unnamed) -> tuple[float, ...] | None:
    """What the faces of one group have in common."""
    if one.place.stage is Stage.ALIKE:
        return one.place[:3]
    return None if one.guess is None else (one.place.stage, one.guess)
