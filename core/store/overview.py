"""What the pages show of an album: counts, months, and one page of photos at a time."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, extract, func, select, true

from core.base.messages import Message
from core.base.records import Box, FileOutcome, Outcome, SortMode
from core.store import sorts, tables

PHOTO, FACE, FILE, ROOT = tables.photo.c, tables.face.c, tables.file.c, tables.root.c
SORT, SORTED = tables.sort.c, tables.sorted_file.c


@dataclass(frozen=True, order=True)
class Month:
    """A month of a year; both 0 stands for photos whose time is not known."""

    year: int
    month: int


UNDATED = Month(0, 0)


@dataclass(frozen=True)
class ShownPhoto:
    """A photo as a page shows it.

    Attributes:
        name: Of its file; empty where none is known any more.
        taken_at: Local time; None where it is not known.
        faces: How many faces were found on it.
    """

    id: int
    sha256: str
    name: str
    taken_at: datetime | None
    faces: int


@dataclass(frozen=True)
class ImportedFolder:
    """A folder that was imported.

    Attributes:
        photos: How many photos of the album lie, or lay, in it.
    """

    path: Path
    photos: int


@dataclass(frozen=True)
class Sorting:
    """A sorting as a page lists it; times are UTC.

    Attributes:
        files: How many of the files that it wrote it still stands for.
    """

    id: int
    folder: Path
    mode: SortMode
    started_at: datetime
    undone_at: datetime | None
    files: int


def months(conn: Connection) -> dict[Month, int]:
    """How many photos were taken in each month that has any, oldest first; those without a time come last."""
    year, month = extract("year", PHOTO.taken_at), extract("month", PHOTO.taken_at)
    query = select(year.label("year"), month.label("month"), func.count().label("photos")).group_by(year, month)
    found = {Month(row.year or 0, row.month or 0): int(row.photos) for row in conn.execute(query)}
    return dict(sorted(found.items(), key=lambda item: (item[0] == UNDATED, item[0])))


def photos(conn: Connection, month: Month | None, *, first: int, most: int) -> list[ShownPhoto]:
    """A part of the album, the newest photos first, those without a time last.

    Args:
        conn: A transaction.
        month: Only photos of this month; None for all.
        first: How many photos to pass by.
        most: How many to give back.
    """
    query = select(PHOTO.id, PHOTO.sha256, PHOTO.taken_at).where(_within(month))
    query = query.order_by(PHOTO.taken_at.desc().nulls_last(), PHOTO.id.desc())
    return _shown(conn, conn.execute(query.offset(first).limit(most)).all())


def newest(conn: Connection, most: int) -> list[ShownPhoto]:
    """The photos that came into the album last, the last one first."""
    query = select(PHOTO.id, PHOTO.sha256, PHOTO.taken_at).order_by(PHOTO.id.desc()).limit(most)
    return _shown(conn, conn.execute(query).all())


def folders(conn: Connection) -> list[ImportedFolder]:
    """The imported folders with what they hold, the newest first."""
    photos_in = select(func.count(FILE.photo_id.distinct())).where(FILE.root_id == ROOT.id).scalar_subquery()
    query = select(ROOT.path, photos_in.label("photos")).order_by(ROOT.id.desc())
    return [ImportedFolder(Path(row.path), int(row.photos)) for row in conn.execute(query)]


def outcomes(conn: Connection) -> Counter[Outcome]:
    """How the last import ended for the files of the album."""
    query = select(FILE.outcome, func.count().label("files")).group_by(FILE.outcome)
    return Counter({Outcome(row.outcome): int(row.files) for row in conn.execute(query)})


def files(conn: Connection, outcome: Outcome, *, most: int) -> list[FileOutcome]:
    """Files for which the last import ended so, by path."""
    query = (
        select(FILE.path, FILE.reason, ROOT.path.label("root"))
        .join(tables.root)
        .where(FILE.outcome == outcome.value)
        .order_by(ROOT.path, FILE.path)
    )
    return [
        FileOutcome(
            str(Path(row.root) / PurePosixPath(row.path)),
            outcome,
            row.reason and Message(*row.reason),
        )
        for row in conn.execute(query.limit(most))
    ]


def face_places(conn: Connection, face_ids: Collection[int]) -> dict[int, tuple[str, Box]]:
    """The content hash of the photo and the box of some faces, by face id."""
    query = select(FACE.id, FACE.x1, FACE.y1, FACE.x2, FACE.y2, PHOTO.sha256).join(tables.photo)
    rows = conn.execute(query.where(FACE.id.in_(face_ids)))
    return {row.id: (row.sha256, Box(row.x1, row.y1, row.x2, row.y2)) for row in rows}


def sortings(conn: Connection) -> list[Sorting]:
    """All sortings, the newest first."""
    stands = SORTED.state.in_(sorts.STANDS)
    files_standing = select(func.count()).where(SORTED.sort_id == SORT.id, stands).scalar_subquery()
    query = select(tables.sort, files_standing.label("files")).order_by(SORT.id.desc())
    return [
        Sorting(row.id, Path(row.folder), SortMode(row.mode), row.started_at, row.undone_at, row.files)
        for row in conn.execute(query)
    ]


def _shown(conn: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ShownPhoto]:
    ids = [row.id for row in rows]
    names, faces = _names(conn, ids), _faces(conn, ids)
    return [ShownPhoto(row.id, row.sha256, names.get(row.id, ""), row.taken_at, faces[row.id]) for row in rows]


def _within(month: Month | None) -> ColumnElement[bool]:
    if month is None:
        return true()
    if month == UNDATED:
        return PHOTO.taken_at.is_(None)
    after = Month(month.year + month.month // 12, month.month % 12 + 1)
    return (PHOTO.taken_at >= datetime(month.year, month.month, 1)) & (
        PHOTO.taken_at < datetime(after.year, after.month, 1)
    )


def _names(conn: Connection, photo_ids: Collection[int]) -> dict[int, str]:
    rows = conn.execute(select(FILE.photo_id, FILE.path).where(FILE.photo_id.in_(photo_ids)).order_by(FILE.id.desc()))
    return {row.photo_id: PurePosixPath(row.path).name for row in rows}


def _faces(conn: Connection, photo_ids: Collection[int]) -> Counter[int]:
    query = select(FACE.photo_id, func.count().label("faces")).where(FACE.photo_id.in_(photo_ids))
    return Counter({row.photo_id: int(row.faces) for row in conn.execute(query.group_by(FACE.photo_id))})
