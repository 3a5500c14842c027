"""What decisions would put into each child's folder: how many photos, some of the faces, and those that fall short."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.base.records import Person
from core.rules.decisions import Decisions

HOPELESS = 0.2  # below this score a name is no question that is worth a look


@dataclass(frozen=True)
class FolderPreview:
    """One child's folder as it would be.

    Attributes:
        learned: Whether the run knows the child; if not, only named photos are in the folder.
        threshold: Lowest score at which the child is named, in [0, 1], or decisions.NEVER.
        photos: How many photos would be in the folder.
        named: How many of them are there because a human named the child.
        sample: Rows of faces in the folder, from sure to just sure enough, one per photo, shape (S,).
        unsure: Rows of faces that just fall short, nearest first, one per photo, shape (U,).
    """

    person: Person
    learned: bool
    threshold: float
    photos: int
    named: int
    sample: NDArray[np.intp]
    unsure: NDArray[np.intp]


def folders(made: Decisions, *, shown: int) -> tuple[FolderPreview, ...]:
    """Preview the folder of each person, in the order of the columns.

    Args:
        made: The decisions.
        shown: Most faces in a sample.
    """
    return tuple(folder(made, column, shown=shown) for column in range(len(made.basis.people)))


def folder(made: Decisions, column: int, *, shown: int) -> FolderPreview:
    """Preview the folder of one person."""
    photo, score, by_human = made.basis.faces.photo_ids, made.found.score, made.found.by_human
    inside = np.flatnonzero(made.person == column)
    certain = inside[by_human[inside]]
    guessed = _falling(inside[~by_human[inside]], score)
    outside = (made.found.person == column) & (made.person != column) & ~made.left_out
    short = np.flatnonzero(outside & (score >= HOPELESS))
    return FolderPreview(
        person=made.basis.people[column],
        learned=column < len(made.basis.calibration.wrong),
        threshold=float(made.thresholds[column]),
        photos=len(np.unique(photo[inside])),
        named=len(np.unique(photo[certain])),
        sample=_spread(guessed if len(guessed) else certain, shown),
        unsure=_falling(short, score)[:shown],
    )


def _falling(rows: NDArray[np.intp], score: NDArray[np.float32]) -> NDArray[np.intp]:
    return rows[np.argsort(-score[rows], kind="stable")]


def _spread(rows: NDArray[np.intp], most: int) -> NDArray[np.intp]:
    """Pick some of many evenly, the first and the last always among them."""
    return rows[np.unique(np.linspace(0, len(rows) - 1, min(most, len(rows))).round().astype(np.intp))]
