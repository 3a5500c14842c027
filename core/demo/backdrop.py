"""Where a photo is taken: rooms and gardens, with nothing in them that looks like a face."""

import colorsys

import cv2
import numpy as np
from numpy.random import Generator

from core.demo import paint
from core.demo.paint import Colour, Floats, Points, Sheet

INDOORS = ("classroom", "paintings", "hall")
OUTDOORS = ("playground", "garden")
PLACES = INDOORS + OUTDOORS
COARSE = 0.5  # it is out of focus, so half the pixels do


def draw(place: str, seed: int, width: int, height: int, sway: tuple[float, float]) -> Floats:
    """A place, RGB in [0, 1], shape (height, width, 3).

    The same seed gives the same furniture; `sway` is how far the camera moved, in shares of the height.
    """
    rng = np.random.default_rng([seed, 7])
    wide = width / height
    sheet = Sheet.blank(height * COARSE, (sway[0], sway[1], sway[0] + wide, sway[1] + 1))
    sheet.colour[:] = 1.0
    {"classroom": _classroom, "paintings": _paintings, "hall": _hall, "playground": _playground, "garden": _garden}[
        place
    ](sheet, rng)
    grain = paint.noise(rng, sheet.cover.shape, (9, 12))
    sheet.colour *= 1 + 0.02 * grain[..., None]
    soft = cv2.GaussianBlur(sheet.colour, (0, 0), 1.6)
    return np.asarray(np.clip(cv2.resize(soft, (width, height)), 0, 1), np.float32)


def _pale(rng: Generator, bright: float = 0.93, vivid: float = 0.16) -> Colour:
    return colorsys.hsv_to_rgb(float(rng.uniform()), float(rng.uniform(0.4, 1) * vivid), bright)


def _bright(rng: Generator) -> Colour:
    return colorsys.hsv_to_rgb(float(rng.uniform()), float(rng.uniform(0.4, 0.62)), float(rng.uniform(0.75, 0.93)))


def _block(x1: float, y1: float, x2: float, y2: float) -> Points:
    return np.array([(x1, y1), (x2, y1), (x2, y2), (x1, y2)])


def _room(sheet: Sheet, rng: Generator, floor: Colour) -> None:
    """Wall, floor and skirting, wider than any photo."""
    sheet.paint(_block(-1, -1, 3, 0.75), _pale(rng))
    sheet.paint(_block(-1, -0.6, 3, 0.12), (1, 1, 1), 0.25, 0.5)
    sheet.paint(_block(-1, 0.74, 3, 2), floor)
    for y in (0.79, 0.86, 0.97):
        sheet.paint(_block(-1, y, 3, y + 0.004), (0.4, 0.3, 0.2), 0.002, 0.18)
    sheet.paint(_block(-1, 0.725, 3, 0.75), (0.97, 0.96, 0.94))
    sheet.paint(_block(-1, 0.75, 3, 0.78), (0.2, 0.15, 0.1), 0.015, 0.25)


def _bunting(sheet: Sheet, rng: Generator) -> None:
    for step in range(14):
        x, y = -0.15 + step * 0.13, 0.05 + 0.05 * np.sin(step * 0.55) ** 2
        sheet.paint(np.array([(x, y), (x + 0.09, y + 0.006), (x + 0.045, y + 0.1)]), _bright(rng), 0.002)
    string = np.array([(x, 0.05 + 0.05 * np.sin((x + 0.15) / 0.13 * 0.55) ** 2) for x in np.linspace(-0.4, 1.8, 60)])
    sheet.paint(paint.ribbon(string, 0.006, 0.006, 0.006), (0.6, 0.5, 0.4))


def _window(sheet: Sheet, x: float, y: float, wide: float, high: float) -> None:
    sheet.paint(_block(x - 0.02, y - 0.02, x + wide + 0.02, y + high + 0.02), (0.98, 0.97, 0.95))
    sheet.paint(_block(x, y, x + wide, y + high), (0.78, 0.89, 0.96))
    sheet.paint(_block(x, y + high * 0.7, x + wide, y + high), (0.66, 0.80, 0.60), 0.02)
    sheet.paint(_block(x + wide / 2 - 0.008, y, x + wide / 2 + 0.008, y + high), (0.98, 0.97, 0.95))
    sheet.paint(_block(x, y + high / 2 - 0.008, x + wide, y + high / 2 + 0.008), (0.98, 0.97, 0.95))


