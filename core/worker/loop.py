"""The worker's loop: pages write rows (store/jobs.py), and each is handed to DBOS.

Its queues run the rows and, after a kill, run them again; the flows then go on where they were.
"""

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from dbos import DBOS, DBOSConfig, SetWorkflowID
from filelock import Timeout

from core.base import errors, turns
from core.base.errors import AlbumError
from core.base.messages import Message
from core.store import attempts, db, worker_process
from core.store.attempts import Attempt
from core.store.db import Album
from core.store.jobs import JSON
from core.vision.look import Looker
from core.worker.desk import Desk, UnwantedError
from core.worker.work import WORK, Queue

LOG = logging.getLogger("cubby")
LOOK_EVERY, SIGN_EVERY = 0.2, 2.0  # seconds: for new rows, signs of life
STUCK_AFTER = 60.0  # seconds in which something is due and nothing is worked on
GIVE_WAY = 2.0  # seconds to wait for the lock: a page that looks whether a worker lives holds it for a moment
BUSY_EVERY = 0.5  # seconds between two tries of what another process of this album is busy with
QUEUES = {  # how many jobs at once, and how often DBOS looks for the next, in seconds
    Queue.ACCELERATOR: (1, 1.0),
    Queue.REST: (1, 1.0),
}
WARM = 2  # small jobs at once; they wait in no queue of DBOS, which would have to look for them many times a second
UNFINISHED = {"ENQUEUED", "PENDING", "DELAYED"}  # what DBOS calls a workflow that it still brings to its end


def serve(folder: Path, idle_seconds: float = worker_process.IDLE_SECONDS) -> None:
    """Run an album's jobs until there have been none for a while.

    Raises:
        MissingError: There is no album.
        WrongUseError: The album has a worker already.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    album = db.open_album(folder)
    try:
        with worker_process.lock(album.folder).acquire(timeout=GIVE_WAY):
            worker_process.sign_in(album.folder)
            _Worker(album).run(idle_seconds)
    except Timeout as error:
        raise errors.WrongUseError("worker-lives", folder=str(album.folder)) from error
    if attempts.due(album):  # asked for while the lock was held for the last moment: the page started no other
        worker_process.ensure(album.folder)


class _StuckError(Exception):
    """DBOS no longer runs what it was handed, as after a disk that was full for a moment."""


class _Worker:
    """The loop that hands rows to DBOS, and what DBOS calls."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self._looker = Looker()
        self._handed_over: set[str] = set()
        self._at_work: set[str] = set()
        self._warm = threading.BoundedSemaphore(WARM)

    def run(self, idle_seconds: float) -> None:
        """Work until there has been nothing to do for so long."""
        DBOS(config=_config(self._album))

        @DBOS.workflow(name="attempt")
        def work(job_id: str, number: int) -> None:
            with _or_die():
                self._work(job_id, number)

        with _or_die():
            DBOS.launch()
            for queue, (at_once, seconds) in QUEUES.items():
                DBOS.register_queue(queue.value, worker_concurrency=at_once, polling_interval_sec=seconds)
            self._loop(work, idle_seconds)
            DBOS.destroy()

    def _loop(self, work: Callable[[str, int], None], idle_seconds: float) -> None:
        busy_at = worked_at = time.monotonic()
        signed_at, lookout = -SIGN_EVERY, attempts.Lookout(self._album)
        while time.monotonic() - busy_at < idle_seconds:
            if lookout.has_news():
                due = attempts.due(self._album)
            for attempt in due:
                if attempt.name not in self._handed_over:
                    self._hand_over(work, attempt)
            at = time.monotonic()
            if due or self._at_work:  # also what is cancelled, but has not let go yet
                busy_at = at
            if self._at_work or not due:
                worked_at = at
            if at - worked_at >= STUCK_AFTER:
                raise _StuckError
            if due and at - signed_at >= SIGN_EVERY:
                signed_at = at
                attempts.give_sign(self._album, [attempt.job_id for attempt in due])
                worker_process.bound_log(self._album.folder)
            time.sleep(LOOK_EVERY)

    def _hand_over(self, work: Callable[[str, int], None], attempt: Attempt) -> None:
        """Let DBOS bring an attempt to its end; one that it knows from before a kill, it goes on with by itself."""
        known = DBOS.get_workflow_status(attempt.name)
        if known is None:
            queue, _ = WORK[attempt.kind]
            with SetWorkflowID(attempt.name):
                if queue is Queue.WARM:
                    DBOS.start_workflow(work, attempt.job_id, attempt.number)
                else:
                    DBOS.enqueue_workflow(queue.value, work, attempt.job_id, attempt.number)
        elif known.status not in UNFINISHED:
            attempts.again(self._album, attempt)  # it ended, but how was never written down
        self._handed_over.add(attempt.name)

    def _work(self, job_id: str, number: int) -> None:
        """Do what an attempt asks for, and write down how it ended."""
        attempt = attempts.start(self._album, job_id, number)
        if attempt is None:
            return
        self._at_work.add(attempt.name)
        try:
            result = self._result(attempt)
        except UnwantedError:
            return
        except Exception as error:  # a bug must not take the other jobs along, nor go unseen
            told = errors.of_disk(error) if isinstance(error, OSError) else error
            if not isinstance(told, AlbumError):
                LOG.exception("%s %s failed", attempt.kind, attempt.name)
            self._fail(attempt, told)
        else:
            attempts.finish(self._album, attempt, result)
        finally:
            self._at_work.discard(attempt.name)

    def _result(self, attempt: Attempt) -> JSON:
        """What comes out of an attempt, once it is its turn."""
        desk = Desk(self._album, self._looker, attempt)
        queue, body = WORK[attempt.kind]
        awaited = Message("job-awaiting-turn")
        turn = turns.accelerator(lambda: desk.wait_for(awaited)) if queue is Queue.ACCELERATOR else nullcontext()
        with turn, self._warm if queue is Queue.WARM else nullcontext():
            while True:
                try:
                    return body(desk, attempt.arguments)
                except errors.BusyError as busy:  # such as an import from the command line
                    desk.wait_for(busy.message)
                    time.sleep(BUSY_EVERY)

    def _fail(self, attempt: Attempt, error: Exception) -> None:
        if isinstance(error, AlbumError):
            attempts.fail(self._album, attempt, error.message)
        else:
            log = str(worker_process.log_path(self._album.folder))
            attempts.fail(self._album, attempt, Message("job-unexpected", {"log": log}))
        if isinstance(error, errors.StorageError):
            raise error  # DBOS could not write either: only a new worker is sound


@contextmanager
def _or_die() -> Iterator[None]:
    """End the whole process where what can't go on would only look alive; the next worker goes on as after a kill."""
    try:
        yield
    except BaseException as error:
        if not isinstance(error, KeyboardInterrupt):
            LOG.exception("the worker ends")
        os._exit(1)


def _config(album: Album) -> DBOSConfig:
    """DBOS beside the album, telling nobody. Name and version are fixed, or jobs of an older worker would strand."""
    return DBOSConfig(
        name="cubby",
        system_database_url=f"sqlite:///{album.folder / 'jobs.db'}",
        executor_id="worker",
        application_version="1",
        enable_otlp=False,
        notification_listener_polling_interval_sec=60.0,  # nobody sends any
        log_level="WARNING",
    )
