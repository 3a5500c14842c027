"""Boxes drawn on a reduced picture of a photo: between canvas pixels and pixels of the upright photo."""

from typing import NamedTuple

from core.base.records import Box
from core.rules import label_match

LEAST_SIDE_PX = label_match.LEAST_SIDE_PX  # of the photo: nobody can be told from fewer, and a click is no box


class Size(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


def fit(photo: Size, side: int) -> Size:
    """Size of a photo's picture whose longer side has at most so many pixels; no picture is larger than its photo."""
    part = min(1.0, side / max(photo))
    return Size(max(1, round(photo.width * part)), max(1, round(photo.height * part)))


def to_canvas(box: Box, photo: Size, canvas: Size) -> Box:
    """Where a box of the photo lies on its canvas.

    Args:
        box: In pixels of the upright photo.
        photo: Size of the upright photo.
        canvas: Size of its picture; the two sides may be rounded differently, so each has a scale of its own.
    """
    across, down = canvas.width / photo.width, canvas.height / photo.height
    return Box(box.x1 * across, box.y1 * down, box.x2 * across, box.y2 * down)


def to_photo(box: Box, photo: Size, canvas: Size) -> Box | None:
    """Where a box drawn on the canvas lies on the photo.

    Args:
        box: In canvas pixels; corners may be swapped, and it may reach beyond the canvas.
        photo: Size of the upright photo.
        canvas: Size of its picture.

    Returns:
        The part that lies on the photo, in whole pixels of the upright photo, so within half a pixel of what was
        drawn; None where it is too small to be a face.
    """
    across, down = photo.width / canvas.width, photo.height / canvas.height
    x1, x2 = (min(max(round(x * across), 0), photo.width) for x in sorted((box.x1, box.x2)))
    y1, y2 = (min(max(round(y * down), 0), photo.height) for y in sorted((box.y1, box.y2)))
    return Box(x1, y1, x2, y2) if min(x2 - x1, y2 - y1) >= LEAST_SIDE_PX else None
