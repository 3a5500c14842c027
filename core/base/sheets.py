"""Many small pictures as one, so that a page fetches them at once."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images

SIDE = 128  # pixels of each tile
COLUMNS = 10
PAPER = 128  # grey where there is no picture
QUALITY = 82


def make(pictures: Sequence[bytes | None]) -> bytes:
    """Lay pictures out in rows of COLUMNS tiles.

    Args:
        pictures: Files of square pictures; None where there is none.

    Returns:
        A JPEG.

    Raises:
        BadPhotoError: One of the files is no picture.
    """
    rows = max(1, -(-len(pictures) // COLUMNS))
    sheet = np.full((rows * SIDE, COLUMNS * SIDE, 3), PAPER, np.uint8)
    for place, picture in enumerate(pictures):
        if picture is not None:
            y, x = SIDE * (place // COLUMNS), SIDE * (place % COLUMNS)
            sheet[y : y + SIDE, x : x + SIDE] = _tile(images.open_upright(picture).pixels)
    return images.encode_jpeg(sheet, QUALITY)


def _tile(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    smaller = max(pixels.shape[:2]) >= SIDE
    method = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (SIDE, SIDE), interpolation=method), np.uint8)
