"""What the machine knows of masks; what people say of them stands in the journal."""

import json

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, bindparam, func, select, update

from core.store import tables

FACE = tables.face.c


def detector_scores(conn: Connection) -> NDArray[np.float64]:
    """The detector's score of every face by ascending id, NaN where a human drew it, shape (F,)."""
    scores = conn.execute(select(FACE.detector_score).order_by(FACE.id)).scalars().all()
    return np.array(scores, np.float64)  # None has become NaN


def of_faces(conn: Connection, face_ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """Probability of a mask on each of some faces, NaN where it is not known, shape (F,)."""
    wanted = func.json_each(json.dumps(face_ids.tolist())).table_valued("value")
    query = select(FACE.id, FACE.mask_probability).where(FACE.id.in_(select(wanted.c.value)))
    known = {row.id: row.mask_probability for row in conn.execute(query)}
    return np.array([known.get(face_id) for face_id in face_ids.tolist()], np.float64)  # None has become NaN


def put(conn: Connection, face_ids: NDArray[np.int64], probabilities: NDArray[np.float64]) -> None:
    """Record which faces wear a mask.

    Args:
        conn: A writing transaction.
        face_ids: Shape (F,); a face that is gone meanwhile is passed over.
        probabilities: In [0, 1], NaN where it is not known, shape (F,).
    """
    change = update(tables.face).where(FACE.id == bindparam("face")).values(mask_probability=bindparam("mask"))
    rows = [
        {"face": face_id, "mask": None if np.isnan(mask) else mask}
        for face_id, mask in zip(face_ids.tolist(), probabilities.tolist(), strict=True)
    ]
    if rows:
        conn.execute(change, rows)
