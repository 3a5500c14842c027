"""Runs, whom they learned, and the scores they gave."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, select, update

from core.base import errors
from core.base.messages import Message
from core.base.records import RunKind, RunState
from core.rules import calibrate
from core.store import clock, face_scores, kept_faces, options, tables

RUN = tables.run.c
CAN_DECIDE = (RUN.state == RunState.DONE.value, RUN.calibration.is_not(None))
CHOSEN = "deciding-run"  # the option that names the run that somebody chose (store/deciding.py)
Record = TypeVar("Record")
FACES_PER_PART = 4096  # one blob of scores stays small enough to read by itself


@dataclass(frozen=True)
class HeldOut:
    """What a long run is judged by, and does not learn from.

    Attributes:
        photos: Ids of the photos in the moments that are held out.
        by_moment: False where the names lie in too few moments and photos had to do; figures are then too good.
    """

    photos: tuple[int, ...]
    by_moment: bool


@dataclass(frozen=True)
class Run:
    """One training.

    Attributes:
        embedder: Whose embeddings it reads, or its own embedder's name; None where it reads none.
        person_ids: Whom it learned, in the order of its score columns.
        metrics: Its figures, empty until it is done.
        evidence: What thresholds are solved from; None until it is done, or where it can't tell persons apart.
        calibration: How its raw scores are read; likewise.
        checkpoint: File below the album's runs folder.
        split: What is held out; None where folds take turns.
        versions: Of what computed it, by name.
        notes: What there was to say while it ran.
        error: Why it failed.
        asked_by: The job that asked for it.
    """

    id: int
    kind: str
    state: RunState
    settings: Mapping[str, Any]
    embedder: str | None
    last_label: int
    started_at: datetime
    ended_at: datetime | None
    metrics: Mapping[str, Any]
    evidence: calibrate.Evidence | None
    calibration: calibrate.Calibration | None
    checkpoint: str | None
    checkpoint_sha256: str | None
    person_ids: tuple[int, ...]
    split: HeldOut | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Message, ...] = ()
    error: Message | None = None
    asked_by: str | None = None


def start(
    conn: Connection,
    kind: str,
    settings: Mapping[str, Any],
    embedder: str | None,
    last_label: int,
    asked_by: str | None = None,
) -> int:
    """Begin a run and return its id; asked_by is the job that asks for it."""
    row = tables.run.insert().values(
        kind=kind,
        state=RunState.RUNNING.value,
        settings=dict(settings),
        embedder=embedder,
        last_label=last_label,
        started_at=clock.now(),
        asked_by=asked_by,
    )
    return int(conn.execute(row.returning(RUN.id)).scalar_one())


def plan(
    conn: Connection,
    run_id: int,
    person_ids: Sequence[int],
    split: HeldOut,
    versions: Mapping[str, str],
    embedder: str | None = None,
) -> None:
    """Record what a long run will do, so that it can be gone on with and repeated; embedder is its own one's name."""
    _learns(conn, run_id, person_ids)
    planned = {"split": asdict(split), "versions": dict(versions), "embedder": embedder}
    conn.execute(update(tables.run).where(RUN.id == run_id).values(planned))


def end(conn: Connection, run_id: int, state: RunState, error: Message | None = None) -> None:
    """Record that a run runs, was stopped or failed; what it has done so far is kept, and one that is done stays so."""
    at = None if state is RunState.RUNNING else clock.now()
    change = {"state": state.value, "ended_at": at, "error": error and error.as_json()}
    conn.execute(update(tables.run).where(RUN.id == run_id, RUN.state != RunState.DONE.value).values(change))


def note(conn: Connection, run_id: int, message: Message) -> None:
    """Write down what there is to say of a run."""
    notes = conn.execute(select(RUN.notes).where(RUN.id == run_id)).scalar_one_or_none() or []
    conn.execute(update(tables.run).where(RUN.id == run_id).values(notes=[*notes, message.as_json()]))


def finish(
    conn: Connection,
    run_id: int,
    person_ids: Sequence[int],
    metrics: Mapping[str, Any],
    evidence: calibrate.Evidence | None,
    calibration: calibrate.Calibration | None,
    checkpoint: str,
    checkpoint_sha256: str,
) -> None:
    """Record what a run learned; from here on it can decide, if there is evidence."""
    _learns(conn, run_id, person_ids)
    conn.execute(
        update(tables.run)
        .where(RUN.id == run_id)
        .values(
            state=RunState.DONE.value,
            ended_at=clock.now(),
            metrics=dict(metrics),
            evidence=evidence and _to_json(evidence),
            calibration=calibration and _to_json(calibration),
            checkpoint=checkpoint,
            checkpoint_sha256=checkpoint_sha256,
        )
    )


def every(conn: Connection) -> list[Run]:
    """All runs, oldest first."""
    return [_run(conn, row) for row in conn.execute(select(tables.run).order_by(RUN.id))]


def get(conn: Connection, run_id: int) -> Run:
    """One run.

    Raises:
        MissingError: There is no such run.
    """
    row = conn.execute(select(tables.run).where(RUN.id == run_id)).one_or_none()
    if row is None:
        raise errors.MissingError("run-missing", run=run_id)
    return _run(conn, row)


def asked_by(conn: Connection, job_id: str) -> Run | None:
    """The run that a job has begun."""
    row = conn.execute(select(tables.run).where(RUN.asked_by == job_id)).one_or_none()
    return None if row is None else _run(conn, row)


