"""The end of a long training: what it learned is judged by the moments that were held out, and kept."""

import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from core.base import errors
from core.flows.course import Course
from core.rules import calibrate, decide, figures
from core.rules.calibrate import Evidence
from core.rules.kinds import Value
from core.store import people, run_files, runs
from core.store.db import Album
from core.store.runs import Run


@dataclass(frozen=True)
class Learned:
    """What came out of a training.

    Attributes:
        checkpoint: The file that is kept.
        sha256: Of this file, in hex.
        figures: Its own figures by name.
        raw: Raw scores of all faces, in [0, 1], shape (F, P); None where it tells no persons apart.
        evidence: What it said of the held-out faces; None likewise.
    """

    checkpoint: Path
    sha256: str
    figures: Mapping[str, Any]
    raw: NDArray[np.float32] | None = None
    evidence: Evidence | None = None


class Trainer(Protocol):
    """What every kind of long run can do; a module is one."""

    def check(self, album: Album, settings: Mapping[str, Value], /) -> None:
        """Make sure, in seconds, that nothing is missing; raises an AlbumError where something is."""

    def learn(self, course: Course, after: Path | None) -> None:
        """Learn until the course is over; after is the checkpoint to go on after."""

    def result(self, course: Course) -> Learned:
        """Score the album with the best checkpoint."""

    def scores(self, album: Album, run: Run, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """Score faces that came later: raw, shape (F, P)."""


def finish(course: Course, learned: Learned) -> None:
    """Record what a training learned; from here on it can decide.

    Raises:
        WrongUseError: A child was forgotten meanwhile.
    """
    material, precision = course.material, float(course.setting("precision"))
    facts = dict(learned.figures) | {"precision": precision, "split_by_moment": material.by_moment}
    facts |= {"best_epoch": course.best().number, "epochs": len(course.done), "device": course.device}
    usual = statistics.median(epoch.metrics["seconds"] for epoch in course.done)  # the first one also begins things
    facts |= {"epoch_seconds": usual, "amount": asdict(course.amount())}
    calibration = None
    if learned.raw is not None and learned.evidence is not None:
        is_sure = ~material.unconfirmed
        best = decide.candidates(learned.raw[is_sure], material.photos[is_sure], material.said.take(is_sure))
        calibration = calibrate.fit(learned.evidence, best.score[~best.by_human], len(material.person_ids))
        solved = calibrate.thresholds(learned.evidence, calibration, precision)
        facts |= figures.of_people(material.said.person, material.person_ids, solved)
        facts |= figures.of_held_out(material.photos[material.judged], learned.evidence, calibration, solved)
        facts |= {"taught_itself": 0, "judged": len(material.judged)}
    name = learned.checkpoint.relative_to(run_files.root(course.album)).as_posix()
    with course.album.write() as conn:
        if not set(material.person_ids) <= {person.id for person in people.everyone(conn)}:
            raise errors.WrongUseError("train-forgotten")
        run_id = course.run.id
        runs.finish(conn, run_id, material.person_ids, facts, learned.evidence, calibration, name, learned.sha256)
        if learned.raw is not None and calibration is not None:
            runs.put_scores(conn, run_id, material.face_ids, calibration.probability(learned.raw))
