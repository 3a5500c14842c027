"""A real worker for an album, ended with the test, and its import or training caught in the middle."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen

import psutil

from core.base.messages import Message
from core.base.records import RunState
from core.store import epochs, jobs, runs, worker_process
from core.store.db import Album, Connection
from tests.pages import conftest

LONG = 4 * conftest.PATIENCE  # that a job may take: the worker loads its models first
GLANCE = 0.05  # seconds between two looks


@contextmanager
def working(album: Album) -> Iterator["Popen[bytes]"]:
    """Keep a worker at work for an album; it is there before any page could start another."""
    process = worker_process.ensure(album.folder)
    assert process is not None
    try:
        while not _has_signed_in(album, process):
            assert process.poll() is None, worker_process.log_path(album.folder).read_text(encoding="utf-8")
            time.sleep(GLANCE)
        yield process
    finally:
        process.kill()
        process.wait()


@contextmanager
def halfway(album: Album, worker: "Popen[bytes]") -> Iterator[Connection]:
    """Wait until the last import has done something, but not all; the worker can write nothing until this is left."""
    while True:
        with album.write() as conn:
            job = jobs.recent(album, 1)[0]
            if job.note == Message("job-importing") and 0 < job.done < job.total:
                yield conn
                return
        assert job.ended_at is None, "it was over too soon"
        assert worker.poll() is None, worker_process.log_path(album.folder).read_text(encoding="utf-8")
        time.sleep(GLANCE)


def freeze(worker: "Popen[bytes]", conn: Connection) -> None:
    """Stop a worker for as long as a test needs; signal.SIGCONT lets it go on.

    Args:
        worker: It writes nothing at the moment, or the album would stay locked.
        conn: Of the album; in place of the worker's signs of life, for want of which pages would end it, one is given
            for a day.
    """
    worker.send_signal(signal.SIGSTOP)
    os.waitid(os.P_PID, worker.pid, os.WSTOPPED)
    conn.exec_driver_sql("UPDATE job SET heartbeat = datetime('now', '+1 day')")


def is_held(album: Album, worker: "Popen[bytes]", least: int) -> bool:
    """Freeze the newest training once it has done some rounds: a slow browser has to stop it before its last one."""
    with album.write() as conn:  # in which the training can't be writing: it would leave the album locked
        newest = runs.every(conn)[-1:]
        done = [epoch.number for run in newest for epoch in epochs.of_run(conn, run.id)]
        if len(done) < least:
            return False
        assert newest[0].state is RunState.RUNNING, "it was over too soon"
        for one in psutil.Process(worker.pid).children():
            one.suspend()
        return True


def _has_signed_in(album: Album, process: "Popen[bytes]") -> bool:
    """Whether the worker holds its lock, without a touch of the lock: it would be turned away meanwhile."""
    path = album.folder / "worker.pid"
    return path.exists() and path.read_text(encoding="utf-8").split()[:1] == [str(process.pid)]
