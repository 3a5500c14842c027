"""Boxes that a human drew, moved or removed: each change can be taken back, and made again, at any time after it.

A row of box_change keeps the side of its change that the album does not show: while the change stands, the face as it
was before; once it is taken back, the face as it was after. To turn a change is to swap the two. That is done only
where the face is just as the change has left it, so that no turning ever brings a box that nobody wanted there.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, true, update

from core.base.records import Box, FaceOrigin, JournalRow, Standing, Statement
from core.rules import journal
from core.store import clock, deciding, embedders, face_scores, faces, kept_faces, labels, tables
from core.store.db import Album, Connection
from core.store.kept_faces import Kept

CHANGE, FACE, LABEL, PHOTO = tables.box_change.c, tables.face.c, tables.label.c, tables.photo.c
UNSEEN = {"landmarks": [], "sharpness": 0.0, "yaw": 0.0}  # of a face that was not looked at yet
NOBODY = Standing()
JUST = timedelta(minutes=15)


class Act(StrEnum):
    """What was done with a box."""

    DRAWN = "drawn"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True)
class BoxChange:
    """A change of a box, as it is told.

    Attributes:
        sha256: Of the photo.
        face_id: It may be gone by now.
        person_id: Who the face stood as when the change was made, or turned last.
        at: In UTC.
        taken_back: Whether it was taken back.
    """

    id: int
    photo_id: int
    sha256: str
    face_id: int
    person_id: int | None
    act: Act
    at: datetime
    taken_back: bool

    @property
    def face_ids(self) -> tuple[int, ...]:
        """The one face that it is about, as of any step of the history."""
        return (self.face_id,)


def draw(conn: Connection, photo_id: int, box: Box) -> tuple[int, int]:
    """Add a face that waits to be looked at.

    Returns:
        Its id, and the change's.
    """
    new = insert(tables.face).values(photo_id=photo_id, **_unseen(box)).returning(FACE.id)
    face_id = int(conn.execute(new).scalar_one())
    return face_id, _write(conn, photo_id, face_id, after=box)


def just_made(conn: Connection, photo_id: int, act: Act, box: Box) -> dict[int, int]:
    """Find who was drawn, or moved, to a place within the last quarter of an hour, wherever it was moved since.

    Returns:
        The newest such change that stands, by the id of its face, which is still there; the oldest face first.
    """
    query = select(CHANGE.face_id, CHANGE.id, CHANGE.after).join(tables.face, FACE.id == CHANGE.face_id)
    since = clock.now() - JUST
    standing = query.where(CHANGE.photo_id == photo_id, of_act(act), CHANGE.undone_at.is_(None), CHANGE.at >= since)
    return {row.face_id: row.id for row in conn.execute(standing.order_by(CHANGE.id)) if Box(*row.after) == box}


def move(conn: Connection, album: Album, face_id: int, box: Box) -> int:
    """Give a face another box, where it waits to be looked at, and return the change's id."""
    before, person_id = kept_faces.keep(conn, album, face_id, goes=False), _named(conn, face_id)
    kept_faces.clear(conn, face_id)
    now = {**_unseen(box), "mask_probability": None}
    conn.execute(update(tables.face).where(FACE.id == face_id).values(now))
    return _write(conn, before.facts["face"]["photo_id"], face_id, before, box, person_id)


def remove(conn: Connection, album: Album, face_id: int) -> int:
    """Remove a face with all that was said about it, and return the change's id."""
    before, person_id = kept_faces.keep(conn, album, face_id, goes=True), _named(conn, face_id)
    _delete(conn, face_id)
    return _write(conn, before.facts["face"]["photo_id"], face_id, before, None, person_id)


