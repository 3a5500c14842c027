"""What the user wants of the photos in the children's folders, kept with the album and with every sorting."""

from collections.abc import Collection
from dataclasses import asdict
from datetime import UTC

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from core.rules import file_names
from core.rules.folder_rules import FolderRules, Photos
from core.store import options, tables

PHOTO = tables.photo.c
RULES, NAMES, STRIP, REPEATS = "folder rules", "names of copies", "leave out location", "repeats"  # the album's options
OF_SORT = "sorting {}"


def rules(conn: Connection) -> FolderRules:
    """The rules of the album."""
    return FolderRules(**options.get(conn, RULES, {}))


def keep_rules(conn: Connection, wished: FolderRules) -> None:
    """Let these be the rules of the album."""
    options.put(conn, RULES, asdict(wished))


def names(conn: Connection) -> str:
    """The pattern by which copies are named, as file_names.by_pattern takes it."""
    return str(options.get(conn, NAMES, file_names.ORIGINAL))


def keep_names(conn: Connection, pattern: str) -> None:
    """Let copies be named by a pattern."""
    options.put(conn, NAMES, pattern)


def strip(conn: Connection) -> bool:
    """Whether copies leave out where photos were taken."""
    return bool(options.get(conn, STRIP, False))


def keep_strip(conn: Connection, *, wished: bool) -> None:
    """Let copies leave out where photos were taken, or not."""
    options.put(conn, STRIP, wished)


def record(conn: Connection, sort_id: int, held: FolderRules, pattern: str, *, strip: bool) -> None:
    """Write down by which rules a sorting was done, how it named the files, and whether it left locations out."""
    options.put(conn, OF_SORT.format(sort_id), [asdict(held), pattern, strip])


def recorded(conn: Connection, sort_id: int) -> tuple[FolderRules, str, bool]:
    """By which rules a sorting was done, the pattern of its files' names, and whether it left locations out."""
    held, pattern, stripped = options.get(conn, OF_SORT.format(sort_id), [{}, file_names.ORIGINAL, False])
    return FolderRules(**held), str(pattern), bool(stripped)


def repeats(conn: Connection) -> NDArray[np.int64]:
    """Photos on which one person may stand several times, ascending, shape (R,)."""
    return np.array(options.get(conn, REPEATS, []), np.int64)


def set_repeats(conn: Connection, photo_ids: Collection[int], *, can: bool) -> None:
    """Say whether one person may stand several times on some photos, as in a mirror or a collage."""
    known = set(repeats(conn).tolist())
    options.put(conn, REPEATS, sorted(known | set(photo_ids) if can else known - set(photo_ids)))


def of_moment(conn: Connection, photo_id: int) -> list[int]:
    """The photos of a photo's moment, by id; the photo alone where it has none."""
    moment = select(PHOTO.moment).where(PHOTO.id == photo_id).scalar_subquery()
    found = conn.execute(select(PHOTO.id).where(PHOTO.moment == moment).order_by(PHOTO.id)).scalars().all()
    return list(found) or [photo_id]


def photos_stamp(conn: Connection) -> tuple[object, ...]:
    """What changes whenever photos come or go, or learn when they were taken."""
    taken = (func.count(PHOTO.taken_at), func.min(PHOTO.taken_at), func.max(PHOTO.taken_at))
    return tuple(conn.execute(select(func.count(PHOTO.id), func.max(PHOTO.id), *taken)).one())


def photos(conn: Connection) -> Photos:
    """What the rules need to know of every photo."""
    wanted = (PHOTO.id, PHOTO.width, PHOTO.height, PHOTO.taken_at, PHOTO.taken_day_only, PHOTO.difference_hash)
    rows = conn.execute(select(*wanted).order_by(PHOTO.id)).all()
    taken = [
        np.nan if row.taken_at is None or row.taken_day_only else row.taken_at.replace(tzinfo=UTC).timestamp()
        for row in rows
    ]
    return Photos(
        ids=np.array([row.id for row in rows], np.int64),
        widths=np.array([row.width for row in rows], np.float64),
        heights=np.array([row.height for row in rows], np.float64),
        taken=np.array(taken, np.float64),
        looks=np.array([row.difference_hash for row in rows], np.int64),
    )
