"""A sheet to draw on: colour, cover and relief of the same pixels, painted in a child's own measures."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicHermiteSpline

Floats = NDArray[np.float32]
Points = NDArray[np.float64]
Colour = tuple[float, float, float]
SHIFT = 4  # OpenCV takes corners as whole numbers of a sixteenth of a pixel


@dataclass
class Sheet:
    """Pixels over a rectangle of the plane; x runs to the right, y down.

    Attributes:
        scale: Pixels per unit.
        left: x of the first column, in units.
        top: y of the first row, in units.
        colour: What is painted, RGB in [0, 1], shape (H, W, 3).
        cover: How much of a pixel is covered, in [0, 1], shape (H, W).
        relief: Height towards the viewer, in units, shape (H, W).
    """

    scale: float
    left: float
    top: float
    colour: Floats
    cover: Floats
    relief: Floats

    @classmethod
    def blank(cls, scale: float, corners: tuple[float, float, float, float]) -> "Sheet":
        """An empty sheet over (x1, y1, x2, y2), in units."""
        x1, y1, x2, y2 = corners
        shape = (round((y2 - y1) * scale), round((x2 - x1) * scale))
        empty = np.zeros(shape, np.float32)
        return cls(scale, x1, y1, np.zeros((*shape, 3), np.float32), empty, empty.copy())

    def grid(self) -> tuple[Floats, Floats]:
        """X and y of every pixel's centre, in units, shapes (1, W) and (H, 1)."""
        height, width = self.cover.shape
        x = (np.arange(width, dtype=np.float32) + 0.5) / self.scale + self.left
        y = (np.arange(height, dtype=np.float32) + 0.5) / self.scale + self.top
        return x[None, :], y[:, None]

    def shape(self, points: Points, soft: float = 0.0) -> tuple[tuple[slice, slice], Floats]:
        """The part of the sheet that a polygon touches, and how much of each pixel there it covers.

        Args:
            points: Corners in units, shape (N, 2).
            soft: Standard deviation of the blurred edge, in units.
        """
        corners = (points - (self.left, self.top)) * self.scale - 0.5
        margin = 3 * soft * self.scale + 2
        size = np.array(self.cover.shape[::-1])
        low = np.clip(np.floor(corners.min(0) - margin), 0, size).astype(int)
        high = np.clip(np.ceil(corners.max(0) + margin), low, size).astype(int)
        part = np.zeros(tuple((high - low)[::-1]), np.uint8)
        if part.size:
            cv2.fillPoly(part, [np.round((corners - low) * 2**SHIFT).astype(np.int32)], 255, cv2.LINE_AA, SHIFT)
        cover: Floats = np.divide(part, 255, dtype=np.float32)
        if soft * self.scale > 0.3 and part.size:
            cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), soft * self.scale), np.float32)
        return (slice(low[1], high[1]), slice(low[0], high[0])), cover

    def whole(self, points: Points, soft: float = 0.0) -> Floats:
        """How much of every pixel of the sheet a polygon covers, shape (H, W)."""
        part, cover = self.shape(points, soft)
        full = np.zeros_like(self.cover)
        full[part] = cover
        return full

    def paint(
        self, points: Points, colour: Colour, soft: float = 0.0, strength: float = 1.0, within: Floats | None = None
    ) -> None:
        """Paint a polygon onto what is covered already; `within` (H, W) keeps it inside another shape."""
        part, cover = self.shape(points, soft)
        weight = cover * strength * (1 if within is None else within[part])
        self.tint(part, weight, colour)

    def tint(self, part: tuple[slice, slice], weight: Floats, colour: Colour | Floats) -> None:
        """Mix a colour into a part of the sheet, `weight` being its share in [0, 1]."""
        here = self.colour[part]
        here += weight[..., None] * (np.asarray(colour, np.float32) - here)


def ellipse(x: float, y: float, wide: float, high: float, tilt: float = 0.0) -> Points:
    """Corners of an ellipse with the half axes `wide` and `high`, turned by `tilt` radians."""
    turn = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    return moved(turned(np.column_stack([wide * np.cos(turn), high * np.sin(turn)]), tilt), x, y)


def moved(points: Points, x: float, y: float) -> Points:
    """Points moved to the right by x and down by y."""
    return np.asarray(points + np.array([x, y]), np.float64)


def turned(points: Points, angle: float) -> Points:
    """Points turned about the origin by `angle` radians, clockwise on the screen."""
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(points @ np.array([[cos, sin], [-sin, cos]]))


def mirrored(points: Points) -> Points:
    """The same shape on the other side of x = 0."""
    return np.asarray(points * np.array([-1, 1]), np.float64)


def line(points: list[tuple[float, float]] | Points, steps: int = 40) -> Points:
    """A smooth line through points, shape (steps, 2).

    Source: Catmull and Rom 1974; unlike a natural spline it needs no system of equations.
    """
    through, at = np.asarray(points, np.float64), np.linspace(0, 1, len(points))
    curve = CubicHermiteSpline(at, through, np.gradient(through, at, axis=0))
    return np.asarray(curve(np.linspace(0, 1, steps)))


def ring(points: list[tuple[float, float]] | Points, steps: int = 80) -> Points:
    """A smooth closed line through points, shape (steps, 2)."""
    around = np.asarray(points, np.float64)
    slopes = (np.roll(around, -1, axis=0) - np.roll(around, 1, axis=0)) / 2
    at = np.arange(len(around) + 1)
    curve = CubicHermiteSpline(at, np.vstack([around, around[:1]]), np.vstack([slopes, slopes[:1]]))
    return np.asarray(curve(np.linspace(0, len(around), steps, endpoint=False)))


def ribbon(path: Points, start: float, middle: float, end: float) -> Points:
    """The outline of a stroke along a path, with its width at three places in units."""
    along = np.gradient(path, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    half = np.interp(np.linspace(0, 1, len(path)), [0, 0.45, 1], [start, middle, end])[:, None] / 2
    side = along[:, ::-1] * (-1, 1) * half
    return np.vstack([path + side, (path - side)[::-1]])


def noise(rng: np.random.Generator, shape: tuple[int, int], cells: tuple[int, int]) -> Floats:
    """Smooth noise with mean 0 and standard deviation about 1, shape (H, W), from a grid of (rows, columns) cells."""
    small = rng.standard_normal(cells).astype(np.float32)
    return np.asarray(cv2.resize(small, shape[::-1], interpolation=cv2.INTER_CUBIC), np.float32)