def take_back(conn: Connection, album: Album, change_id: int, at: datetime) -> bool:
    """Bring a face back to where it was before a change.

    Args:
        conn: A writing transaction.
        album: The album, for its thumbnails.
        change_id: The change.
        at: When that was, in UTC.

    Returns:
        False where the face is not where the change had left it, or the change is taken back already or forgotten:
        then nothing was done.
    """
    return _turn(conn, album, change_id, at)


def make_again(conn: Connection, album: Album, change_id: int) -> bool:
    """Bring a face to where a change that was taken back had brought it; False as from take_back."""
    return _turn(conn, album, change_id, None)


def newest(
    conn: Connection, most: int | None, *wanted: ColumnElement[bool], before: int | None = None
) -> list[BoxChange]:
    """The newest changes, the last one first.

    Args:
        conn: A transaction.
        most: How many at most; None for all.
        wanted: Only such rows of box_change.
        before: Only changes older than this one.
    """
    told = ("id", "photo_id", "face_id", "person_id", "before", "after", "at", "undone_at")
    older = true() if before is None else CHANGE.id < before
    query = select(*(CHANGE[name] for name in told), PHOTO.sha256).join(tables.photo).where(older, *wanted)
    return [
        BoxChange(
            row.id,
            row.photo_id,
            row.sha256,
            row.face_id,
            row.person_id,
            Act.DRAWN if row.before is None else Act.REMOVED if row.after is None else Act.MOVED,
            row.at,
            row.undone_at is not None,
        )
        for row in conn.execute(query.order_by(CHANGE.id.desc()).limit(most))
    ]


def stamp(conn: Connection) -> tuple[int, int, int]:
    """Numbers that change with every change that is made, taken back or made again.

    Returns:
        The newest change, how many are taken back, and when that was done last, in microseconds since 1970; 0 where
        there are none.
    """
    query = select(func.coalesce(func.max(CHANGE.id), 0), func.count(CHANGE.undone_at), func.max(CHANGE.undone_at))
    last, undone, at = conn.execute(query).one()
    return int(last), int(undone), 0 if at is None else round(at.replace(tzinfo=UTC).timestamp() * 1e6)


def unscored(conn: Connection, photo_id: int) -> dict[int, Box]:
    """The faces of a photo whose box was changed, and that a run that may decide has not scored where they are now."""
    changed = set(conn.execute(select(CHANGE.face_id).where(CHANGE.photo_id == photo_id)).scalars())
    boxes = {face_id: box for face_id, box in faces.of_photo(conn, photo_id).items() if face_id in changed}
    asked = deciding.either(conn) if boxes else []
    lacking = {face_id for run in asked for face_id in face_scores.lacking(conn, run.id, boxes)}
    return {face_id: box for face_id, box in boxes.items() if face_id in lacking}


def of_act(act: Act) -> ColumnElement[bool]:
    """Rows of changes that drew, moved or removed a box."""
    is_drawn, is_removed = CHANGE.before.is_(None), CHANGE.after.is_(None)
    return {Act.DRAWN: is_drawn, Act.REMOVED: is_removed, Act.MOVED: ~is_drawn & ~is_removed}[act]


def about(person_id: int) -> ColumnElement[bool]:
    """Rows of changes of faces that stand as a person, or stood so when their box was changed."""
    named = labels.identities().where(LABEL.person_id == person_id).subquery()
    return (CHANGE.person_id == person_id) | CHANGE.face_id.in_(select(named.c.face_id))


