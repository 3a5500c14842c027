"""Spot checks: which faces were drawn, what was said of each, and of which sorting they tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from core.base import errors
from core.base.records import LabelOrigin, Statement
from core.rules import spot_check
from core.rules.spot_check import Found
from core.store import clock, labels, tables

CHECK, DRAWN = tables.spot_check.c, tables.spot_check_face.c


@dataclass(frozen=True)
class Pile:
    """What a check is about.

    Attributes:
        person_id: Whose folder; None for the faces that got no name.
        share: Claimed to be right, in (0, 1).
        size: Faces that the sample is drawn from.
        known: Faces beside the pile: named by a human, in a folder; all that have a name, beside those that got none.
    """

    person_id: int | None
    share: float
    size: int
    known: int


@dataclass(frozen=True)
class Answer:
    """What was said of a face: the pile holds it rightly or not, None while nobody has said."""

    face_id: int
    right: bool | None
    label_id: int | None


@dataclass(frozen=True)
class SpotCheck:
    """A check, finished or not. Times are UTC.

    Attributes:
        sort_id: The sorting that stood when it began, if any.
        answers: In the order of the drawing.
    """

    id: int
    sort_id: int | None
    pile: Pile
    started_at: datetime
    answers: tuple[Answer, ...]

    @property
    def next(self) -> Answer | None:
        """The first face that nobody has spoken about yet."""
        return next((one for one in self.answers if one.right is None), None)

    @property
    def found(self) -> Found:
        """What the answers so far say of the pile."""
        said = [one.right for one in self.answers if one.right is not None]
        return spot_check.found(self.pile.size, len(said), sum(said))


def start(conn: Connection, pile: Pile, face_ids: Sequence[int], sort_id: int | None) -> int:
    """Begin a check of faces that were drawn, and return its id."""
    row = tables.spot_check.insert().values(
        sort_id=sort_id,
        person_id=pile.person_id,
        share=pile.share,
        pile=pile.size,
        known=pile.known,
        started_at=clock.now(),
    )
    check_id = int(conn.execute(row.returning(CHECK.id)).scalar_one())
    drawn = [{"spot_check_id": check_id, "place": place, "face_id": one} for place, one in enumerate(face_ids)]
    if drawn:
        conn.execute(tables.spot_check_face.insert(), drawn)
    return check_id


def get(conn: Connection, check_id: int) -> SpotCheck:
    """One check.

    Raises:
        MissingError: There is none of this id; it goes with its child.
    """
    row = conn.execute(select(tables.spot_check).where(CHECK.id == check_id)).one_or_none()
    if row is None:
        raise errors.MissingError("spot-check-missing")
    return _check(conn, row)


def recent(conn: Connection, most: int) -> list[SpotCheck]:
    """The newest checks that were answered to their end, newest first."""
    is_open = select(DRAWN.spot_check_id).where(DRAWN.right.is_(None))
    query = select(tables.spot_check).where(CHECK.id.not_in(is_open)).order_by(CHECK.id.desc()).limit(most)
    return [_check(conn, row) for row in conn.execute(query).all()]


def unfinished(conn: Connection) -> SpotCheck | None:
    """The newest check, unless it was answered to its end."""
    newest = select(func.max(CHECK.id)).scalar_subquery()
    row = conn.execute(select(tables.spot_check).where(CHECK.id == newest)).one_or_none()
    check = None if row is None else _check(conn, row)
    return check if check is not None and check.next is not None else None


def answer(
    conn: Connection, check_id: int, face_id: int, *, right: bool, said: Statement | None, person_id: int | None = None
) -> None:
    """Write down whether a face is in its pile rightly, and what else was said of it, which is a label at once.

    Args:
        conn: A writing transaction.
        check_id: The check.
        face_id: One of its faces.
        right: Whether the pile holds it rightly; a face that nobody can tell is not right.
        said: What the human said of the face; None where it was nothing that Cubby could learn from.
        person_id: Whom it is about, with IS_PERSON and IS_NOT_PERSON.
    """
    label_id = None if said is None else labels.say(conn, face_id, said, person_id, origin=LabelOrigin.CORRECTION)
    is_it = (DRAWN.spot_check_id == check_id) & (DRAWN.face_id == face_id)
    conn.execute(update(tables.spot_check_face).where(is_it).values(right=right, label_id=label_id))


def take_back(conn: Connection, check_id: int) -> None:
    """Take the last answer back, with the label that came of it."""
    of_check = (DRAWN.spot_check_id == check_id) & DRAWN.right.is_not(None)
    last = conn.execute(select(DRAWN.place, DRAWN.label_id).where(of_check).order_by(DRAWN.place.desc())).first()
    if last is None:
        return
    if last.label_id is not None:
        labels.undo(conn, last.label_id, origin=LabelOrigin.CORRECTION)
    is_it = (DRAWN.spot_check_id == check_id) & (DRAWN.place == last.place)
    conn.execute(update(tables.spot_check_face).where(is_it).values(right=None, label_id=None))


def photo_of(conn: Connection, face_id: int) -> tuple[int, tuple[int, int]]:
    """The photo of a face: its id, and its upright width and height in pixels.

    Raises:
        MissingError: The face is gone with its child.
    """
    photo = tables.photo.c
    query = select(photo.id, photo.width, photo.height).join(tables.face).where(tables.face.c.id == face_id)
    row = conn.execute(query).one_or_none()
    if row is None:
        raise errors.MissingError("spot-check-missing")
    return row.id, (row.width, row.height)


def drop(conn: Connection, check_id: int) -> None:
    """Break a check off; what was said of faces stays."""
    conn.execute(tables.spot_check.delete().where(CHECK.id == check_id))


def _check(conn: Connection, row: Row[*tuple[Any, ...]]) -> SpotCheck:
    drawn = conn.execute(
        select(DRAWN.face_id, DRAWN.right, DRAWN.label_id).where(DRAWN.spot_check_id == row.id).order_by(DRAWN.place)
    )
    answers = tuple(Answer(one.face_id, one.right, one.label_id) for one in drawn)
    return SpotCheck(row.id, row.sort_id, Pile(row.person_id, row.share, row.pile, row.known), row.started_at, answers)
