"""Killing work at each step that it takes on the disk: a process of its own, ended as a power cut would."""

import itertools
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy import event

from core.store import db
from core.store.db import Album

STEPS = frozenset({"open", "os.link", "os.symlink", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.utime"})


def at_each_step(folder: Path, work: Callable[[Album], object]) -> Iterator[int]:
    """Kill work before its first step, then before its second from the same start, and so on; yields after each kill.

    A step is whatever touches a file in the folder outside the album, or commits to the album.

    Args:
        folder: Holds the album as "album"; is brought back to how it was before each kill.
        work: What is done with the album.
    """
    start = folder.with_name(f"{folder.name}-start")
    shutil.copytree(folder, start, symlinks=True)
    for step in itertools.count(1):
        shutil.rmtree(folder)
        shutil.copytree(start, folder, symlinks=True)
        if not _was_killed(folder, work, step):
            return
        yield step


def _was_killed(folder: Path, work: Callable[[Album], object], step: int) -> bool:
    child = os.fork()
    if child == 0:
        _run_until(folder, work, step)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _run_until(folder: Path, work: Callable[[Album], object], last: int) -> None:
    steps = itertools.count(1)

    def step(*_: object) -> None:
        if next(steps) == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        if name in STEPS and str(arguments[0]).startswith(str(folder)) and "/album/" not in str(arguments[0]):
            step()

    try:
        album = db.open_album(folder / "album")
        event.listen(album.engine, "commit", step)
        sys.addaudithook(watch)
        work(album)
        os._exit(0)
    finally:  # an error: the test must not go on in two processes
        traceback.print_exc()
        os._exit(1)
