"""What an album's decisions rest on, kept between two moves of a slider."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import streamlit as st

from core.base import errors
from core.rules import calibrate, decisions, folder_rules
from core.rules.calibrate import PersonThreshold
from core.rules.decisions import Basis, Decisions
from core.rules.folder_rules import Photos
from core.store import deciding, decision_basis, folder_options, options, people, runs, unscored
from core.store.db import Album
from core.store.runs import Run
from pages.widgets.frame import Here


def last_run(album: Album) -> Run | None:
    """The run that decides, if anything was learned yet."""
    try:
        with album.read() as conn:
            return runs.to_decide_with(conn, None)
    except errors.MissingError:
        return None


def quick_run(album: Album) -> Run | None:
    """The newest run of the quick way, whether or not it decides."""
    with album.read() as conn:
        return deciding.quick(conn)


def precision(album: Album) -> float:
    """The album's wished share of right names, in (0, 1)."""
    with album.read() as conn:
        return float(options.get(conn, "precision", calibrate.TARGET))


def unseen(album: Album, run: Run) -> int:
    """How many faces of the album wait for a score of the run, or of the next one of its kind."""
    with album.read() as conn:
        return len(unscored.of_run(conn, run))


def judged(album: Album, run: Run, wished: float) -> Decisions:
    """Decide about every face with the people as they are now, and leave out of the folders what the rules leave out.

    Args:
        album: The album.
        run: It scored the faces.
        wished: Share of right names, in (0, 1).
    """
    with album.read() as conn:
        rules = folder_options.rules(conn)
    made = unruled(album, run, wished)
    return made if rules == folder_rules.NONE else folder_rules.apply(made, photos(album), rules)


def unruled(album: Album, run: Run, wished: float) -> Decisions:
    """The same before any rule of the folders."""
    with album.read() as conn:
        stamp = decision_basis.stamp(conn, run)
        now = {person.id: person for person in people.everyone(conn)}
    basis = _basis(album.folder, run.started_at, stamp, album, run)
    return decisions.judge(replace(basis, people=tuple(now[person.id] for person in basis.people)), wished)


def photos(album: Album) -> Photos:
    """What the rules need to know of the album's photos."""
    with album.read() as conn:
        stamp = folder_options.photos_stamp(conn)
    return _photos(album.folder, stamp, album)


def evidence(here: Here, made: Decisions, column: int, solved: PersonThreshold, wished: float) -> str:
    """Say how right a child's folder will be, and what would make that surer.

    Args:
        here: The album and the language.
        made: Decisions for the wish.
        column: The child.
        solved: The child's threshold for the wish.
        wished: Share of right names, in (0, 1).
    """
    right, percent = round(100 * solved.expected_precision), round(100 * wished)
    if solved.more_needed == 0:
        return here.say("folder-evidence", right=right, percent=percent)
    if solved.more_needed > made.unnamed(column):
        return here.say("folder-evidence-few", right=right)
    return here.say("folder-evidence-thin", right=right, more=solved.more_needed)


@st.cache_data(max_entries=2, show_spinner=False)
def _photos(folder: Path, stamp: tuple[object, ...], _album: Album) -> Photos:
    with _album.read() as conn:
        return folder_options.photos(conn)


@st.cache_data(max_entries=2, show_spinner=False)
def _basis(folder: Path, started_at: datetime, stamp: tuple[float, ...], _album: Album, _run: Run) -> Basis:
    """Gather once for every state of the album; folder, time and stamp tell one from another."""
    with _album.read() as conn:
        return decision_basis.gather(conn, _run)
