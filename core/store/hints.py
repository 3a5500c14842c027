"""Who some faces probably are by more than the face itself; a person has to say so before it counts."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from core.base.records import FaceTable
from core.rules import clothes, decide
from core.rules.clothes import Seen
from core.rules.decisions import Decisions
from core.rules.embedders import CLOTHES
from core.store import faces, tables

PHOTO = tables.photo.c


@dataclass(frozen=True)
class Hint:
    """Who a face probably is, since that child wears the same on the same day.

    Attributes:
        like_id: The face of the child that wears the same.
        alike: How alike their clothes are, in [0, 1].
    """

    face_id: int
    person_id: int
    like_id: int
    alike: float


def by_clothes(conn: Connection, made: Decisions, at_least: float = clothes.ALIKE) -> list[Hint]:
    """Find faces in nobody's folder that wear what the child wears on that day whom they are held for.

    Args:
        conn: A transaction.
        made: The decisions; who is known by them or by a label is known.
        at_least: Lowest likeness of clothes.

    Returns:
        The surest first. Nothing is written down, and nothing is learned from it.
    """
    table = made.basis.faces
    face_ids, vectors = faces.embeddings(conn, CLOTHES)
    still = np.isin(face_ids, table.ids)
    worn = np.zeros((len(table.ids), vectors.shape[1]), np.float32)
    worn[np.searchsorted(table.ids, face_ids[still])] = vectors[still]
    # Whom people have spoken about is no question any more, nor is a face of somebody who is off the list.
    open_ = (made.person >= 0) | ~made.found.by_human
    person = np.where(
        open_, made.person, np.where(made.basis.said.person >= 0, decide.NOT_A_FACE, made.basis.said.person)
    )
    person = np.where(made.left_out, decide.NOT_A_FACE, person)
    seen = Seen(worn, _days(conn, table), table.photo_ids, person, made.found.person)
    ids, people = table.ids.tolist(), made.basis.people
    return [
        Hint(ids[one.row], people[one.person].id, ids[one.like], one.alike)
        for one in clothes.suggest(seen, at_least)
        if people[one.person].active
    ]


def _days(conn: Connection, table: FaceTable) -> NDArray[np.int64]:
    """Number the day of each face's photo, or the moment or the photo where the day is not known, shape (F,)."""
    day = {row.id: row.taken_at.toordinal() for row in conn.execute(select(PHOTO.id, PHOTO.taken_at)) if row.taken_at}
    unknown = np.where(table.moments >= 0, -2 * table.moments, -2 * table.photo_ids - 1)
    known = np.array([day.get(photo_id, 0) for photo_id in table.photo_ids.tolist()], np.int64)
    return np.where(known > 0, known, unknown)
