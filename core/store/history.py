"""The journal as it was told: step by step, the newest first."""

import itertools
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, Select, func, select

from core.base.records import LabelOrigin, Statement
from core.store import labels, tables

LABEL = tables.label.c
CHUNK = 200  # rows read at once


@dataclass(frozen=True)
class Wish:
    """Which steps are wanted.

    Attributes:
        face_id: Only what was said about this face.
        person_id: Only what names this person.
        statement: Only such statements.
        taken_back: Only steps that were taken back, or only those that were not; None for both.
    """

    face_id: int | None = None
    person_id: int | None = None
    statement: Statement | None = None
    taken_back: bool | None = None


@dataclass(frozen=True)
class Told:
    """A step: the same said about one or several faces at one time.

    Attributes:
        label_ids: Its rows in the journal, descending.
        at: In UTC.
        taken_back: Whether it was taken back; what was taken back of only some faces is a step by itself.
    """

    label_ids: tuple[int, ...]
    face_ids: tuple[int, ...]
    statement: Statement
    person_id: int | None
    origin: LabelOrigin
    at: datetime
    taken_back: bool


def steps(conn: Connection, wish: Wish, most: int, before: int | None = None) -> list[Told]:
    """The newest steps that are wanted.

    Args:
        conn: A transaction.
        wish: Which are wanted.
        most: How many at most.
        before: Only steps older than this row of the journal.
    """
    query = _rows(wish) if before is None else _rows(wish).where(LABEL.id < before)
    with conn.execute(query, execution_options={"yield_per": CHUNK}) as rows:
        told = (_told(list(group)) for _, group in itertools.groupby(rows, key=_step))
        return list(itertools.islice(told, most))


def taken_back_last(conn: Connection) -> list[Told]:
    """The steps that were taken back together at last, the newest first, as far as they do not stand again."""
    by = tables.label.alias("by")
    last = select(func.max(by.c.at)).where(by.c.statement == Statement.UNDO.value).scalar_subquery()
    gone = select(by.c.id).where(by.c.statement == Statement.UNDO.value, by.c.at == last)
    rows = conn.execute(_rows(Wish()).where(LABEL.undone_by.in_(gone))).all()
    found = [_told(list(group)) for _, group in itertools.groupby(rows, key=_step)]
    return [told for told in found if labels.not_said(conn, told.face_ids, told.statement, told.person_id)]


def take_back(conn: Connection, *told: Told) -> None:
    """Undo each row of some steps that still stands, all at once."""
    label_ids = [label_id for one in told for label_id in one.label_ids]
    labels.undo_all(conn, label_ids, origin=LabelOrigin.CORRECTION)


def say_again(conn: Connection, *told: Told) -> None:
    """Say once more, as the newest word, what some steps said, the oldest first."""
    for one in sorted(told, key=lambda one: one.label_ids):
        labels.say_of(conn, one.face_ids, one.statement, one.person_id, origin=LabelOrigin.CORRECTION)


def _rows(wish: Wish) -> Select[int, int, str, int | None, str, datetime, int | None]:
    columns = (LABEL.id, LABEL.face_id, LABEL.statement, LABEL.person_id, LABEL.origin, LABEL.at, LABEL.undone_by)
    query = select(*columns).where(LABEL.statement != Statement.UNDO.value).order_by(LABEL.id.desc())
    if wish.face_id is not None:
        query = query.where(LABEL.face_id == wish.face_id)
    if wish.person_id is not None:
        query = query.where(LABEL.person_id == wish.person_id)
    if wish.statement is not None:
        query = query.where(LABEL.statement == wish.statement.value)
    if wish.taken_back is not None:
        query = query.where(LABEL.undone_by.is_not(None) if wish.taken_back else LABEL.undone_by.is_(None))
    return query


Fact = Row[int, int, str, int | None, str, datetime, int | None]


def _step(row: Fact) -> tuple[object, ...]:
    """What the rows of one step have in common."""
    return row.at, row.statement, row.person_id, row.undone_by is not None


def _told(rows: list[Fact]) -> Told:
    first = rows[0]
    return Told(
        tuple(row.id for row in rows),
        tuple(row.face_id for row in rows),
        Statement(first.statement),
        first.person_id,
        LabelOrigin(first.origin),
        first.at,
        first.undone_by is not None,
    )
