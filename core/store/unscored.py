"""Faces that a run has not scored yet, though it can, or the next one of its kind."""

import json
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, select

from core.base.records import RunKind
from core.store import embedders, face_scores, tables
from core.store.runs import Run

EMBEDDING = tables.embedding.c
EVERY = select(func.json_group_array(tables.face.c.id))


def of_run(conn: Connection, run: Run) -> NDArray[np.int64]:
    """The faces of which a run has no score, and will have one once it looks at them, or is learned again.

    A network scores every face. A head scores those that its embedder has embedded, and the next head those of the
    embedder that is chosen; a face that neither has embedded is not waited for: its photo may be gone for good.

    Returns:
        Their ids, shape (F,).
    """
    found = _ids(conn, EVERY)
    if run.kind == RunKind.HEAD:
        of_either = EMBEDDING.embedder.in_([run.embedder, embedders.chosen(conn)])
        found = _ids(conn, select(func.json_group_array(EMBEDDING.face_id.distinct())).where(of_either))
    return found[~np.isin(found, face_scores.scored(conn, run.id))]


def still_there(conn: Connection, face_ids: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which faces have not gone meanwhile, shape (F,)."""
    return np.isin(face_ids, _ids(conn, EVERY))


def _ids(conn: Connection, query: Select[Any]) -> NDArray[np.int64]:
    """Read ids as one text: a row for each would take several times as long."""
    return np.array(json.loads(conn.execute(query).scalar_one()), np.int64)
