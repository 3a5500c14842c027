"""From raw scores to probabilities, and from a wished precision to a threshold for each person.

All rests on out-of-fold evidence: labelled faces, scored by heads that have not seen their moments. Strangers are few
among labels but many in an album, so each named face is evidence for strangers, too: the score that a head gives it
which never heard of its person is one that a stranger reaches. How many strangers the album really holds is estimated
from its unlabelled faces.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special
from sklearn.linear_model import LogisticRegression

from core.rules import metrics

TARGET = 0.97  # wished precision where nobody wishes another
LEAST_TARGET, MOST_TARGET = 0.5, 0.999  # what can be wished
LIKELY = 0.4  # a name less likely is never given, even if the others make up for it; as said, so more often right
PRIOR_STRANGERS, PRIOR_FACES = 2.0, 8.0  # before an album's faces are seen: two of eight are strangers
PRIOR_WRONG = 5.0  # wrong names that weigh as much as a child's own evidence on how often others are taken for it
PRIOR_NAMED = 10.0  # faces that weigh as much as a child's own evidence on how many of its faces are found
PILE_KEPT = 2000


@dataclass(frozen=True)
class Evidence:
    """What held-out heads said of the labelled faces.

    Attributes:
        person: Column of the person a human named, or STRANGER, shape (N,).
        named: Column of the person with the best score, shape (N,).
        score: That raw score, shape (N,).
        mistaken: Column of the best person to a head that does not know the right one, shape (N,).
        mistaken_score: That raw score, shape (N,).
        judged: False where the head knew no other face of the person, so that it can't have been right, shape (N,).
    """

    person: NDArray[np.intp]
    named: NDArray[np.intp]
    score: NDArray[np.float64]
    mistaken: NDArray[np.intp]
    mistaken_score: NDArray[np.float64]
    judged: NDArray[np.bool_]


@dataclass(frozen=True)
class Calibration:
    """How raw scores of one run are read.

    Attributes:
        slope: Log-odds per raw score.
        intercept: Log-odds of a raw score of 0.
        strangers: Share of strangers among the album's unlabelled faces, in [0, 1].
        wrong: How often others are taken for each person, against the average of 1, shape (P,).
        pile: Probabilities of the best names of the unlabelled faces, falling, at most PILE_KEPT, shape (U,).
    """

    slope: float
    intercept: float
    strangers: float
    wrong: NDArray[np.float64]
    pile: NDArray[np.float64]

    def probability(self, raw: NDArray[np.floating]) -> NDArray[np.float32]:
        """Turn raw scores of any shape into probabilities in [0, 1]; 0 stays 0: such a person is not in question."""
        probability = special.expit(self.slope * raw.astype(np.float64) + self.intercept)
        return np.where(raw > 0.0, probability, 0.0).astype(np.float32)


@dataclass(frozen=True)
class PersonThreshold:
    """Where naming a person starts, and what is to be expected from there on.

    Attributes:
        threshold: Lowest score at which the person is named, in [LIKELY, 1].
        expected_precision: Share of right names among those given, in [0, 1].
        expected_recall: Share of the person's faces that get the name, in [0, 1].
        named: Labelled faces that out-of-fold heads gave this name.
        right: How many of them are right.
        low: Lower end of the exact interval for the precision, from these faces alone.
        high: Upper end of that interval, strangers left out.
        more_needed: Right names still needed to be sure of the target; 0 where the evidence is enough.
    """

    threshold: float
    expected_precision: float
    expected_recall: float
    named: int
    right: int
    low: float
    high: float
    more_needed: int


def fit(evidence: Evidence, unlabelled: NDArray[np.floating], people: int) -> Calibration:
    """Learn how likely the best name is right, for an album like the one whose unlabelled faces are given.

    Args:
        evidence: Out-of-fold scores of the labelled faces.
        unlabelled: Raw scores of the best names of the album's unlabelled faces, shape (U,).
        people: Number of persons P.

    Source:
        The curve: J. Platt, Probabilistic outputs for support vector machines, 1999.
        The share of strangers: M. Saerens et al., Adjusting the outputs of a classifier to new a priori
        probabilities, Neural Computation 14, 2002, with a prior.
    """
    raw, known, right, named = _samples(evidence)
    balanced = np.where(known, 1.0, known.sum() / max(1, (~known).sum()))
    slope, intercept = _logistic(raw, known, balanced)
    strangers = _share(special.expit(-slope * unlabelled.astype(np.float64) - intercept))
    weight = np.where(known, 1.0, balanced * strangers / (1.0 - strangers))
    slope, intercept = _logistic(raw, right, weight)
    probability = special.expit(slope * raw + intercept)
    seen = np.bincount(named, weight * ~right, minlength=people)
    awaited = np.bincount(named, weight * (1.0 - probability), minlength=people)
    wrong = (seen + PRIOR_WRONG) / (awaited + PRIOR_WRONG)
    pile = unlabelled.astype(np.float64) if len(unlabelled) else evidence.score
    return Calibration(slope, intercept, strangers, wrong, _thinned(special.expit(slope * pile + intercept)))


def thresholds(evidence: Evidence, calibration: Calibration, target: float = TARGET) -> tuple[PersonThreshold, ...]:
    """Find for each person the lowest threshold whose expected precision reaches the target.

    Args:
        evidence: Out-of-fold scores of the labelled faces.
        calibration: How these scores are read.
        target: Wished share of right names, in (0, 1).
    """
    return tuple(_threshold(evidence, calibration, person, target) for person in range(len(calibration.wrong)))


def _threshold(evidence: Evidence, calibration: Calibration, person: int, target: float) -> PersonThreshold:
    likely = calibration.pile[calibration.pile >= LIKELY]
    wrong = calibration.wrong[person] * (1.0 - np.cumsum(likely) / np.arange(1, len(likely) + 1))  # from the top down
    reached = int(np.searchsorted(wrong, 1.0 - target, side="right"))
    if reached == 0:  # then each name by itself must be as sure as the target
        threshold = max(LIKELY, 1.0 - (1.0 - target) / calibration.wrong[person])
        return _read(evidence, calibration, person, threshold, target, target)
    threshold = LIKELY if reached == len(likely) else float(np.float32(likely[reached - 1]))
    return _read(evidence, calibration, person, threshold, 1.0 - float(wrong[reached - 1]), target)


def _read(
    evidence: Evidence, calibration: Calibration, person: int, threshold: float, expected: float, target: float
) -> PersonThreshold:
    """Hold a person's threshold against the person's own evidence."""
    given = calibration.probability(evidence.score) >= threshold
    right = evidence.named == evidence.person
    named_so = given & (evidence.named == person)
    own = evidence.judged & (evidence.person == person)
    every = evidence.judged & (evidence.person >= 0)
    recall_of_all = (given & right & every).sum() / max(1, every.sum())
    recall = ((given & right & own).sum() + PRIOR_NAMED * recall_of_all) / (own.sum() + PRIOR_NAMED)
    named, hits = int(named_so.sum()), int((named_so & right).sum())
    # Strangers are named as they are met: at worst the album holds as many, at best none that looks like the child.
    low, high = metrics.interval(hits, named)[0], metrics.interval(hits, int((named_so & every).sum()))[1]
    more = metrics.more_needed(hits, named, target)
    return PersonThreshold(threshold, expected, float(recall), named, hits, low, high, more)


def _samples(
    evidence: Evidence,
) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.intp]]:
    """List raw score, whether a known face, whether rightly named, and the name, of known faces and of strangers.

    A face that surely is right (score 1) and one that surely is not (score 0) stand at the end, so that a curve can
    be drawn through any evidence.
    """
    stranger = evidence.person < 0
    known = evidence.judged & ~stranger
    taken = ~stranger  # as strangers: with the right person taken away
    raw = np.concatenate([evidence.score[known], evidence.mistaken_score[taken], evidence.score[stranger], [1.0, 0.0]])
    named = np.concatenate([evidence.named[known], evidence.mistaken[taken], evidence.named[stranger], [0, 0]])
    right = np.zeros(len(raw), dtype=np.bool_)
    right[: known.sum()] = (evidence.named == evidence.person)[known]
    right[-2] = True
    is_known = np.zeros(len(raw), dtype=np.bool_)
    is_known[: known.sum()] = is_known[-2] = True
    return raw, is_known, right, named.astype(np.intp)


def _logistic(raw: NDArray[np.float64], true: NDArray[np.bool_], weight: NDArray[np.float64]) -> tuple[float, float]:
    """Fit log-odds = slope * raw + intercept, slightly held back so that few cases don't make it a step."""
    centre, width = raw.mean(), raw.std()
    model = LogisticRegression(C=10.0).fit((raw[:, None] - centre) / width, true, sample_weight=weight)
    slope = max(0.0, float(model.coef_[0, 0] / width))  # a higher score never makes a name less likely
    return slope, float(model.intercept_[0] - slope * centre)


def _share(stranger: NDArray[np.float64]) -> float:
    """Estimate the share of strangers from each face's probability under even odds, shape (U,)."""
    share = PRIOR_STRANGERS / PRIOR_FACES
    for _ in range(100):
        belief = stranger * share / (stranger * share + (1.0 - stranger) * (1.0 - share))
        share = float((belief.sum() + PRIOR_STRANGERS) / (len(belief) + PRIOR_FACES))
    return share


def _thinned(probability: NDArray[np.float64]) -> NDArray[np.float64]:
    falling = np.sort(probability)[::-1]
    if len(falling) <= PILE_KEPT:
        return falling
    return falling[np.linspace(0, len(falling) - 1, PILE_KEPT).astype(np.intp)]
