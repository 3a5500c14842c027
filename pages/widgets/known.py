"""What an album's decisions rest on, kept between two moves of a slider."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import streamlit as st

from core.base import errors
from core.rules import calibrate
from core.rules import decisions as rules
from core.rules.decisions import Basis, Decisions
from core.store import decision_basis, faces, options, people, runs
from core.store.db import Album
from core.store.runs import Run


def last_run(album: Album) -> Run | None:
    """The run that decides, if anything was learned yet."""
    try:
        with album.read() as conn:
            return runs.to_decide_with(conn, None)
    except errors.MissingError:
        return None


def precision(album: Album) -> float:
    """The album's wished share of right names, in (0, 1)."""
    with album.read() as conn:
        return float(options.get(conn, "precision", calibrate.TARGET))


def unseen(album: Album, run: Run) -> int:
    """How many faces came into the album after the run."""
    with album.read() as conn:
        return faces.count(conn) - runs.scored(conn, run)


def judged(album: Album, run: Run, wished: float) -> Decisions:
    """Decide about every face with the people as they are now.

    Args:
        album: The album.
        run: It scored the faces.
        wished: Share of right names, in (0, 1).
    """
    with album.read() as conn:
        stamp = decision_basis.stamp(conn, run)
        now = {person.id: person for person in people.everyone(conn)}
    basis = _basis(album.folder, run.started_at, stamp, album, run)
    return rules.judge(replace(basis, people=tuple(now[person.id] for person in basis.people)), wished)


@st.cache_data(max_entries=2, show_spinner=False)
def _basis(folder: Path, started_at: datetime, stamp: tuple[int, ...], _album: Album, _run: Run) -> Basis:
    """Gather once for every state of the album; folder, time and stamp tell one from another."""
    with _album.read() as conn:
        return decision_basis.gather(conn, _run)
