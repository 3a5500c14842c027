"""What the page of corrections shows: faces in a telling order, and their neighbours in the same moment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from core.rules import neighbours, review_order
from core.rules.decisions import Decisions
from core.rules.review_order import Which
from core.store import faces, hints, labels, proposals, tables
from core.store.naming import Step

FACE, PHOTO, EMBEDDING = tables.face.c, tables.photo.c, tables.embedding.c


@dataclass(frozen=True)
class Added:
    """A word about neighbours that the user added to the steps so far; it stands as long as they do."""

    after: tuple[Step, ...]
    step: Step


def in_order(conn: Connection, made: Decisions, which: Which, column: int | None, embedder: str) -> list[int]:
    """List the faces to look at.

    Args:
        conn: A transaction.
        made: The decisions.
        which: Which faces.
        column: Only those that are held for this person; None for all.
        embedder: Whose vectors say which faces look alike.

    Returns:
        Face ids, those to look at first in front.
    """
    rows = review_order.pile(made, which, column)
    if which is Which.CLOTHES:
        wanted = set(made.basis.faces.ids[rows].tolist())
        return [one.face_id for one in hints.by_clothes(conn, made) if one.face_id in wanted]
    if which is Which.TEACHING:
        rows = by_worth(conn, made, rows, embedder)
    return [int(face_id) for face_id in made.basis.faces.ids[rows]]


def by_worth(conn: Connection, made: Decisions, rows: NDArray[np.intp], embedder: str) -> NDArray[np.intp]:
    """Order rows of the face table by what a word about each would teach.

    Faces that only a run found come behind all others: many are none, and since these look alike, a word about one
    would seem to carry far.

    Args:
        conn: A transaction.
        made: The decisions.
        rows: Faces that nobody has spoken about, shape (R,).
        embedder: Whose vectors say which faces look alike.

    Returns:
        The rows whose faces have a vector, those that teach most first.
    """
    table = made.basis.faces
    face_ids, vectors = faces.embeddings(conn, embedder)
    known = rows[np.isin(table.ids[rows], face_ids)]
    near = vectors[np.searchsorted(face_ids, table.ids[known])]
    moments = np.where(table.moments >= 0, table.moments, -table.photo_ids)[known]  # where unknown, a photo is its own
    same_word = moments * len(made.basis.people) + made.found.person[known]
    only_proposed = np.isin(table.ids[known], list(proposals.everyone(conn)))
    parts = (np.flatnonzero(~only_proposed), np.flatnonzero(only_proposed))
    scores = made.found.score[known]
    return np.concatenate(
        [known[part[review_order.by_worth(scores[part], near[part], same_word[part])]] for part in parts]
    )


def near(conn: Connection, face_ids: Collection[int], embedder: str, most: int) -> list[int]:
    """Find open faces that probably show the same person as some faces, on other photos of their moments.

    Args:
        conn: A transaction.
        face_ids: Faces that somebody has just spoken about.
        embedder: Whose vectors say which faces look alike.
        most: How many at most.

    Returns:
        Face ids, the most alike first; nobody has said who they are.
    """
    moments = select(PHOTO.moment).join(tables.face).where(FACE.id.in_(face_ids), PHOTO.moment.is_not(None))
    query = (
        select(FACE.id, FACE.photo_id, EMBEDDING.vector)
        .join(tables.photo, FACE.photo_id == PHOTO.id)
        .join(tables.embedding, EMBEDDING.face_id == FACE.id)
        .where(PHOTO.moment.in_(moments), EMBEDDING.embedder == embedder)
        .order_by(FACE.id)
    )
    rows = conn.execute(query).all()
    ids = np.array([row.id for row in rows], np.int64)
    photos = np.array([row.photo_id for row in rows], np.int64)
    vectors = np.frombuffer(b"".join(row.vector for row in rows), "<f4").reshape(len(rows), -1) if rows else None
    if vectors is None:
        return []
    said = [face_id for face_id, one in labels.standing_of(conn, ids.tolist()).items() if one.identity is not None]
    spoken, others = np.isin(ids, list(face_ids)), ~np.isin(ids, [*said, *face_ids])
    found = neighbours.alike(vectors[spoken], photos[spoken], vectors[others], photos[others])
    return [int(face_id) for face_id in ids[others][found[:most]]]


def together(steps: Sequence[Step], added: Sequence[Added]) -> list[Step]:
    """Put what was added behind the steps that it was added to, and leave out what these no longer carry."""
    return [
        one
        for count in range(len(steps) + 1)
        for one in (*steps[max(0, count - 1) : count], *_behind(tuple(steps[:count]), added))
    ]


def _behind(before: tuple[Step, ...], added: Sequence[Added]) -> list[Step]:
    return [one.step for one in added if one.after == before]
