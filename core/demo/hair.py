"""Hair: a cap on the skull with a fringe, and what hangs behind the neck."""

import cv2
import numpy as np

from core.demo import form, paint
from core.demo.child import HAIRS, Child
from core.demo.paint import Floats, Points, Sheet

HANGS = {
    "bob": 1.05,
    "long": 2.1,
    "curls": 0.75,
    "ponytail": 0.2,
    "plaits": 0.4,
    "buns": 0.2,
    "short": 0.05,
    "crop": -0.1,
}
VOLUME = {
    "crop": 0.05,
    "short": 0.13,
    "curls": 0.3,
    "ponytail": 0.1,
    "plaits": 0.1,
    "buns": 0.1,
    "bob": 0.16,
    "long": 0.15,
}


def front(sheet: Sheet, child: Child) -> None:
    """The hair that lies on the head and beside the face."""
    cover = np.zeros_like(sheet.cover)
    for shape in _cap(child):
        cover = np.maximum(cover, sheet.whole(shape, 0.008))
    opening = sheet.whole(_opening(child), 0.012)
    cover = cover * (1 - opening)
    for shape in _locks(child):
        cover = np.maximum(cover, sheet.whole(shape, 0.008))
    shade = cv2.GaussianBlur(cover, (0, 0), 0.07 * sheet.scale)
    sheet.colour *= (1 - 0.32 * shade * (1 - cover))[..., None]  # hair casts a soft shadow on the skin
    _grow(sheet, child, cover)


def back(sheet: Sheet, child: Child) -> None:
    """The hair behind the neck."""
    low, cover = HANGS[child.cut], np.zeros_like(sheet.cover)
    wide = child.wide + VOLUME[child.cut] * 0.9
    if child.cut in ("bob", "long", "curls"):
        edge = [
            (-wide, -0.4),
            (-wide * 1.05, 0.4),
            (-wide * 0.98, low),
            (0, low + 0.12),
            (wide * 0.98, low),
            (wide * 1.05, 0.4),
            (wide, -0.4),
            (0, -1),
        ]
        cover = sheet.whole(paint.ring(edge), 0.02)
    if child.cut == "ponytail":
        tail = paint.line([(0.4, -0.9), (1.25, -0.75), (1.45, 0.2), (1.2, 1.2)])
        cover = sheet.whole(paint.ribbon(tail, 0.35, 0.55, 0.1), 0.02)
    if child.cut == "buns":
        for side in (-1, 1):
            cover = np.maximum(cover, sheet.whole(paint.ellipse(side * 0.72, -1.25, 0.38, 0.36), 0.01))
    _grow(sheet, child, cover)


def _cap(child: Child) -> list[Points]:
    """The outlines of all hair on the skull, before the face is cut out."""
    volume, low = VOLUME[child.cut], HANGS[child.cut]
    skull = form.skull(child, volume)
    cap = skull[skull[:, 1] < min(low, 0.3)]
    shapes = [cap]
    if child.cut in ("bob", "long"):
        wide, end = child.wide + volume, min(low, 1.3)
        for side in (-1, 1):
            edge = [
                (side * wide * 0.98, -0.3),
                (side * (wide + 0.05), 0.4),
                (side * wide, end),
                (side * wide * 0.72, end + 0.02),
                (side * wide * 0.8, 0.4),
                (side * wide * 0.75, -0.3),
            ]
            shapes.append(paint.ring(edge))
    if child.cut == "curls":
        rng = np.random.default_rng([child.seed, 4])
        for angle in np.linspace(0.95 * np.pi, 2.05 * np.pi, 22):
            x, y = (child.wide + 0.2) * np.cos(angle), -0.05 + 1.3 * np.sin(angle)
            shapes.append(paint.ellipse(x, y, *rng.uniform(0.16, 0.26, 2)))
    return shapes


