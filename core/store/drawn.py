"""Faces that a human draws or moves: told as the list of all steps so far, each of which can be taken back exactly.

A drawn face stands at once, without landmarks, embedding or thumbnail, until the worker has looked at it. A face that
the detector found becomes one of human origin when it is moved; it keeps its id and with it all that was said about it,
and its detector's score tells that it is not a drawn one. Nothing that a machine does changes a face of human origin.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from core.base.records import Box, FaceOrigin, LabelOrigin, LookedFace, Statement
from core.store import box_changes, clock, faces, labels, photos, tables, thumbs
from core.store.box_changes import Act
from core.store.db import Album, Connection

FACE, EMBEDDING = tables.face.c, tables.embedding.c


@dataclass(frozen=True)
class Draw:
    """A new face.

    Attributes:
        key: What later steps call it.
        box: In pixels of the upright photo.
    """

    key: str
    box: Box


@dataclass(frozen=True)
class Move:
    """Another box for a face; its key is its id, or what it was called when it was drawn."""

    key: str
    box: Box


@dataclass(frozen=True)
class Remove:
    """A drawn face goes; of one that the detector found it is said that it is no face."""

    key: str


@dataclass(frozen=True)
class Say:
    """A word about a face: IS_PERSON, with the person, IS_STRANGER or IS_NOT_FACE."""

    key: str
    identity: Statement
    person_id: int | None = None


Step = Draw | Move | Remove | Say


@dataclass(frozen=True)
class Done:
    """A step that was written down.

    Attributes:
        label_id: The row that it added to the journal.
        change_id: The change of a box that it was.
    """

    step: Step
    face_id: int
    label_id: int | None = None
    change_id: int | None = None


def follow(
    conn: Connection, album: Album, photo_id: int, done: Sequence[Done], steps: Sequence[Step], origin: LabelOrigin
) -> list[Done]:
    """Bring a photo's faces to where a list of steps ends.

    Args:
        conn: A writing transaction.
        album: The album, for its thumbnails.
        photo_id: The photo.
        done: What was written down for an earlier list.
        steps: The list as it is now: the earlier one without some of its last steps, with others after them.
        origin: How the labels come about.

    Returns:
        What is written down for the list as it is now; steps about faces that are gone are left out, and new boxes that
        have just been drawn there are taken over: after a reload, the page tells once more what may have been heard.
    """
    kept = 0
    while kept < min(len(done), len(steps)) and done[kept].step == steps[kept]:
        kept += 1
    for gone in reversed(done[kept:]):
        _take_back(conn, album, gone, origin)
    now = list(done[:kept])
    for step in steps[kept:]:
        written = _write(conn, album, photo_id, now, step, origin)
        now += [] if written is None else [written]
    return now


def waiting(conn: Connection, photo_id: int) -> dict[int, Box]:
    """The boxes of a photo's faces of human origin that were not looked at yet, by face id."""
    looked_at = select(EMBEDDING.face_id).where(EMBEDDING.face_id == FACE.id).exists()
    query = select(FACE.id).where(FACE.photo_id == photo_id, FACE.origin == FaceOrigin.HUMAN.value, ~looked_at)
    wanted = set(conn.execute(query).scalars())
    return {face_id: box for face_id, box in faces.of_photo(conn, photo_id).items() if face_id in wanted}


def complete(conn: Connection, album: Album, face_id: int, looked: LookedFace, embedder: str) -> bool:
    """Write down what the look at a face of human origin gave, unless it was moved or removed meanwhile."""
    still = (FACE.id == face_id, *_at(looked.detection.box))
    photo_id = conn.execute(select(FACE.photo_id).where(*still)).scalar()
    if photo_id is None:
        return False
    faces.renew(conn, face_id, looked, embedder)
    thumbs.save_face(album, photos.hash_of(conn, photo_id), looked)
    return True


def _write(
    conn: Connection, album: Album, photo_id: int, now: Sequence[Done], step: Step, origin: LabelOrigin
) -> Done | None:
    if isinstance(step, Draw):
        told = _told_before(conn, photo_id, now, Act.DRAWN, step.box)
        face_id, change_id = next(iter(told.items()), None) or box_changes.draw(conn, photo_id, step.box)
        return Done(step, face_id, change_id=change_id)
    face_id = {one.step.key: one.face_id for one in now}.get(step.key) or int(step.key)
    row = conn.execute(select(tables.face).where(FACE.id == face_id)).one_or_none()
    if row is None:
        return None
    if isinstance(step, Say):
        return Done(step, face_id, labels.say(conn, face_id, step.identity, step.person_id, origin=origin))
    if isinstance(step, Move):
        is_ours = step.key != str(face_id) and Box(row.x1, row.y1, row.x2, row.y2) == step.box
        told = _told_before(conn, photo_id, now, Act.MOVED, step.box) if is_ours else {}
        return Done(step, face_id, change_id=told.get(face_id) or box_changes.move(conn, album, face_id, step.box))
    if not is_drawn(FaceOrigin(row.origin), row.detector_score):
        return Done(step, face_id, labels.say(conn, face_id, Statement.IS_NOT_FACE, origin=origin))
    return Done(step, face_id, change_id=box_changes.remove(conn, album, face_id))


def _told_before(conn: Connection, photo_id: int, now: Sequence[Done], act: Act, box: Box) -> dict[int, int]:
    """Changes, by face, that have just drawn or moved one there and are none of this list, as the page was reloaded."""
    own = {one.change_id for one in now}
    return {face_id: one for face_id, one in box_changes.just_made(conn, photo_id, act, box).items() if one not in own}


def is_drawn(origin: FaceOrigin, detector_score: float | None) -> bool:
    """Whether a human found a face, and did not just move one that the detector had found."""
    return origin is FaceOrigin.HUMAN and detector_score is None


def _take_back(conn: Connection, album: Album, gone: Done, origin: LabelOrigin) -> None:
    """Take a step back, unless that was done elsewhere, or the box was changed again there."""
    if gone.label_id is not None:
        labels.undo(conn, gone.label_id, origin=origin)
    if gone.change_id is not None:
        box_changes.take_back(conn, album, gone.change_id, clock.now())


def _at(box: Box) -> Collection[Any]:
    return (FACE.x1 == box.x1, FACE.y1 == box.y1, FACE.x2 == box.x2, FACE.y2 == box.y2)
