"""A photo's own file, read where it lies."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, select

from core.store import files, tables

PHOTO = tables.photo.c


def content(path: Path, sha256: str) -> bytes | None:
    """The bytes of a file, or None where it is gone, can't be read, or something else lies there now."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def read(conn: Connection, photo_id: int) -> bytes | None:
    """A photo's bytes, from the first of its files that still holds them.

    Returns:
        The whole file; None where every file of it is gone, or something else lies there now.
    """
    sha256 = conn.execute(select(PHOTO.sha256).where(PHOTO.id == photo_id)).scalar_one_or_none()
    if sha256 is None:
        return None
    every = (content(path, sha256) for _, _, path in files.of_photo(conn, photo_id))
    return next((data for data in every if data is not None), None)
