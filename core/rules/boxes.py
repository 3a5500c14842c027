"""Boxes: how much they overlap, and which of two sets belong together."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from core.base.records import Box

NO_MATCH = -1
LEAST_IOU = 0.2  # a label drawn by hand and a detected box frame the same face from here on
# Two found boxes are one face when they share this part of the smaller one: a detector also boxes a mask or half a face
# inside a face, or a whole head around it, which their IoU does not tell.
SAME_FACE = 0.5
LOOKED_TWICE = 0.5  # boxes of two looks of the detector frame the same face from this IoU on
GENEROUS = 0.5  # share of that which is enough where the face lies in the middle of a label drawn around head and hair


def corners(some: Iterable[Box]) -> NDArray[np.float64]:
    """Put boxes into rows, shape (N, 4)."""
    return np.array(list(some), np.float64).reshape(-1, 4)


def iou(first: NDArray[np.floating], second: NDArray[np.floating]) -> NDArray[np.float64]:
    """Measure the overlap of each box with each other box.

    Args:
        first: Boxes, shape (N, 4).
        second: Boxes in the same frame, shape (M, 4).

    Returns:
        Intersection over union in [0, 1], shape (N, M); 0 for a box without area.
    """
    a, b = first.astype(np.float64)[:, None], second.astype(np.float64)[None, :]
    shared = _shared(a, b)
    union = _areas(a) + _areas(b) - shared
    overlap: NDArray[np.float64] = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0.0)
    return overlap


def shared_part(first: NDArray[np.floating], second: NDArray[np.floating]) -> NDArray[np.float64]:
    """Measure which part of the smaller of two boxes lies in the other one.

    Args:
        first: Boxes, shape (N, 4).
        second: Boxes in the same frame, shape (M, 4).

    Returns:
        In [0, 1], shape (N, M); 0 for a box without area.
    """
    a, b = first.astype(np.float64)[:, None], second.astype(np.float64)[None, :]
    smaller = np.minimum(_areas(a), _areas(b))
    shared = _shared(a, b)
    part: NDArray[np.float64] = np.divide(shared, smaller, out=np.zeros_like(shared), where=smaller > 0.0)
    return part


def is_new(found: NDArray[np.floating], known: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Say which found boxes, shape (N, 4), are of no face that is known, shape (M, 4) in the same frame; shape (N,)."""
    return np.asarray((shared_part(found, known) < SAME_FACE).all(axis=1))


def match(labelled: NDArray[np.floating], found: NDArray[np.floating], least: float = LEAST_IOU) -> NDArray[np.intp]:
    """Give each labelled box of a photo its own found box, so that all together overlap most.

    A pair counts from the least IoU on, or from GENEROUS of it where the found box's centre lies in the labelled box.

    Args:
        labelled: Boxes, shape (N, 4).
        found: Boxes in the same frame, shape (M, 4).
        least: Smallest IoU in (0, 1] that counts as the same face wherever the centres lie.

    Returns:
        Row of `found` per labelled box, shape (N,); NO_MATCH where none is left that overlaps enough.
    """
    overlap = iou(labelled, found)
    enough = np.where(_holds_centre(labelled, found), GENEROUS * least, least)
    overlap[overlap < enough] = 0.0  # pairs that don't count must not push out pairs that do
    rows, columns = linear_sum_assignment(overlap, maximize=True)
    matched = np.full(len(labelled), NO_MATCH, dtype=np.intp)
    good = overlap[rows, columns] > 0.0
    matched[rows[good]] = columns[good]
    return matched


def _holds_centre(labelled: NDArray[np.floating], found: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Tell in which labelled box the centre of which found box lies, shape (N, M)."""
    centre = (found[None, :, :2] + found[None, :, 2:]) / 2.0
    within = (labelled[:, None, :2] <= centre) & (centre < labelled[:, None, 2:])
    inside: NDArray[np.bool_] = np.logical_and(within[..., 0], within[..., 1])
    return inside


def _shared(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float64]:
    sides = np.minimum(a[..., 2:], b[..., 2:]) - np.maximum(a[..., :2], b[..., :2])
    shared: NDArray[np.float64] = sides.clip(min=0.0).prod(axis=-1)
    return shared


def _areas(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
    areas: NDArray[np.float64] = (boxes[..., 2:] - boxes[..., :2]).clip(min=0.0).prod(axis=-1)
    return areas
