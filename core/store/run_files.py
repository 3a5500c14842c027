"""What trainings keep on the disk, and who may touch it when."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.base import errors
from core.store import proposals, runs
from core.store.db import Album


def root(album: Album) -> Path:
    """Where all runs keep their files; the album names these by their paths below it."""
    return album.folder / "runs"


def folder(album: Album, run_id: int) -> Path:
    """Where a run keeps its files."""
    return root(album) / str(run_id)


def ultralytics(album: Album) -> Path:
    """Where Ultralytics keeps its settings."""
    return root(album) / "ultralytics"


@contextmanager
def alone(album: Album) -> Iterator[None]:
    """Keep other trainings away from an album.

    Raises:
        WrongUseError: One is running.
    """
    try:
        with FileLock(album.folder / "training.lock", timeout=0):
            yield
    except Timeout as error:
        raise errors.WrongUseError("train-busy") from error


def delete(album: Album, run_id: int) -> int:
    """Remove a run with all that it learned, and the faces that it alone found and that nobody has spoken about.

    Returns:
        How many faces went.

    Raises:
        WrongUseError: A training of this album is running.
    """
    with alone(album):
        with album.write() as conn:
            gone = proposals.take_back(conn, album, run_id)
            runs.delete(conn, run_id)
        shutil.rmtree(folder(album, run_id), ignore_errors=True)
    return gone
