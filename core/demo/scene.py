"""One photo: a place, the people in front of it, and what the camera makes of them."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base.records import Box
from core.demo import backdrop, body, face
from core.demo.body import Clothes
from core.demo.child import Child
from core.demo.face import Pose
from core.demo.form import Light, Look
from core.demo.paint import Floats
from core.demo.worn import Mask


@dataclass(frozen=True)
class Figure:
    """Somebody on a photo.

    Attributes:
        eyes: Where the eyes' middle is, in pixels of the upright photo.
        scale: Pixels per unit of the head.
        swing: How far the arms are held out, from 0 to 1.
    """

    child: Child
    clothes: Clothes
    mask: Mask | None
    look: Look
    pose: Pose
    eyes: tuple[float, float]
    scale: float
    swing: float


@dataclass(frozen=True)
class Scene:
    """All that a photo shows.

    Attributes:
        size: Width and height of the upright photo, in pixels.
        place_seed: The same seed gives the same furniture.
        sway: How far the camera moved within its place, in shares of the height.
        blur: Standard deviation of the blur over all, in pixels.
        noise_seed: The grain of the picture.
    """

    size: tuple[int, int]
    place: str
    place_seed: int
    sway: tuple[float, float]
    light: Light
    figures: tuple[Figure, ...]
    blur: float
    noise_seed: int


def draw(scene: Scene) -> tuple[NDArray[np.uint8], tuple[Box, ...]]:
    """Draw a photo; the pixels are RGB of shape (H, W, 3), one box per figure, in the figures' order."""
    width, height = scene.size
    picture = backdrop.draw(scene.place, scene.place_seed, width, height, scene.sway)
    picture *= np.asarray(scene.light.tint, np.float32)
    boxes: dict[int, Box] = {}
    for index in sorted(range(len(scene.figures)), key=lambda index: scene.figures[index].scale):
        boxes[index] = _place(picture, scene.figures[index], scene.light)
    return _exposed(picture, scene), tuple(boxes[index] for index in range(len(scene.figures)))


def _place(picture: Floats, figure: Figure, light: Light) -> Box:
    """Put a figure into the picture; returns its face's box, cut at the edges."""
    head = face.draw(figure.child, figure.look, figure.pose, light, figure.scale, figure.mask)
    x, y = round(figure.eyes[0] - head.origin[0]), round(figure.eyes[1] - head.origin[1])
    _lay(picture, head.back, x, y)
    low = (picture.shape[0] - figure.eyes[1]) / figure.scale
    below = body.draw(figure.child, figure.clothes, light, figure.scale, figure.swing, low)
    left, top = (round(eye + corner * figure.scale) for eye, corner in zip(figure.eyes, body.CORNERS[:2], strict=True))
    lean = round(-np.sin(figure.pose.roll) * 0.8 * figure.scale)  # the chin swings out, and the neck follows
    _lay(picture, below, left + lean, top)
    _lay(picture, head.front, x, y)
    height, width = picture.shape[:2]
    x1, y1, x2, y2 = head.box
    return Box(max(0, round(x1 + x)), max(0, round(y1 + y)), min(width, round(x2 + x)), min(height, round(y2 + y)))


def _lay(picture: Floats, layer: Floats, x: int, y: int) -> None:
    """Lay a premultiplied layer over the picture, its corner at (x, y); what hangs over is cut."""
    height, width = picture.shape[:2]
    left, top, right, low = max(0, x), max(0, y), min(width, x + layer.shape[1]), min(height, y + layer.shape[0])
    if left >= right or top >= low:
        return
    piece = layer[top - y : low - y, left - x : right - x]
    here = picture[top:low, left:right]
    here *= 1 - piece[..., 3:]
    here += piece[..., :3]


def _exposed(picture: Floats, scene: Scene) -> NDArray[np.uint8]:
    """What the camera makes of it: blur, and a little grain."""
    if scene.blur > 0.3:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), scene.blur), np.float32)
    rng = np.random.default_rng(scene.noise_seed)
    grain = rng.standard_normal(picture.shape[:2], np.float32)[..., None] * 0.008
    return np.asarray(np.clip((picture + grain) * 255 + 0.5, 0, 255), np.uint8)
