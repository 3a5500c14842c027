"""What the page of results tells of a run: the faces that it was judged by, read once for every state of the album."""

import functools
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from core.base.records import Person
from core.rules import calibrate, results
from core.rules.results import Judged
from core.store import decision_basis, judged_faces, labels, people, runs
from core.store.db import Album
from core.store.runs import Run


@dataclass(frozen=True)
class Shown:
    """A run with the faces that it was judged by; N faces, P persons.

    Attributes:
        people: In the order of the columns.
        judged: At the thresholds of the sorting.
        thresholds: Of each person, shape (P,).
        face_ids: Shape (N,); None where faces are gone since.
        masked: Probability of a mask, NaN where it is not known, shape (N,); None likewise.
    """

    run: Run
    people: tuple[Person, ...]
    judged: Judged
    thresholds: NDArray[np.float64]
    face_ids: NDArray[np.int64] | None
    masked: NDArray[np.float64] | None


def of_run(album: Album, run: Run, wished: float) -> Shown:
    """Read a run that can decide.

    Args:
        album: The album.
        run: It is done, and tells persons apart.
        wished: Share of right names that thresholds are solved for, in (0, 1).
    """
    with album.read() as conn:
        stamp = labels.last(conn), len(people.everyone(conn))
        by_id = {one.id: one for one in people.everyone(conn)}
    face_ids, masked = _faces(album.folder, run.started_at, stamp, album, run)
    known = tuple(by_id[one] for one in run.person_ids)
    assert run.evidence is not None and run.calibration is not None  # it is done
    solved = calibrate.thresholds(run.evidence, run.calibration, wished)
    own = [one.threshold for one in known]
    lowest = np.array([low.threshold if mine is None else mine for low, mine in zip(solved, own, strict=True)])
    return Shown(run, known, results.judge(run.evidence, run.calibration, lowest), lowest, face_ids, masked)


def can_be_shown(album: Album) -> list[Run]:
    """The runs that are done and tell persons apart, newest first."""
    with album.read() as conn:
        return [run for run in reversed(runs.every(conn)) if run.evidence is not None and run.calibration is not None]


def in_common(shown: list[Shown]) -> list[Judged]:
    """Each run's word on the faces that all of them were judged by; empty where there is none, or faces are gone.

    Only runs that know the same children can be compared like this.
    """
    ids = [one.face_ids for one in shown if one.face_ids is not None]
    if len(ids) < len(shown) or len({one.run.person_ids for one in shown}) > 1:
        return []
    common = functools.reduce(np.intersect1d, ids)
    if len(common) == 0:
        return []
    return [one.judged.take(np.isin(own, common)) for one, own in zip(shown, ids, strict=True)]


@st.cache_data(max_entries=8, show_spinner=False)
def _faces(
    folder: Path, started_at: datetime, stamp: tuple[int, ...], _album: Album, _run: Run
) -> tuple[NDArray[np.int64] | None, NDArray[np.float64] | None]:
    """Find the faces once for every state of the album; folder, time and stamp tell one from another."""
    with _album.read() as conn:
        face_ids = judged_faces.of_run(conn, _run)
        return face_ids, None if face_ids is None else decision_basis.masked(conn, face_ids)
