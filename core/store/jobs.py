"""Jobs as pages see them: ask the album's worker for something, watch it, cancel it, ask again.

A job is a row of the album, so that asking and watching need neither the worker's libraries nor a connection to it.
"""

import json
import secrets
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import Row, select, update

from core.base import errors
from core.base.messages import Message
from core.base.records import JobKind, JobState
from core.store import clock, job_tables, worker_process
from core.store.db import Album, Connection

JOB = job_tables.job.c
LINE = job_tables.job_line.c
JSON: TypeAlias = bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"] | None
LIVING = (JobState.WAITING.value, JobState.RUNNING.value)
STALE_AFTER = timedelta(seconds=10)  # without a sign of life; the worker gives one every two seconds
STARTING = timedelta(seconds=60)  # how long a worker may take until its first sign of life


@dataclass(frozen=True)
class Job:
    """Something that the worker was asked for. Times are UTC.

    Attributes:
        id: Short and random.
        state: STOPPED where its worker gives no sign of life; resume starts a new one, which goes on.
        done: Steps done of the present part of the work, such as files.
        total: Steps of the present part; 0 while that is not known.
        note: The part that it is at.
        result: What came out, once it is done; worker/work.py says what that is for each kind.
        error: Why it failed.
        asked_at: When it was asked for, the last time if several.
        heartbeat: The worker's last sign of life.
        counted_at: When the present part told of its first progress.
        counted_from: What was done by then: the rate is measured from there.
    """

    id: str
    kind: JobKind
    arguments: Mapping[str, JSON]
    state: JobState
    done: int
    total: int
    note: Message | None
    result: JSON
    error: Message | None
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    heartbeat: datetime | None
    counted_at: datetime | None
    counted_from: int

    @property
    def is_living(self) -> bool:
        """Whether it waits, runs, or was stopped before its end."""
        return self.state in {JobState.WAITING, JobState.RUNNING, JobState.STOPPED}

    @property
    def rate(self) -> float | None:
        """Steps per second in the present part; None while nothing can be said."""
        if self.counted_at is None or self.heartbeat is None:
            return None
        seconds = (self.heartbeat - self.counted_at).total_seconds()
        gained = self.done - self.counted_from
        return gained / seconds if seconds > 0 and gained > 0 else None

    @property
    def remaining(self) -> float | None:
        """Seconds until the present part is done, as far as its rate tells; None while nothing can be said."""
        return None if self.rate is None or self.state is not JobState.RUNNING else (self.total - self.done) / self.rate


def request(album: Album, kind: JobKind, arguments: Mapping[str, JSON] | None = None) -> str:
    """Ask the worker for something, and start the worker if none lives.

    Who asks twice, say by a double click, gets the same job: as long as it waits or runs, it is not made again.

    Args:
        album: The album.
        kind: What to do.
        arguments: As worker/work.py names them for this kind.

    Returns:
        The job's id.
    """
    wished = json.loads(json.dumps(arguments or {}))  # as it will be read again
    with album.write() as conn:
        same_kind = select(JOB.id, JOB.arguments).where(JOB.kind == kind.value, JOB.state.in_(LIVING))
        same = [row.id for row in conn.execute(same_kind) if row.arguments == wished]
        job_id: str = same[0] if same else secrets.token_hex(4)
        if not same:
            new = {"id": job_id, "kind": kind.value, "arguments": wished, "attempt": 1, "done": 0, "total": 0}
            conn.execute(job_tables.job.insert().values(**new, state=JobState.WAITING.value, asked_at=clock.now()))
    worker_process.ensure(album.folder)
    return job_id


def get(album: Album, job_id: str) -> Job:
    """One job.

    Raises:
        MissingError: There is none of this id.
    """
    with album.read() as conn:
        row = conn.execute(select(job_tables.job).where(JOB.id == job_id)).one_or_none()
    if row is None:
        raise errors.MissingError("job-missing", job=job_id)
    return _job(row, clock.now())


