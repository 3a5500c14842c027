"""The course of one long training, epoch by epoch: what stands on the disk and in the album at any moment.

An epoch is done when its row is written, and its row is written after its checkpoint. So a kill at any point costs the
epoch that was running, and none is done twice: going on begins after the newest row whose checkpoint still holds.
"""

import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.base import whole_files
from core.base.child import Tell
from core.base.messages import Message
from core.base.records import RunKind
from core.flows import material
from core.flows.material import Material
from core.rules import kinds
from core.rules.kinds import Amount, Value
from core.store import db, disk, epochs, run_files, runs
from core.store.db import Album
from core.store.epochs import Epoch
from core.store.runs import Run
from core.vision import accelerator, passes
from core.vision.passes import Passed

NEWEST_KEPT = 2  # checkpoints beside the best one's
MOST_SETBACKS = 4  # halvings of the batch, or of the rate, until a training gives up
LEAST_BATCH = 2


@dataclass(frozen=True)
class Part:
    """A part of the work begins; key is its name in the catalogue."""

    key: str


@dataclass(frozen=True)
class Step:
    """So many steps of a part are done."""

    done: int
    total: int


@dataclass
class Course:
    """One training as it goes on.

    Attributes:
        device: Name of the device in torch.
        tell: Sends Parts, Steps and Messages to whoever watches.
        batch: How much is learned from at once; halved when the memory is full.
        slower: What the rate of learning is divided by; doubled when it went wrong.
        setbacks: How often that was.
        done: The epochs that stand.
    """

    album: Album
    run: Run
    material: Material
    device: str
    tell: Tell
    batch: int
    slower: float = 1.0
    setbacks: int = 0
    done: list[Epoch] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    @property
    def folder(self) -> Path:
        """Where the run keeps its files."""
        return run_files.folder(self.album, self.run.id)

    @property
    def staging(self) -> Path:
        """Where it may keep copies as long as it runs."""
        return self.folder / "staging"

    @property
    def epochs(self) -> int:
        """How many epochs there are at most; the embedder's first is the untouched one."""
        return self.number("epochs") + (self.run.kind == RunKind.EMBEDDER)

    def number(self, name: str) -> int:
        """A setting that is a whole number."""
        return int(self.run.settings[name])

    def setting(self, name: str) -> Value:
        """A setting."""
        value: Value = self.run.settings[name]
        return value

    def amount(self) -> Amount:
        """How much there is to learn from."""
        with self.album.read() as conn:
            return material.amount(conn, self.material)

    def part(self, key: str) -> None:
        """Say which part of the work begins."""
        self.began = time.monotonic()  # what came before the epochs is no part of the first one
        self.tell(Part(key))

    def step(self, done: int, total: int) -> None:
        """Say how far the part is."""
        self.tell(Step(done, total))

    def remark(self, message: Message) -> None:
        """Say something of the run, and write it down."""
        with self.album.write() as conn:
            runs.note(conn, self.run.id, message)
        self.tell(message)

    def rewind(self) -> Path | None:
        """Go back to the newest epoch whose checkpoint holds, and say where that is; None at the very beginning."""
        with self.album.read() as conn:
            stored = epochs.of_run(conn, self.run.id)
        good = next((epoch for epoch in reversed(stored) if self._holds(epoch)), None)
        last = 0 if good is None else good.number
        with self.album.write() as conn:
            epochs.drop_after(conn, self.run.id, last)
        self.done = [epoch for epoch in stored if epoch.number <= last]
        if last < len(stored):
            self.remark(Message("train-checkpoint-lost", {"epoch": last}))
        return None if good is None else self._path(good)

    def is_over(self) -> bool:
        """Whether every epoch is done that is wanted."""
        if not self.done:
            return False
        last, best = self.done[-1].number, self.best().number
        return last >= self.epochs or last - best >= self.number("patience")

    def best(self) -> Epoch:
        """The epoch that sorts best; of equal ones the latest, which has seen most."""
        return max(self.done, key=lambda epoch: (epoch.metrics["quality"], epoch.number))

    def best_checkpoint(self) -> tuple[Path, str]:
        """The checkpoint to keep, and its hash: that of the best epoch whose file still holds."""
        holding = [epoch for epoch in self.done if self._holds(epoch)]
        best = max(holding, key=lambda epoch: (epoch.metrics["quality"], epoch.number))
        return self._path(best), best.sha256 or ""

    def passed(self, passed: Passed, quality: float) -> bool:
        """Let an epoch stand, and say whether another is wanted.

        Args:
            passed: The epoch.
            quality: How well it sorts, in [0, 1].

        Raises:
            MissingError: The run was deleted meanwhile.
        """
        path = self.folder / f"epoch-{passed.number:04d}.pt"
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_files.replacing(path) as part:
            passed.save(part)
        sha256 = disk.digest(path)
        seconds, self.began = time.monotonic() - self.began, time.monotonic()
        figures = {**passed.figures, "quality": quality, "seconds": seconds}
        with self.album.write() as conn:
            runs.get(conn, self.run.id)
            epochs.add(conn, self.run.id, passed.number, figures, self._name(path), sha256)
            self.done = epochs.of_run(conn, self.run.id)
            kept = {self.best().number, *(epoch.number for epoch in self.done[-NEWEST_KEPT:])}
            gone = epochs.keep_checkpoints(conn, self.run.id, kept)
        for name in gone:
            (run_files.root(self.album) / name).unlink(missing_ok=True)
        self.step(passed.number, self.epochs)
        return not self.is_over()

    def halve(self) -> bool:
        """Take smaller batches after the memory was full; False where they can't be smaller."""
        self.setbacks += 1
        if self.batch // 2 < LEAST_BATCH or self.setbacks > MOST_SETBACKS:
            return False
        self.batch //= 2
        self.remark(Message("train-memory-full", {"batch": self.batch}))
        return True

    def slow_down(self) -> bool:
        """Learn at half the rate after the loss was no number; False where that has been of no use."""
        self.setbacks += 1
        self.slower *= 2.0
        if self.setbacks > MOST_SETBACKS:
            return False
        self.remark(Message("train-diverged", {"epoch": self.done[-1].number if self.done else 0}))
        return True

    def _name(self, path: Path) -> str:
        return path.relative_to(run_files.root(self.album)).as_posix()

    def _path(self, epoch: Epoch) -> Path:
        return run_files.root(self.album) / (epoch.checkpoint or "")

    def _holds(self, epoch: Epoch) -> bool:
        path = self._path(epoch)
        return epoch.checkpoint is not None and path.is_file() and disk.digest(path) == epoch.sha256


def resume(folder: Path, run_id: int, tell: Tell) -> Course:
    """Take up a run that was planned, whether or not it has begun."""
    album = db.open_album(folder)
    with album.read() as conn:
        run = runs.get(conn, run_id)
        learned = material.gather_again(conn, run)
    device = accelerator.find().device
    batch = int(run.settings["batch"])
    if not batch:
        photos = len(np.unique(learned.photos[learned.taught]))
        batch = kinds.batch_that_fits(int(run.settings["size"]), passes.free_gigabytes(device), photos)
    return Course(album, run, learned, device, tell, batch)