def to_decide_with(conn: Connection, run_id: int | None) -> Run:
    """The run that decisions rest on: the one asked for, else the one chosen for the album, else the newest head.

    A long run decides only when it is asked for, or chosen: being newer does not make it better. Where there is no
    head, the newest run that can decide does.

    Raises:
        MissingError: There is no such run, or none can decide.
    """
    is_chosen, is_head = RUN.id == options.get(conn, CHOSEN, 0), RUN.kind == RunKind.HEAD.value
    query = select(tables.run).where(*CAN_DECIDE).order_by(is_chosen.desc(), is_head.desc(), RUN.id.desc()).limit(1)
    row = conn.execute(query if run_id is None else query.where(RUN.id == run_id)).one_or_none()
    if row is not None:
        return _run(conn, row)
    if run_id is None:
        raise errors.MissingError("run-none")
    is_done = get(conn, run_id).state is RunState.DONE
    raise errors.MissingError("run-cannot-name" if is_done else "run-missing", run=run_id)


def put_scores(conn: Connection, run_id: int, face_ids: NDArray[np.int64], scores: NDArray[np.float32]) -> None:
    """Replace a run's scores.

    Args:
        conn: A writing transaction.
        run_id: The run.
        face_ids: Shape (F,).
        scores: Calibrated probability that a face is a person, in [0, 1], shape (F, P).
    """
    conn.execute(tables.prediction.delete().where(tables.prediction.c.run_id == run_id))
    for part, start_at in enumerate(range(0, len(face_ids), FACES_PER_PART)):
        rows = slice(start_at, start_at + FACES_PER_PART)
        conn.execute(
            tables.prediction.insert().values(
                run_id=run_id,
                part=part,
                face_ids=face_ids[rows].astype("<i8").tobytes(),
                scores=scores[rows].astype("<f2").tobytes(),
            )
        )


def scores(conn: Connection, run: Run) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """A run's scores.

    Returns:
        Face ids, shape (F,), and scores in [0, 1], shape (F, P).
    """
    prediction = tables.prediction.c
    query = select(prediction.face_ids, prediction.scores).where(prediction.run_id == run.id).order_by(prediction.part)
    rows = conn.execute(query).all()
    ids = np.frombuffer(b"".join(row.face_ids for row in rows), "<i8")
    matrix = np.frombuffer(b"".join(row.scores for row in rows), "<f2")
    return ids, matrix.reshape(len(ids), len(run.person_ids)).astype(np.float32)


def scores_stamp(conn: Connection, run: Run) -> int:
    """A number that changes with the faces that a run has scored, and with what it says of them."""
    stored, number = tables.prediction.c, 0
    query = select(stored.face_ids, stored.scores).where(stored.run_id == run.id).order_by(stored.part)
    for face_ids, values in conn.execute(query):
        number = zlib.crc32(values, zlib.crc32(face_ids, number))
    return number


def delete(conn: Connection, run_id: int) -> None:
    """Remove a run with its scores and its own embedder's embeddings, also those that are kept of faces.

    Its files are the caller's to remove.
    """
    query = select(RUN.embedder).where(RUN.id == run_id, RUN.kind == RunKind.EMBEDDER.value)
    own = [name for name in conn.execute(query).scalars() if name is not None]
    conn.execute(tables.embedding.delete().where(tables.embedding.c.embedder.in_(own)))
    kept_faces.let_go(conn, embedders=own, run_id=run_id)
    conn.execute(tables.run.delete().where(RUN.id == run_id))


def _learns(conn: Connection, run_id: int, person_ids: Sequence[int]) -> None:
    """Record whom a run learns, in the order of its score columns."""
    learned = tables.run_person
    conn.execute(learned.delete().where(learned.c.run_id == run_id))
    rows = [{"run_id": run_id, "column": column, "person_id": person} for column, person in enumerate(person_ids)]
    if rows:
        conn.execute(learned.insert(), rows)


def _run(conn: Connection, row: Row[*tuple[Any, ...]]) -> Run:
    return Run(
        id=row.id,
        kind=row.kind,
        state=RunState(row.state),
        settings=row.settings,
        embedder=row.embedder,
        last_label=row.last_label,
        started_at=row.started_at,
        ended_at=row.ended_at,
        metrics=row.metrics or {},
        evidence=_from_json(calibrate.Evidence, row.evidence),
        calibration=_from_json(calibrate.Calibration, row.calibration),
        checkpoint=row.checkpoint,
        checkpoint_sha256=row.checkpoint_sha256,
        person_ids=face_scores.columns(conn, row.id),
        split=row.split and HeldOut(tuple(row.split["photos"]), row.split["by_moment"]),
        versions=row.versions or {},
        notes=tuple(Message(*kept) for kept in row.notes or ()),
        error=row.error and Message(*row.error),
        asked_by=row.asked_by,
    )


def _to_json(record: calibrate.Evidence | calibrate.Calibration) -> dict[str, Any]:
    facts = asdict(record).items()
    return {name: value.tolist() if isinstance(value, np.ndarray) else value for name, value in facts}


def _from_json(kind: type[Record], stored: Mapping[str, Any] | None) -> Record | None:
    if stored is None:
        return None
    return kind(**{name: np.array(value) if isinstance(value, list) else value for name, value in stored.items()})
