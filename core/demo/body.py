"""A child below the chin: neck, clothes, arms and legs."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from core.demo import features, form, paint
from core.demo.child import Child
from core.demo.form import Light
from core.demo.paint import Colour, Floats, Points, Sheet

CORNERS = (-2.4, 0.4, 2.4, 8.9)  # of the sheet for a body, in units of the head's
FINEST = 80.0  # pixels per unit; clothes need no more
FABRICS: tuple[Colour, ...] = (
    (0.93, 0.55, 0.52), (0.98, 0.80, 0.45), (0.55, 0.75, 0.62), (0.47, 0.66, 0.84), (0.70, 0.60, 0.82),
    (0.95, 0.93, 0.88), (0.30, 0.42, 0.58), (0.95, 0.72, 0.78), (0.62, 0.78, 0.88), (0.55, 0.58, 0.60),
)  # fmt: skip


@dataclass(frozen=True)
class Clothes:
    """What a child wears all day.

    Attributes:
        pattern: plain, stripes, dots, or bib (dungarees).
    """

    top: Colour
    ink: Colour
    trousers: Colour
    pattern: str


def choose(rng: Generator) -> Clothes:
    """Clothes by chance."""
    top, ink, trousers = rng.choice(len(FABRICS), 3, replace=False)
    pattern = ("plain", "stripes", "dots", "bib")[int(rng.integers(4))]
    return Clothes(FABRICS[top], FABRICS[ink], FABRICS[trousers], pattern)


def draw(child: Child, clothes: Clothes, light: Light, scale: float, swing: float, low: float) -> Floats:
    """A body, RGB and cover in [0, 1], premultiplied, shape (H, W, 4), over CORNERS at `scale` pixels per unit.

    The arms are held out by `swing`, from 0 to 1; y below `low`, in units, can't be seen and is left out.
    """
    corners = (*CORNERS[:3], float(np.clip(low, CORNERS[1] + 0.2, CORNERS[3])))
    sheet = Sheet.blank(min(scale, FINEST), corners)
    _put(sheet, _legs(), clothes.trousers)
    _put(sheet, [_shoe(side) for side in (-1, 1)], clothes.ink)
    skin = features.skin_colour(child, 0.06)
    _put(sheet, [_hand(side, swing) for side in (-1, 1)], skin)
    _put(sheet, [_neck(child)], features.skin_colour(child, 0.2))
    _put(sheet, [_arm(side, swing) for side in (-1, 1)], clothes.top)
    _put(sheet, [_torso()], clothes.top)
    _decorate(sheet, clothes)
    colour = form.shaded(sheet, light, 0.0, shine=0.02) * sheet.cover[..., None]
    size = (round((corners[2] - corners[0]) * scale), round((corners[3] - corners[1]) * scale))
    return np.asarray(cv2.resize(np.dstack([colour, sheet.cover]), size), np.float32)


def _put(sheet: Sheet, shapes: list[Points], colour: Colour) -> None:
    """Lay rounded pieces of one colour on what is there."""
    for shape in shapes:
        part, cover = sheet.shape(shape, 0.01)
        if not cover.size:  # below the photo's edge
            continue
        sheet.tint(part, cover, colour)
        rounded = cv2.GaussianBlur(cover, (0, 0), max(0.16 * sheet.scale, 0.5))
        sheet.relief[part] += cover * (0.5 * rounded + 0.1 - 0.5 * sheet.relief[part])
        sheet.cover[part] = np.maximum(sheet.cover[part], cover)


def _neck(child: Child) -> Points:
    half = 0.36 * child.wide
    return np.array([(-half, 0.5), (half, 0.5), (half * 1.15, 1.75), (-half * 1.15, 1.75)])


def _torso() -> Points:
    right = [(0.42, 1.5), (0.85, 1.62), (1.14, 1.82), (1.1, 2.6), (1.08, 3.6), (1.16, 4.6)]
    left = [(-x, y) for x, y in reversed(right)]
    return np.vstack([paint.line(right), paint.line(left), paint.line([(-0.42, 1.5), (0, 1.72), (0.42, 1.5)])])


def _arm(side: int, swing: float) -> Points:
    path = paint.line([(0.95, 1.95), (1.3 + 0.2 * swing, 2.8), (1.4 + 0.5 * swing, 3.75 - 0.2 * swing)]) * (side, 1)
    return paint.ribbon(path, 0.6, 0.54, 0.42)


def _hand(side: int, swing: float) -> Points:
    return paint.ellipse(side * (1.43 + 0.5 * swing), 3.95 - 0.2 * swing, 0.2, 0.27)


def _legs() -> list[Points]:
    return [
        paint.ribbon(paint.line([(s * 0.55, 4.3), (s * 0.6, 6.3), (s * 0.62, 8.3)]), 1.1, 0.86, 0.7) for s in (-1, 1)
    ]


def _shoe(side: int) -> Points:
    return paint.ellipse(side * 0.7, 8.42, 0.46, 0.28)


def _decorate(sheet: Sheet, clothes: Clothes) -> None:
    """Paint the pattern on the top, and its collar."""
    inside = sheet.whole(_torso())
    if clothes.pattern == "stripes":
        for y in np.arange(2.1, 4.6, 0.42):
            band = np.array([(-1.3, y), (1.3, y), (1.3, y + 0.17), (-1.3, y + 0.17)])
            sheet.paint(band, clothes.ink, 0.01, 0.9, inside)
    elif clothes.pattern == "dots":
        for row, y in enumerate(np.arange(2.1, 4.6, 0.36)):
            for x in np.arange(-1.1, 1.2, 0.44):
                sheet.paint(paint.ellipse(x + (row % 2) * 0.22, y, 0.09, 0.09), clothes.ink, 0.01, 0.9, inside)
    elif clothes.pattern == "bib":
        bib = np.array(
            [(-0.62, 2.6), (0.62, 2.6), (0.75, 3.4), (1.3, 3.5), (1.3, 4.7), (-1.3, 4.7), (-1.3, 3.5), (-0.75, 3.4)]
        )
        sheet.paint(bib, clothes.trousers, 0.012, 1.0, inside)
        for side in (-1, 1):
            strap = paint.line([(side * 0.52, 2.65), (side * 0.6, 1.6)], 8)
            sheet.paint(paint.ribbon(strap, 0.2, 0.2, 0.2), clothes.trousers, 0.01, 1.0, inside)
    collar = paint.line([(-0.42, 1.52), (0, 1.76), (0.42, 1.52)])
    sheet.paint(paint.ribbon(collar, 0.1, 0.12, 0.1), clothes.ink, 0.01, 0.9)
