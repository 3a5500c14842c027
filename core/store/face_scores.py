"""What all runs say of one face: cut out of their scores, and put back where it still means the same."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select, update

from core.store import tables

PREDICTION, LEARNED = tables.prediction.c, tables.run_person.c


@dataclass(frozen=True)
class Row:
    """What a run said of a face.

    Attributes:
        people: Ids of the persons of its columns.
        scores: In [0, 1], float16, little-endian, shape (P,).
    """

    run_id: int
    people: tuple[int, ...]
    scores: bytes


def of(conn: Connection, face_id: int) -> list[Row]:
    """The rows of all runs that scored a face."""
    return [
        Row(run_id, columns(conn, run_id), _matrix(conn, run_id, part, len(ids))[ids == face_id][0].tobytes())
        for run_id, part, ids in _parts_with(conn, face_id)
    ]


def cut(conn: Connection, face_id: int) -> None:
    """Take a face out of the scores of all runs."""
    for run_id, part, ids in _parts_with(conn, face_id):
        others = ids != face_id
        _write(conn, run_id, part, ids[others], _matrix(conn, run_id, part, len(ids))[others])


def put(conn: Connection, face_id: int, row: Row) -> None:
    """Put a row of a face that is in no scores back, unless the run is gone or is about other persons."""
    if not row.people or columns(conn, row.run_id) != row.people:
        return
    query = select(PREDICTION.part, PREDICTION.face_ids).where(PREDICTION.run_id == row.run_id)
    parts = {one.part: np.frombuffer(one.face_ids, "<i8") for one in conn.execute(query.order_by(PREDICTION.part))}
    its = np.frombuffer(row.scores, "<f2")
    if not parts:
        first = {"run_id": row.run_id, "part": 0, "face_ids": b"", "scores": b""}
        conn.execute(insert(tables.prediction).values(first))
        parts[0] = np.empty(0, "<i8")
    part = max((part for part, ids in parts.items() if len(ids) and ids[0] <= face_id), default=min(parts))
    ids = parts[part]
    place = int(np.searchsorted(ids, face_id))
    matrix = _matrix(conn, row.run_id, part, len(ids)).reshape(len(ids), len(its))
    _write(conn, row.run_id, part, np.insert(ids, place, face_id), np.insert(matrix, place, its, axis=0))


def lacking(conn: Connection, run_id: int, face_ids: Collection[int]) -> set[int]:
    """Those of some faces that a run has not scored."""
    return set(face_ids) - set(scored(conn, run_id).tolist())


def scored(conn: Connection, run_id: int) -> NDArray[np.int64]:
    """Ids of the faces that a run has scored, shape (F,); the scores, which are many, are not read."""
    parts = conn.execute(select(PREDICTION.face_ids).where(PREDICTION.run_id == run_id)).scalars()
    return np.frombuffer(b"".join(parts), "<i8")


def columns(conn: Connection, run_id: int) -> tuple[int, ...]:
    """Whom a run has learned, in the order of its columns; nobody where it is gone."""
    query = select(LEARNED.person_id).where(LEARNED.run_id == run_id).order_by(LEARNED.column)
    people: Sequence[int] = conn.execute(query).scalars().all()
    return tuple(people)


def _parts_with(conn: Connection, face_id: int) -> Iterator[tuple[int, int, NDArray[np.int64]]]:
    """Run, number and face ids of the parts that hold a face; the scores, which are many, are not read."""
    for row in conn.execute(select(PREDICTION.run_id, PREDICTION.part, PREDICTION.face_ids)).all():
        ids = np.frombuffer(row.face_ids, "<i8")
        if face_id in ids:
            yield row.run_id, row.part, ids


def _matrix(conn: Connection, run_id: int, part: int, faces: int) -> NDArray[np.float16]:
    query = select(PREDICTION.scores).where(PREDICTION.run_id == run_id, PREDICTION.part == part)
    flat: NDArray[np.float16] = np.frombuffer(conn.execute(query).scalar_one(), "<f2")
    return flat.reshape(faces, -1) if faces else flat


def _write(conn: Connection, run_id: int, part: int, ids: NDArray[np.int64], scores: NDArray[np.float16]) -> None:
    one = (PREDICTION.run_id == run_id, PREDICTION.part == part)
    values = {"face_ids": ids.astype("<i8").tobytes(), "scores": scores.astype("<f2").tobytes()}
    conn.execute(update(tables.prediction).where(*one).values(values))
