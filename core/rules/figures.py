"""The figures of a run that can name people, from the evidence that it was judged by."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.rules import calibrate, decide, metrics

MASKED = 0.5  # probability from which on a face counts as masked


def of_people(
    said: NDArray[np.intp], person_ids: Sequence[int], solved: Sequence[calibrate.PersonThreshold]
) -> dict[str, Any]:
    """How much there was to learn from, and what is to be expected of each person.

    Args:
        said: Column of the person a human named, STRANGER, or another negative number, shape (F,).
        person_ids: Person of each column.
        solved: Threshold of each column.
    """
    return {
        "labels": int((said >= 0).sum()),
        "strangers": int((said == decide.STRANGER).sum()),
        "faces": len(said),
        "people": [
            {
                "person_id": person_id,
                "labels": int((said == column).sum()),
                "threshold": one.threshold,
                "expected_precision": one.expected_precision,
                "expected_recall": one.expected_recall,
                "named": one.named,
                "right": one.right,
                "low": one.low,
                "high": one.high,
                "more_needed": one.more_needed,
            }
            for column, (person_id, one) in enumerate(zip(person_ids, solved, strict=True))
        ],
    }


def by_mask(
    evidence: calibrate.Evidence,
    calibration: calibrate.Calibration,
    solved: Sequence[calibrate.PersonThreshold],
    masked: NDArray[np.floating],
) -> list[dict[str, dict[str, int]]]:
    """How many of each person's faces would get their name, those with a mask and those without apart.

    Args:
        evidence: What the run said of faces that it had not learned from.
        calibration: How its scores are read.
        solved: Threshold of each person.
        masked: Probability of a mask, NaN where it is not known, shape (N,).
    """
    lowest = np.array([person.threshold for person in solved])
    right = (evidence.named == evidence.person) & (calibration.probability(evidence.score) >= lowest[evidence.named])
    states = {"masked": masked >= MASKED, "unmasked": masked < MASKED}

    def count(column: int, worn: NDArray[np.bool_]) -> dict[str, int]:
        own = (evidence.person == column) & evidence.judged & worn
        return {"faces": int(own.sum()), "found": int((own & right).sum())}

    return [{state: count(column, worn) for state, worn in states.items()} for column in range(len(solved))]


def of_held_out(
    photos: NDArray[np.integer],
    evidence: calibrate.Evidence,
    calibration: calibrate.Calibration,
    solved: Sequence[calibrate.PersonThreshold],
) -> dict[str, float]:
    """How the photos of the evidence would have been filed, as averages over the people.

    Args:
        photos: Photo of each face of the evidence, shape (N,).
        evidence: What the run said of faces that it had not learned from.
        calibration: How its scores are read.
        solved: Threshold of each person.
    """
    lowest = np.array([person.threshold for person in solved])
    score = calibration.probability(evidence.score)
    found = decide.Candidates(evidence.named, score, by_human=np.zeros(len(score), np.bool_))
    named = decide.decide(found, lowest)
    folders = metrics.folders(photos, named, evidence.person, len(solved))
    return {
        "held_out_precision": metrics.mean_precision(folders),
        "held_out_recall": metrics.mean_recall(folders),
        "strangers_share": calibration.strangers,
    }
