"""The order in which a look at faces teaches most: those in doubt that stand for many others, from all corners."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.rules.decisions import Decisions
from core.rules.preview import HOPELESS

WEIGHED = 4000  # faces in most doubt that are weighed against each other; nobody looks at more
COMPARED = 2000  # faces that each of them is compared with, spread over all
ALIKE = 0.5  # cosine from which on a word about one face says much about the other


class Which(StrEnum):
    """Which of the faces that nobody has spoken about."""

    TEACHING = "teaching"  # all that are held for somebody, in or out; by_worth orders them
    FILED = "filed"  # those in the folders, the least sure first
    UNSURE = "unsure"  # those that fall short, the nearest first
    CLOTHES = "clothes"  # those whose clothes say the same as their faces, which store/hints.py finds


def pile(made: Decisions, which: Which, column: int | None) -> NDArray[np.intp]:
    """Choose faces to look at.

    Args:
        made: The decisions.
        which: Which faces.
        column: Only those that are held for this person; None for everybody on the list.

    Returns:
        Rows, in the order of Which.
    """
    found = made.found
    listed = [place for place, person in enumerate(made.basis.people) if person.active]
    wanted = ~found.by_human & np.isin(found.person, listed if column is None else [column])
    filed = made.person >= 0
    if which is Which.FILED:
        rows = np.flatnonzero(wanted & filed)
        return rows[np.argsort(found.score[rows], kind="stable")]
    if which is Which.UNSURE:
        rows = np.flatnonzero(wanted & ~filed & ~made.left_out & (found.score >= HOPELESS))
        return rows[np.argsort(-found.score[rows], kind="stable")]
    return np.flatnonzero(wanted)


def by_worth(
    scores: NDArray[np.floating], embeddings: NDArray[np.float32], groups: NDArray[np.integer]
) -> NDArray[np.intp]:
    """Order faces by what a word about each would teach.

    A face is worth its doubt times how many faces look like it. Of faces that say the same (one moment, one
    name), the second is worth half of what it would be alone, the third a third. Beyond WEIGHED only doubt counts.

    Args:
        scores: Probability of the best name, in [0, 1], shape (F,).
        embeddings: Unit vectors, shape (F, D).
        groups: Equal for faces that say the same, shape (F,).

    Returns:
        Rows, those that teach most first, shape (F,).

    Source: information density, B. Settles and M. Craven, An analysis of active learning strategies for sequence
        labeling tasks, EMNLP 2008.
    """
    doubts = doubt(scores)
    in_doubt = falling(doubts)
    first, rest = in_doubt[:WEIGHED], in_doubt[WEIGHED:]
    worth = doubts[first] * carried(embeddings[first], embeddings)
    return np.concatenate([first[falling(worth / place_in_group(worth, groups[first]))], rest])


def doubt(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """How open a question is, in [0, 1]: 1 where yes and no are as likely, 0 where it is settled; shape (F,)."""
    sure = scores.astype(np.float64)
    return np.asarray(4.0 * sure * (1.0 - sure), np.float64)


def carried(embeddings: NDArray[np.float32], everyone: NDArray[np.float32]) -> NDArray[np.float64]:
    """How many of all faces look like each of some, itself among them, as far as COMPARED of them tell.

    Args:
        embeddings: Unit vectors of some faces, shape (F, D).
        everyone: Unit vectors of all, shape (A, D).

    Returns:
        At least 1, shape (F,).
    """
    count = len(everyone)
    sample = everyone[np.linspace(0, count - 1, min(count, COMPARED)).round().astype(np.intp)]
    alike = ((embeddings @ sample.T) >= ALIKE).sum(axis=1)
    return np.asarray(np.maximum(1.0, alike * count / max(1, len(sample))), np.float64)


def place_in_group(worth: NDArray[np.float64], groups: NDArray[np.integer]) -> NDArray[np.intp]:
    """Number the faces of each group, from 1 for the one worth most, shape (F,)."""
    order = np.lexsort((-worth, groups))
    starts = np.flatnonzero(np.diff(groups[order], prepend=groups[order][:1] - 1))
    place = np.empty(len(groups), np.intp)
    place[order] = np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups)))) + 1
    return place


def falling(worth: NDArray[np.float64]) -> NDArray[np.intp]:
    """Rows, the greatest worth first, shape (F,)."""
    return np.argsort(-worth, kind="stable")
