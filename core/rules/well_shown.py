"""How well a face can be seen, in one number."""

import numpy as np
from numpy.typing import NDArray

ENOUGH_SIDE = 112.0  # pixels; what an embedder looks at
ENOUGH_SHARPNESS = 70.0  # crops blurred by one pixel reach 65 at most


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
