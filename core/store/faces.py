"""Faces and their embeddings."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from core.base.records import Box, FaceOrigin, FaceTable, LookedFace
from core.rules import boxes
from core.store import tables

FACE = tables.face.c
EMBEDDING = tables.embedding.c


def add(conn: Connection, photo_id: int, faces: Iterable[LookedFace], embedder: str, origin: FaceOrigin) -> list[int]:
    """Add the faces of a photo with their embeddings.

    Args:
        conn: A writing transaction.
        photo_id: Their photo.
        faces: What the look found.
        embedder: Name of the embedder that made the embeddings.
        origin: Who found them.

    Returns:
        Their ids, in the order given.
    """
    ids = []
    for looked in faces:
        found, quality = looked.detection, looked.quality
        row = tables.face.insert().values(
            photo_id=photo_id,
            **found.box._asdict(),
            landmarks=found.landmarks.tolist(),
            detector_score=None if origin is FaceOrigin.HUMAN else found.score,
            side=quality.side,
            sharpness=quality.sharpness,
            yaw=quality.yaw,
            origin=origin.value,
        )
        face_id = int(conn.execute(row.returning(FACE.id)).scalar_one())
        put_vectors(conn, face_id, looked, embedder)
        ids.append(face_id)
    return ids


def renew(conn: Connection, face_id: int, looked: LookedFace, embedder: str) -> None:
    """Put what another look saw of a face in place of what was known; its box, who found it and its labels stay.

    Args:
        conn: A writing transaction.
        face_id: The face.
        looked: What was seen.
        embedder: Name of the embedder that made the embedding.
    """
    quality, side = looked.quality, func.max(FACE.x2 - FACE.x1, FACE.y2 - FACE.y1)  # of the box that stays
    landmarks = looked.detection.landmarks.tolist()
    seen = {"landmarks": landmarks, "side": side, "sharpness": quality.sharpness, "yaw": quality.yaw}
    conn.execute(tables.face.update().where(FACE.id == face_id).values(seen))
    conn.execute(tables.embedding.delete().where(EMBEDDING.face_id == face_id))
    conn.execute(tables.crop.delete().where(tables.crop.c.face_id == face_id))
    put_vectors(conn, face_id, looked, embedder)


def put_vectors(conn: Connection, face_id: int, looked: LookedFace, embedder: str) -> None:
    """Keep all vectors of a face that has none; embedder is the name of the one that made its embedding."""
    vectors = {**looked.others, embedder: looked.embedding}
    rows = [
        {"face_id": face_id, "embedder": name, "vector": vector.astype("<f4").tobytes()}
        for name, vector in vectors.items()
    ]
    conn.execute(tables.embedding.insert(), rows)


def count(conn: Connection) -> int:
    """How many faces the album has."""
    return conn.execute(select(func.count()).select_from(tables.face)).scalar_one()


def extent(conn: Connection) -> tuple[int, int]:
    """How many faces the album has, and the newest one's id: one of them changes with every face that comes or goes."""
    row = conn.execute(select(func.count(FACE.id), func.coalesce(func.max(FACE.id), 0))).one()
    return int(row[0]), int(row[1])


def table(conn: Connection) -> FaceTable:
    """Every face of the album as columns."""
    sides = (FACE.x1, FACE.y1, FACE.x2, FACE.y2)
    seen = (FACE.mask_probability, FACE.side, FACE.sharpness, FACE.yaw)
    moment = func.coalesce(tables.photo.c.moment, -1)
    rows = conn.execute(select(FACE.id, FACE.photo_id, moment, *sides, *seen).join(tables.photo).order_by(FACE.id))
    columns = np.array([tuple(row) for row in rows], np.float64).reshape(-1, 3 + len(sides) + len(seen))
    ids, photo_ids, moments = columns[:, :3].astype(np.int64).T
    masked, side, sharpness, yaw = columns[:, 7:].T  # None has become NaN
    return FaceTable(ids, photo_ids, columns[:, 3:7], moments, masked, side, sharpness, yaw)


def delete(conn: Connection, face_ids: Iterable[int]) -> None:
    """Remove faces with their embeddings and labels; their thumbnails are the caller's to remove."""
    for face_id in face_ids:
        conn.execute(tables.face.delete().where(FACE.id == face_id))


def of_photo(conn: Connection, photo_id: int) -> dict[int, Box]:
    """The boxes on one photo by face id."""
    query = select(FACE.id, FACE.x1, FACE.y1, FACE.x2, FACE.y2).where(FACE.photo_id == photo_id).order_by(FACE.id)
    return {row.id: Box(row.x1, row.y1, row.x2, row.y2) for row in conn.execute(query)}


def of_humans(conn: Connection, photo_id: int) -> set[int]:
    """Ids of the faces on one photo that a human drew or moved."""
    own = (FACE.photo_id == photo_id, FACE.origin == FaceOrigin.HUMAN.value)
    return set(conn.execute(select(FACE.id).where(*own)).scalars())


def corners(conn: Connection, photo_id: int) -> NDArray[np.float64]:
    """The boxes on one photo, shape (F, 4)."""
    return boxes.corners(of_photo(conn, photo_id).values())


def embeddings(conn: Connection, embedder: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """All vectors of one embedder.

    Returns:
        Face ids, ascending, shape (F,), and unit vectors, shape (F, D); D is 0 where there is no face.
    """
    query = (
        select(EMBEDDING.face_id, EMBEDDING.vector).where(EMBEDDING.embedder == embedder).order_by(EMBEDDING.face_id)
    )
    rows = conn.execute(query).all()
    ids = np.array([row.face_id for row in rows], np.int64)
    vectors = np.frombuffer(b"".join(row.vector for row in rows), "<f4")
    return ids, vectors.reshape(len(rows), -1) if rows else np.empty((0, 0), np.float32)


def put_embeddings(conn: Connection, embedder: str, face_ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> None:
    """Keep the vectors of an embedder, shape (F, D), in place of those that it gave these faces before."""
    for face_id, vector in zip(face_ids.tolist(), vectors, strict=True):
        known = (EMBEDDING.face_id == face_id, EMBEDDING.embedder == embedder)
        conn.execute(tables.embedding.delete().where(*known))
        row = {"face_id": face_id, "embedder": embedder, "vector": vector.astype("<f4").tobytes()}
        conn.execute(tables.embedding.insert().values(row))
