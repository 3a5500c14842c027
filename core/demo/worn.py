"""What a face wears: masks and glasses."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator

from core.demo import form, paint
from core.demo.child import Child
from core.demo.paint import Colour, Points, Sheet

CLOTHS: tuple[Colour, ...] = (
    (0.95, 0.96, 0.97), (0.70, 0.85, 0.93), (0.93, 0.75, 0.80), (0.76, 0.86, 0.74), (0.22, 0.23, 0.27),
    (0.96, 0.87, 0.62), (0.62, 0.60, 0.80),
)  # fmt: skip
INKS: tuple[Colour, ...] = (
    (0.35, 0.55, 0.80),
    (0.88, 0.45, 0.48),
    (0.98, 0.80, 0.35),
    (0.45, 0.68, 0.52),
    (1.0, 1.0, 1.0),
)
FRAMES: tuple[Colour, ...] = ((0.12, 0.11, 0.12), (0.45, 0.22, 0.15), (0.72, 0.20, 0.25), (0.20, 0.30, 0.55))


@dataclass(frozen=True)
class Mask:
    """A mask.

    Attributes:
        shape: surgical, folded (KN95) or cloth.
        pattern: plain, dots, stripes or checks.
        high: y of its upper edge on the nose, in shares of the nose's length.
    """

    shape: str
    cloth: Colour
    ink: Colour
    pattern: str
    high: float


def choose(rng: Generator) -> Mask:
    """A mask by chance; half of them are white or pale blue and plain."""
    shape = ("surgical", "surgical", "folded", "cloth")[int(rng.integers(4))]
    colour = int(rng.choice(len(CLOTHS), p=(0.36, 0.2, 0.12, 0.08, 0.1, 0.08, 0.06)))
    pattern = ("plain", "dots", "stripes", "checks")[int(rng.integers(4))] if shape == "cloth" else "plain"
    return Mask(shape, CLOTHS[colour], INKS[int(rng.integers(len(INKS)))], pattern, float(rng.uniform(0.3, 0.62)))


def mask(sheet: Sheet, child: Child, what: Mask) -> None:
    """Put a mask over nose, mouth and chin."""
    edge = _edge(child, what)
    cover = sheet.whole(edge, 0.006)
    shade = cv2.GaussianBlur(cover, (0, 0), 0.05 * sheet.scale)
    sheet.colour *= (1 - 0.35 * shade * (1 - cover))[..., None]
    _loops(sheet, child, edge, what)
    everywhere = (slice(None), slice(None))
    sheet.tint(everywhere, cover, what.cloth)
    for one in _pattern(what):
        sheet.paint(one, what.ink, 0.006, 0.85, cover)
    smooth = cv2.GaussianBlur(sheet.relief, (0, 0), 0.13 * sheet.scale)
    sheet.relief[:] += cover * (smooth + 0.05 - sheet.relief)
    sheet.cover[:] = np.maximum(sheet.cover, cover)
    _folds(sheet, child, what, cover)


def _edge(child: Child, what: Mask) -> Points:
    top, low = child.nose_long * what.high, child.chin + 0.06
    half = float(form.half_width(child, np.array([0.45], np.float32))[0])
    under = float(form.half_width(child, np.array([child.chin - 0.25], np.float32))[0])
    peak = top - (0.1 if what.shape == "folded" else 0.03)
    right = [
        (0, peak),
        (0.3, top + 0.07),
        (half * 0.94, 0.42),
        (half * 0.99, 0.72),
        (under * 0.98, child.chin - 0.2),
        (0.3, low),
        (0, low + 0.03),
    ]
    return paint.ring(right + [(-x, y) for x, y in right[-2:0:-1]])


def _loops(sheet: Sheet, child: Child, edge: Points, what: Mask) -> None:
    half = float(np.abs(edge[:, 0]).max())
    for side in (-1, 1):
        for start, end in ((0.46, 0.02), (0.74, 0.36)):
            path = paint.line(
                [
                    (side * half * 0.95, start),
                    (side * (half + 0.04), (start + end) / 2),
                    (side * (child.wide + 0.1), end),
                ]
            )
            sheet.paint(paint.ribbon(path, 0.03, 0.03, 0.03), what.cloth, 0.004, 0.95)


def _pattern(what: Mask) -> list[Points]:
    if what.pattern == "dots":
        return [
            paint.ellipse(x + (row % 2) * 0.11, y, 0.045, 0.045)
            for row, y in enumerate(np.arange(0.1, 1.6, 0.16))
            for x in np.arange(-1.1, 1.1, 0.22)
        ]
    rows = [np.array([(-1.2, y), (1.2, y), (1.2, y + 0.05), (-1.2, y + 0.05)]) for y in np.arange(0.0, 1.6, 0.16)]
    columns = [np.array([(x, 0), (x, 1.7), (x + 0.05, 1.7), (x + 0.05, 0)]) for x in np.arange(-1.2, 1.2, 0.16)]
    return {"stripes": rows, "checks": rows + columns}.get(what.pattern, [])


def _folds(sheet: Sheet, child: Child, what: Mask, cover: "paint.Floats") -> None:
    x, y = sheet.grid()
    middle = (child.nose_long * what.high + child.chin) / 2
    if what.shape == "surgical":
        for offset in (-0.17, 0.0, 0.17):
            sag = y - (middle + offset + 0.05 * (1 - x**2))
            sheet.relief += cover * 0.03 * np.exp(-(np.clip(sag / 0.07, -9, 9) ** 2)) * (sag < 0)
    elif what.shape == "folded":
        sheet.relief += cover * (0.16 * np.exp(-np.abs(x) / 0.3) * np.exp(-(((y - middle) / 0.4) ** 2)))
        sheet.paint(np.array([(-0.008, -1), (0.008, -1), (0.008, 2), (-0.008, 2)]), (0.5, 0.5, 0.5), 0.006, 0.35, cover)
    else:
        sheet.relief += cover * 0.08 * np.exp(-((x / 0.5) ** 2)) * np.exp(-(((y - middle) / 0.35) ** 2))
    sheet.colour *= (1 - 0.12 * cover * (cv2.GaussianBlur(cover, (0, 0), 0.04 * sheet.scale) < 0.85))[..., None]


def glasses(sheet: Sheet, child: Child) -> None:
    """Put on the child's glasses, if it has any."""
    if child.glasses == "none":
        return
    colour, wide = FRAMES[child.frame], min(0.36, child.eye_apart - 0.06)
    for side in (-1, 1):
        x = side * (child.eye_apart + 0.02)
        if child.glasses == "round":
            rim = paint.ellipse(x, 0.04, wide, wide)
        else:
            turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
            squared = (
                np.column_stack([np.cos(turn), np.sin(turn)])
                / np.maximum(np.abs(np.cos(turn)) ** 5 + np.abs(np.sin(turn)) ** 5, 0)[:, None] ** 0.2
            )
            rim = squared * (wide, wide * 0.78) + (x, 0.04)
        sheet.paint(rim, (1, 1, 1), 0.0, 0.07)
        sheet.paint(paint.ribbon(np.vstack([rim, rim[:2]]), 0.05, 0.05, 0.05), colour, 0.003, 0.97)
        temple = np.array([(x + side * wide, 0.0), (side * (child.wide + 0.03), -0.02)])
        sheet.paint(paint.ribbon(temple, 0.05, 0.05, 0.05), colour, 0.003, 0.95)
    bridge = paint.line([(-child.eye_apart + wide - 0.02, 0.0), (0, -0.05), (child.eye_apart - wide + 0.02, 0.0)])
    sheet.paint(paint.ribbon(bridge, 0.05, 0.04, 0.05), colour, 0.003, 0.97)
