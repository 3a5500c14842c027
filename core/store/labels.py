"""The journal of what people say about faces: append-only, each step can be undone."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, exists, func, select, update

from core.base.records import JournalRow, LabelOrigin, Standing, Statement
from core.rules import journal
from core.store import clock, tables

LABEL = tables.label.c
AT_ONCE = 10_000  # ids in one question


def add(
    conn: Connection, face_id: int, statement: Statement, person_id: int | None = None, *, origin: LabelOrigin
) -> int:
    """Write down what a human says about a face, and return the row's id."""
    row = tables.label.insert().values(
        face_id=face_id,
        statement=statement.value,
        person_id=person_id,
        origin=origin.value,
        at=clock.now(),
    )
    return int(conn.execute(row.returning(LABEL.id)).scalar_one())


def standing(conn: Connection, at: int | None = None) -> dict[int, Standing]:
    """What stands about each face that somebody spoke about, by face id.

    Args:
        conn: A transaction.
        at: What stood when this was the journal's newest row; None for now.
    """
    return journal.add_up(_heard(row) for row in conn.execute(_standing_rows(at)))


def last(conn: Connection) -> int:
    """Where the journal stands: the id of its newest row, 0 when it is empty."""
    return int(conn.execute(select(func.coalesce(func.max(LABEL.id), 0))).scalar_one())


def say_identity(conn: Connection, face_id: int, person_id: int | None, *, origin: LabelOrigin) -> bool:
    """Write down who a face is, unless just that stands already.

    Args:
        conn: A writing transaction.
        face_id: The face.
        person_id: Who it is; None for a stranger.
        origin: How the label came about.

    Returns:
        Whether a row was added.
    """
    statement = Statement.IS_STRANGER if person_id is None else Statement.IS_PERSON
    return say(conn, face_id, statement, person_id, origin=origin) is not None


def say(
    conn: Connection, face_id: int, statement: Statement, person_id: int | None = None, *, origin: LabelOrigin
) -> int | None:
    """Write down something about a face, unless just that stands already.

    Returns:
        The new row's id, or None where nothing had to be said.
    """
    return next(iter(say_of(conn, [face_id], statement, person_id, origin=origin)), None)


def say_of(
    conn: Connection,
    face_ids: Collection[int],
    statement: Statement,
    person_id: int | None = None,
    *,
    origin: LabelOrigin,
) -> list[int]:
    """Write down the same about several faces as one step: its rows have the same time.

    Args:
        conn: A writing transaction.
        face_ids: The faces; those that are gone, and those of which just that stands already, are passed by.
        statement: Anything but UNDO.
        person_id: Who they are, or are not.
        origin: How the labels come about.

    Returns:
        The new rows' ids.
    """
    new = not_said(conn, face_ids, statement, person_id)
    if not new:
        return []
    same = {"statement": statement.value, "person_id": person_id, "origin": origin.value, "at": clock.now()}
    rows = tables.label.insert().returning(LABEL.id, sort_by_parameter_order=True)
    return list(conn.execute(rows, [{"face_id": face_id, **same} for face_id in new]).scalars())


def not_said(
    conn: Connection, face_ids: Collection[int], statement: Statement, person_id: int | None = None
) -> list[int]:
    """Those of some faces of which just that does not stand yet; faces that are gone are not among them."""
    there = set(conn.execute(select(tables.face.c.id).where(tables.face.c.id.in_(face_ids))).scalars())
    stands = standing_of(conn, there)
    said = [JournalRow(face_id, statement, person_id) for face_id in dict.fromkeys(face_ids) if face_id in there]
    new = [row for row in said if journal.hear(before := stands.get(row.face_id, Standing()), row) != before]
    return [row.face_id for row in new]


def undo(conn: Connection, label_id: int, *, origin: LabelOrigin) -> None:
    """Take a row back by a new one, so that what stood before it stands again; a row is taken back once."""
    undo_all(conn, [label_id], origin=origin)


def undo_all(conn: Connection, label_ids: Sequence[int], *, origin: LabelOrigin, at: datetime | None = None) -> None:
    """Take several rows back at once: the rows that do it have the same time, now if none is given."""
    same = {"statement": Statement.UNDO.value, "origin": origin.value, "at": at or clock.now()}
    for start in range(0, len(label_ids), AT_ONCE):
        stands = (LABEL.id.in_(label_ids[start : start + AT_ONCE]), LABEL.undone_by.is_(None))
        gone = conn.execute(select(LABEL.id, LABEL.face_id).where(*stands).order_by(LABEL.id.desc())).all()
        if gone:
            rows = tables.label.insert().returning(LABEL.id, sort_by_parameter_order=True)
            new = conn.execute(rows, [{"face_id": row.face_id, **same} for row in gone]).scalars()
            change = update(tables.label).where(LABEL.id == bindparam("gone")).values(undone_by=bindparam("by"))
            conn.execute(change, [{"gone": row.id, "by": by} for row, by in zip(gone, new, strict=True)])


def newest(conn: Connection, face_id: int) -> Row[int, str, int | None] | None:
    """The newest row about a face that was not taken back: its id, statement and person_id."""
    query = select(LABEL.id, LABEL.statement, LABEL.person_id).where(
        LABEL.face_id == face_id, LABEL.undone_by.is_(None), LABEL.statement != Statement.UNDO.value
    )
    return conn.execute(query.order_by(LABEL.id.desc()).limit(1)).one_or_none()


def standing_of(conn: Connection, face_ids: Collection[int]) -> dict[int, Standing]:
    """What stands about some faces, by face id; those that nobody spoke about are absent."""
    rows = conn.execute(_standing_rows().where(LABEL.face_id.in_(face_ids)))
    return journal.add_up(_heard(row) for row in rows)


def identities() -> Select[int, int | None]:
    """A query for face and person of each row that says what its face is, and that nothing later overrules."""
    later = tables.label.alias("later")
    overrules = later.c.statement.in_(journal.IDENTITIES) | (
        (later.c.statement == Statement.IS_NOT_PERSON.value) & (later.c.person_id == LABEL.person_id)
    )
    is_overruled = exists().where(
        later.c.face_id == LABEL.face_id, later.c.id > LABEL.id, later.c.undone_by.is_(None), overrules
    )
    return select(LABEL.face_id, LABEL.person_id).where(
        LABEL.undone_by.is_(None), LABEL.statement.in_(journal.IDENTITIES), ~is_overruled
    )


def _standing_rows(at: int | None = None) -> Select[int, str, int | None]:
    stands: ColumnElement[bool] = LABEL.undone_by.is_(None)
    if at is not None:
        stands = (LABEL.id <= at) & (stands | (LABEL.undone_by > at))
    rows = select(LABEL.face_id, LABEL.statement, LABEL.person_id)
    return rows.where(stands, LABEL.statement != Statement.UNDO.value).order_by(LABEL.id)


def _heard(row: Row[int, str, int | None]) -> JournalRow:
    return JournalRow(row.face_id, Statement(row.statement), row.person_id)


def counts(conn: Connection) -> Counter[int]:
    """How many faces stand as each person, by person id."""
    named = identities().subquery()
    query = select(named.c.person_id, func.count().label("faces")).group_by(named.c.person_id)
    return Counter({row.person_id: int(row.faces) for row in conn.execute(query) if row.person_id is not None})


def count_about(conn: Connection, person_id: int, face_ids: Collection[int]) -> int:
    """How many rows of the journal name a person or speak about one of some faces."""
    rows = conn.execute(select(LABEL.face_id, LABEL.person_id))
    wanted = set(face_ids)
    return sum(row.person_id == person_id or row.face_id in wanted for row in rows)
