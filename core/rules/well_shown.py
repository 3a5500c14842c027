"""How well a face can be seen, and how much its photo is about it, in one number each."""

import numpy as np
from numpy.typing import NDArray

ENOUGH_SIDE = 112.0  # pixels; what an embedder looks at
ENOUGH_SHARPNESS = 70.0  # crops blurred by one pixel reach 65 at most
ENOUGH_SHARE = 0.15  # of the photo's shorter side: a face in a portrait has more, one in a group of ten has less


def score(
    sides: NDArray[np.floating], sharpness: NDArray[np.floating], yaws: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Join size, sharpness and turn of faces.

    Args:
        sides: Longer side of the box in pixels, shape (F,).
        sharpness: As in records.Quality, shape (F,).
        yaws: As in records.Quality, shape (F,).

    Returns:
        In [0, 1]: 1 is large, sharp and looks into the camera; 0 is a profile, or nothing to be seen; shape (F,).
    """
    size = np.clip(sides / ENOUGH_SIDE, 0.0, 1.0)
    sharp = np.clip(sharpness / ENOUGH_SHARPNESS, 0.0, 1.0)
    frontal = 1.0 - np.abs(np.clip(yaws, -1.0, 1.0))
    return np.asarray(np.cbrt(size * sharp * frontal), np.float64)


def subject(
    sides: NDArray[np.floating],
    sharpness: NDArray[np.floating],
    yaws: NDArray[np.floating],
    boxes: NDArray[np.floating],
    widths: NDArray[np.floating],
    heights: NDArray[np.floating],
) -> NDArray[np.float64]:
    """Say how much a face is what its photo is about: well shown, near the middle, and not small beside all else.

    Args:
        sides: Longer side of the box in pixels, shape (F,).
        sharpness: As in records.Quality, shape (F,).
        yaws: As in records.Quality, shape (F,).
        boxes: Pixels of the upright photo, shape (F, 4).
        widths: Of the face's upright photo, in pixels, shape (F,).
        heights: Likewise, shape (F,).

    Returns:
        In [0, 1], shape (F,).
    """
    share = np.clip(sides / (ENOUGH_SHARE * np.minimum(widths, heights)), 0.0, 1.0)
    across = np.abs((boxes[:, 0] + boxes[:, 2]) / widths - 1.0)  # 0 in the middle, 1 at the edge
    down = np.abs((boxes[:, 1] + boxes[:, 3]) / heights - 1.0)
    place = 1.0 - np.clip(np.maximum(across, down), 0.0, 1.0) / 2.0  # at the edge a face counts half
    return np.asarray((score(sides, sharpness, yaws) ** 3 * share * place) ** 0.2, np.float64)
