"""How thoroughly photos are looked at: what the album's user chose, and with what each photo was looked at."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, func, select, update

from core.store import options, tables

PHOTO = tables.photo.c
QUICK = "quick look"  # a setting
FOR_GOOD = " for good"  # stands behind the version of the look


def quick(conn: Connection) -> bool:
    """Whether new photos are looked at quickly instead of thoroughly."""
    return bool(options.get(conn, QUICK, False))


def keep_quick(conn: Connection, *, wished: bool) -> None:
    """Let new photos be looked at quickly, or thoroughly again."""
    options.put(conn, QUICK, wished or None)


def at_with(conn: Connection, looked_with: str) -> set[int]:
    """The photos that were looked at with a version of the look, by id."""
    return set(conn.execute(select(PHOTO.id).where(PHOTO.looked_with == looked_with)).scalars())


def record(conn: Connection, photo_ids: Iterable[int], looked_with: str) -> None:
    """Write down with which version of the look photos were looked at last."""
    for photo_id in photo_ids:
        conn.execute(update(tables.photo).where(PHOTO.id == photo_id).values(looked_with=looked_with))


def stamp(conn: Connection) -> tuple[int, ...]:
    """Numbers that change when photos are looked at again: how many were looked at with each version of the look."""
    query = select(func.count(PHOTO.id)).group_by(PHOTO.looked_with).order_by(PHOTO.looked_with)
    return tuple(conn.execute(query).scalars())


def never_again(conn: Connection, face_ids: Iterable[int]) -> None:
    """Leave photos of faces that go for ever as they are: another look would find the faces anew.

    Args:
        conn: A writing transaction.
        face_ids: Of faces that are still there.
    """
    theirs = select(tables.face.c.photo_id).where(tables.face.c.id.in_(list(face_ids)))
    photos = update(tables.photo).where(PHOTO.id.in_(theirs), ~is_over())
    conn.execute(photos.values(looked_with=PHOTO.looked_with + FOR_GOOD))


def is_over() -> ColumnElement[bool]:
    """Photos that nothing may look at again."""
    return PHOTO.looked_with.endswith(FOR_GOOD)
