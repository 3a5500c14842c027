"""Judging a recogniser by faces that it has not learned from."""

import numpy as np
from numpy.typing import NDArray

from core.rules import calibrate


def evidence(person: NDArray[np.intp], raw: NDArray[np.floating]) -> calibrate.Evidence:
    """Keep of raw scores what calibration needs, where each person's score is independent of the others'.

    Args:
        person: Column of the person a human named, or STRANGER, shape (N,).
        raw: Scores in [0, 1], shape (N, P).
    """
    without = raw.copy()
    named = np.flatnonzero(person >= 0)
    without[named, person[named]] = 0.0
    return calibrate.Evidence(
        person=person,
        named=raw.argmax(axis=1),
        score=raw.max(axis=1).astype(np.float64),
        mistaken=without.argmax(axis=1),
        mistaken_score=without.max(axis=1).astype(np.float64),
        judged=np.ones(len(person), np.bool_),
    )


def sorting(person: NDArray[np.intp], raw: NDArray[np.floating]) -> float:
    """Say in one number how well scores sort: the mean precision over all cut-offs that let one more right name in.

    Wrong names and named strangers that score higher than right names cost most, as they do in folders.

    Args:
        person: Column of the person a human named, or STRANGER, shape (N,).
        raw: Scores in [0, 1], shape (N, P).

    Returns:
        In [0, 1]: 1 where every named face scores highest for its person, and all wrong names score lower.
    """
    score, right = raw.max(axis=1), (raw.argmax(axis=1) == person) & (raw.max(axis=1) > 0.0)
    falling = np.lexsort((right, -score))  # of equal scores the wrong name goes first: a tie is no merit
    hits = right[falling]
    precision = np.cumsum(hits) / np.arange(1, len(hits) + 1)
    return float(precision[hits].sum() / max(1, int((person >= 0).sum())))
