"""A photo's own file, read where it lies."""

import hashlib

from sqlalchemy import Connection, select

from core.store import files, tables

PHOTO = tables.photo.c


def read(conn: Connection, photo_id: int) -> bytes | None:
    """A photo's bytes, from the first of its files that still holds them.

    Returns:
        The whole file; None where every file of it is gone, or something else lies there now.
    """
    sha256 = conn.execute(select(PHOTO.sha256).where(PHOTO.id == photo_id)).scalar_one_or_none()
    for _, _, path in files.of_photo(conn, photo_id):
        try:
            data = path.read_bytes()
        except OSError:
            continue
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
    return None
