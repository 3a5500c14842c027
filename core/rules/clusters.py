"""Clusters: faces that look alike, found without knowing anybody."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.base import progress
from core.base.progress import Progress

NOBODY = -1  # the cluster of a face that looks like no other
ALIKE = 0.47  # lowest mean cosine between the faces of two clusters that become one
NEIGHBOURS = 20  # of each face, that it may be joined with
BLOCK = 512  # faces compared with all others at once
MATES = 3  # faces of its cluster that a face is held against: those that it is most like
# A face whose likeness is under the first, or under this share of the middle one of its group, may be somebody else.
# Measured: on an album of real faces this finds 26 of the 52 wrong faces and leaves out 78 of the 393 right ones; on a
# drawn class, where all faces are more alike, 14 of 23 and 43 of 515.
UNLIKE, SHARE = 0.52, 0.9
SLICE = 15  # faces of a cluster that are named at once, so that one child does not come before all others


def group(
    embeddings: NDArray[np.float32],
    photos: NDArray[np.int64],
    alike: float = ALIKE,
    on_progress: Progress = progress.untold,
) -> NDArray[np.int64]:
    """Group faces that look alike; two faces of one photo are never in one group.

    The most similar pairs come first: their groups become one if the mean cosine between all faces of the one and all
    of the other is high enough. F is the number of faces.

    Args:
        embeddings: Unit vectors, shape (F, D).
        photos: Photo of each face, shape (F,).
        alike: Lowest mean cosine between two groups that become one.
        on_progress: Told how many faces of how many were compared.

    Returns:
        Number of each face's group, the largest group is 0; NOBODY for a face alone, shape (F,).

    Source: average linkage, Sokal and Michener 1958, over the nearest neighbours only.
    """
    groups = _Groups(embeddings, photos)
    for one, other in _nearest_pairs(embeddings, alike, on_progress):
        groups.join(one, other, alike)
    return _by_size(groups.of_each())


def likeness(embeddings: NDArray[np.float32], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much each face looks like those of its group that it is most like.

    Args:
        embeddings: Unit vectors, shape (F, D).
        groups: As group gives them, shape (F,).

    Returns:
        Mean cosine to the MATES nearest faces of the group, or to all where it has fewer; NaN for a face alone,
        shape (F,).
    """
    found = np.full(len(groups), np.nan)
    for members in _members(groups):
        mates = min(MATES, len(members) - 1)
        for start in range(0, len(members), BLOCK):
            rows = members[start : start + BLOCK]
            cosines = embeddings[rows] @ embeddings[members].T
            cosines[np.arange(len(rows)), np.arange(start, start + len(rows))] = -np.inf  # not to itself
            found[rows] = np.partition(cosines, -mates, axis=1)[:, -mates:].mean(axis=1)
    return found


def slices(groups: NDArray[np.int64], moments: NDArray[np.int64], likeness: NDArray[np.float64]) -> NDArray[np.int64]:
    """Cut groups into slices that show as much of a child as they can: one face of every moment before a second one.

    Args:
        groups: As group gives them, shape (F,).
        moments: Moment of each face's photo, -1 where it has none, shape (F,).
        likeness: As likeness gives it; of one moment, the highest comes first, shape (F,).

    Returns:
        Number of each face's slice in its group, the first is 0; NOBODY for a face alone, shape (F,).
    """
    found = np.full(len(groups), NOBODY)
    for members in _members(groups):
        surest = members[np.argsort(-likeness[members], kind="stable")]
        met: Counter[int] = Counter()  # faces of each moment so far
        turns = []
        for moment in moments[surest].tolist():
            turns.append(met[moment])
            met[moment] += moment >= 0
        found[surest[np.argsort(turns, kind="stable")]] = np.arange(len(members)) // SLICE
    return found


def doubtful(groups: NDArray[np.int64], likeness: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether each face of a group may be somebody else than the others, and is to be looked at by itself.

    Args:
        groups: As group gives them, shape (F,).
        likeness: As likeness gives it, shape (F,).
    """
    found = np.zeros(len(groups), np.bool_)
    for members in _members(groups):
        found[members] = likeness[members] < max(UNLIKE, SHARE * float(np.median(likeness[members])))
    return found


def _members(groups: NDArray[np.int64]) -> Iterator[NDArray[np.intp]]:
    """The rows of each group, ascending."""
    order = np.argsort(groups, kind="stable")
    order = order[np.searchsorted(groups[order], 0) :]  # behind those that are alone
    yield from np.split(order, np.flatnonzero(np.diff(groups[order])) + 1) if len(order) else ()


class _Groups:
    """Groups that grow; each is known by one of its faces."""

    def __init__(self, embeddings: NDArray[np.float32], photos: NDArray[np.int64]) -> None:
        self._parent = list(range(len(embeddings)))
        self._size = [1] * len(embeddings)
        self._sum = embeddings.astype(np.float64)  # of the group's embeddings
        self._photos = [{photo} for photo in photos.tolist()]

    def join(self, one: int, other: int, alike: float) -> None:
        """Make one group of two faces' groups, if they are alike and share no photo."""
        small, large = sorted((self._top(one), self._top(other)), key=lambda top: (self._size[top], -top))
        pairs = self._size[small] * self._size[large]
        if small == large or not self._photos[small].isdisjoint(self._photos[large]):
            return
        if self._sum[small] @ self._sum[large] >= alike * pairs:
            self._parent[small] = large
            self._size[large] += self._size[small]
            self._sum[large] += self._sum[small]
            self._photos[large] |= self._photos[small]

    def of_each(self) -> NDArray[np.int64]:
        """The face that each face's group is known by, shape (F,)."""
        return np.array([self._top(face) for face in range(len(self._parent))], np.int64)

    def _top(self, face: int) -> int:
        while self._parent[face] != face:
            self._parent[face] = self._parent[self._parent[face]]
            face = self._parent[face]
        return face


def _nearest_pairs(embeddings: NDArray[np.float32], alike: float, on_progress: Progress) -> Iterator[tuple[int, int]]:
    """Pairs of near neighbours that are alike, the most similar first."""
    faces = len(embeddings)
    near = min(NEIGHBOURS + 1, faces)  # a face is its own nearest
    ones, others, values = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.float32)]
    for start in range(0, faces, BLOCK):
        cosines = embeddings[start : start + BLOCK] @ embeddings.T
        columns = np.argpartition(cosines, faces - near, axis=1)[:, faces - near :]
        rows = np.broadcast_to(np.arange(start, start + len(columns))[:, np.newaxis], columns.shape)
        nearest = np.take_along_axis(cosines, columns, axis=1)
        kept = (nearest >= alike) & (columns != rows)
        ones.append(rows[kept])
        others.append(columns[kept])
        values.append(nearest[kept])
        on_progress(min(start + BLOCK, faces), faces)
    one, other = np.concatenate(ones), np.concatenate(others)
    order = np.lexsort((other, one, -np.concatenate(values)))
    yield from zip(one[order].tolist(), other[order].tolist(), strict=True)


def _by_size(tops: NDArray[np.int64]) -> NDArray[np.int64]:
    """Number the groups, the largest first, of equal ones the one with the earliest face; a face alone is NOBODY."""
    _, first, group, sizes = np.unique(tops, return_index=True, return_inverse=True, return_counts=True)
    number = np.empty(len(sizes), np.int64)
    number[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return np.where(sizes[group] > 1, number[group], NOBODY)
