"""Faces that nobody has named yet, in the order in which naming them teaches most."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select, tuple_

from core.base import errors
from core.store import labels, runs, tables

FACE = tables.face.c
CHUNK = 500  # faces asked for at once


class Stage(IntEnum):
    """What the order goes by, one after the other."""

    ALIKE = 0  # faces that look alike, which can be named together; the largest cluster first
    DOUBTFUL = 1  # of the rest, those that the newest run is least sure of
    NEW = 2  # faces that no run has seen, as they were imported


class Place(NamedTuple):
    """A place in the order; places can be compared.

    Attributes:
        rank: Number of the cluster; or distance of the best score from one half, in [0, 0.5]; or 0.
    """

    stage: Stage
    rank: float
    face_id: int


class Unnamed(NamedTuple):
    """A face that nobody has named.

    Attributes:
        guess: The person whom the newest run holds for the best, where it is among the doubtful.
    """

    place: Place
    guess: int | None = None


START = Place(Stage.ALIKE, -1.0, 0)


def count(conn: Connection) -> int:
    """How many faces nobody has named."""
    faces = conn.execute(select(func.count()).select_from(tables.face)).scalar_one()
    return faces - conn.execute(select(func.count()).select_from(labels.identities().subquery())).scalar_one()


def after(conn: Connection, place: Place, most: int) -> list[Unnamed]:
    """The next faces after a place in the order.

    Args:
        conn: A transaction.
        place: Where to go on; START for the beginning.
        most: How many faces at most.
    """
    found = _alike(conn, place, most) if place.stage is Stage.ALIKE else []
    if len(found) == most:
        return found
    ids, best, distance = _scores(conn)
    if place.stage <= Stage.DOUBTFUL:
        found += _doubtful(conn, place, most - len(found), ids, best, distance)
    newer_than = max(int(ids.max(initial=0)), place.face_id if place.stage is Stage.NEW else 0)
    return found + _new(conn, newer_than, most - len(found))


def _unnamed() -> Select[int]:
    named = labels.identities().where(tables.label.c.face_id == FACE.id).correlate(tables.face)
    return select(FACE.id).where(~named.exists())


def _alike(conn: Connection, place: Place, most: int) -> list[Unnamed]:
    further = tuple_(FACE.cluster, FACE.id) > (int(place.rank), place.face_id)
    query = _unnamed().add_columns(FACE.cluster).where(further).order_by(FACE.cluster, FACE.id).limit(most)
    return [Unnamed(Place(Stage.ALIKE, row.cluster, row.id)) for row in conn.execute(query)]


def _scores(conn: Connection) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Of each face that the newest run has seen: id, best person, and how far that score is from one half."""
    try:
        run = runs.to_decide_with(conn, None)
    except errors.MissingError:  # nothing was learned yet
        return np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0)
    ids, scores = runs.scores(conn, run)
    people = np.array(run.person_ids, np.int64)
    return ids, people[scores.argmax(axis=1)], np.abs(scores.max(axis=1) - 0.5).astype(np.float64)


def _doubtful(
    conn: Connection,
    place: Place,
    most: int,
    ids: NDArray[np.int64],
    best: NDArray[np.int64],
    distance: NDArray[np.float64],
) -> list[Unnamed]:
    order = np.lexsort((ids, distance))
    if place.stage is Stage.DOUBTFUL:
        is_further = (distance > place.rank) | ((distance == place.rank) & (ids > place.face_id))
        order = order[is_further[order]]
    found: list[Unnamed] = []
    for start in range(0, len(order), CHUNK):
        rows = order[start : start + CHUNK]
        asked = _unnamed().where(FACE.id.in_(ids[rows].tolist()), FACE.cluster.is_(None))
        there = set(conn.execute(asked).scalars())
        found += [
            Unnamed(Place(Stage.DOUBTFUL, float(distance[row]), int(ids[row])), int(best[row]))
            for row in rows
            if int(ids[row]) in there
        ]
        if len(found) >= most:
            break
    return found[:most]


def _new(conn: Connection, newer_than: int, most: int) -> list[Unnamed]:
    query = _unnamed().where(FACE.id > newer_than, FACE.cluster.is_(None)).order_by(FACE.id).limit(most)
    return [Unnamed(Place(Stage.NEW, 0.0, face_id)) for face_id in conn.execute(query).scalars()]
