"""Gathering what decisions rest on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from core.base import errors
from core.base.records import Person, Standing, Statement
from core.rules import decide
from core.rules.decisions import Basis
from core.store import box_changes, faces, folder_options, labels, looks, mask_states, people, proposals, runs
from core.store.runs import Run

WORDS = {
    None: decide.UNKNOWN,
    Statement.IS_STRANGER: decide.STRANGER,
    Statement.IS_NOT_FACE: decide.NOT_A_FACE,
}


def gather(conn: Connection, run: Run) -> Basis:
    """Read everything that decisions with a run rest on.

    Raises:
        MissingError: The run is not done.
    """
    if run.evidence is None or run.calibration is None:
        raise errors.MissingError("run-missing", run=run.id)
    table = faces.table(conn)
    columns = _columns(run, people.everyone(conn))
    scores = np.zeros((len(table.ids), len(columns)), np.float32)
    scored, matrix = runs.scores(conn, run)
    known = np.isin(scored, table.ids, assume_unique=True)
    scores[np.searchsorted(table.ids, scored[known]), : len(run.person_ids)] = matrix[known]
    standing = labels.standing(conn)
    said = what_was_said(table.ids, standing, [person.id for person in columns])
    return Basis(
        columns,
        replace(table, masked=_as_said(table.masked, table.ids, standing)),
        scores,
        said,
        run.evidence,
        run.calibration,
        folder_options.repeats(conn),
    )


def stamp(conn: Connection, run: Run) -> tuple[int, ...]:
    """Numbers that change whenever gather would read something else, facts about people aside."""
    return (
        run.id,
        runs.scores_stamp(conn, run),
        labels.last(conn),
        *faces.extent(conn),
        *box_changes.stamp(conn),
        *looks.stamp(conn),
        *(person.id for person in people.everyone(conn)),
        *(-photo_id for photo_id in folder_options.repeats(conn).tolist()),
    )


def what_was_said(
    face_ids: NDArray[np.int64], standing: Mapping[int, Standing], person_ids: Sequence[int]
) -> decide.Said:
    """Put the journal into columns.

    Args:
        face_ids: Shape (F,).
        standing: What stands about each face that somebody spoke about.
        person_ids: Person of each column, shape (P,).
    """
    said = decide.nothing_said(len(face_ids), len(person_ids))
    column = {person_id: place for place, person_id in enumerate(person_ids)}
    for row, stands in _by_row(face_ids, standing):
        named = stands.person_id
        said.person[row] = WORDS[stands.identity] if named is None else column[named]
        said.denied[row, [column[one] for one in stands.not_people if one in column]] = True
    return said


def unconfirmed(conn: Connection, face_ids: NDArray[np.int64], standing: Mapping[int, Standing]) -> NDArray[np.bool_]:
    """Which faces only a run takes for faces, shape (F,): nobody has moved them or said who they are."""
    proposed = np.isin(face_ids, list(proposals.everyone(conn)))
    for row, stands in _by_row(face_ids, standing):
        proposed[row] &= stands.identity is None
    return proposed


def left_out(face_ids: NDArray[np.int64], standing: Mapping[int, Standing]) -> NDArray[np.bool_]:
    """Which faces are nothing to learn from, by people's word, shape (F,)."""
    left = np.zeros(len(face_ids), np.bool_)
    for row, stands in _by_row(face_ids, standing):
        left[row] = not stands.for_learning
    return left


def masked(conn: Connection, face_ids: NDArray[np.int64]) -> NDArray[np.float64]:
    """Probability of a mask on some faces, 0 or 1 by people's word, NaN where it is not known, shape (F,)."""
    return _as_said(mask_states.of_faces(conn, face_ids), face_ids, labels.standing(conn))


def _as_said(
    found: NDArray[np.float64], face_ids: NDArray[np.int64], standing: Mapping[int, Standing]
) -> NDArray[np.float64]:
    """A human's word about a mask goes before the machine's."""
    masked = found.copy()
    for row, stands in _by_row(face_ids, standing):
        if stands.masked is not None:
            masked[row] = float(stands.masked)
    return masked


def _by_row(face_ids: NDArray[np.int64], standing: Mapping[int, Standing]) -> Iterator[tuple[int, Standing]]:
    """What stands about each row of a table of faces, where somebody spoke about it."""
    for row, face_id in enumerate(face_ids.tolist()):
        if face_id in standing:
            yield row, standing[face_id]


def _columns(run: Run, everyone: Sequence[Person]) -> tuple[Person, ...]:
    by_id = {person.id: person for person in everyone}
    learned = [by_id[person_id] for person_id in run.person_ids]
    return (*learned, *(person for person in everyone if person.id not in run.person_ids))
