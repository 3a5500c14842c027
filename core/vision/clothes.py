"""The colours of what a child wears, under its face: a hint at who it is among photos of one moment."""

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base.records import Box, UprightImage

# Where the clothes are, in widths of the face: so wide, from so far under the box to so far.
WIDTH, TOP, BOTTOM = 1.3, 0.2, 1.2
LEAST_SEEN = 0.3  # part of that place that must lie on the photo
SIDE = 24  # pixels of each side that the place is made small to: folds and knitting are averaged out
STEPS = 4  # of lightness, and of each of the two axes of colour
COLOURED = (88.0, 168.0)  # of the 256 values of these axes, those that clothes have
DIMENSIONS = STEPS**3


def measure(image: UprightImage, box: Box) -> NDArray[np.float32] | None:
    """Tell the colours under a face.

    Args:
        image: The photo, perhaps reduced.
        box: The face, in pixels of the full photo.

    Returns:
        Square roots of the shares of 64 colours, so a unit vector; the product of two of them is the Bhattacharyya
        coefficient, 1 for the same colours. None where too little of the place lies on the photo. Shape (64,).

    Source: A. Bhattacharyya 1943; the distance of D. Comaniciu et al., Kernel-based object tracking, IEEE TPAMI 25,
        2003. CIE L*a*b* as OpenCV has it.
    """
    height, width = image.pixels.shape[:2]
    side, middle = (box.x2 - box.x1) * image.scale, (box.x1 + box.x2) / 2 * image.scale
    wanted = (middle - side * WIDTH / 2, box.y2 * image.scale + side * TOP, side * WIDTH, side * (BOTTOM - TOP))
    left, top = max(0, round(wanted[0])), max(0, round(wanted[1]))
    right, bottom = min(width, round(wanted[0] + wanted[2])), min(height, round(wanted[1] + wanted[3]))
    seen = max(0, right - left) * max(0, bottom - top)
    if seen == 0 or seen < LEAST_SEEN * wanted[2] * wanted[3]:
        return None
    small = cv2.resize(image.pixels[top:bottom, left:right], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    colours = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).reshape(-1, 3).astype(np.float32)
    return np.sqrt(_shares(colours))


def _shares(colours: NDArray[np.float32]) -> NDArray[np.float32]:
    """Share each point out among the eight colours around it, so that a little more light changes little; (64,)."""
    low, high = np.array([0.0, COLOURED[0], COLOURED[0]]), np.array([255.0, COLOURED[1], COLOURED[1]])
    place = np.clip((colours - low) / (high - low), 0.0, 1.0) * (STEPS - 1)
    below = np.minimum(place.astype(np.intp), STEPS - 2)
    beyond = place - below
    shares = np.zeros(DIMENSIONS)
    for corner in np.ndindex(2, 2, 2):
        weights = np.where(corner, beyond, 1.0 - beyond).prod(axis=1)
        numbers = np.ravel_multi_index(tuple((below + corner).T), (STEPS, STEPS, STEPS))
        shares += np.bincount(numbers, weights, DIMENSIONS)
    return np.asarray(shares / shares.sum(), np.float32)
