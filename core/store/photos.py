"""Photos: what a file holds, known by the hash of its bytes."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select, update

from core.base.records import Header
from core.rules.moments import Precision, Shot, When
from core.store import tables

PHOTO = tables.photo.c


@dataclass(frozen=True)
class NewPhoto:
    """A photo that was just looked at.

    Attributes:
        sha256: Of the file's bytes, in hexadecimal.
        shot: When it was taken, as far as that is known, and its looks.
        looked_with: Version of the look.
    """

    sha256: str
    header: Header
    shot: Shot
    looked_with: str


def add(conn: Connection, photo: NewPhoto) -> int:
    """Add a photo and return its id."""
    when = photo.shot.when
    row = tables.photo.insert().values(
        sha256=photo.sha256,
        format=photo.header.format,
        width=photo.header.width,
        height=photo.header.height,
        orientation=photo.header.orientation,
        taken_at=when and when.time,
        taken_day_only=when is not None and when.precision is Precision.DAY,
        difference_hash=photo.shot.difference_hash,
        looked_with=photo.looked_with,
    )
    return int(conn.execute(row.returning(PHOTO.id)).scalar_one())


def hashes(conn: Connection) -> dict[int, str]:
    """Content hash of every photo by id."""
    return {row.id: row.sha256 for row in conn.execute(select(PHOTO.id, PHOTO.sha256))}


def hash_of(conn: Connection, photo_id: int) -> str:
    """Content hash of a photo that is there."""
    return str(conn.execute(select(PHOTO.sha256).where(PHOTO.id == photo_id)).scalar_one())


def sizes(conn: Connection) -> dict[int, tuple[int, int]]:
    """Upright width and height of every photo by id, in pixels."""
    return {row.id: (row.width, row.height) for row in conn.execute(select(PHOTO.id, PHOTO.width, PHOTO.height))}


def orientations(conn: Connection) -> dict[int, int]:
    """EXIF orientation of every photo by id, 1 to 8."""
    return {row.id: row.orientation for row in conn.execute(select(PHOTO.id, PHOTO.orientation))}


def count(conn: Connection) -> int:
    """How many photos the album has."""
    return conn.execute(select(func.count()).select_from(tables.photo)).scalar_one()


def shots(conn: Connection) -> dict[int, tuple[Shot, int | None]]:
    """What moments are made from, and each photo's moment so far, by photo id in the order of import."""
    query = select(PHOTO.id, PHOTO.taken_at, PHOTO.taken_day_only, PHOTO.difference_hash, PHOTO.moment).order_by(
        PHOTO.id
    )
    found = {}
    for row in conn.execute(query):
        precision = Precision.DAY if row.taken_day_only else Precision.SECOND
        when = None if row.taken_at is None else When(row.taken_at, precision)
        found[row.id] = (Shot(when, row.difference_hash), row.moment)
    return found


def set_moments(conn: Connection, moments: Mapping[int, int]) -> None:
    """Record which photos were taken close together: the moment's number by photo id."""
    if moments:
        change = update(tables.photo).where(PHOTO.id == bindparam("photo")).values(moment=bindparam("number"))
        conn.execute(change, [{"photo": photo, "number": number} for photo, number in moments.items()])
