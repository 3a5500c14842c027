"""Masks painted on crops, so that a model can learn from an unmasked face how its child looks with a mask on.

A crop's landmarks lie where align.TEMPLATE says, so a mask is a polygon around these five points, a little different
each time: over the nose, along the cheeks, around the chin.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from core.vision import align

COLOURS = (  # RGB: surgical blue, white, black, grey, pink, green, navy, beige
    (150, 195, 220),
    (235, 236, 238),
    (38, 38, 42),
    (128, 130, 134),
    (228, 170, 185),
    (140, 185, 150),
    (50, 62, 105),
    (205, 185, 160),
)
JITTER = 2.5  # standard deviation of each corner, in pixels of a crop
COLOUR_JITTER = 14.0  # of each channel
PLEATED, PLEATS = 0.5, 3  # share of masks with pleats, and how many


def paint(crop: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
    """Paint a mask on a crop.

    Args:
        crop: Aligned, RGB, shape (112, 112, 3).
        chance: Where its form and colour come from.

    Returns:
        Another crop of the same shape.
    """
    corners = _outline(chance)
    colour = np.clip(np.array(COLOURS[chance.integers(len(COLOURS))]) + chance.normal(0.0, COLOUR_JITTER, 3), 0, 255)
    cloth = _cloth(corners, colour, chance)
    cover = np.zeros(crop.shape[:2], np.uint8)
    cv2.fillPoly(cover, [np.rint(corners).astype(np.int32)], 255, cv2.LINE_AA)
    share = cv2.GaussianBlur(cover, (3, 3), 0).astype(np.float32)[..., None] / 255.0
    return np.asarray(np.rint(crop * (1.0 - share) + cloth * share), np.uint8)


def paint_some(
    crops: NDArray[np.uint8], share: float, chance: np.random.Generator
) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """Paint masks on a part of the crops.

    Args:
        crops: Aligned, RGB, shape (N, 112, 112, 3).
        share: How many of them, in [0, 1].
        chance: Which, and how.

    Returns:
        Crops of the same shape, and which of them were painted, shape (N,).
    """
    chosen = chance.random(len(crops)) < share
    painted = crops.copy()
    for row in np.flatnonzero(chosen):
        painted[row] = paint(crops[row], chance)
    return painted, chosen


def _outline(chance: np.random.Generator) -> NDArray[np.float64]:
    """The corners of a mask, from the bridge of the nose clockwise as one looks at the crop, shape (8, 2)."""
    right_eye, left_eye, nose, right_mouth, left_mouth = align.TEMPLATE
    eyes, mouth = (right_eye + left_eye) / 2.0, (right_mouth + left_mouth) / 2.0
    width, down = left_eye - right_eye, mouth - eyes
    bridge = eyes + chance.uniform(0.2, 0.5) * (nose - eyes)
    chin = mouth + chance.uniform(0.55, 0.8) * down
    corners = [
        bridge,
        left_eye + 0.45 * width + 0.40 * down,
        left_mouth + 0.55 * width,
        chin + 0.40 * width - 0.08 * down,
        chin,
        chin - 0.40 * width - 0.08 * down,
        right_mouth - 0.55 * width,
        right_eye - 0.45 * width + 0.40 * down,
    ]
    return np.array(corners) + chance.normal(0.0, JITTER, (len(corners), 2))


def _cloth(
    corners: NDArray[np.float64], colour: NDArray[np.float64], chance: np.random.Generator
) -> NDArray[np.float32]:
    """Cloth that is lighter on one side and in the middle, with pleats on some masks; RGB, shape (112, 112, 3)."""
    side = np.linspace(-1.0, 1.0, align.SIDE)
    light = 1.0 + chance.uniform(-0.15, 0.15) * side[None, :] + chance.uniform(-0.2, 0.05) * np.abs(side)[:, None]
    cloth = (light[..., None] * colour).astype(np.float32)
    if chance.random() < PLEATED:
        top, bottom = corners[:, 1].min(), corners[:, 1].max()
        for height in np.linspace(top, bottom, PLEATS + 2)[1:-1]:
            row = int(height)
            cloth[row : row + 1] *= chance.uniform(0.75, 0.9)
    return cloth
