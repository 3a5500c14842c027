"""Which run decides for the album: the one that somebody chose, as long as it can; else the quick way of learning."""

from sqlalchemy import ColumnElement, Connection, func, select

from core.base.records import RunKind, Statement
from core.store import labels, options, runs, tables
from core.store.runs import Run

RUN = tables.run.c


def choose(conn: Connection, run_id: int | None) -> None:
    """Let a run decide from now on; None goes back to the quick way.

    Raises:
        MissingError: It can't decide.
    """
    options.put(conn, runs.CHOSEN, None if run_id is None else runs.to_decide_with(conn, run_id).id)


def chosen(conn: Connection) -> Run | None:
    """The run that was chosen, where it can still decide."""
    return _newest(conn, RUN.id == options.get(conn, runs.CHOSEN))


def lost(conn: Connection) -> int | None:
    """The number of the run that was chosen and can decide no more, since it was deleted or went with a child."""
    run_id: int | None = options.get(conn, runs.CHOSEN)
    return run_id if run_id is not None and chosen(conn) is None else None


def quick(conn: Connection) -> Run | None:
    """The newest run of the quick way."""
    return _newest(conn, RUN.kind == RunKind.HEAD.value)


def newer(conn: Connection, run: Run) -> Run | None:
    """The newest run of the same kind that could decide instead, where one has learned after it."""
    return _newest(conn, (RUN.kind == run.kind) & (RUN.id > run.id))


def either(conn: Connection) -> list[Run]:
    """The run that decides, and the quick one that it would be without a choice; empty where nothing was learned."""
    both = {run.id: run for run in (chosen(conn), quick(conn)) if run is not None}
    return list(both.values()) or [run for run in (_newest(conn),) if run is not None]


def named_since(conn: Connection, run: Run) -> int:
    """How many faces have got a name after a run had read the journal."""
    label = tables.label.c
    is_later = (label.id > run.last_label, label.statement == Statement.IS_PERSON.value)
    later = labels.identities().where(*is_later).subquery()
    return int(conn.execute(select(func.count(later.c.face_id.distinct()))).scalar_one())


def _newest(conn: Connection, *wanted: ColumnElement[bool]) -> Run | None:
    query = select(RUN.id).where(*runs.CAN_DECIDE, *wanted)
    run_id = conn.execute(query.order_by(RUN.id.desc()).limit(1)).scalar_one_or_none()
    return None if run_id is None else runs.get(conn, run_id)