def let_go(conn: Connection, person_id: int, face_ids: Collection[int]) -> int:
    """Forget the changes that tell of a person.

    Of a face that is gone and that nobody had named, nobody can say any more whose it was: it is let go as well.

    Args:
        conn: A writing transaction.
        person_id: The person.
        face_ids: The faces that carry the person's name.

    Returns:
        How many changes were forgotten, or left without what was said of the person.
    """
    rows = conn.execute(select(CHANGE.id, CHANGE.face_id, CHANGE.person_id, CHANGE.kept)).all()
    safe = set(conn.execute(select(FACE.id)).scalars()) - set(face_ids)
    safe |= {row.face_id for row in rows if _is_known(row.kept, person_id)}
    theirs = [row.id for row in rows if row.person_id == person_id or row.face_id not in safe]
    naming = [row for row in rows if row.id not in theirs and any(_names(one, person_id) for one in _said(row.kept))]
    for change_id in theirs:
        conn.execute(delete(tables.box_change).where(CHANGE.id == change_id))
    for row in naming:
        kept = row.kept | {"labels": [one for one in _said(row.kept) if not _names(one, person_id)]}
        conn.execute(update(tables.box_change).where(CHANGE.id == row.id).values(kept=kept))
    return len(theirs) + len(naming)


def _turn(conn: Connection, album: Album, change_id: int, undone_at: datetime | None) -> bool:
    row = conn.execute(select(tables.box_change).where(CHANGE.id == change_id)).one_or_none()
    if row is None or (row.undone_at is None) == (undone_at is None):
        return False
    left, other = (row.after, row.before) if row.undone_at is None else (row.before, row.after)
    now = faces.of_photo(conn, row.photo_id).get(row.face_id)
    if now != (left and Box(*left)):
        return False
    person_id = row.person_id if now is None else _named(conn, row.face_id)
    kept = None if now is None else kept_faces.keep(conn, album, row.face_id, goes=other is None)
    if other is None:
        _delete(conn, row.face_id)
    else:
        kept_faces.put(conn, album, Kept(row.kept, row.thumbnail), embedders.names(album, conn))
    values = {"undone_at": undone_at, "person_id": person_id, **_columns(kept)}
    conn.execute(update(tables.box_change).where(CHANGE.id == change_id).values(values))
    return True


def _delete(conn: Connection, face_id: int) -> None:
    """Remove a face, also from what runs say of it, which does not go with its row."""
    kept_faces.clear(conn, face_id)
    faces.delete(conn, [face_id])


def _write(
    conn: Connection,
    photo_id: int,
    face_id: int,
    before: Kept | None = None,
    after: Box | None = None,
    person_id: int | None = None,
) -> int:
    values = {
        "photo_id": photo_id,
        "face_id": face_id,
        "person_id": person_id,
        "before": before and before.box,
        "after": after,
        "at": clock.now(),
        **_columns(before),
    }
    return int(conn.execute(insert(tables.box_change).values(values).returning(CHANGE.id)).scalar_one())


def _columns(kept: Kept | None) -> dict[str, Any]:
    return {"kept": kept and kept.facts, "thumbnail": kept and kept.thumbnail}


def _unseen(box: Box) -> dict[str, Any]:
    """The row of a face of human origin that was not looked at yet."""
    side = max(box.x2 - box.x1, box.y2 - box.y1)
    return {**box._asdict(), **UNSEEN, "side": side, "origin": FaceOrigin.HUMAN.value}


def _named(conn: Connection, face_id: int) -> int | None:
    return labels.standing_of(conn, [face_id]).get(face_id, NOBODY).person_id


def _said(kept: Mapping[str, Any] | None) -> Sequence[Mapping[str, Any]]:
    """What was said about a kept face that went: rows of the journal."""
    said: Sequence[Mapping[str, Any]] = [] if kept is None else kept["labels"]
    return said


def _names(said: Mapping[str, Any], person_id: int) -> bool:
    return bool(said["person_id"] == person_id)


def _is_known(kept: Mapping[str, Any] | None, person_id: int) -> bool:
    """Whether a kept face that went stood as anything but the person."""
    heard = [
        JournalRow(one["face_id"], Statement(one["statement"]), one["person_id"])
        for one in sorted(_said(kept), key=lambda one: int(one["id"]))
        if one["undone_by"] is None and one["statement"] != Statement.UNDO.value
    ]
    stands = journal.add_up(heard).values()
    return any(one.identity is not None and one.person_id != person_id for one in stands)
