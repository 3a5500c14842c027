"""A real worker for an album, ended with the test."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

from filelock import Timeout

from core.store import worker_process
from core.store.db import Album


@contextmanager
def working(album: Album) -> Iterator["Popen[bytes]"]:
    """Keep a worker at work for an album; it is there before any page could start another."""
    process = worker_process.ensure(album.folder)
    assert process is not None
    try:
        while not _lives(album):
            assert process.poll() is None, worker_process.log_path(album.folder).read_text(encoding="utf-8")
            time.sleep(0.3)
        yield process
    finally:
        process.kill()
        process.wait()


def _lives(album: Album) -> bool:
    try:
        with worker_process.lock(album.folder).acquire(timeout=0):
            return False
    except Timeout:
        return True
