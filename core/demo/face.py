"""One head as a picture: painted from the front, then lit, turned and tilted."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.demo import features, form, hair, paint, worn
from core.demo.child import Child
from core.demo.form import Light, Look
from core.demo.paint import Floats, Points, Sheet
from core.demo.worn import Mask

CORNERS = (-2.0, -2.1, 2.0, 2.6)  # of the sheet for a head, in units
COARSE = 4  # pixels between the places where the turn is worked out
BACK = -0.45  # how far behind the face the hair hangs


@dataclass(frozen=True)
class Pose:
    """How a head is held.

    Attributes:
        yaw: Turn to the picture's right, in radians.
        pitch: Nod downwards, in radians.
        roll: Tilt clockwise, in radians.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0


@dataclass(frozen=True)
class Head:
    """A drawn head, the eyes' middle at the pictures' origin.

    Attributes:
        back: What lies behind the neck, RGB and cover in [0, 1], premultiplied, shape (H, W, 4).
        front: The rest, same frame and shape.
        origin: Where the eyes' middle (x, y) is, in pixels.
        box: The face from the brow's top to the chin, in pixels.
    """

    back: Floats
    front: Floats
    origin: tuple[float, float]
    box: tuple[float, float, float, float]


def draw(child: Child, look: Look, pose: Pose, light: Light, scale: float, mask: Mask | None = None) -> Head:
    """Draw a head at `scale` pixels per unit."""
    fine = Sheet.blank(max(scale * 1.15, 45.0), CORNERS)
    behind = Sheet.blank(fine.scale, CORNERS)
    hair.back(behind, child)
    fine.relief[:] = form.relief(child, fine, look)
    features.skin(fine, child)
    features.nose(fine, child)
    features.mouth(fine, child, look)
    features.eyes(fine, child, look)
    features.brows(fine, child, look)
    if mask:
        worn.mask(fine, child, mask)
    hair.front(fine, child)
    worn.glasses(fine, child)
    front = _turned(_lit(fine, light, pose), _smooth(fine), fine, pose, scale)
    flat = np.full_like(behind.relief, BACK)
    back = _turned(_lit(behind, light, pose), flat, behind, pose, scale)
    return Head(back, front, _origin(scale), _box(child, fine, pose, scale))


def _lit(sheet: Sheet, light: Light, pose: Pose) -> Floats:
    colour = form.shaded(sheet, light, pose.yaw) * sheet.cover[..., None]
    return np.dstack([colour, sheet.cover])


def _smooth(sheet: Sheet) -> Floats:
    """Heights without steps, so that a turned head does not fold."""
    return np.asarray(cv2.GaussianBlur(sheet.relief, (0, 0), 0.06 * sheet.scale), np.float32)


def _side(scale: float) -> int:
    """Width and height of a head's picture: room for every tilt."""
    return 2 * COARSE * round(2.7 * scale / COARSE)


def _origin(scale: float) -> tuple[float, float]:
    return (_side(scale) / 2, _side(scale) / 2)


def _turned(picture: Floats, heights: Floats, sheet: Sheet, pose: Pose, scale: float) -> Floats:
    """The picture as seen when the head turns, by asking for each pixel where on the sheet it comes from."""
    side = _side(scale)
    coarse = side // COARSE
    at = (np.arange(coarse, dtype=np.float32) + 0.5 - coarse / 2) / scale * COARSE
    cos, sin = np.cos(pose.roll), np.sin(pose.roll)
    seen_x, seen_y = at[None, :] * cos + at[:, None] * sin, at[:, None] * cos - at[None, :] * sin
    x, y = seen_x.astype(np.float32), seen_y.astype(np.float32)
    for _ in range(8):
        height = cv2.remap(heights, *_pixels(sheet, x, y), cv2.INTER_LINEAR, borderValue=0)
        new_x = (seen_x - height * np.sin(pose.yaw)) / np.cos(pose.yaw)
        depth = height * np.cos(pose.yaw) - x * np.sin(pose.yaw)
        new_y = (seen_y - depth * np.sin(pose.pitch)) / np.cos(pose.pitch)
        x, y = (0.3 * x + 0.7 * new_x).astype(np.float32), (0.3 * y + 0.7 * new_y).astype(np.float32)
    columns, rows = (cv2.resize(each, (side, side)) for each in _pixels(sheet, x, y))
    return np.asarray(cv2.remap(picture, columns, rows, cv2.INTER_LINEAR, borderValue=(0, 0, 0, 0)), np.float32)


def _pixels(sheet: Sheet, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    return (x - sheet.left) * sheet.scale - 0.5, (y - sheet.top) * sheet.scale - 0.5


def _box(child: Child, sheet: Sheet, pose: Pose, scale: float) -> tuple[float, float, float, float]:
    edge: Points = form.outline(child)
    edge = edge[edge[:, 1] > -0.75]
    columns, rows = _pixels(sheet, edge[:, 0].astype(np.float32), edge[:, 1].astype(np.float32))
    heights = np.asarray(cv2.remap(_smooth(sheet), columns, rows, cv2.INTER_LINEAR), np.float32)[:, 0]
    seen = form.turned(edge, heights, pose.yaw, pose.pitch)
    seen = paint.turned(seen, pose.roll) * scale + _origin(scale)
    (x1, y1), (x2, y2) = seen.min(0), seen.max(0)
    return (float(x1), float(y1), float(x2), float(y2))
