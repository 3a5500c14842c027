"""Jobs as the worker sees them: what is due, how far it is, how it ended.

An attempt is one asking for a job. Whoever cancels a job or asks for it again ends the attempt: its writes then change
nothing, and it is told so.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Update, case, select, update

from core.base.messages import Message
from core.base.records import JobKind, JobState
from core.store import clock, job_tables
from core.store.db import Album
from core.store.jobs import JOB, JSON, LINE, LIVING

MOST_LINES = 200  # that are kept of a job


@dataclass(frozen=True)
class Attempt:
    """One asking for a job."""

    job_id: str
    number: int
    kind: JobKind
    arguments: Mapping[str, JSON]

    @property
    def name(self) -> str:
        """What no other attempt in the album is called."""
        return f"{self.job_id}-{self.number}"


class Lookout:
    """Tells at next to no cost whether anything was written to an album since it was asked last."""

    def __init__(self, album: Album) -> None:
        self._connection = album.engine.raw_connection()
        self._version: object = None

    def has_news(self) -> bool:
        """Whether there is something new; the first time there is."""
        cursor = self._connection.cursor()
        cursor.execute("PRAGMA data_version")
        before, self._version = self._version, cursor.fetchone()
        cursor.close()
        return before != self._version


def due(album: Album) -> list[Attempt]:
    """What waits or should be running, oldest first."""
    with album.read() as conn:
        rows = conn.execute(select(job_tables.job).where(JOB.state.in_(LIVING)).order_by(JOB.asked_at)).all()
    return [Attempt(row.id, row.attempt, JobKind(row.kind), row.arguments) for row in rows]


def again(album: Album, attempt: Attempt) -> None:
    """Make a new attempt of one that was lost."""
    _change(album, _still(attempt).values(attempt=JOB.attempt + 1, state=JobState.WAITING.value))


def start(album: Album, job_id: str, number: int) -> Attempt | None:
    """Record that the work begins, or goes on after a kill; None when nobody wants it any more."""
    attempt = next((one for one in due(album) if (one.job_id, one.number) == (job_id, number)), None)
    running = {"state": JobState.RUNNING.value, "started_at": clock.now(), "heartbeat": clock.now()}
    return attempt if attempt and _change(album, _still(attempt).values(**running)) else None


def enter(album: Album, attempt: Attempt, part: Message) -> bool:
    """Record which part of the work begins; False when nobody wants it any more."""
    fresh = {"done": 0, "total": 0, "counted_at": None, "counted_from": 0, "heartbeat": clock.now()}
    return _change(album, _still(attempt).values(note=part.as_json(), **fresh))


def tell(album: Album, attempt: Attempt, done: int, total: int) -> bool:
    """Record how far the part is; False when nobody wants it any more."""
    is_first = JOB.counted_at.is_(None)
    counted = {
        "counted_at": case((is_first, clock.now()), else_=JOB.counted_at),
        "counted_from": case((is_first, done), else_=JOB.counted_from),
    }
    return _change(album, _still(attempt).values(done=done, total=total, heartbeat=clock.now(), **counted))


def log(album: Album, attempt: Attempt, line: Message) -> bool:
    """Record a line of what the work tells, and let go of lines that are old; False when nobody wants it any more."""
    of_it = LINE.job_id == attempt.job_id
    with album.write() as conn:
        if not conn.execute(_still(attempt).values(heartbeat=clock.now())).rowcount:
            return False
        new = {"job_id": attempt.job_id, "at": clock.now(), "line": line.as_json()}
        conn.execute(job_tables.job_line.insert().values(**new))
        oldest = select(LINE.id).where(of_it).order_by(LINE.id.desc()).offset(MOST_LINES).limit(1).scalar_subquery()
        conn.execute(job_tables.job_line.delete().where(of_it, LINE.id <= oldest))
    return True


def is_wanted(album: Album, attempt: Attempt) -> bool:
    """Whether somebody still wants it."""
    with album.read() as conn:
        return conn.execute(select(JOB.id).where(*_is_still(attempt))).first() is not None


def finish(album: Album, attempt: Attempt, result: JSON) -> None:
    """Record what came out."""
    _change(album, _still(attempt).values(state=JobState.DONE.value, result=result, ended_at=clock.now()))


def fail(album: Album, attempt: Attempt, error: Message) -> None:
    """Record why it could not be done."""
    _change(album, _still(attempt).values(state=JobState.FAILED.value, error=error.as_json(), ended_at=clock.now()))


def give_sign(album: Album, alive: Collection[str]) -> None:
    """Give a sign of life for jobs, by id."""
    living = update(job_tables.job).where(JOB.id.in_(alive), JOB.state.in_(LIVING))
    with album.write() as conn:
        conn.execute(living.values(heartbeat=clock.now()))


def _is_still(attempt: Attempt) -> tuple[ColumnElement[bool], ...]:
    """The attempt's row, as long as it is wanted."""
    return (JOB.id == attempt.job_id, JOB.attempt == attempt.number, JOB.state.in_(LIVING))


def _still(attempt: Attempt) -> Update:
    """A change that is made only as long as the attempt is wanted."""
    return update(job_tables.job).where(*_is_still(attempt))


def _change(album: Album, change: Update) -> bool:
    with album.write() as conn:
        return conn.execute(change).rowcount > 0
