"""Killing work: at each step that it takes on the disk, or the real worker at random moments."""

import itertools
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

import psutil
from filelock import FileLock
from sqlalchemy import event

from core.base.records import JobKind
from core.store import clock, db, jobs, worker_process
from core.store.db import Album
from core.store.jobs import JSON, Job

PATIENCE = 240.0  # seconds that a busy machine may take
GLANCE = 0.01  # seconds between two looks
LINES = 20  # that are looked through for a part
AT_START = 0.2  # of the kills are meant for a worker that is still on its way
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


def request(album: Album, kind: JobKind, arguments: Mapping[str, JSON]) -> str:
    """Ask for a job without starting a worker."""
    with without_worker(album):
        return jobs.request(album, kind, arguments)


def without_worker(album: Album) -> FileLock:
    """Keep workers away, as if one lived."""
    return worker_process.lock(album.folder)


def through(
    album: Album,
    job_id: str,
    kills: int,
    chance: random.Random,
    part: str,
    span: float,
    on_kill: Callable[[Album], None],
) -> int:
    """Bring a job to its end with real workers, all but the last of which are killed at random moments.

    Args:
        album: The album; no worker lives.
        job_id: The job.
        kills: How many workers are killed, unless the job ends before.
        chance: Says when.
        part: Key of the part of the work that most kills are aimed at.
        span: Seconds after the part has begun (or begun again) in which a worker is killed.
        on_kill: Told after each kill.

    Returns:
        How many workers were killed while the job was not done.
    """
    killed = 0
    while True:
        began = clock.now()
        with worker(album):
            if killed == kills:
                until(album, job_id, lambda job: not job.is_living)
                return killed
            if chance.random() >= AT_START:
                until(album, job_id, partial(_is_under_way, album, part, began))
            time.sleep(chance.uniform(0.0, span))
            if not jobs.get(album, job_id).is_living:
                return killed
            killed += 1
        on_kill(album)


@contextmanager
def worker(album: Album) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker, which is killed at the end as a power cut would; none of its children may outlive it."""
    process = worker_process.ensure(album.folder)
    assert process is not None
    try:
        yield process
    finally:
        try:
            children = psutil.Process(process.pid).children(recursive=True)
        except psutil.NoSuchProcess:  # it has ended by itself
            children = []
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert alive == []


def until(album: Album, job_id: str, seen: Callable[[Job], bool]) -> Job:
    """Wait until a job is as it should be."""
    end = time.monotonic() + PATIENCE
    while not seen(job := jobs.get(album, job_id)):
        assert time.monotonic() < end, f"still {job}\n{worker_process.log_path(album.folder).read_text('utf-8')}"
        time.sleep(GLANCE)
    return job


def _is_under_way(album: Album, part: str, since: datetime, job: Job) -> bool:
    """Whether a worker has begun a part of a job since a moment, or the job has ended."""
    told = {line.key for at, line in jobs.lines(album, job.id, LINES) if at >= since}
    return part in told or not job.is_living


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