def living(album: Album) -> list[Job]:
    """Jobs that wait, run, or were stopped before their end, oldest first."""
    with album.read() as conn:
        rows = conn.execute(select(job_tables.job).where(JOB.state.in_(LIVING)).order_by(JOB.asked_at)).all()
    return [_job(row, clock.now()) for row in rows]


def recent(album: Album, count: int) -> list[Job]:
    """The jobs that were asked for last, newest first."""
    with album.read() as conn:
        rows = conn.execute(select(job_tables.job).order_by(JOB.asked_at.desc()).limit(count)).all()
    return [_job(row, clock.now()) for row in rows]


def lines(album: Album, job_id: str, count: int) -> list[tuple[datetime, Message]]:
    """The last lines of what a job has told, with their times in UTC, oldest first."""
    query = select(LINE.at, LINE.line).where(LINE.job_id == job_id).order_by(LINE.id.desc()).limit(count)
    with album.read() as conn:
        rows = conn.execute(query).all()
    return [(row.at, Message(*row.line)) for row in reversed(rows)]


def keep_going(album: Album) -> None:
    """Start the worker again where it left jobs behind or hangs; whoever watches jobs calls this each time."""
    stopped = [job for job in living(album) if job.state is JobState.STOPPED]
    if stopped:
        worker_process.end_hanging(album.folder, ", ".join(f"{job.id} {job.heartbeat}" for job in stopped))
        worker_process.ensure(album.folder, again_after=worker_process.START_SECONDS)


def let_go(conn: Connection, name: str) -> None:
    """Delete what has ended and speaks of a name, so that it outlives nobody who is forgotten."""
    told = defaultdict(list)
    for row in conn.execute(select(LINE.job_id, LINE.line)):
        told[row.job_id].append(row.line)
    for row in conn.execute(select(job_tables.job).where(JOB.state.not_in(LIVING))).all():
        text = json.dumps([row.arguments, row.note, row.result, row.error, told[row.id]], ensure_ascii=False)
        if json.dumps(name, ensure_ascii=False)[1:-1].casefold() in text.casefold():
            conn.execute(job_tables.job.delete().where(JOB.id == row.id))


def cancel(album: Album, job_id: str) -> None:
    """Call a job off; what it has finished so far is kept. A job that has ended stays as it is.

    The worker notices within two seconds, but no part that can't be interrupted is cut short.

    Raises:
        MissingError: There is none of this id.
    """
    get(album, job_id)
    with album.write() as conn:
        is_it = update(job_tables.job).where(JOB.id == job_id, JOB.state.in_(LIVING))
        conn.execute(is_it.values(state=JobState.CANCELLED.value, ended_at=clock.now()))


def resume(album: Album, job_id: str) -> None:
    """Ask again for a job that failed, was cancelled or was stopped; it goes on where it was.

    Raises:
        MissingError: There is none of this id.
    """
    job = get(album, job_id)
    if job.state in {JobState.FAILED, JobState.CANCELLED, JobState.STOPPED}:
        again = {"state": JobState.WAITING.value, "attempt": JOB.attempt + 1, "asked_at": clock.now()}
        blank = dict.fromkeys(("error", "ended_at", "heartbeat", "counted_at"))
        with album.write() as conn:
            conn.execute(update(job_tables.job).where(JOB.id == job_id).values(**again, **blank))
    worker_process.ensure(album.folder)


def _job(row: Row[*tuple[Any, ...]], at: datetime) -> Job:
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        arguments=row.arguments,
        state=_state(row, at),
        done=row.done,
        total=row.total,
        note=row.note and Message(*row.note),
        result=row.result,
        error=row.error and Message(*row.error),
        asked_at=row.asked_at,
        started_at=row.started_at,
        ended_at=row.ended_at,
        heartbeat=row.heartbeat,
        counted_at=row.counted_at,
        counted_from=row.counted_from or 0,
    )


def _state(row: Row[*tuple[Any, ...]], at: datetime) -> JobState:
    """The stored state, or STOPPED where the worker should have given a sign of life."""
    lives_until = row.asked_at + STARTING if row.heartbeat is None else row.heartbeat + STALE_AFTER
    return JobState.STOPPED if row.state in LIVING and at > lives_until else JobState(row.state)