def _opening(child: Child) -> Points:
    """What the hair leaves free: the face below the hairline."""
    low, wide = child.fringe_low, child.wide * 0.9
    high = {"straight": low, "ragged": low - 0.05, "side": low - 0.12, "curtain": low - 0.5, "none": low - 0.42}[
        child.fringe
    ]
    high = max(high, form.CROWN + 0.2)
    flat = 0.8 if child.fringe in ("straight", "ragged") else 0.5
    lean = 0.22 if child.fringe == "side" else 0.0
    top = [
        (-wide, 0.1),
        (-wide * flat, high * 0.9 + lean + 0.05),
        (0.0 - lean, high),
        (wide * flat, high * 0.9 - lean + 0.05),
        (wide, 0.1),
    ]
    curve = paint.line(top)
    chin = child.chin + 0.4
    return np.vstack([curve, [(wide * 1.02, 0.6), (wide * 1.02, chin), (-wide * 1.02, chin), (-wide * 1.02, 0.6)]])


def _locks(child: Child) -> list[Points]:
    """Locks over the forehead, and plaits."""
    rng = np.random.default_rng([child.seed, 5])
    shapes: list[Points] = []
    low = child.fringe_low
    if child.fringe in ("straight", "ragged", "side"):
        reach = {"straight": 0.03, "ragged": 0.22, "side": 0.12}[child.fringe]
        for x in np.arange(-0.72, 0.73, 0.12) * child.wide:
            end = low + rng.uniform(-reach * 0.4, reach) - 0.12 * abs(x)
            bend = rng.uniform(-0.06, 0.06) + (0.18 if child.fringe == "side" else 0.0)
            path = paint.line([(x * 0.8 - bend, -1.05), (x - bend * 0.3, low - 0.3), (x + bend, end)])
            shapes.append(paint.ribbon(path, 0.2, 0.2, 0.02 if child.fringe != "straight" else 0.13))
    if child.fringe == "curtain":
        for side in (-1, 1):
            path = paint.line(
                [(0, -1.15), (side * 0.35, -0.85), (side * child.wide * 0.8, low), (side * child.wide * 0.97, 0.25)]
            )
            shapes.append(paint.ribbon(path, 0.12, 0.34, 0.04))
    if child.cut == "plaits":
        for side in (-1, 1):
            shapes += [
                paint.ellipse(side * (child.wide + 0.1 + 0.02 * knot), 0.72 + knot * 0.2, 0.17 - 0.008 * knot, 0.14)
                for knot in range(8)
            ]
    return shapes


def _grow(sheet: Sheet, child: Child, cover: Floats) -> None:
    """Put hair where `cover` says: colour, strands, and a relief that rounds it."""
    base = np.asarray(HAIRS[child.hair], np.float32)
    strands = _strands(sheet, child)
    colour = base * (1 + 0.3 * strands)[..., None] + 0.025 * strands[..., None]
    everywhere = (slice(None), slice(None))
    sheet.tint(everywhere, cover, np.clip(colour, 0.015, 1))
    round_ = cv2.GaussianBlur(cover, (0, 0), 0.09 * sheet.scale)
    smooth = cv2.GaussianBlur(sheet.relief, (0, 0), 0.12 * sheet.scale)  # the skull's edge must not show through
    sheet.relief += cover * (smooth - sheet.relief + 0.05 + 0.2 * round_ + 0.012 * strands)
    sheet.cover[:] = np.maximum(sheet.cover, cover)


def _strands(sheet: Sheet, child: Child) -> Floats:
    """Light and dark strands that run from the crown, about 0, shape (H, W)."""
    rng = np.random.default_rng([child.seed, 6])
    x, y = sheet.grid()
    if child.cut in ("curls", "crop"):
        fine = paint.noise(rng, sheet.cover.shape, (70, 62) if child.cut == "crop" else (34, 30))
        return np.asarray(0.7 * fine, np.float32)
    angle = np.arctan2(x * 1.0, y + 1.6)
    away = np.hypot(x, y + 1.6)
    table = 0.6 * paint.noise(rng, (64, 512), (4, 60)) + 0.5 * paint.noise(rng, (64, 512), (8, 220))
    columns = ((angle + 0.05 * np.sin(away * 4)) / np.pi + 1) * 255
    rows = np.broadcast_to(away / 4.5 * 63, columns.shape)
    return np.asarray(
        cv2.remap(table, columns.astype(np.float32), rows.astype(np.float32), cv2.INTER_LINEAR), np.float32
    )
