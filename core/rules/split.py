"""Who is held out when: folds by moment, so that no face is judged by what was learned from seconds before it."""

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedGroupKFold

from core.base.errors import MissingError
from core.rules.decide import is_labelled

NEVER = -1  # fold of a face that is never held out
FOLDS = 10


@dataclass(frozen=True)
class Split:
    """Which faces are held out together.

    Attributes:
        fold: Fold in which a face is held out, or NEVER, shape (F,).
        by_moment: False where the named faces lie in too few moments and photos had to do; figures are then too good.
    """

    fold: NDArray[np.intp]
    by_moment: bool

    @property
    def folds(self) -> int:
        """How many folds there are."""
        return int(self.fold.max(initial=NEVER)) + 1


def make(person: NDArray[np.intp], photos: NDArray[np.integer], moments: NDArray[np.integer]) -> Split:
    """Split the labelled faces into folds with the same people in each, as far as it goes.

    A fold holds whole moments: all faces of a moment in which a face is labelled, also the unlabelled ones.

    Args:
        person: Column of the person a human named, STRANGER, or another negative number where no one did, shape (F,).
        photos: Photo of each face, shape (F,).
        moments: Moment of each face, shape (F,).

    Raises:
        MissingError: Nobody is named in two photos, so nothing learned from one can be judged by the other.
    """
    for groups, by_moment in ((moments, True), (photos, False)):
        if _anyone_stands_in_two(person, groups):
            return Split(_folds(person, groups), by_moment)
    raise MissingError("train-names-in-one-photo")


def _anyone_stands_in_two(person: NDArray[np.intp], groups: NDArray[np.integer]) -> bool:
    named = person >= 0
    return any(len(np.unique(groups[person == who])) > 1 for who in np.unique(person[named]))


def _folds(person: NDArray[np.intp], groups: NDArray[np.integer]) -> NDArray[np.intp]:
    labelled = is_labelled(person)
    kind, group = person[labelled], groups[labelled]
    count = min(FOLDS, len(np.unique(group)), int(np.unique(kind, return_counts=True)[1].max()))
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=0)
    fold = np.full(len(person), NEVER, dtype=np.intp)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # some child has fewer names than there are folds: that is fine
        for number, (_, held_out) in enumerate(splitter.split(kind, kind, group)):
            fold[np.isin(groups, group[held_out])] = number
    return fold
