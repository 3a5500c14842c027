"""Scoring faces that came into the album after a run."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base import child, errors
from core.base.child import Child, DiedError, Tell
from core.base.records import RunKind
from core.flows import train, training
from core.store import db, runs, unscored
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
        WrongUseError: The process in which a network scores died.
    """
    if run.kind == RunKind.HEAD:
        train.score_new_faces(album, run)
        return
    with album.read() as conn:
        new = unscored.of_run(conn, run)
    if not len(new) or run.calibration is None:
        return
    fresh = run.calibration.probability(_apart(album, run, new, on_wait))
    with album.write() as conn:
        known, scores = runs.scores(conn, run)  # as they are now: in minutes, others may have written
        is_new = ~np.isin(new, known)
        ids, matrix = np.concatenate([known, new[is_new]]), np.concatenate([scores, fresh[is_new]])
        order = np.argsort(ids)
        order = order[unscored.still_there(conn, ids[order])]
        runs.put_scores(conn, run.id, ids[order], matrix[order])


def _apart(album: Album, run: Run, face_ids: NDArray[np.int64], on_wait: Callable[[], None]) -> NDArray[np.float32]:
    """Score in a child: it may take minutes, and must be able to be cut short."""
    try:
        with Child(on_wait=on_wait) as apart:
            return apart.call(_scores, album.folder, run.id, face_ids)
    except DiedError as error:
        raise errors.WrongUseError("deciding-look-died") from error


def _scores(_tell: Tell, folder: Path, run_id: int, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """In a child: what a run's network says of some faces."""
    album = db.open_album(folder)
    with album.read() as conn:
        run = runs.get(conn, run_id)
    return training.trainer(run.kind).scores(album, run, face_ids)
