"""How well names were given, as a teacher sees it: is this photo in this child's folder, and should it be?"""

import bisect
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats

SURE = 0.95  # how sure one wants to be that the truth is above the lower end; the interval then holds 0.9


@dataclass(frozen=True)
class FolderFigures:
    """How well one person's folder is filled.

    Attributes:
        right: Photos in it that belong there.
        named: Photos in it.
        there: Photos that the person stands in.
    """

    right: int
    named: int
    there: int

    @property
    def precision(self) -> float:
        """Share of the folder that belongs there, in [0, 1]; 1 for an empty folder."""
        return self.right / self.named if self.named else 1.0

    @property
    def recall(self) -> float:
        """Share of the person's photos that are in the folder, in [0, 1]; 1 where there are none."""
        return self.right / self.there if self.there else 1.0


def interval(right: int, named: int) -> tuple[float, float]:
    """Bound a share from how often it was seen: one is SURE that it is above the low, and as sure below the high, end.

    Source:
        C. Clopper and E. Pearson, The use of confidence or fiducial limits, Biometrika 26, 1934.
    """
    low = float(stats.beta.ppf(1.0 - SURE, right, named - right + 1)) if right else 0.0
    high = float(stats.beta.ppf(SURE, right + 1, named - right)) if right < named else 1.0
    return low, high


def more_needed(right: int, named: int, target: float) -> int:
    """Count the right names still needed until the lower end of the interval reaches the target.

    Args:
        right: Right names so far.
        named: Names given so far.
        target: Wished share, in (0, 1).
    """
    least, most = 0, 1
    while interval(right + most, named + most)[0] < target:
        least, most = most, 2 * most
    return bisect.bisect_left(range(most), target, lo=least, key=lambda more: interval(right + more, named + more)[0])


def folders(
    photos: NDArray[np.integer], named: NDArray[np.intp], person: NDArray[np.intp], people: int
) -> tuple[FolderFigures, ...]:
    """Compare the folders that names make with those that the truth makes.

    Args:
        photos: Photo of each face, shape (F,).
        named: Column of the person each face was given, negative for unknown, shape (F,).
        person: Column of the person it truly is, negative for a stranger, shape (F,).
        people: Number of persons.
    """
    return tuple(
        _folder(set(photos[named == who].tolist()), set(photos[person == who].tolist())) for who in range(people)
    )


def mean_precision(figures: tuple[FolderFigures, ...]) -> float:
    """Average the precision over the persons whose folders hold something; 1 where none does."""
    filled = [folder.precision for folder in figures if folder.named]
    return sum(filled) / len(filled) if filled else 1.0


def mean_recall(figures: tuple[FolderFigures, ...]) -> float:
    """Average the recall over the persons who stand in some photo; 1 where nobody does."""
    there = [folder.recall for folder in figures if folder.there]
    return sum(there) / len(there) if there else 1.0


def _folder(named: set[int], there: set[int]) -> FolderFigures:
    return FolderFigures(right=len(named & there), named=len(named), there=len(there))
