"""Crops of faces that trainings read, so that no photo has to be decoded twice for them."""

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from core.store import tables

CROP = tables.crop.c
FACE = tables.face.c
AT_ONCE = 500  # faces of one question; SQLite takes a bounded number of values


def put(conn: Connection, jpegs: Mapping[int, bytes]) -> None:
    """Keep crops, as JPEG files by face id."""
    if jpegs:
        conn.execute(
            tables.crop.insert().prefix_with("OR IGNORE"),
            [{"face_id": face_id, "jpeg": jpeg} for face_id, jpeg in jpegs.items()],
        )


def of_faces(conn: Connection, face_ids: Collection[int]) -> dict[int, bytes]:
    """The kept crops of some faces, as JPEG files by face id; those that are not kept are absent."""
    wanted, found = list(face_ids), dict[int, bytes]()
    for start in range(0, len(wanted), AT_ONCE):
        rows = conn.execute(select(tables.crop).where(CROP.face_id.in_(wanted[start : start + AT_ONCE])))
        found |= {row.face_id: row.jpeg for row in rows}
    return found


def missing(conn: Connection) -> dict[int, dict[int, NDArray[np.float32]]]:
    """The faces without a kept crop: by photo id and face id, the landmarks in pixels of the upright photo, (5, 2).

    Drawn faces that were not looked at yet have no landmarks, and are absent.
    """
    query = (
        select(FACE.photo_id, FACE.id, FACE.landmarks)
        .outerjoin(tables.crop, CROP.face_id == FACE.id)
        .where(CROP.face_id.is_(None))
        .order_by(FACE.photo_id, FACE.id)
    )
    found: dict[int, dict[int, NDArray[np.float32]]] = {}
    for row in conn.execute(query):
        if row.landmarks:
            found.setdefault(row.photo_id, {})[row.id] = np.array(row.landmarks, np.float32)
    return found
