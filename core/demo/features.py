"""The features of a face: skin, eyes, brows, nose and mouth, painted flat; form.py gives them light."""

import numpy as np

from core.demo import form, paint
from core.demo.child import HAIRS, IRISES, SKINS, Child
from core.demo.form import Look
from core.demo.paint import Colour, Floats, Points, Sheet


def skin_colour(child: Child, darker: float = 0.0, redder: float = 0.0) -> Colour:
    """The child's skin; `darker` and `redder` are shares in [0, 1]."""
    at = np.arange(len(SKINS))
    base = np.array([np.interp(child.skin, at, [skin[band] for skin in SKINS]) for band in range(3)])
    base += (child.undertone, 0, -child.undertone)
    base *= 1 - darker * np.array((0.75, 1.0, 1.0))
    base += redder * (np.array((0.80, 0.28, 0.27)) - base) * 0.7
    red, green, blue = np.clip(base, 0, 1)
    return (float(red), float(green), float(blue))


def skin(sheet: Sheet, child: Child) -> None:
    """Head and ears in the colour of the skin, with blush, freckles and moles."""
    for side in (-1, 1):
        ear = paint.ellipse(side * (child.wide + 0.02), 0.2, child.ears * 0.55, child.ears, side * 0.15)
        cover = sheet.whole(ear)
        sheet.cover[:] = np.maximum(sheet.cover, cover)
        sheet.tint((slice(None), slice(None)), cover, skin_colour(child, 0.04, 0.1))
        sheet.paint(ear * (1, 0.65) + (side * 0.02, 0.07), skin_colour(child, 0.25, 0.2), 0.03, 0.5)
    head = sheet.whole(form.outline(child))
    sheet.cover[:] = np.maximum(sheet.cover, head)
    sheet.tint((slice(None), slice(None)), head, skin_colour(child))
    for side in (-1, 1):
        sheet.paint(paint.ellipse(side * 0.56, 0.5, 0.26, 0.2), skin_colour(child, 0, 1), 0.12, child.blush, head)
    _spots(sheet, child)


def _spots(sheet: Sheet, child: Child) -> None:
    rng = np.random.default_rng([child.seed, 2])
    shape = sheet.cover.shape
    blotches = paint.noise(rng, shape, (16, 14)) + 0.6 * paint.noise(rng, shape, (40, 36))
    sheet.colour *= 1 + child.mottle * blotches[..., None] * np.array((0.6, 1.0, 1.0), np.float32)
    for _ in range(int(child.freckles * 45)):
        x, y = rng.normal(0, 0.36), rng.normal(0.36, 0.14)
        size = rng.uniform(0.012, 0.028)
        sheet.paint(paint.ellipse(x, y, size, size), skin_colour(child, 0.45, 0.15), 0.006, rng.uniform(0.4, 0.8))
    for _ in range(child.moles):
        x, y, size = rng.uniform(-0.7, 0.7), rng.uniform(-0.3, 1.0), rng.uniform(0.025, 0.045)
        sheet.paint(paint.ellipse(x, y, size, size), skin_colour(child, 0.75), 0.008, 0.9)


def eyes(sheet: Sheet, child: Child, look: Look) -> None:
    """Both eyes with lids and lashes."""
    for side in (-1, 1):
        _eye(sheet, child, look, side)


