"""Scoring faces that came into the album after a run."""

import numpy as np

from core.base.records import RunKind
from core.flows import train, training
from core.store import faces, runs
from core.store.db import Album
from core.store.runs import Run


def score_new_faces(album: Album, run: Run) -> None:
    """Let a run score the faces that came into the album after it.

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
    fresh = run.calibration.probability(training.trainer(run.kind).scores(album, run, new))
    ids, matrix = np.concatenate([scored, new]), np.concatenate([known, fresh])
    order = np.argsort(ids)
    with album.write() as conn:
        runs.put_scores(conn, run.id, ids[order], matrix[order])
