"""Decisions about a whole album: from what is known of every face to a name or none, for any wished precision."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from core.base.records import FaceTable, Person
from core.rules import calibrate, decide
from core.rules.plan import Pair

NEVER = 2.0  # a threshold above every score, for people whom the run has not learned


@dataclass(frozen=True)
class Basis:
    """All that decisions rest on; F faces, P people.

    Attributes:
        people: In the order of the columns: first those whom the run learned, then those named since.
        scores: Calibrated probability that a face is a person, in [0, 1]; 0 for people named since, shape (F, P).
        said: What humans said.
        evidence: What thresholds are solved from.
        calibration: How the run's raw scores were read.
        repeats: Photos on which one person may stand several times, such as a mirror or a collage, shape (R,).
    """

    people: tuple[Person, ...]
    faces: FaceTable
    scores: NDArray[np.float32]
    said: decide.Said
    evidence: calibrate.Evidence
    calibration: calibrate.Calibration
    repeats: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))


@dataclass(frozen=True)
class Decisions:
    """Who every face is.

    Attributes:
        basis: What this rests on.
        found: The best name for each face before any threshold.
        thresholds: Lowest score at which each person is named, shape (P,).
        person: Column of the person into whose folder the face brings its photo, or decide.UNKNOWN, shape (F,).
        left_out: True for a face that has a name, but whose photo the rules of the folders leave out, shape (F,).
    """

    basis: Basis
    found: decide.Candidates
    thresholds: NDArray[np.float64]
    person: NDArray[np.intp]
    left_out: NDArray[np.bool_]

    def pairs(self) -> list[Pair]:
        """Each photo with each person named on it, in the order of photos and people."""
        named = self.person >= 0
        people = len(self.basis.people)
        pairs = np.unique(self.basis.faces.photo_ids[named] * people + self.person[named])
        return [Pair(pair // people, self.basis.people[pair % people].id) for pair in pairs.tolist()]

    def unnamed(self, column: int) -> int:
        """How many faces that nobody has named are to be expected to be a person's."""
        mine = (self.found.person == column) & ~self.found.by_human
        return round(float(self.found.score[mine].sum()))


def judge(basis: Basis, precision: float = calibrate.TARGET) -> Decisions:
    """Decide about every face; who is off the list is on no photo.

    Args:
        basis: What is known.
        precision: Wished share of right names, in (0, 1); a person's own threshold goes before it.
    """
    solved = calibrate.thresholds(basis.evidence, basis.calibration, precision)
    lowest = [person.threshold for person in solved] + [NEVER] * (len(basis.people) - len(solved))
    own = [person.threshold for person in basis.people]
    thresholds = np.array([low if mine is None else mine for low, mine in zip(lowest, own, strict=True)], np.float64)
    found = decide.candidates(basis.scores, _units(basis), basis.said)
    named = decide.decide(found, thresholds)
    off_the_list = [column for column, person in enumerate(basis.people) if not person.active]
    person = np.where(np.isin(named, off_the_list), decide.UNKNOWN, named)
    return Decisions(basis, found, thresholds, person, left_out=np.zeros(len(person), np.bool_))


def _units(basis: Basis) -> NDArray[np.int64]:
    """The faces among which nobody stands twice: those of a photo, or each for itself, shape (F,)."""
    photos = basis.faces.photo_ids
    alone = -1 - np.arange(len(photos))  # no photo has a negative id
    return np.where(np.isin(photos, basis.repeats), alone, photos)
