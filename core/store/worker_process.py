"""The worker's process: one for each album, known by the lock that it holds, started by whoever has work."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock, Timeout

from core.base import errors, whole_files

PROGRAM = Path(__file__).parents[2]  # the folder that holds the package core
IDLE_SECONDS = 600.0  # without work, after which it ends
START_SECONDS = 20.0  # that it may take until it holds its lock
HANG_SECONDS = 30.0  # that somebody watches it give no sign of life, after which it is ended
SAME_START = 2.0  # seconds by which two readings of when a process began may differ
LOG_BYTES, LOG_KEPT = 1 << 20, 1 << 17  # a longer log is cut down to its end


def lock(folder: Path) -> FileLock:
    """The lock that the worker of an album holds for as long as it lives."""
    return FileLock(folder / "worker.lock")


def log_path(folder: Path) -> Path:
    """Where the worker of an album writes what went wrong."""
    return folder / "worker.log"


def ensure(folder: Path, again_after: float = 0.0) -> "subprocess.Popen[bytes] | None":
    """Start the worker of an album, detached from this process, unless one lives.

    Two callers may start two at once; the second is turned away by the lock and ends.

    Args:
        folder: The album's folder.
        again_after: Seconds that must have passed since one was started, which may be on its way.

    Returns:
        The process that was started.

    Raises:
        StorageError: The album's folder can't be written.
    """
    started = folder / "worker.started"
    with contextlib.suppress(OSError):  # none was ever started
        if 0 <= time.time() - started.stat().st_mtime < again_after:
            return None
    try:
        with lock(folder).acquire(timeout=0):
            pass
        started.touch()
        bound_log(folder)
        return _start(folder)
    except Timeout:
        return None
    except OSError as error:
        raise errors.of_disk(error) from error


def sign_in(folder: Path) -> None:
    """Write down that this process is the worker of an album; it holds the lock."""
    with contextlib.suppress(OSError):  # a full disk; the work will tell
        (folder / "worker.doubt").unlink(missing_ok=True)
        whole_files.write(folder / "worker.pid", f"{os.getpid()} {psutil.Process().create_time()}".encode())


def end_hanging(folder: Path, last_sign: str) -> None:
    """End a worker that holds its lock, but no longer works; whoever waits for it calls this each time.

    It has HANG_SECONDS from the first call on, and a computer that sleeps does not use them up: a worker that slept,
    too, gives its next sign in time.

    Args:
        folder: The album's folder.
        last_sign: What is known of its last sign; the time begins anew with another one.

    Raises:
        StorageError: The album's folder can't be written.
    """
    doubt, now = folder / "worker.doubt", time.monotonic()  # a clock that stands still while a computer sleeps
    try:
        noted, _, since = doubt.read_text(encoding="utf-8").partition("\n") if doubt.exists() else ("", "", "")
        if noted != last_sign or float(since) > now:  # after a restart of the computer the clock begins at 0
            whole_files.write(doubt, f"{last_sign}\n{now}".encode())
        elif now - float(since) >= HANG_SECONDS:
            _end(folder)
    except OSError as error:
        raise errors.of_disk(error) from error


def _end(folder: Path) -> None:
    """Kill the worker of an album, if it runs on this computer; its children die with it."""
    with contextlib.suppress(FileNotFoundError, psutil.Error):  # it has ended, or is not ours
        number, began = (folder / "worker.pid").read_text(encoding="utf-8").split()
        process = psutil.Process(int(number))
        if abs(process.create_time() - float(began)) <= SAME_START:  # else its number is another one's now
            process.kill()
            process.wait(START_SECONDS)


def _start(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "core", "--album", str(folder.resolve()), "worker"]
    with log_path(folder).open("ab") as log:
        return subprocess.Popen(  # noqa: S603
            command, cwd=PROGRAM, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **_detached()
        )


def bound_log(folder: Path) -> None:
    """Cut the beginning of a log that has grown too long."""
    path = log_path(folder)
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.write_bytes(path.read_bytes()[-LOG_KEPT:])


def _detached() -> dict[str, Any]:
    """How a process is started that outlives its parent and gets none of its signals."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