def _classroom(sheet: Sheet, rng: Generator) -> None:
    _room(sheet, rng, (0.80, 0.66, 0.50))
    _window(sheet, rng.uniform(0.0, 0.3), 0.1, 0.36, 0.36)
    _bunting(sheet, rng)
    for start in (rng.uniform(-0.35, -0.1), rng.uniform(0.75, 0.95)):
        sheet.paint(_block(start, 0.44, start + 0.56, 0.8), (0.86, 0.74, 0.58))
        for row in range(2):
            for column in range(3):
                x, y = start + 0.02 + column * 0.18, 0.46 + row * 0.165
                sheet.paint(_block(x, y, x + 0.165, y + 0.15), (0.62, 0.50, 0.38))
                sheet.paint(_block(x + 0.02, y + rng.uniform(0.03, 0.08), x + 0.145, y + 0.15), _bright(rng), 0.003)
    sheet.paint(paint.ellipse(rng.uniform(0.3, 0.9), 0.96, 0.42, 0.1), _pale(rng, 0.85, 0.4), 0.005)


def _paintings(sheet: Sheet, rng: Generator) -> None:
    _room(sheet, rng, (0.78, 0.74, 0.68))
    for row in range(2):
        for column in range(7):
            x, y = -0.25 + column * 0.27 + rng.normal(0, 0.01), 0.1 + row * 0.29 + rng.normal(0, 0.01)
            sheet.paint(_block(x + 0.008, y + 0.01, x + 0.218, y + 0.25), (0.3, 0.25, 0.2), 0.008, 0.3)
            sheet.paint(_block(x, y, x + 0.21, y + 0.24), (0.99, 0.98, 0.95))
            _artwork(sheet, rng, x + 0.015, y + 0.015)


def _artwork(sheet: Sheet, rng: Generator, x: float, y: float) -> None:
    """A child's picture, 0.18 by 0.21: hills, a house, a rainbow, or colour fields."""
    sheet.paint(_block(x, y, x + 0.18, y + 0.21), _pale(rng, 0.95, 0.3))
    kind = int(rng.integers(4))
    if kind == 0:
        sheet.paint(_block(x, y + 0.15, x + 0.18, y + 0.21), (0.55, 0.75, 0.45))
        sheet.paint(_block(x + 0.05, y + 0.09, x + 0.13, y + 0.17), _bright(rng))
        sheet.paint(np.array([(x + 0.035, y + 0.09), (x + 0.145, y + 0.09), (x + 0.09, y + 0.04)]), _bright(rng))
    elif kind == 1:
        for ring, colour in enumerate(((0.9, 0.4, 0.4), (0.97, 0.8, 0.4), (0.5, 0.75, 0.5), (0.5, 0.6, 0.85))):
            radius = 0.085 - ring * 0.014
            arc = np.array(
                [
                    (x + 0.09 + radius * np.cos(a), y + 0.17 - radius * 1.4 * np.sin(a))
                    for a in np.linspace(0, np.pi, 24)
                ]
            )
            sheet.paint(paint.ribbon(arc, 0.013, 0.013, 0.013), colour)
    elif kind == 2:
        for _ in range(5):
            low, left = rng.uniform(0, 0.15), rng.uniform(0, 0.12)
            sheet.paint(_block(x + left, y + low, x + left + 0.06, y + low + 0.06), _bright(rng), 0.006)
    else:
        for step, colour in enumerate((_bright(rng), _bright(rng), _bright(rng))):
            top = y + 0.08 + step * 0.045
            hill = paint.line([(x, top + 0.03), (x + 0.06, top), (x + 0.12, top + 0.03), (x + 0.18, top + 0.005)])
            sheet.paint(np.vstack([hill, [(x + 0.18, y + 0.21), (x, y + 0.21)]]), colour)


