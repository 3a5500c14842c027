"""Going through the album photo by photo: which photos, in what order, and what stands on each."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from sqlalchemy import ColumnElement, Connection, exists, extract, func, select, true

from core.base.records import Box, FaceOrigin, Standing
from core.rules.canvas_boxes import Size
from core.store import drawn, labels, overview, tables
from core.store.overview import Month

PHOTO, FACE, FILE, LABEL = tables.photo.c, tables.face.c, tables.file.c, tables.label.c


class Which(StrEnum):
    """Which photos to go through."""

    ALL = "all"
    UNNAMED = "unnamed"  # with a face of which nobody has said who it is
    NO_FACE = "no-face"  # on which no face was found or drawn


@dataclass(frozen=True)
class ShownFace:
    """A face on the photo that is open.

    Attributes:
        is_drawn: Whether a human found it.
    """

    id: int
    box: Box
    is_drawn: bool
    stands: Standing


@dataclass(frozen=True)
class OpenPhoto:
    """A photo with all that stands on it.

    Attributes:
        size: Of the upright photo.
        name: Of its file; empty where none is known any more.
        taken_at: Local time; None where it is not known.
        faces: From left to right.
    """

    id: int
    sha256: str
    size: Size
    name: str
    taken_at: datetime | None
    faces: tuple[ShownFace, ...]


def months(conn: Connection) -> list[Month]:
    """The months in which photos were taken, oldest first, UNDATED last if the time of any is not known.

    Goes along the index from month to month: a page that only lists them reads no row of any other photo.
    """
    first = select(func.min(PHOTO.taken_at))
    found, at = [], conn.execute(first).scalar_one()
    while at is not None:
        found.append(Month(at.year, at.month))
        after = datetime(at.year + at.month // 12, at.month % 12 + 1, 1)
        at = conn.execute(first.where(PHOTO.taken_at >= after)).scalar_one()
    undated = select(PHOTO.id).where(PHOTO.taken_at.is_(None)).limit(1)
    return found if conn.execute(undated).scalar() is None else [*found, overview.UNDATED]


def photo_ids(conn: Connection, which: Which, month: Month | None) -> list[int]:
    """The photos to go through, the newest first, those without a time last: the order in which pages list them.

    Args:
        conn: A transaction.
        which: Which photos.
        month: Only photos of this month; None for all.
    """
    wanted: dict[Which, ColumnElement[bool]] = {
        Which.ALL: true(),
        Which.UNNAMED: exists().where(FACE.photo_id == PHOTO.id, ~_is_named()),
        Which.NO_FACE: ~exists().where(FACE.photo_id == PHOTO.id),
    }
    query = select(PHOTO.id).where(wanted[which], _within(month))
    return list(conn.execute(query.order_by(PHOTO.taken_at.desc().nulls_last(), PHOTO.id.desc())).scalars())


def photos_of(conn: Connection, person_id: int) -> set[int]:
    """The photos on which people named a person."""
    named = labels.identities().where(LABEL.person_id == person_id).subquery()
    return set(conn.execute(select(FACE.photo_id).join(named, named.c.face_id == FACE.id)).scalars())


def photo(conn: Connection, photo_id: int) -> OpenPhoto | None:
    """One photo with its faces; None where there is no such photo."""
    row = conn.execute(select(tables.photo).where(PHOTO.id == photo_id)).one_or_none()
    if row is None:
        return None
    newest = select(FILE.path).where(FILE.photo_id == photo_id).order_by(FILE.id.desc()).limit(1)
    path = conn.execute(newest).scalar_one_or_none()
    name = "" if path is None else PurePosixPath(path).name
    return OpenPhoto(row.id, row.sha256, Size(row.width, row.height), name, row.taken_at, _faces(conn, photo_id))


def _faces(conn: Connection, photo_id: int) -> tuple[ShownFace, ...]:
    facts = (FACE.id, FACE.x1, FACE.y1, FACE.x2, FACE.y2, FACE.origin, FACE.detector_score)
    rows = conn.execute(select(*facts).where(FACE.photo_id == photo_id).order_by(FACE.x1 + FACE.x2, FACE.id)).all()
    standing = labels.standing_of(conn, [row.id for row in rows])
    return tuple(
        ShownFace(
            row.id,
            Box(row.x1, row.y1, row.x2, row.y2),
            drawn.is_drawn(FaceOrigin(row.origin), row.detector_score),
            standing.get(row.id, Standing()),
        )
        for row in rows
    )


def _is_named() -> ColumnElement[bool]:
    return labels.identities().where(LABEL.face_id == FACE.id).correlate(tables.face).exists()


def _within(month: Month | None) -> ColumnElement[bool]:
    if month is None:
        return true()
    if month == overview.UNDATED:
        return PHOTO.taken_at.is_(None)
    return (extract("year", PHOTO.taken_at) == month.year) & (extract("month", PHOTO.taken_at) == month.month)
