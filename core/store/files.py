"""Imported folders and the files in them; a file is where a photo lies, not what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, Row, case, func, select, update
from sqlalchemy.dialects.sqlite import insert

from core.base.messages import Message
from core.base.records import Outcome
from core.store import tables

FILE = tables.file.c
UNREAD = -1  # as the size of a file that could not be read, so that the next import tries again


@dataclass(frozen=True)
class KnownFile:
    """A file as the last import left it.

    Attributes:
        path: Relative to the root, with forward slashes.
        bytes: Size, or UNREAD.
        reason: Why it was refused, or what else there was to say.
        photo_id: What it held when it was last read; None where it never was a photo.
    """

    root_id: int
    path: str
    bytes: int
    mtime_ns: int
    outcome: Outcome
    reason: Message | None = None
    photo_id: int | None = None


def roots(conn: Connection) -> dict[int, Path]:
    """The imported folders by id."""
    return {row.id: Path(row.path) for row in conn.execute(select(tables.root).order_by(tables.root.c.id))}


def place_of(conn: Connection, folder: Path) -> tuple[int, str] | None:
    """Where a folder lies among the imported ones.

    Args:
        conn: A transaction.
        folder: Absolute path.

    Returns:
        The root's id, and the folder's place below it: "" or a path that ends in a slash; None outside all roots.
    """
    for root_id, path in roots(conn).items():
        if folder.is_relative_to(path):
            inner = folder.relative_to(path).as_posix()
            return root_id, "" if inner == "." else f"{inner}/"
    return None


def claim(conn: Connection, folder: Path) -> tuple[int, str]:
    """Find or make the root that a folder belongs to, so that no file is known under two roots.

    Args:
        conn: A writing transaction.
        folder: Absolute path.

    Returns:
        As place_of.
    """
    place = place_of(conn, folder)
    if place is not None:
        return place
    inner_roots = {root_id: path for root_id, path in roots(conn).items() if path.is_relative_to(folder)}
    new = tables.root.insert().values(path=str(folder)).returning(tables.root.c.id)
    root_id = conn.execute(new).scalar_one()
    for inner_id, path in inner_roots.items():
        moved = path.relative_to(folder).as_posix() + "/" + FILE.path
        conn.execute(update(tables.file).where(FILE.root_id == inner_id).values(root_id=root_id, path=moved))
        conn.execute(tables.root.delete().where(tables.root.c.id == inner_id))
    return root_id, ""


def below(conn: Connection, root_id: int, prefix: str) -> dict[str, KnownFile]:
    """All files known below a place, by path relative to the root."""
    is_below = func.substr(FILE.path, 1, len(prefix)) == prefix  # LIKE would take capital letters for small ones
    query = select(tables.file).where(FILE.root_id == root_id, is_below).order_by(FILE.path)
    return {row.path: _known(row) for row in conn.execute(query)}


def put(conn: Connection, files: Iterable[KnownFile]) -> None:
    """Record files; what was known under the same path is replaced."""
    rows = [
        {
            "root_id": file.root_id,
            "path": file.path,
            "bytes": file.bytes,
            "mtime_ns": file.mtime_ns,
            "outcome": file.outcome.value,
            "reason": file.reason and file.reason.as_json(),
            "photo_id": file.photo_id,
        }
        for file in files
    ]
    if rows:
        new = insert(tables.file)
        changes = {name: new.excluded[name] for name in ("bytes", "mtime_ns", "outcome", "reason", "photo_id")}
        conn.execute(new.on_conflict_do_update(index_elements=["root_id", "path"], set_=changes), rows)


def drop(conn: Connection, root_id: int, path: str) -> None:
    """Let go of a path."""
    conn.execute(tables.file.delete().where(FILE.root_id == root_id, FILE.path == path))


def of_photo(conn: Connection, photo_id: int) -> list[tuple[int, str, Path]]:
    """All files of a photo, as (root id, path below the root, absolute path)."""
    query = select(FILE.root_id, FILE.path, tables.root.c.path.label("root")).join(tables.root)
    rows = conn.execute(query.where(FILE.photo_id == photo_id).order_by(FILE.id))
    return [(row.root_id, row.path, Path(row.root) / PurePosixPath(row.path)) for row in rows]


def relocate(conn: Connection, old: Path, new_folder: Path, new: Path) -> None:
    """Follow a file that Cubby itself has moved.

    Args:
        conn: A writing transaction.
        old: Absolute path that it had.
        new_folder: A folder above the new path, which becomes a root unless it lies below one.
        new: Absolute path that it has now.
    """
    new_root, new_prefix = claim(conn, new_folder)
    new_path = new_prefix + new.relative_to(new_folder).as_posix()
    known = place_of(conn, old.parent)  # asked after the claim, which may have joined roots
    if known is None:
        return
    root_id, prefix = known
    row_id = conn.execute(
        select(FILE.id).where(FILE.root_id == root_id, FILE.path == prefix + old.name)
    ).scalar_one_or_none()
    if row_id is not None:
        drop(conn, new_root, new_path)  # what was known of a file that lay there before
        conn.execute(update(tables.file).where(FILE.id == row_id).values(root_id=new_root, path=new_path))


def of_photos(conn: Connection) -> Mapping[int, Path]:
    """Where each photo lies: the first of its files that the last import could read, else the first of all."""
    there = case((FILE.outcome.in_([Outcome.MISSING.value, Outcome.REFUSED.value]), 1), else_=0)
    query = (
        select(FILE.photo_id, FILE.path, tables.root.c.path.label("root"))
        .join(tables.root)
        .where(FILE.photo_id.is_not(None))
        .order_by(there, FILE.id)
    )
    found: dict[int, Path] = {}
    for row in conn.execute(query):
        found.setdefault(row.photo_id, Path(row.root) / PurePosixPath(row.path))
    return found


def all_paths(conn: Connection) -> list[tuple[int, Path]]:
    """Every path under which some photo is known, as (photo id, absolute path)."""
    query = (
        select(FILE.photo_id, FILE.path, tables.root.c.path.label("root"))
        .join(tables.root)
        .where(FILE.photo_id.is_not(None))
        .order_by(FILE.id)
    )
    return [(row.photo_id, Path(row.root) / PurePosixPath(row.path)) for row in conn.execute(query)]


def _known(row: Row[*tuple[Any, ...]]) -> KnownFile:
    reason = row.reason and Message(*row.reason)
    return KnownFile(row.root_id, row.path, row.bytes, row.mtime_ns, Outcome(row.outcome), reason, row.photo_id)
