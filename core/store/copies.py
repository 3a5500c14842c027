"""A copy of an album's database, and how it settles down in another folder."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import select, update

from core.store import tables
from core.store.db import Album, Connection


def save(album: Album, path: Path) -> None:
    """Copy the database as it stands at one moment, while others may write to it; nothing deleted is in the copy.

    Args:
        album: The album.
        path: Where the copy goes; nothing may lie there.

    Raises:
        OSError: It can't be written.
    """
    address = f"{(album.folder / 'album.db').as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        try:
            connection.execute("VACUUM INTO ?", (str(path),))
        except sqlite3.DatabaseError as error:
            raise OSError(str(error)) from error


def settle(conn: Connection, old: str, new: Path) -> None:
    """Follow an album that now lies in another folder: photos that it keeps itself moved with it.

    Args:
        conn: A writing transaction.
        old: The album's folder as it was, perhaps on another system.
        new: Its folder now.
    """
    for row in conn.execute(select(tables.root)).all():
        inside = row.path.removeprefix(old)
        if inside != row.path and inside[:1] in {"/", "\\"}:
            path = new.joinpath(*inside.replace("\\", "/").split("/"))
            conn.execute(update(tables.root).where(tables.root.c.id == row.id).values(path=str(path)))
