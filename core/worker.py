"""The process that runs an album's jobs and keeps the models loaded; it reads and writes only the album.

Pages write rows (store/jobs.py). The loop here hands each row to DBOS, whose queues run it and, after a kill, run it
again; the flows then go on where they were. What a job takes and gives, by kind:

import: paths -> added, already_there, refused, missing, photos, faces, clusters, told ([path, message] of some files)
demo: children, photos, seed -> the same, and the folder
train: precision -> run
sort: folder, mode, precision, run (or none) -> sort (or none), added, already_there, refused, missing, outdated,
    people ([person id, photos]), told
take back: sort -> taken_back, gone, told
cluster: nothing -> clusters
checkup: nothing -> findings ([whether it is fine, what was found])
"""

import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dbos import DBOS, DBOSConfig, SetWorkflowID
from filelock import Timeout

from core.base import errors
from core.base.errors import AlbumError
from core.base.messages import Message
from core.base.records import FileOutcome, JobKind, Outcome, SortMode
from core.demo import album as demo
from core.flows import checkup, cluster, decisions, ingest, sort, take_back, train
from core.flows.sort import Wish
from core.store import attempts, db, worker_process
from core.store.attempts import Attempt
from core.store.db import Album
from core.store.jobs import JSON
from core.vision.look import Looker

LOG = logging.getLogger("cubby")
LOOK_EVERY, SIGN_EVERY, TELL_EVERY = 0.2, 2.0, 0.25  # seconds: for new rows, signs of life, progress
GIVE_WAY = 2.0  # seconds to wait for the lock: a page that looks whether a worker lives holds it for a moment
LONG, WARM = "long", "warm"  # one long job at a time; small requests that never wait behind it
QUEUES = {LONG: (1, 1.0), WARM: (2, 0.2)}  # how many jobs at once, and how often to look for the next, in seconds
WARM_KINDS = {JobKind.TRAIN, JobKind.CLUSTER, JobKind.CHECKUP}
UNFINISHED = {"ENQUEUED", "PENDING", "DELAYED"}  # what DBOS calls a workflow that it still brings to its end
MOST_TOLD = 200  # files whose reasons a result holds


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
            _Worker(album).run(idle_seconds)
    except Timeout as error:
        raise errors.WrongUseError("worker-lives", folder=str(album.folder)) from error
    if attempts.due(album):  # asked for while the lock was held for the last moment: the page started no other
        worker_process.ensure(album.folder)


class _UnwantedError(Exception):
    """Nobody wants the running attempt any more."""


@dataclass
class _Desk:
    """One attempt at work: what its flow needs, and how it tells of its progress."""

    album: Album
    looker: Looker
    attempt: Attempt
    told_at: float = 0.0

    def enter(self, part: str) -> None:
        """Say which part of the work begins."""
        self.told_at = 0.0
        self._require(wanted=attempts.enter(self.album, self.attempt, Message(part)))

    def tell(self, done: int, total: int) -> None:
        """Say how far the part is; not each time, since flows count fast."""
        at = time.monotonic()
        if done == total or at - self.told_at >= TELL_EVERY:
            self.told_at = at
            self._require(wanted=attempts.tell(self.album, self.attempt, done, total))

    def _require(self, *, wanted: bool) -> None:
        if not wanted:
            raise _UnwantedError


