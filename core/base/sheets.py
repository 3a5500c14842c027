"""Many small pictures as one, so that a page fetches them at once."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images

SIDE = 128  # pixels of each tile, where no other size is wished
COLUMNS = 10
PAPER = 128  # grey where there is no picture
QUALITY = 82


def make(pictures: Sequence[bytes | None], side: int = SIDE) -> bytes:
    """Lay pictures out in rows of COLUMNS tiles.

    Args:
        pictures: Files of square pictures; None where there is none.
        side: Of each tile, in pixels.

    Returns:
        A JPEG.

    Raises:
        BadPhotoError: One of the files is no picture.
    """
    rows = max(1, -(-len(pictures) // COLUMNS))
    sheet = np.full((rows * side, COLUMNS * side, 3), PAPER, np.uint8)
    for place, picture in enumerate(pictures):
        if picture is not None:
            y, x = side * (place // COLUMNS), side * (place % COLUMNS)
            sheet[y : y + side, x : x + side] = _tile(images.open_upright(picture).pixels, side)
    return images.encode_jpeg(sheet, QUALITY)


def _tile(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    smaller = max(pixels.shape[:2]) >= side
    method = cv2.INTER_AREA if smaller else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(pixels, (side, side), interpolation=method), np.uint8)
