"""The journal of what people say about faces: append-only, each step can be undone."""

from collections import Counter
from collections.abc import Collection

from sqlalchemy import Connection, Row, Select, exists, func, select, update

from core.base.records import JournalRow, LabelOrigin, Standing, Statement
from core.rules import journal
from core.store import clock, tables

LABEL = tables.label.c


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


def standing(conn: Connection) -> dict[int, Standing]:
    """What stands about each face that somebody spoke about, by face id."""
    return journal.add_up(_heard(row) for row in conn.execute(_standing_rows()))


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
    conn: Connection, face_id: int, identity: Statement, person_id: int | None = None, *, origin: LabelOrigin
) -> int | None:
    """Write down what a face is, unless just that stands already.

    Args:
        conn: A writing transaction.
        face_id: The face.
        identity: IS_PERSON, IS_STRANGER or IS_NOT_FACE.
        person_id: Who it is, with IS_PERSON.
        origin: How the label came about.

    Returns:
        The new row's id, or None where nothing had to be said.
    """
    stands = standing_of(conn, [face_id]).get(face_id, Standing())
    if (stands.identity, stands.person_id) == (identity, person_id):
        return None
    return add(conn, face_id, identity, person_id, origin=origin)


def undo(conn: Connection, label_id: int, *, origin: LabelOrigin) -> None:
    """Take a row back by a new one, so that what stood before it stands again; a row is taken back once."""
    row = conn.execute(select(LABEL.face_id, LABEL.undone_by).where(LABEL.id == label_id)).one_or_none()
    if row is not None and row.undone_by is None:
        by = add(conn, row.face_id, Statement.UNDO, origin=origin)
        conn.execute(update(tables.label).where(LABEL.id == label_id).values(undone_by=by))


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


def _standing_rows() -> Select[int, str, int | None]:
    return (
        select(LABEL.face_id, LABEL.statement, LABEL.person_id)
        .where(LABEL.undone_by.is_(None), LABEL.statement != Statement.UNDO.value)
        .order_by(LABEL.id)
    )


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
