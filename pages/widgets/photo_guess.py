"""Whom the deciding run takes the faces on one photo for; reads no more of the album than that photo."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.rules import calibrate, decide
from core.store import decision_basis, runs
from core.store.browse import ShownFace
from core.store.db import Album
from core.store.runs import Run
from pages.widgets import known


def guesses(album: Album, faces: Sequence[ShownFace]) -> dict[int, int]:
    """Name the faces on a photo as sorting would, as far as nobody has said who they are.

    Returns:
        Person id by face id; faces that the run would leave unknown, or has not seen, are absent.
    """
    run = known.last_run(album)
    if run is None or not faces:
        return {}
    with album.read() as conn:
        scored = runs.scores_stamp(conn, run)
    ids, scores = _scores(album.folder, run.started_at, run.id, scored, album, run)
    face_ids = np.array([face.id for face in faces], np.int64)
    seen = np.isin(face_ids, ids)
    rows = np.zeros((len(faces), len(run.person_ids)), np.float32)
    rows[seen] = scores[np.searchsorted(ids, face_ids[seen])]
    said = decision_basis.what_was_said(face_ids, {face.id: face.stands for face in faces}, list(run.person_ids))
    found = decide.candidates(rows, np.zeros(len(faces), np.int64), said)
    lowest = _lowest(album.folder, run.started_at, run.id, known.precision(album), run)
    named = decide.decide(found, lowest)
    return {face.id: run.person_ids[column] for face, column in zip(faces, named, strict=True) if column >= 0}


@st.cache_data(max_entries=2, show_spinner=False)
def _scores(
    folder: Path, started_at: datetime, run_id: int, scored: int, _album: Album, _run: Run
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """A run's scores, read once for every state of the album; folder, time and numbers tell one from another."""
    with _album.read() as conn:
        return runs.scores(conn, _run)


@st.cache_data(max_entries=2, show_spinner=False)
def _lowest(folder: Path, started_at: datetime, run_id: int, precision: float, _run: Run) -> NDArray[np.float64]:
    """Lowest score at which each person is named, shape (P,)."""
    if _run.evidence is None or _run.calibration is None:
        return np.full(len(_run.person_ids), np.inf)
    solved = calibrate.thresholds(_run.evidence, _run.calibration, precision)
    return np.array([person.threshold for person in solved], np.float64)
