"""Naming many faces in a row, told as the list of all steps so far: each step is written once, a missing one undone."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from core.base.records import LabelOrigin, Statement
from core.store import labels


@dataclass(frozen=True)
class Step:
    """The same about one or several faces.

    Attributes:
        statement: Anything but UNDO.
        person_id: Who they are, or are not.
    """

    face_ids: tuple[int, ...]
    statement: Statement
    person_id: int | None = None


@dataclass(frozen=True)
class Done:
    """A step that was written down.

    Attributes:
        label_ids: The rows that it added to the journal.
    """

    step: Step
    label_ids: tuple[int, ...]


def follow(conn: Connection, done: Sequence[Done], steps: Sequence[Step], origin: LabelOrigin) -> list[Done]:
    """Bring the journal to where a list of steps ends.

    Args:
        conn: A writing transaction.
        done: What was written down for an earlier list.
        steps: The list as it is now: the earlier one without some of its last steps, with others after them.
        origin: How the labels come about.

    Returns:
        What is written down for the list as it is now.
    """
    kept = 0
    while kept < min(len(done), len(steps)) and done[kept].step == steps[kept]:
        kept += 1
    for gone in reversed(done[kept:]):
        labels.undo_all(conn, gone.label_ids, origin=origin)
    return [*done[:kept], *(_write(conn, step, origin) for step in steps[kept:])]


def withdraw(conn: Connection, steps: Sequence[Step], origin: LabelOrigin) -> None:
    """Take back steps that may have been written down, where they are still the newest word about their faces."""
    for step in steps:
        for face_id in step.face_ids:
            newest = labels.newest(conn, face_id)
            if newest is not None and (newest.statement, newest.person_id) == (step.statement, step.person_id):
                labels.undo(conn, newest.id, origin=origin)


def _write(conn: Connection, step: Step, origin: LabelOrigin) -> Done:
    written = labels.say_of(conn, step.face_ids, step.statement, step.person_id, origin=origin)
    return Done(step, tuple(written))
