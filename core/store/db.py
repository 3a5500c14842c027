"""Opening an album: its folder, its database, migrated to today's tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filelock import FileLock, Timeout
from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, inspect

from core.base import errors

__all__ = ["Album", "Connection", "open_album"]  # the floors above pass connections on, and import no SQL
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30.0  # how long one writer waits for another


@dataclass(frozen=True)
class Album:
    """An open album.

    Attributes:
        folder: Holds the database, thumbnails, runs and exports; never a photo of the user's.
    """

    folder: Path
    engine: Engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A transaction that sees one state of the album and can't change it."""
        with _transaction(self.engine, "reads") as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that is written whole at its end, or not at all if an error leaves it."""
        with _transaction(self.engine, "writes") as connection:
            yield connection

    def compact(self) -> bool:
        """Overwrite what was deleted: nothing of it can be read from the files any more.

        Returns:
            False where somebody else is reading: then traces stay until the album is closed everywhere.
        """
        connection = self.engine.raw_connection()
        try:
            cursor = cast(sqlite3.Connection, connection.dbapi_connection).cursor()
            cursor.execute("PRAGMA query_only=OFF")  # the connection's last transaction may have been a reading one
            cursor.execute("VACUUM")
            was_busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError:  # locked for longer than BUSY_SECONDS
            was_busy = 1
        finally:
            connection.close()
        return not was_busy


def open_album(folder: Path, *, create: bool = False) -> Album:
    """Open the album in a folder, bringing its tables up to date.

    Args:
        folder: The album's folder.
        create: Make a new album where there is none.

    Raises:
        MissingError: There is no album and none was to be made.
        WrongUseError: The folder can't be written, its database is no album, or a newer Cubby wrote it.
    """
    folder = folder.absolute()
    database = folder / "album.db"
    try:
        if not database.exists() and not create:
            raise errors.MissingError("album-missing", folder=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        engine = _engine(database)
        with FileLock(folder / "open.lock", timeout=BUSY_SECONDS):  # two may make or migrate one album at once
            _migrate(engine, folder)
    except Timeout as error:
        raise errors.WrongUseError("album-busy", folder=str(folder)) from error
    except OSError as error:
        raise errors.WrongUseError("album-unwritable", folder=str(folder), why=errors.why(error)) from error
    except exc.DatabaseError as error:
        raise errors.WrongUseError("album-broken", folder=str(folder)) from error
    return Album(folder, engine)


@contextmanager
def _transaction(engine: Engine, purpose: str) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(purpose=purpose) as connection, connection.begin():
            yield connection
    except exc.OperationalError as error:
        code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # without the details
        if purpose == "reads" and code == sqlite3.SQLITE_READONLY:  # a bug: who only reads may not write
            raise
        raise _told(error, code, str(Path(engine.url.database or "").parent)) from error


def _told(error: exc.OperationalError, code: int, folder: str) -> Exception:
    """The sentence for what SQLite can't do, or the error itself where it is something else."""
    if code == sqlite3.SQLITE_FULL:
        return errors.StorageError("disk-full", path=folder)
    if code == sqlite3.SQLITE_IOERR:
        return errors.StorageError("disk-broken", path=folder)
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return errors.StorageError("album-unwritable", folder=folder, why=str(error.orig))
    return errors.BusyError("album-busy", folder=folder) if code == sqlite3.SQLITE_BUSY else error


def _engine(database: Path) -> Engine:
    address = URL.create("sqlite", database=str(database))
    engine = create_engine(address, connect_args={"timeout": BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, see below
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        purpose = connection.get_execution_options()["purpose"]
        # A table is altered by copying it, and dropping the old one would take along all rows that belong to its rows.
        connection.exec_driver_sql(f"PRAGMA foreign_keys={'OFF' if purpose == 'migrates' else 'ON'}")
        connection.exec_driver_sql(f"PRAGMA query_only={'ON' if purpose == 'reads' else 'OFF'}")
        # A writer takes its lock at once: a reader that turns writer midway can't wait, it fails.
        connection.exec_driver_sql("BEGIN" if purpose == "reads" else "BEGIN IMMEDIATE")

    return engine


def _migrate(engine: Engine, folder: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    with _transaction(engine, "reads") as connection:
        stands_at = MigrationContext.configure(connection).get_current_revision()
        tables = inspect(connection).get_table_names()
    if stands_at == script.get_current_head():
        return
    if stands_at is None and tables:
        raise errors.WrongUseError("album-broken", folder=str(folder))
    if stands_at not in {None, *(revision.revision for revision in script.walk_revisions())}:
        raise errors.WrongUseError("album-newer", folder=str(folder))
    with _transaction(engine, "migrates") as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
