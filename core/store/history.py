"""What people did, step by step, the newest first: what they said about faces, and the boxes that they changed."""

import heapq
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, Select, func, select

from core.base.records import LabelOrigin, Statement
from core.store import box_changes, clock, labels, tables
from core.store.box_changes import Act, BoxChange
from core.store.db import Album, Connection

LABEL, CHANGE = tables.label.c, tables.box_change.c
CHUNK = 200  # rows read at once


@dataclass(frozen=True)
class Wish:
    """Which steps are wanted.

    Attributes:
        face_id: Only what was said about this face, or done with its box.
        person_id: Only what names this person, and changes of this person's boxes.
        kind: Only such statements, or such changes of boxes.
        taken_back: Only steps that were taken back, or only those that were not; None for both.
    """

    face_id: int | None = None
    person_id: int | None = None
    kind: Statement | Act | None = None
    taken_back: bool | None = None


@dataclass(frozen=True)
class Told:
    """The same said about one or several faces at one time.

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


Past = Told | BoxChange  # a step of the history


class Place(NamedTuple):
    """A place in the history: behind this row of the journal, and this change of a box; None before all of them."""

    label_id: int | None = None
    change_id: int | None = None


NEWEST = Place()


def steps(conn: Connection, wish: Wish, most: int, behind: Place = NEWEST) -> list[Past]:
    """The newest steps that are wanted.

    Args:
        conn: A transaction.
        wish: Which are wanted.
        most: How many at most.
        behind: Only steps behind this place.
    """
    said = [] if isinstance(wish.kind, Act) else _said(conn, wish, most, behind.label_id)
    changed: list[BoxChange] = []
    if not isinstance(wish.kind, Statement):
        changed = box_changes.newest(conn, most, *_changes(wish), before=behind.change_id)
    return _merged(said, changed)[:most]


def after(behind: Place, shown: Sequence[Past]) -> Place:
    """The place behind some steps that were shown from a place on."""
    for one in shown:
        if isinstance(one, Told):
            behind = behind._replace(label_id=one.label_ids[-1])
        else:
            behind = behind._replace(change_id=one.id)
    return behind


def taken_back_last(conn: Connection) -> list[Past]:
    """The steps that were taken back together at last, the newest first, as far as they do not stand again."""
    by = tables.label.alias("by")
    undone = select(func.max(by.c.at)).where(by.c.statement == Statement.UNDO.value)
    times = (conn.execute(query).scalar() for query in (undone, select(func.max(CHANGE.undone_at))))
    last = max((at for at in times if at is not None), default=None)
    if last is None:
        return []
    gone = select(by.c.id).where(by.c.statement == Statement.UNDO.value, by.c.at == last)
    rows = conn.execute(_rows(Wish()).where(LABEL.undone_by.in_(gone))).all()
    found = [_told(list(group)) for _, group in itertools.groupby(rows, key=_step)]
    said = [told for told in found if labels.not_said(conn, told.face_ids, told.statement, told.person_id)]
    return _merged(said, box_changes.newest(conn, None, CHANGE.undone_at == last))


def take_back(conn: Connection, album: Album, *past: Past) -> int:
    """Undo steps that still stand, all at once.

    Boxes go first: with a drawn one goes what was said about it, and comes again with it as it stood.

    Returns:
        How many boxes were left as they are, since they were changed again after the step.
    """
    at = clock.now()
    changes = sorted((one.id for one in past if isinstance(one, BoxChange)), reverse=True)
    turned = [box_changes.take_back(conn, album, change_id, at) for change_id in changes]
    label_ids = [label_id for one in past if isinstance(one, Told) for label_id in one.label_ids]
    labels.undo_all(conn, label_ids, origin=LabelOrigin.CORRECTION, at=at)
    return turned.count(False)


def do_again(conn: Connection, album: Album, *past: Past) -> int:
    """Make boxes again what some steps made them, and say once more, as the newest word, what they said; oldest first.

    Returns:
        How many boxes were left as they are, since they were changed again after the step was taken back.
    """
    changes = sorted(one.id for one in past if isinstance(one, BoxChange))
    turned = [box_changes.make_again(conn, album, change_id) for change_id in changes]
    for one in sorted((one for one in past if isinstance(one, Told)), key=lambda one: one.label_ids):
        labels.say_of(conn, one.face_ids, one.statement, one.person_id, origin=LabelOrigin.CORRECTION)
    return turned.count(False)


def _merged(said: list[Told], changed: list[BoxChange]) -> list[Past]:
    return list(heapq.merge(said, changed, key=attrgetter("at"), reverse=True))


def _said(conn: Connection, wish: Wish, most: int, before: int | None) -> list[Told]:
    query = _rows(wish) if before is None else _rows(wish).where(LABEL.id < before)
    with conn.execute(query, execution_options={"yield_per": CHUNK}) as rows:
        told = (_told(list(group)) for _, group in itertools.groupby(rows, key=_step))
        return list(itertools.islice(told, most))


def _changes(wish: Wish) -> list[ColumnElement[bool]]:
    """Which rows of box_change are wanted."""
    wanted = [] if wish.face_id is None else [CHANGE.face_id == wish.face_id]
    if wish.person_id is not None:
        wanted.append(box_changes.about(wish.person_id))
    if isinstance(wish.kind, Act):
        wanted.append(box_changes.of_act(wish.kind))
    if wish.taken_back is not None:
        wanted.append(CHANGE.undone_at.is_not(None) if wish.taken_back else CHANGE.undone_at.is_(None))
    return wanted


def _rows(wish: Wish) -> Select[int, int, str, int | None, str, datetime, int | None]:
    columns = (LABEL.id, LABEL.face_id, LABEL.statement, LABEL.person_id, LABEL.origin, LABEL.at, LABEL.undone_by)
    query = select(*columns).where(LABEL.statement != Statement.UNDO.value).order_by(LABEL.id.desc())
    if wish.face_id is not None:
        query = query.where(LABEL.face_id == wish.face_id)
    if wish.person_id is not None:
        query = query.where(LABEL.person_id == wish.person_id)
    if isinstance(wish.kind, Statement):
        query = query.where(LABEL.statement == wish.kind.value)
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
