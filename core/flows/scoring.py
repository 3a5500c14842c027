"""Scoring faces that came into the album after a run."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base import child
from core.base.child import Child, Tell
from core.base.records import RunKind
from core.flows import train, training
from core.store import db, faces, runs
from core.store.db import Album
from core.store.runs import Run


def score_new_faces(album: Album, run: Run, on_wait: Callable[[], None] = child.ignore) -> None:
    """Let a run score the faces that came into the album after it.

    Args:
        album: The album.
        run: The run.
        on_wait: Called several times a second while a network scores; what it raises ends that.

    Raises:
        MissingError: The run's checkpoint is gone or was changed.
    """
    if run.kind == RunKind.HEAD:
        train.score_new_faces(album, run)
        return
    with album.read() as conn:
        face_ids = faces.table(conn).ids
        scored, known = runs.scores(conn, run)
    new = np.setdiff1d(face_ids, scored)
    if not len(new) or run.calibration is None:
        return
    with Child(on_wait=on_wait) as apart:  # it may take minutes, and must be able to be cut short
        fresh = run.calibration.probability(apart.call(_scores, album.folder, run.id, new))
    ids, matrix = np.concatenate([scored, new]), np.concatenate([known, fresh])
    order = np.argsort(ids)
    with album.write() as conn:
        runs.put_scores(conn, run.id, ids[order], matrix[order])


def _scores(_tell: Tell, folder: Path, run_id: int, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """In a child: what a run's network says of some faces."""
    album = db.open_album(folder)
    with album.read() as conn:
        run = runs.get(conn, run_id)
    return training.trainer(run.kind).scores(album, run, face_ids)
