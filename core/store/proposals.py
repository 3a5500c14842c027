"""Faces that only a run found: whose they are, which photos a run has looked at for them, and how they are taken back.

A proposal stands among the album's faces like any other, and is named like any other. Nothing here changes a face that
the detector or a human found.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, exists, func, or_, select, update

from core.base import errors
from core.base.records import Box, FaceOrigin, LookedFace, RunKind, RunState
from core.rules import kinds
from core.store import faces, looks, options, runs, tables, thumbs
from core.store.db import Album
from core.store.runs import Run

PROPOSAL, LOOKED = tables.proposal.c, tables.run_photo.c
FACE, PHOTO, LABEL = tables.face.c, tables.photo.c, tables.label.c
DETECTOR = "detector-run"  # a setting: the run that looks beside the detector, and the newest photo when it was chosen


@dataclass(frozen=True)
class Told:
    """What a run has proposed.

    Attributes:
        photos: How many it has looked at.
        left: How many it has not.
        faces: Faces that it found and that still stand as its own.
        open: Those of them of which nobody has said anything.
    """

    photos: int
    left: int
    faces: int
    open: int


def finder(conn: Connection, run_id: int) -> Run:
    """A run that can find faces.

    Raises:
        MissingError: There is no such run.
        WrongUseError: It is not done, or of a kind that finds none.
    """
    run = runs.get(conn, run_id)
    if run.kind != RunKind.YOLO or run.state is not RunState.DONE:
        raise errors.WrongUseError("run-cannot-find", run=run_id)
    return run


def not_looked_at(conn: Connection, run_id: int, after: int = 0) -> list[int]:
    """Photos that a run has not looked at yet and may, ascending; only those that came into the album after one."""
    looked = exists().where(LOOKED.photo_id == PHOTO.id, LOOKED.run_id == run_id)
    query = select(PHOTO.id).where(~looked, ~looks.is_over(), PHOTO.id > after)
    return list(conn.execute(query.order_by(PHOTO.id)).scalars())


def put(conn: Connection, run_id: int, photo_id: int, found: Iterable[LookedFace], embedder: str) -> list[int]:
    """Write down what a run found on a photo beside the known faces, and that it has looked.

    Args:
        conn: A writing transaction.
        run_id: The run.
        photo_id: The photo.
        found: Its faces.
        embedder: Name of the embedder that made their embeddings.

    Returns:
        Their ids.
    """
    face_ids = faces.add(conn, photo_id, found, embedder, FaceOrigin.RUN)
    if face_ids:
        conn.execute(tables.proposal.insert(), [{"face_id": face_id, "run_id": run_id} for face_id in face_ids])
    conn.execute(tables.run_photo.insert().values(run_id=run_id, photo_id=photo_id))
    return face_ids


def told(conn: Connection, run_id: int) -> Told:
    """How far a run has looked, and what it has proposed."""
    left = len(not_looked_at(conn, run_id))
    looked = conn.execute(select(func.count()).where(LOOKED.run_id == run_id)).scalar_one()
    own = select(func.count()).select_from(tables.proposal).where(PROPOSAL.run_id == run_id)
    unspoken = own.where(~exists().where(LABEL.face_id == PROPOSAL.face_id))
    return Told(looked, left, conn.execute(own).scalar_one(), conn.execute(unspoken).scalar_one())


def runs_of(conn: Connection, face_ids: Collection[int]) -> dict[int, int]:
    """The run that proposed each of some faces, by face id; other faces are absent."""
    rows = conn.execute(select(PROPOSAL.face_id, PROPOSAL.run_id).where(PROPOSAL.face_id.in_(face_ids)))
    return {row.face_id: row.run_id for row in rows}


def everyone(conn: Connection) -> set[int]:
    """Ids of all faces that runs proposed and nobody has moved."""
    return set(conn.execute(select(FACE.id).where(FACE.origin == FaceOrigin.RUN.value)).scalars())


def missed(conn: Connection) -> set[int]:
    """Ids of the faces that the detector had missed: those that a human drew or a run proposed."""
    is_proposed = FACE.id.in_(select(PROPOSAL.face_id))
    return set(conn.execute(select(FACE.id).where(or_(FACE.detector_score.is_(None), is_proposed))).scalars())


def adopt(conn: Connection, face_id: int, score: float) -> None:
    """Make a proposal a face of the detector, which has found it, too, in another look; it no longer goes with its run.

    Args:
        conn: A writing transaction.
        face_id: The face; one that no run proposed stays as it is.
        score: The detector's.
    """
    own = (FACE.id == face_id, FACE.origin == FaceOrigin.RUN.value)
    conn.execute(update(tables.face).where(*own).values(origin=FaceOrigin.DETECTOR.value, detector_score=score))
    conn.execute(tables.proposal.delete().where(PROPOSAL.face_id == face_id))


def take_back(conn: Connection, album: Album, run_id: int) -> int:
    """Remove a run's proposals that nobody has spoken about or moved; the others stand from now on as a human's.

    Args:
        conn: A writing transaction.
        album: The album, for its thumbnails.
        run_id: The run, which is to be deleted.

    Returns:
        How many were removed.
    """
    confirmed = exists().where(LABEL.face_id == FACE.id) | (FACE.origin != FaceOrigin.RUN.value)
    own = FACE.id.in_(select(PROPOSAL.face_id).where(PROPOSAL.run_id == run_id))
    kept = {"origin": FaceOrigin.HUMAN.value, "detector_score": None}
    conn.execute(update(tables.face).where(own, confirmed).values(kept))
    query = select(tables.face, PHOTO.sha256).join(tables.photo).where(own, ~confirmed)
    rows = conn.execute(query).all()
    for row in rows:
        box = Box(*(getattr(row, side) for side in Box._fields))
        thumbs.face_path(album, row.sha256, box).unlink(missing_ok=True)
    faces.delete(conn, [row.id for row in rows])
    return len(rows)


def choose_detector(conn: Connection, run_id: int | None) -> None:
    """Let a run look, beside the detector, at all photos that come from now on; None goes back to the detector alone.

    Raises:
        MissingError: There is no such run.
        WrongUseError: It is not done, or tells children apart: it was not compared with the detector.
    """
    if run_id is None:
        options.put(conn, DETECTOR, None)
        return
    if finder(conn, run_id).settings["classes"] != kinds.FACE:
        raise errors.WrongUseError("run-cannot-find", run=run_id)
    newest = conn.execute(select(func.coalesce(func.max(PHOTO.id), 0))).scalar_one()
    options.put(conn, DETECTOR, {"run": run_id, "after": int(newest)})


def detector(conn: Connection) -> tuple[int, int] | None:
    """The run that looks beside the detector, and the last photo that it need not look at; None where none does."""
    chosen = options.get(conn, DETECTOR)
    if chosen is None:
        return None
    is_there = conn.execute(select(tables.run.c.id).where(tables.run.c.id == chosen["run"])).first() is not None
    return (int(chosen["run"]), int(chosen["after"])) if is_there else None
