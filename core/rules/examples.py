"""What Cubby learns from, as a teacher looks it through: how well each face is seen, and which show the same."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from core.rules import well_shown
from core.rules.decide import NOT_A_FACE
from core.rules.decisions import Decisions

# Faces of one child at one moment that are at least so alike are the same picture taken again. Measured: in the bursts
# of a drawn class 4 of 5 pairs are; of pairs from different moments, 1 of 100 reaches it there, and 0.66 of real faces.
SAME = 0.9
SMALL = 56.0  # pixels of the longer side: the embedder then sees two pixels where the photo has one
BLURRED = 15.0  # sharpness, as in records.Quality
TURNED = 0.6  # yaw, as in records.Quality
MOST_PROPOSED = 48


class Flaw(StrEnum):
    """What makes a face hard to learn from."""

    SMALL = "small"
    BLURRED = "blurred"
    TURNED = "turned"


@dataclass(frozen=True)
class Example:
    """A face that stands as a child.

    Attributes:
        is_alone: Whether its photo shows nobody else, and no larger face of the child.
        moment: Of its photo; None where it is not known.
        side: As in records.Quality, like sharpness and yaw.
        masked: Probability of a mask, 0 or 1 by people's word; None where it is not known.
        is_learned: False where people have left it out.
    """

    face_id: int
    is_alone: bool
    moment: int | None
    side: float
    sharpness: float
    yaw: float
    masked: float | None
    is_learned: bool


def flaws(side: float, sharpness: float, yaw: float) -> tuple[Flaw, ...]:
    """What makes a face hard to learn from, by its quality as in records.Quality; a drawn one not yet looked at has 0.

    Returns:
        In the order of Flaw.
    """
    seen = {Flaw.SMALL: side < SMALL, Flaw.BLURRED: 0.0 < sharpness < BLURRED, Flaw.TURNED: abs(yaw) > TURNED}
    return tuple(flaw for flaw, there in seen.items() if there)


def fold(
    vectors: NDArray[np.float32], groups: NDArray[np.integer], worth: NDArray[np.floating]
) -> list[tuple[int, ...]]:
    """Put faces of one group that show the same behind the best of them.

    Args:
        vectors: Unit vectors, 0 where a face has none, shape (F, D).
        groups: Equal for faces of one moment that may be folded, negative for those that may not, shape (F,).
        worth: The best of those that show the same has the most, shape (F,).

    Returns:
        Rows of each fold, the best first; folds in the order of their best rows.
    """
    folds: dict[int, list[int]] = {}
    bests: dict[int, list[int]] = defaultdict(list)
    for row in np.argsort(-worth, kind="stable").tolist():
        known = bests[groups[row]] if groups[row] >= 0 else []
        alike = vectors[known] @ vectors[row]
        if known and alike.max() >= SAME:
            folds[known[int(alike.argmax())]].append(row)
        else:
            folds[row] = [row]
            known.append(row)
    return [tuple(folds[best]) for best in sorted(folds)]


def propose(made: Decisions, column: int) -> NDArray[np.intp]:
    """Faces that nobody has named, and that would make good examples of a person: well seen, alone on their photo.

    Args:
        made: The decisions; whoever is not sure enough for them is not proposed.
        column: The person.

    Returns:
        Rows: of each moment the best seen one before a second one, at most MOST_PROPOSED.
    """
    faces = made.basis.faces
    photos = np.where(made.basis.said.person == NOT_A_FACE, -1, faces.photo_ids)
    _, place, count = np.unique(photos, return_inverse=True, return_counts=True)
    rows = np.flatnonzero((made.person == column) & ~made.found.by_human & (count[place] == 1))
    seen = np.stack([faces.sides[rows], faces.sharpness[rows], faces.yaws[rows]])
    rows = rows[np.array([not flaws(*face) for face in seen.T], np.bool_)]
    best = rows[np.argsort(-well_shown.score(*(of[rows] for of in (faces.sides, faces.sharpness, faces.yaws))))]
    met: Counter[int] = Counter()  # proposals of each moment so far
    turns = []
    for moment in faces.moments[best].tolist():
        turns.append(met[moment])
        met[moment] += moment >= 0
    return best[np.argsort(turns, kind="stable")][:MOST_PROPOSED]
