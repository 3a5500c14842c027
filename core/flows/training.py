"""Long trainings: begun, watched, stopped, and gone on with after anything.

The training itself runs in a process of its own, which dies with this one and is killed where it is no longer wanted:
what stands on the disk and in the album at any moment is enough to go on (core/flows/course.py).
"""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from core.base import child, errors, progress
from core.base.child import Child, DiedError, Tell
from core.base.messages import Message
from core.base.progress import Progress
from core.base.records import RunKind, RunState
from core.flows import course, judging, material, staging
from core.flows.course import Course, Part, Step
from core.flows.judging import Trainer
from core.rules import kinds
from core.rules.kinds import Value
from core.store import db, run_files, runs
from core.store.db import Album
from core.store.runs import Run
from core.vision import look
from core.vision.passes import DivergedError, FullError

PACKAGES = ("numpy", "scikit-learn", "torch", "torchvision", "ultralytics-opencv-headless")  # whose versions are kept


def _unheard(_: Any) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Watch:
    """Who watches a training; whatever one of these raises stops it, and is raised from it.

    Attributes:
        on_part: Told which part of the work begins, by its name in the catalogue.
        on_progress: Told how many steps of the part are done.
        on_line: Told what there is to say.
        on_wait: Called several times a second.
    """

    on_part: Callable[[str], None] = _unheard
    on_progress: Progress = progress.untold
    on_line: Callable[[Message], None] = _unheard
    on_wait: Callable[[], None] = child.ignore

    def hear(self, word: Part | Step | Message) -> None:
        """Pass on what the training tells."""
        if isinstance(word, Part):
            self.on_part(word.key)
        elif isinstance(word, Step):
            self.on_progress(word.done, word.total)
        else:
            self.on_line(word)


def trainer(kind: str) -> Trainer:
    """What trains runs of a kind."""
    from core.flows import train_crops, train_embedder, train_yolo  # noqa: PLC0415  (they load torch)

    of_kind: dict[str, Trainer] = {
        RunKind.CROPS: train_crops,
        RunKind.EMBEDDER: train_embedder,
        RunKind.YOLO: train_yolo,
    }
    return of_kind[kind]


def begin(
    album: Album,
    kind: RunKind,
    wished: Mapping[str, Value],
    asked_by: str | None = None,
    watch: Watch | None = None,
) -> Run:
    """Plan a run: make sure that nothing is missing, and write down what it will do.

    Args:
        album: The album.
        kind: EMBEDDER, CROPS or YOLO.
        wished: Settings that are not to stand at their defaults.
        asked_by: The job that asks; asked again, it gets the run that it has begun.
        watch: Who watches it.

    Raises:
        MissingError: There are too few labels, or weights are missing.
        WrongUseError: A setting makes no sense, or a weight file can't be used.
    """
    settings = kinds.complete(kinds.KINDS[kind], wished)
    with album.read() as conn:
        known = runs.asked_by(conn, asked_by) if asked_by else None
        if known is not None:
            return known
        material.gather(conn)  # or it would be known only after some seconds that there is too little
    with _child(watch or Watch()) as apart:
        apart.call(_check, album.folder, kind, settings)
    return plan(album, kind, settings, asked_by)


def plan(album: Album, kind: RunKind, settings: Mapping[str, Value], asked_by: str | None = None) -> Run:
    """Write down what a run will do; begin has made sure that it can.

    Args:
        album: The album.
        kind: EMBEDDER, CROPS or YOLO.
        settings: All of them.
        asked_by: The job that asks.

    Raises:
        MissingError: There are too few labels.
    """
    with album.write() as conn:
        learned = material.gather(conn)
        run_id = runs.start(conn, kind.value, settings, None, learned.last_label, asked_by)
        own = f"{look.Looker.embedder_name}-run-{run_id}" if kind is RunKind.EMBEDDER else None
        versions = {name: metadata.version(name) for name in PACKAGES} | {"look": look.LOOKED_WITH}
        runs.plan(conn, run_id, learned.person_ids, learned.held_out, versions, own)
        return runs.get(conn, run_id)


def carry_on(album: Album, run_id: int, watch: Watch | None = None) -> Run:
    """Train a run that was planned, or go on with one that was stopped, killed or failed, to its end.

    Args:
        album: The album.
        run_id: The run.
        watch: Who watches it.

    Raises:
        MissingError: There is no such run, or something that it needs is gone.
        WrongUseError: Another training of this album is running, or this one can't go on.
    """
    with album.read() as conn:
        run = runs.get(conn, run_id)
    if run.state is RunState.DONE:
        return run
    with run_files.alone(album), _recorded(album, run_id), _child(watch or Watch()) as apart:
        apart.call(_train, album.folder, run_id)
    with album.read() as conn:
        return runs.get(conn, run_id)


@contextmanager
def _recorded(album: Album, run_id: int) -> Iterator[None]:
    """Write down that a run runs, and how that ended; its copies of photos go in any case."""
    _end(album, run_id, RunState.RUNNING)
    try:
        yield
    except errors.AlbumError as error:
        _end(album, run_id, RunState.FAILED, error.message)
        raise
    except DiedError as error:
        wrong = errors.WrongUseError("train-died")
        _end(album, run_id, RunState.FAILED, wrong.message)
        raise wrong from error
    except RuntimeError:  # a bug in the child, which has logged it
        _end(album, run_id, RunState.FAILED, Message("train-died"))
        raise
    except BaseException:  # nobody wants it any more, or this process ends
        _end(album, run_id, RunState.STOPPED)
        raise
    finally:
        _tidy(album, run_id)


def _tidy(album: Album, run_id: int) -> None:
    """Remove a run's copies of photos, and all of its files where it was deleted meanwhile."""
    folder = run_files.folder(album, run_id)
    staging.remove(folder / "staging")
    with album.read() as conn:
        is_there = any(run.id == run_id for run in runs.every(conn))
    if not is_there:
        shutil.rmtree(folder, ignore_errors=True)


def _end(album: Album, run_id: int, state: RunState, error: Message | None = None) -> None:
    with album.write() as conn:
        runs.end(conn, run_id, state, error)


def _child(watch: Watch) -> Child:
    return Child(on_message=watch.hear, on_wait=watch.on_wait)


def _check(_tell: Tell, folder: Path, kind: RunKind, settings: Mapping[str, Value]) -> None:
    """In a child: make sure that nothing is missing."""
    trainer(kind).check(db.open_album(folder), settings)


def _train(tell: Tell, folder: Path, run_id: int) -> None:
    """In a child: learn, whatever comes between, then judge."""
    one = course.resume(folder, run_id, tell)
    of_kind = trainer(one.run.kind)
    while not _learned(one, of_kind):
        pass
    learned = of_kind.result(one)
    staging.remove(one.staging)  # first: nobody comes back to a run that is done
    judging.finish(one, learned)


def _learned(one: Course, of_kind: Trainer) -> bool:
    """Learn from where it stands; False where it has to be tried again."""
    after = one.rewind()
    if one.is_over():
        return True
    try:
        of_kind.learn(one, after)
    except FullError as error:
        if not one.halve():
            raise errors.WrongUseError("train-memory-too-small") from error
        return False
    except DivergedError as error:
        if not one.slow_down():
            raise errors.WrongUseError("train-diverges") from error
        return False
    return True