def _eye(sheet: Sheet, child: Child, look: Look, side: int) -> None:
    wide = child.eye_wide
    open_ = wide * child.eye_high * (1 - look.blink) * (1 - 0.25 * look.smile)

    def place(points: Points) -> Points:
        seen = paint.moved(paint.turned(points, child.eye_tilt), child.eye_apart, 0)
        return seen if side > 0 else paint.mirrored(seen)

    upper = paint.line(
        [(-wide, 0.15 * open_), (-0.5 * wide, -0.75 * open_), (0.1 * wide, -open_), (wide, -0.1 * open_)]
    )
    lower = paint.line(
        [(-wide, 0.15 * open_), (-0.3 * wide, 0.6 * open_), (0.4 * wide, 0.65 * open_), (wide, -0.1 * open_)]
    )
    almond = place(np.vstack([upper, lower[::-1]]))
    lid = skin_colour(child, 0.3 + 0.3 * child.eye_deep, 0.12)
    sheet.paint(place(paint.ellipse(0, -0.03, wide * 1.25, wide * 0.75)), lid, 0.06, 0.35 + child.eye_deep)
    sheet.paint(place(paint.moved(lower, 0, 0.5 * wide)), skin_colour(child, 0.35, 0.2), 0.05, child.bags)
    ball = sheet.whole(almond)
    sheet.tint((slice(None), slice(None)), ball, (0.95, 0.94, 0.93))
    _iris(sheet, child, look, side, ball)
    shadow = paint.ribbon(paint.moved(upper, 0, 0.12 * open_), 0.06, 0.09, 0.06)
    sheet.paint(place(shadow), (0.25, 0.2, 0.2), 0.02, 0.45, ball)
    dark = skin_colour(child, 0.8)
    thick = 0.022 + 0.035 * child.lashes
    sheet.paint(place(paint.ribbon(upper, 0.012, thick, thick * 0.9)), dark, 0.004, 0.92)
    tail = paint.line([upper[-6], upper[-1], upper[-1] + (0.06 * child.lashes, -0.05 * child.lashes)])
    sheet.paint(place(paint.ribbon(tail, thick * 0.8, thick * 0.6, 0.004)), dark, 0.004, child.lashes)
    sheet.paint(place(paint.ribbon(lower, 0.006, 0.016, 0.014)), skin_colour(child, 0.6, 0.2), 0.006, 0.6)
    fold = upper * (1.04, 0.9) + (0.01, -0.05 - 0.05 * child.crease)
    sheet.paint(place(paint.ribbon(fold, 0.004, 0.022, 0.012)), skin_colour(child, 0.55, 0.1), 0.008, child.crease)


def _iris(sheet: Sheet, child: Child, look: Look, side: int, ball: Floats) -> None:
    x = side * child.eye_apart + look.gaze * child.eye_wide * 0.5
    size = child.iris_size * child.eye_wide
    y = -0.12 * size
    colour = IRISES[child.iris]
    rim: Colour = (colour[0] * 0.35, colour[1] * 0.35, colour[2] * 0.35)
    sheet.paint(paint.ellipse(x, y, size, size), rim, 0.008, 1, ball)
    sheet.paint(paint.ellipse(x, y, size * 0.84, size * 0.84), colour, 0.015, 1, ball)
    glow: Colour = (colour[0] * 1.5, colour[1] * 1.5, colour[2] * 1.5)
    sheet.paint(paint.ellipse(x, y + 0.4 * size, size * 0.55, size * 0.35), glow, 0.02, 0.6, ball)
    sheet.paint(paint.ellipse(x, y, size * 0.45, size * 0.45), (0.03, 0.03, 0.03), 0.008, 1, ball)
    sheet.paint(paint.ellipse(x - 0.3 * size, y - 0.35 * size, size * 0.2, size * 0.2), (1, 1, 1), 0.006, 0.95, ball)
    sheet.paint(paint.ellipse(x + 0.3 * size, y + 0.35 * size, size * 0.1, size * 0.1), (1, 1, 1), 0.006, 0.5, ball)


def brows(sheet: Sheet, child: Child, look: Look) -> None:
    """Both brows, with single hairs."""
    rng = np.random.default_rng([child.seed, 3])
    hair = HAIRS[child.hair]
    dark: Colour = (hair[0] * 0.6, hair[1] * 0.58, hair[2] * 0.56)
    long, thick = child.brow_long, child.brow_thick
    middle = -child.brow_high - 0.05 * look.raised
    path = paint.line(
        [(-long, 0.02), (-0.3 * long, -child.brow_arch * 0.6), (0.4 * long, -child.brow_arch), (long, 0.03)]
    )
    path = paint.moved(paint.turned(path, child.brow_tilt), child.eye_apart, middle)
    shape = paint.ribbon(path, thick * 0.8, thick, thick * 0.25)
    for flip in (False, True):
        sheet.paint(paint.mirrored(shape) if flip else shape, dark, 0.018, child.brow_dark * 0.75)
        for at in rng.uniform(0, len(path) - 1, int(26 * child.brow_dark)).astype(int):
            start = path[at] + np.array([0, rng.uniform(-0.4, 0.5) * thick])
            end = start + np.array([0.07, -0.03 + 0.05 * at / len(path)])
            one = paint.ribbon(np.linspace(start, end, 5), 0.008, 0.01, 0.002)
            sheet.paint(paint.mirrored(one) if flip else one, dark, 0.0, 0.5)


