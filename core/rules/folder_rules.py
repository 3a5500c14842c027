"""What else a photo must be to get into a child's folder, once it is decided who is on it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.rules import decide, moments, well_shown
from core.rules.decisions import Decisions
from core.rules.preview import HOPELESS

BURST = 10.0  # seconds: who presses the button again after that has looked up meanwhile


@dataclass(frozen=True)
class FolderRules:
    """What a teacher may ask of the photos in the folders; as it stands, nothing.

    Attributes:
        shown: Least well_shown.subject of the child's face, in [0, 1].
        side: Least longer side of the child's face, in pixels of the full photo.
        no_strangers: Leave out photos with a face that a human called a stranger, or that resembles no child.
        best_of_burst: Of photos that a child is on and that look nearly the same, take the one that shows it best.
    """

    shown: float = 0.0
    side: float = 0.0
    no_strangers: bool = False
    best_of_burst: bool = False


NONE = FolderRules()


@dataclass(frozen=True)
class Photos:
    """What the rules need to know of an album's photos, as columns; N is the number of photos.

    Attributes:
        ids: Ascending, shape (N,).
        widths: Of the upright photo, in pixels, shape (N,).
        heights: Likewise, shape (N,).
        taken: Seconds since 1970 on the clock of where it was taken; NaN where not known to the second, shape (N,).
        looks: Difference hash, as images.difference_hash says it, shape (N,).
    """

    ids: NDArray[np.int64]
    widths: NDArray[np.float64]
    heights: NDArray[np.float64]
    taken: NDArray[np.float64]
    looks: NDArray[np.int64]


def apply(made: Decisions, photos: Photos, rules: FolderRules) -> Decisions:
    """Leave out of the folders what the rules leave out; who is on a photo is not touched.

    Args:
        made: The decisions.
        photos: All photos that the faces are on.
        rules: What the photos in the folders must be.
    """
    if rules == NONE or not len(made.person):
        return made
    shown = subject(made, photos)
    inside = made.person >= 0
    kept = inside & (shown >= rules.shown) & (made.basis.faces.sides >= rules.side)
    if rules.no_strangers:
        kept &= ~np.isin(made.basis.faces.photo_ids, made.basis.faces.photo_ids[_strange(made)])
    if rules.best_of_burst:
        kept &= ~_doubled(made, photos, shown, kept)
    return replace(made, person=np.where(kept, made.person, decide.UNKNOWN), left_out=inside & ~kept)


def subject(made: Decisions, photos: Photos) -> NDArray[np.float64]:
    """How much each face is what its photo is about, in [0, 1], shape (F,)."""
    table = made.basis.faces
    row = np.searchsorted(photos.ids, table.photo_ids)
    return well_shown.subject(
        table.sides, table.sharpness, table.yaws, table.boxes, photos.widths[row], photos.heights[row]
    )


def around(made: Decisions, shown: NDArray[np.float64], least: float, most: int) -> tuple[list[int], list[int]]:
    """Find the faces in the folders that stand next to a line, to draw it by eye.

    Args:
        made: The decisions before any rule.
        shown: As subject gives it, shape (F,).
        least: The line, in [0, 1].
        most: How many faces on each side.

    Returns:
        Rows of the faces just above it and of those just below it, the nearest first.
    """
    rows = np.flatnonzero(made.person >= 0)
    rows = rows[np.argsort(shown[rows], kind="stable")]
    line = int(np.searchsorted(shown[rows], least))
    return rows[line : line + most].tolist(), rows[max(0, line - most) : line][::-1].tolist()


def contested(made: Decisions) -> NDArray[np.int64]:
    """Find photos on which two faces are surely enough the same child: a mirror, a collage, or a mistake.

    Returns:
        Their ids, ascending, shape (R,); those on which a child may stand several times are among them.
    """
    free = made.basis.said.person == decide.UNKNOWN
    best = made.basis.scores.argmax(axis=1) if made.basis.scores.shape[1] else np.zeros(len(free), np.intp)
    sure = free & (made.basis.scores.max(axis=1, initial=0.0) >= np.append(made.thresholds, np.inf)[best])
    wishes = np.stack([made.basis.faces.photo_ids[sure], best[sure]], axis=1)
    twice, count = np.unique(wishes, axis=0, return_counts=True)
    return np.union1d(twice[count > 1][:, 0], made.basis.repeats)


def _strange(made: Decisions) -> NDArray[np.bool_]:
    """Faces that are surely nobody's on the list, shape (F,)."""
    said = made.basis.said.person
    like_nobody = (said == decide.UNKNOWN) & (made.basis.scores.max(axis=1, initial=0.0) < HOPELESS)
    return np.asarray(like_nobody | (said == decide.STRANGER), np.bool_)


def _doubled(
    made: Decisions, photos: Photos, shown: NDArray[np.float64], inside: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Faces on photos of a burst that has a better photo of the same child, shape (F,)."""
    doubled, table, rows = np.zeros(len(inside), np.bool_), made.basis.faces, np.flatnonzero(inside)
    if not len(rows):
        return doubled
    photo = np.searchsorted(photos.ids, table.photo_ids[rows])
    order = np.lexsort((photo, photos.taken[photo], table.moments[rows], made.person[rows]))
    rows, photo = rows[order], photo[order]
    another = np.diff(made.person[rows]).astype(np.bool_) | np.diff(table.moments[rows]).astype(np.bool_)
    burst = np.append(0, np.cumsum(another | ~_alike(photos, photo[:-1], photo[1:])))
    by_worth = np.lexsort((-shown[rows], burst))
    best = photo[by_worth[np.searchsorted(burst, np.arange(burst[-1] + 1))]]  # the first of each burst by worth
    doubled[rows] = photo != best[burst]
    return doubled


def _alike(photos: Photos, ones: NDArray[np.intp], others: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether each photo is another shot of the same as the one before it, by their places, shape (N,)."""
    apart = photos.taken[others] - photos.taken[ones]  # NaN, which is not above anything, where a time is not known
    bits = np.bitwise_count((photos.looks[others] ^ photos.looks[ones]).view(np.uint64))
    return np.asarray(~(apart > BURST) & (bits <= moments.NEAR_IDENTICAL), np.bool_)
