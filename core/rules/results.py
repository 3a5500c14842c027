"""How a run did on faces that it had not learned from: who was taken for whom, how sure it was, and what it missed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.rules import decide, metrics
from core.rules.calibrate import Calibration, Evidence

BINS = 10  # of a diagram over probabilities
LEAST_POINTS = 3  # through two, any curve goes


@dataclass(frozen=True)
class Judged:
    """The faces that a run was judged by; N faces, P persons.

    Attributes:
        person: Column of the person a human named, or decide.STRANGER, shape (N,).
        best: Column of the person with the best score, shape (N,).
        probability: Calibrated, that the best is right, in [0, 1], shape (N,).
        given: Column of the name that the face gets at the thresholds, or decide.UNKNOWN, shape (N,).
        counts: False where the run could not have been right, since it knew no other face of the person, shape (N,).
        people: Number of persons P.
    """

    person: NDArray[np.intp]
    best: NDArray[np.intp]
    probability: NDArray[np.float64]
    given: NDArray[np.intp]
    counts: NDArray[np.bool_]
    people: int

    @property
    def right(self) -> NDArray[np.bool_]:
        """Whether the best name is right, shape (N,)."""
        return np.equal(self.best, self.person)

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Judged":
        """Leave out all faces but these."""
        return Judged(
            self.person[rows], self.best[rows], self.probability[rows], self.given[rows], self.counts[rows], self.people
        )


@dataclass(frozen=True)
class Share:
    """A share that was seen, and where the truth surely is.

    Attributes:
        hits: How often it was so.
        of: In how many cases.
    """

    hits: int
    of: int

    @property
    def value(self) -> float:
        """In [0, 1]; 0 where there is no case."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Exact, as metrics.interval gives it."""
        return metrics.interval(self.hits, self.of) if self.of else (0.0, 1.0)


@dataclass(frozen=True)
class Curve:
    """What every cut-off would give for one person; falling cut-offs.

    Attributes:
        cut_off: Probability from which on the name is given, shape (K,).
        precision: Shape (K,).
        recall: Shape (K,).
    """

    cut_off: NDArray[np.float64]
    precision: NDArray[np.float64]
    recall: NDArray[np.float64]


@dataclass(frozen=True)
class Bin:
    """The faces whose probability lies in one part of [0, 1].

    Attributes:
        said: Their mean probability.
        seen: How many of them were right.
    """

    said: float
    seen: Share


def judge(evidence: Evidence, calibration: Calibration, thresholds: NDArray[np.floating]) -> Judged:
    """Decide about the faces of the evidence, each by itself.

    Args:
        evidence: What the run said of faces that it had not learned from.
        calibration: How its scores are read.
        thresholds: Lowest probability at which each person is named, shape (P,).
    """
    probability = calibration.probability(evidence.score).astype(np.float64)
    found = decide.Candidates(evidence.named, probability.astype(np.float32), np.zeros(len(probability), np.bool_))
    counts = evidence.judged | (evidence.person < 0)
    return Judged(
        evidence.person, evidence.named, probability, decide.decide(found, thresholds), counts, len(thresholds)
    )


def confusion(judged: Judged) -> NDArray[np.int64]:
    """Count who was given which name.

    Returns:
        Row: who it is, strangers last; column: the name it got, no name last; shape (P + 1, P + 1).
    """
    table = np.zeros((judged.people + 1, judged.people + 1), np.int64)
    np.add.at(table, (_row(judged)[judged.counts], judged.given[judged.counts]), 1)  # no name is -1: the last column
    return table


def cell(judged: Judged, row: int, column: int) -> NDArray[np.intp]:
    """The faces behind one number of the confusion."""
    given = np.where(judged.given < 0, judged.people, judged.given)
    return np.flatnonzero(judged.counts & (_row(judged) == row) & (given == column))


def precision(judged: Judged, person: int) -> Share:
    """Of the faces that get a person's name, how many are the person's."""
    named = judged.counts & (judged.given == person)
    return Share(int((named & judged.right).sum()), int(named.sum()))


def recall(judged: Judged, person: int) -> Share:
    """Of a person's faces, how many get the name."""
    own = judged.counts & (judged.person == person)
    return Share(int((own & (judged.given == person)).sum()), int(own.sum()))


def overall(judged: Judged) -> tuple[Share, Share]:
    """Precision and recall over everybody's faces."""
    named, known = judged.counts & (judged.given >= 0), judged.counts & (judged.person >= 0)
    hits = int((named & judged.right).sum())
    return Share(hits, int(named.sum())), Share(hits, int(known.sum()))


def curve(judged: Judged, person: int) -> Curve:
    """Follow precision and recall of one person's name while the cut-off falls."""
    mine = np.flatnonzero(judged.counts & (judged.best == person))
    falling = mine[np.lexsort((judged.right[mine], -judged.probability[mine]))]  # of equals the wrong name goes first
    hits = np.cumsum(judged.right[falling])
    own = int((judged.counts & (judged.person == person)).sum())
    return Curve(judged.probability[falling], hits / np.arange(1, len(falling) + 1), hits / max(1, own))


def reliability(judged: Judged, bins: int = BINS) -> list[Bin]:
    """Hold what was said against what was seen; parts that hold no face are left out."""
    part = np.minimum((judged.probability * bins).astype(np.intp), bins - 1)
    found = [judged.counts & (part == number) for number in range(bins)]
    return [
        Bin(float(judged.probability[rows].mean()), Share(int(judged.right[rows].sum()), int(rows.sum())))
        for rows in found
        if rows.any()
    ]


def worst(judged: Judged) -> NDArray[np.intp]:
    """The faces to look at first: wrong names, the surest first, then known faces without a name, the nearest first."""
    wrong = judged.counts & (judged.given >= 0) & ~judged.right
    missed = judged.counts & (judged.given < 0) & (judged.person >= 0)
    rows = np.flatnonzero(wrong | missed)
    return rows[np.lexsort((-judged.probability[rows], missed[rows]))]


def gain(points: Sequence[tuple[int, float]], more: int) -> float | None:
    """Guess what more names would bring, from what they brought so far.

    Recall is taken to grow with the logarithm of the names, as the first ones teach most.

    Args:
        points: Names and recall of each run; at least three different numbers of names are needed.
        more: Names beyond the most there were.

    Returns:
        Recall to be won, in [0, 1]; None where there are too few runs, or where names brought nothing.
    """
    names = np.array([count for count, _ in points if count > 0], np.float64)
    recalls = np.array([value for count, value in points if count > 0])
    if len(np.unique(names)) < LEAST_POINTS:
        return None
    slope = float(np.polyfit(np.log(names), recalls, 1)[0])
    room = 1.0 - float(recalls[names.argmax()])
    won = min(room, slope * float(np.log1p(more / names.max())))
    return won if won > 0.0 else None


def _row(judged: Judged) -> NDArray[np.intp]:
    """The row of each face in the confusion."""
    return np.where(judged.person < 0, judged.people, judged.person)