def nose(sheet: Sheet, child: Child) -> None:
    """Nostrils and the shade under the tip; the rest of a nose is relief."""
    tip, wide = child.nose_long, child.nose_wide
    sheet.paint(paint.ellipse(0, tip + 0.09, wide * 0.95, 0.05), skin_colour(child, 0.4, 0.2), 0.035, 0.5)
    for side in (-1, 1):
        hole = paint.ellipse(side * wide * 0.5, tip + 0.065, wide * 0.24, 0.026, side * 0.35)
        sheet.paint(hole, skin_colour(child, 0.75, 0.15), 0.012, 0.85)
        wing = paint.line(
            [(side * wide * 0.95, tip - 0.07), (side * wide * 1.08, tip + 0.02), (side * wide * 0.85, tip + 0.09)]
        )
        sheet.paint(paint.ribbon(wing, 0.008, 0.028, 0.01), skin_colour(child, 0.45, 0.2), 0.014, 0.55)
    sheet.paint(paint.ellipse(0, tip - 0.03, wide * 0.4, 0.06), skin_colour(child, -0.1), 0.04, 0.4)


def mouth(sheet: Sheet, child: Child, look: Look) -> None:
    """Lips, and teeth where the mouth is open."""
    y = child.nose_long + child.mouth_low
    wide = child.mouth_wide * (1 + 0.28 * look.smile)
    lift, gap = 0.09 * look.smile, 0.17 * look.gape
    corner = y - lift
    top = [(-wide, corner), (-0.45 * wide, y - child.lip_upper), (-0.12 * wide, y - child.lip_upper * 1.25)]
    bow = [*top, (0, y - child.lip_upper), *[(-x, h) for x, h in reversed(top)]]
    sill = [
        (-wide, corner),
        (-0.5 * wide, y + 0.2 * lift),
        (0, y + 0.25 * lift),
        (0.5 * wide, y + 0.2 * lift),
        (wide, corner),
    ]
    rest = [
        (-wide, corner),
        (-0.5 * wide, y + 0.2 * lift + gap),
        (0, y + 0.3 * lift + gap * 1.3),
        (0.5 * wide, y + 0.2 * lift + gap),
        (wide, corner),
    ]
    floor = [(-wide, corner), (-0.45 * wide, rest[1][1] + child.lip_lower * 0.8), (0, rest[2][1] + child.lip_lower)]
    floor = [*floor, (0.45 * wide, floor[1][1]), (wide, corner)]
    lip = skin_colour(child, 0.18, 0.35 + 0.65 * child.lip_red)
    inner, bottom = paint.line(sill), paint.line(rest)
    sheet.paint(
        np.vstack([paint.line(bow), inner[::-1]]), skin_colour(child, 0.26, 0.35 + 0.65 * child.lip_red), 0.012, 0.9
    )
    sheet.paint(np.vstack([bottom, paint.line(floor)[::-1]]), lip, 0.012, 0.9)
    sheet.paint(paint.ellipse(0, floor[2][1] - child.lip_lower * 0.5, wide * 0.4, 0.02), (1, 0.95, 0.93), 0.02, 0.25)
    hole = np.vstack([inner, bottom[::-1]])
    if look.gape > 0.05:
        sheet.paint(hole, (0.30, 0.09, 0.09), 0.006)
        inside = sheet.whole(hole)
        teeth = np.vstack([inner, paint.moved(inner[::-1], 0, 0.3 * gap + 0.03)])
        sheet.paint(teeth, (0.97, 0.95, 0.92), 0.008, 0.95, inside)
        sheet.paint(paint.ellipse(0, y + gap * 1.4, wide * 0.5, gap * 0.5), (0.85, 0.42, 0.42), 0.03, 0.8, inside)
    sheet.paint(paint.ribbon(inner, 0.012, 0.022, 0.012), skin_colour(child, 0.7, 0.3), 0.008, 0.8)
    sheet.paint(
        paint.ellipse(0, y + child.lip_lower + gap + 0.09, wide * 0.55, 0.03), skin_colour(child, 0.3, 0.1), 0.04, 0.35
    )
