"""What trainings keep on the disk, and who may touch it when."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from core.base import errors
from core.store import runs
from core.store.db import Album


def folder(album: Album, run_id: int) -> Path:
    """Where a run keeps its files."""
    return album.folder / "runs" / str(run_id)


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


def delete(album: Album, run_id: int) -> None:
    """Remove a run with all that it learned.

    Raises:
        WrongUseError: A training of this album is running.
    """
    with alone(album):
        with album.write() as conn:
            runs.delete(conn, run_id)
        shutil.rmtree(folder(album, run_id), ignore_errors=True)