def _hall(sheet: Sheet, rng: Generator) -> None:
    _room(sheet, rng, (0.72, 0.80, 0.84))
    for step in range(4):
        _window(sheet, -0.2 + step * 0.46, 0.06, 0.3, 0.22)
    for step in range(9):
        x = -0.3 + step * 0.22
        sheet.paint(_block(x, 0.42, x + 0.21, 0.74), _pale(rng, 0.85, 0.35), 0.003)
    colour = _bright(rng)
    sheet.paint(np.array([(-0.2, 1.1), (1.7, 1.1), (1.45, 0.84), (0.05, 0.84)]), colour, 0.004)


def _outside(sheet: Sheet, rng: Generator, ground: Colour) -> None:
    for step in range(12):
        share = step / 11
        sky = (0.55 + 0.33 * share, 0.76 + 0.16 * share, 0.94 + 0.03 * share)
        sheet.paint(_block(-1, -0.4 + step * 0.09, 3, 1), sky, 0.04)
    for _ in range(5):
        x, y = rng.uniform(-0.2, 1.5), rng.uniform(0.05, 0.3)
        for _ in range(4):
            at = (x + rng.normal(0, 0.07), y + rng.normal(0, 0.012))
            sheet.paint(paint.ellipse(*at, rng.uniform(0.05, 0.1), 0.03), (1, 1, 1), 0.02, 0.6)
    hills = paint.line([(-0.6, 0.6), (0.0, 0.5), (0.6, 0.58), (1.2, 0.48), (2.0, 0.6)])
    sheet.paint(np.vstack([hills, [(2.0, 1.2), (-0.6, 1.2)]]), (0.62, 0.78, 0.60), 0.006)
    sheet.paint(_block(-1, 0.66, 3, 2), ground, 0.006)


def _tree(sheet: Sheet, rng: Generator, x: float) -> None:
    sheet.paint(_block(x - 0.02, 0.4, x + 0.02, 0.72), (0.48, 0.36, 0.27), 0.003)
    green = np.array(colorsys.hsv_to_rgb(rng.uniform(0.24, 0.34), 0.5, 0.62))
    for step in range(26):
        at = (x + rng.normal(0, 0.075), 0.34 - 0.004 * step + rng.normal(0, 0.06))
        lighter = np.clip(green * (0.85 + 0.016 * step), 0, 1)
        sheet.paint(paint.ellipse(*at, 0.05, 0.042), tuple(lighter.tolist()), 0.012, 0.8)


def _playground(sheet: Sheet, rng: Generator) -> None:
    _outside(sheet, rng, (0.90, 0.82, 0.66))
    _tree(sheet, rng, rng.uniform(-0.1, 0.3))
    _tree(sheet, rng, rng.uniform(1.0, 1.4))
    x, colour = rng.uniform(0.3, 0.8), _bright(rng)
    for post in (0.0, 0.16):
        sheet.paint(_block(x + post, 0.36, x + post + 0.018, 0.84), _bright(rng))
    sheet.paint(_block(x - 0.01, 0.5, x + 0.19, 0.53), colour)
    sheet.paint(np.array([(x - 0.03, 0.37), (x + 0.09, 0.27), (x + 0.21, 0.37)]), colour)
    chute = paint.line([(x + 0.18, 0.52), (x + 0.32, 0.62), (x + 0.42, 0.8), (x + 0.54, 0.84)])
    sheet.paint(paint.ribbon(chute, 0.045, 0.045, 0.045), _bright(rng))


def _garden(sheet: Sheet, rng: Generator) -> None:
    _outside(sheet, rng, (0.56, 0.74, 0.42))
    for x in rng.uniform((-0.2, 0.5, 1.1), (0.2, 0.9, 1.5)):
        _tree(sheet, rng, float(x))
    for step in range(34):
        x = -0.35 + step * 0.06
        sheet.paint(
            np.array([(x, 0.8), (x, 0.62), (x + 0.02, 0.6), (x + 0.04, 0.62), (x + 0.04, 0.8)]),
            (0.97, 0.95, 0.90),
            0.002,
        )
    for y in (0.65, 0.74):
        sheet.paint(_block(-1, y, 3, y + 0.022), (0.93, 0.91, 0.86))
    for _ in range(60):
        x, y = rng.uniform(-0.3, 1.7), rng.uniform(0.84, 1.05)
        sheet.paint(paint.ellipse(x, y, 0.009, 0.007), _bright(rng), 0.002)
