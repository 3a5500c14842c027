"""Taking turns: what only one program on a machine may do at a time."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import platformdirs
from filelock import FileLock, Timeout

TICK = 0.2  # seconds between two tries


@contextmanager
def accelerator(on_wait: Callable[[], None]) -> Iterator[None]:
    """Have what computes fastest, the graphics card if there is one, for oneself: two at once would fill its memory.

    Args:
        on_wait: Called before each further try while another program has its turn; what it raises ends the waiting.
    """
    lock = FileLock(_folder() / "accelerator.lock")
    while True:
        try:
            lock.acquire(timeout=TICK)
            break
        except Timeout:
            on_wait()
    try:
        yield
    finally:
        lock.release()


def _folder() -> Path:
    """A folder that all of a user's albums share."""
    try:
        return platformdirs.user_cache_path("cubby", appauthor=False, ensure_exists=True)
    except OSError:  # a user without a home
        return Path(tempfile.gettempdir())
