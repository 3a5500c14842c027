"""Faces that nobody has named yet, in the order in which naming them teaches most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select, tuple_

from core.base import errors
from core.base.records import RunState
from core.store import labels, people, runs, tables
from core.store.runs import Run

FACE = tables.face.c
CHUNK = 500  # faces asked for at once


class Order(StrEnum):
    """What comes first."""

    ALIKE = "alike"
    UNSURE = "unsure"
    PROPOSED = "proposed"  # these alone: what trainings found that the detector had not


class Stage(IntEnum):
    """What a part of the order goes by."""

    ALIKE = 0  # faces that look alike, a slice of each cluster in turn, the largest cluster first
    DOUBTFUL = 1  # those that the deciding run is least sure of
    NEW = 2  # faces that no run has seen, as they were imported
    PROPOSED = 3  # faces that only runs found


STAGES = {  # one after the other
    Order.ALIKE: (Stage.ALIKE, Stage.DOUBTFUL, Stage.NEW),
    Order.UNSURE: (Stage.DOUBTFUL, Stage.ALIKE, Stage.NEW),
    Order.PROPOSED: (Stage.PROPOSED,),
}


class Place(NamedTuple):
    """A place in a stage of the order; places of one stage can be compared.

    Attributes:
        slice: Of the cluster; 0 in the other stages.
        rank: Number of the cluster; or distance of the best score from one half, in [0, 0.5]; or 0.
    """

    stage: Stage
    slice: int
    rank: float
    face_id: int


@dataclass(frozen=True)
class Unnamed:
    """A face that nobody has named.

    Attributes:
        is_doubtful: Whether it stands with faces that look alike, but may be somebody else.
        guess: The person whom the deciding run holds for the best, leaving out those of whom somebody said that it is
            not them; None where nothing was learned.
    """

    place: Place
    is_doubtful: bool = False
    guess: int | None = None


def newest_face(conn: Connection) -> int:
    """The id of the face that came into the album last, named or not; 0 where there is none."""
    return int(conn.execute(select(func.coalesce(func.max(FACE.id), 0))).scalar_one())


def count(conn: Connection) -> int:
    """How many faces nobody has named."""
    faces = conn.execute(select(func.count()).select_from(tables.face)).scalar_one()
    return faces - conn.execute(select(func.count()).select_from(labels.identities().subquery())).scalar_one()


def has_proposals(conn: Connection) -> bool:
    """Whether there are faces that only runs found, named or not."""
    return conn.execute(select(tables.proposal.c.face_id).limit(1)).first() is not None


def has_learned(conn: Connection) -> bool:
    """Whether there is a run that can be unsure of faces."""
    done = select(tables.run.c.id).where(tables.run.c.state == RunState.DONE.value).limit(1)
    return conn.execute(done).first() is not None


def after(conn: Connection, place: Place | None, most: int, order: Order = Order.ALIKE) -> list[Unnamed]:
    """The next faces after a place in the order.

    Args:
        conn: A transaction.
        place: Where to go on; None for the beginning.
        most: How many faces at most.
        order: What comes first.
    """
    scores = _Scores.of_newest_run(conn)
    stages = STAGES[order]
    found: list[Unnamed] = []
    for stage in stages[0 if place is None else stages.index(place.stage) :]:
        begin = place if place is not None and place.stage is stage else None
        wanted = most - len(found)
        if stage is Stage.ALIKE:
            found += _alike(conn, begin, wanted, scores.newest if order is Order.UNSURE else 0)
        elif stage is Stage.DOUBTFUL:
            found += _doubtful(conn, begin, wanted, scores, with_clusters=order is Order.UNSURE)
        elif stage is Stage.PROPOSED:
            found += _proposed(conn, begin, wanted)
        else:
            found += _new(conn, begin, wanted, scores.newest)
        if len(found) >= most:
            break
    return _guessed(conn, found, scores)


@dataclass(frozen=True)
class _Scores:
    """What the deciding run thinks; F faces, P people.

    Attributes:
        ids: Face ids, ascending, shape (F,).
        matrix: Scores in [0, 1], shape (F, P).
        people: Of each column, shape (P,).
    """

    ids: NDArray[np.int64]
    matrix: NDArray[np.float32]
    people: NDArray[np.int64]

    @classmethod
    def of_newest_run(cls, conn: Connection) -> "_Scores":
        """The scores that decisions would rest on; of no face where nothing was learned yet."""
        try:
            run: Run = runs.to_decide_with(conn, None)
        except errors.MissingError:
            return cls(np.empty(0, np.int64), np.empty((0, 0), np.float32), np.empty(0, np.int64))
        ids, matrix = runs.scores(conn, run)
        return cls(ids, matrix, np.array(run.person_ids, np.int64))

    @property
    def newest(self) -> int:
        """The newest face that the run has seen."""
        return int(self.ids[-1]) if len(self.ids) else 0

    def best(self, face_id: int, besides: Collection[int]) -> int | None:
        """The person with the best score, some left out; None where the run has not seen the face."""
        row = int(np.searchsorted(self.ids, face_id))
        if row == len(self.ids) or self.ids[row] != face_id:
            return None
        free = np.flatnonzero(~np.isin(self.people, list(besides)))
        return int(self.people[free[self.matrix[row, free].argmax()]]) if len(free) else None


def _unnamed() -> Select[int]:
    named = labels.identities().where(tables.label.c.face_id == FACE.id).correlate(tables.face)
    return select(FACE.id).where(~named.exists())


def _alike(conn: Connection, place: Place | None, most: int, newer_than: int) -> list[Unnamed]:
    at = (-1, -1, 0) if place is None else (place.slice, int(place.rank), place.face_id)
    further = tuple_(FACE.slice, FACE.cluster, FACE.id) > at
    query = (
        _unnamed()
        .add_columns(FACE.slice, FACE.cluster, FACE.doubtful)
        .where(further, FACE.id > newer_than)
        .order_by(FACE.slice, FACE.cluster, FACE.id)
        .limit(most)
    )
    return [
        Unnamed(Place(Stage.ALIKE, row.slice, row.cluster, row.id), is_doubtful=row.doubtful)
        for row in conn.execute(query)
    ]


def _doubtful(
    conn: Connection, place: Place | None, most: int, scores: _Scores, *, with_clusters: bool
) -> list[Unnamed]:
    distance = np.abs(scores.matrix.max(axis=1, initial=0.0) - 0.5).astype(np.float64)
    order = np.lexsort((scores.ids, distance))
    if place is not None:
        is_further = (distance > place.rank) | ((distance == place.rank) & (scores.ids > place.face_id))
        order = order[is_further[order]]
    wanted = _unnamed() if with_clusters else _unnamed().where(FACE.cluster.is_(None))
    found: list[Unnamed] = []
    for start in range(0, len(order), CHUNK):
        rows = order[start : start + CHUNK]
        there = set(conn.execute(wanted.where(FACE.id.in_(scores.ids[rows].tolist()))).scalars())
        found += [
            Unnamed(Place(Stage.DOUBTFUL, 0, float(distance[row]), int(scores.ids[row])))
            for row in rows
            if int(scores.ids[row]) in there
        ]
        if len(found) >= most:
            break
    return found[:most]


def _new(conn: Connection, place: Place | None, most: int, newer_than: int) -> list[Unnamed]:
    begin = max(newer_than, 0 if place is None else place.face_id)
    query = _unnamed().where(FACE.id > begin, FACE.cluster.is_(None)).order_by(FACE.id).limit(most)
    return [Unnamed(Place(Stage.NEW, 0, 0.0, face_id)) for face_id in conn.execute(query).scalars()]


def _proposed(conn: Connection, place: Place | None, most: int) -> list[Unnamed]:
    further = FACE.id.in_(select(tables.proposal.c.face_id)), FACE.id > (0 if place is None else place.face_id)
    query = _unnamed().where(*further).order_by(FACE.id).limit(most)
    return [Unnamed(Place(Stage.PROPOSED, 0, 0.0, face_id)) for face_id in conn.execute(query).scalars()]


def _guessed(conn: Connection, found: Sequence[Unnamed], scores: _Scores) -> list[Unnamed]:
    """Add whom the run takes each face for; who is off the list is nobody's guess."""
    standing = labels.standing_of(conn, [one.place.face_id for one in found])
    off_the_list = {person.id for person in people.everyone(conn) if not person.active}
    guessed = []
    for one in found:
        stands = standing.get(one.place.face_id)
        besides = off_the_list | (stands.not_people if stands else frozenset())
        guessed.append(replace(one, guess=scores.best(one.place.face_id, besides)))
    return guessed