class _Worker:
    """The loop that hands rows to DBOS, and what DBOS calls."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self._looker = Looker()
        self._handed_over: set[str] = set()

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
                DBOS.register_queue(queue, worker_concurrency=at_once, polling_interval_sec=seconds)
            self._loop(work, idle_seconds)
            DBOS.destroy()

    def _loop(self, work: Callable[[str, int], None], idle_seconds: float) -> None:
        busy_at = signed_at = time.monotonic()
        while time.monotonic() - busy_at < idle_seconds:
            due = attempts.due(self._album)
            for attempt in due:
                if attempt.name not in self._handed_over:
                    self._hand_over(work, attempt)
            at = time.monotonic()
            if due:
                busy_at = at
            if due and at - signed_at >= SIGN_EVERY:
                signed_at = at
                attempts.give_sign(self._album, [attempt.job_id for attempt in due])
                worker_process.bound_log(self._album.folder)
            time.sleep(LOOK_EVERY)

    def _hand_over(self, work: Callable[[str, int], None], attempt: Attempt) -> None:
        """Let DBOS bring an attempt to its end; one that it knows from before a kill, it goes on with by itself."""
        known = DBOS.get_workflow_status(attempt.name)
        if known is None:
            queue = WARM if attempt.kind in WARM_KINDS else LONG
            with SetWorkflowID(attempt.name):
                DBOS.enqueue_workflow(queue, work, attempt.job_id, attempt.number)
        elif known.status not in UNFINISHED:
            attempts.again(self._album, attempt)  # it ended, but how was never written down
        self._handed_over.add(attempt.name)

    def _work(self, job_id: str, number: int) -> None:
        """Do what an attempt asks for, and write down how it ended."""
        attempt = attempts.start(self._album, job_id, number)
        if attempt is None:
            return
        try:
            result = WORK[attempt.kind](_Desk(self._album, self._looker, attempt), attempt.arguments)
        except _UnwantedError:
            return
        except AlbumError as error:
            attempts.fail(self._album, attempt, error.message)
        except Exception:  # a bug must not take the other jobs along, nor go unseen
            LOG.exception("%s %s failed", attempt.kind, attempt.name)
            log = str(worker_process.log_path(self._album.folder))
            attempts.fail(self._album, attempt, Message("job-unexpected", {"log": log}))
        else:
            attempts.finish(self._album, attempt, result)


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
        log_level="WARNING",
    )


def _import(desk: _Desk, arguments: Mapping[str, Any]) -> JSON:
    return _import_photos(desk, [Path(path) for path in arguments["paths"]])


def _demo(desk: _Desk, arguments: Mapping[str, Any]) -> JSON:
    """Draw a class into the album's folder, unless it lies there, and import it."""
    children, photos, seed = (int(arguments[name]) for name in ("children", "photos", "seed"))
    folder = desk.album.folder / "drawn" / f"{children}-{photos}-{seed}"
    desk.enter("job-drawing")
    if not folder.exists():
        demo.draw(folder, children, photos, seed, desk.tell)
    return {**_import_photos(desk, [folder / "photos"]), "folder": str(folder)}


def _import_photos(desk: _Desk, paths: Iterable[Path]) -> dict[str, JSON]:
    desk.enter("job-importing")
    report = ingest.import_photos(desk.album, paths, desk.looker, desk.tell)
    facts = _counts(report.files, report.count)
    return {**facts, "photos": report.photos, "faces": report.new_faces, **_cluster(desk, {})}


def _train(desk: _Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-learning")
    return {"run": train.train_head(desk.album, float(arguments["precision"])).id}


def _sort(desk: _Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-sorting")
    precision = float(arguments["precision"])
    run, made = decisions.decide(desk.album, arguments["run"], precision)
    wish = Wish(Path(arguments["folder"]), made, run.id, precision, SortMode(arguments["mode"]))
    report = sort.sort(desk.album, wish, on_progress=desk.tell)
    people = [[person.id, report.per_person[person.name]] for person in made.basis.people]
    # Without the folders: they carry children's names, which must not outlive a child that is forgotten.
    facts = _counts([replace(file, path=Path(file.path).name) for file in report.files], report.count)
    return {**facts, "sort": report.sort_id, "outdated": report.outdated, "people": people}


def _take_back(desk: _Desk, arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-taking-back")
    report = take_back.take_back(desk.album, int(arguments["sort"]))
    told = [_reason(Path(kept.path).name, kept.reason) for kept in report.kept[:MOST_TOLD]]
    return {"taken_back": report.taken_back, "gone": report.gone, "told": told}


def _cluster(desk: _Desk, _arguments: Mapping[str, Any]) -> dict[str, JSON]:
    desk.enter("job-clustering")
    return {"clusters": cluster.cluster(desk.album, desk.tell)}


def _checkup(desk: _Desk, _arguments: Mapping[str, Any]) -> JSON:
    desk.enter("job-checking")
    found = checkup.examine(desk.album.folder)
    return {"findings": [[one.fine, one.message.as_json()] for one in found]}


def _counts(files: Iterable[FileOutcome], count: Callable[[Outcome], int]) -> dict[str, JSON]:
    """How many files ended how, and the first of those that there is something to say of."""
    wrong = [file for file in files if file.outcome in {Outcome.REFUSED, Outcome.MISSING}]
    told = [_reason(file.path, file.reason) for file in wrong[:MOST_TOLD]]
    return {outcome.name.lower(): count(outcome) for outcome in Outcome} | {"told": told}


def _reason(path: str, reason: Message | None) -> JSON:
    return [path, None if reason is None else reason.as_json()]


WORK: dict[JobKind, Callable[[_Desk, Mapping[str, Any]], JSON]] = {
    JobKind.IMPORT: _import,
    JobKind.DEMO: _demo,
    JobKind.TRAIN: _train,
    JobKind.SORT: _sort,
    JobKind.TAKE_BACK: _take_back,
    JobKind.CLUSTER: _cluster,
    JobKind.CHECKUP: _checkup,
}
