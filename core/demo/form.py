"""The form of a head: its outline, its relief, and the light on it."""

from dataclasses import dataclass

import cv2
import numpy as np

from core.demo.child import Child
from core.demo.paint import Floats, Points, Sheet

CROWN = -1.28  # y of the top of the skull


@dataclass(frozen=True)
class Look:
    """What a face does at one moment.

    Attributes:
        smile: From 0 (none) to 1 (broad).
        gape: How far the mouth is open, from 0 to 1.
        blink: How far the eyes are closed, from 0 to 1.
        raised: How far the brows are raised, from -1 to 1.
        gaze: Where the eyes look, in shares of an eye's width to the right.
    """

    smile: float = 0.4
    gape: float = 0.0
    blink: float = 0.0
    raised: float = 0.0
    gaze: float = 0.0


@dataclass(frozen=True)
class Light:
    """The light on a photo.

    Attributes:
        towards: Direction of the lamp: right, down, towards the viewer; length 1.
        ambient: Share of the light that comes from everywhere.
        tint: What white looks like, RGB.
    """

    towards: tuple[float, float, float] = (-0.35, -0.45, 0.82)
    ambient: float = 0.55
    tint: tuple[float, float, float] = (1.0, 1.0, 1.0)


def half_width(child: Child, y: Floats) -> Floats:
    """Half the head's width at heights y; 0 above the crown and below the chin."""
    over = np.clip((0.1 - y) / (0.1 - CROWN), 0, 1)
    under = np.clip((y - 0.1) / (child.chin - 0.1), 0, 1)
    skull = (1 - over**2.3) ** (1 / 2.3)
    jaw = (1 - under**child.jaw) ** (1 / 1.75)
    full = 1 + child.cheeks * np.exp(-(((y - 0.55) / 0.3) ** 2))
    return np.asarray(child.wide * np.where(y < 0.1, skull, jaw * full), np.float32)


def outline(child: Child) -> Points:
    """The head's outline, shape (N, 2)."""
    y = (child.chin + CROWN) / 2 - np.cos(np.linspace(0, np.pi, 60)) * (child.chin - CROWN) / 2
    half = half_width(child, y.astype(np.float32))
    return np.vstack([np.column_stack([half, y]), np.column_stack([-half, y])[::-1]])


def relief(child: Child, sheet: Sheet, look: Look) -> Floats:
    """Heights of the face over the sheet, in units, shape (H, W)."""
    x, y = sheet.grid()
    middle, tall = (child.chin + CROWN) / 2, (child.chin - CROWN) / 2
    across = np.clip(np.abs(x) / np.maximum(half_width(child, y), 1e-3), 0, 1)
    down = np.clip(np.abs((y - middle) / tall), 0, 1)
    dome = (1 - across**2.3) ** 0.5 * (1 - down**3) ** 0.5

    def bump(at: tuple[float, float], wide: float, high: float, much: float) -> Floats:
        return np.asarray(
            much * np.exp(-(((x - at[0]) / wide) ** 2)) * np.exp(-(((y - at[1]) / high) ** 2)), np.float32
        )

    tip = child.nose_long
    rise = np.clip((y + 0.12) / (tip + 0.12), 0, 1) * (y < tip) + np.exp(-(((y - tip) / 0.1) ** 2)) * (y >= tip)
    bridge = child.nose_bridge * (1 - rise) + child.nose_tip * 0.6 * rise
    face = (
        bridge
        * np.exp(-((x / (child.nose_wide * (0.62 + 0.18 * rise))) ** 2))
        * np.exp(-((np.minimum(y, 0) / 0.2) ** 2))
    )
    face = face + bump((0, tip), child.nose_wide * 0.62, 0.12, child.nose_tip * 0.55)
    low = tip + child.mouth_low
    for side in (-1, 1):
        face += bump((side * child.nose_wide * 0.8, tip + 0.02), child.nose_wide * 0.4, 0.075, child.nose_tip * 0.3)
        face -= bump((side * child.eye_apart, 0.0), 0.3, 0.2, child.eye_deep)
        face += bump((side * child.eye_apart, 0.0), child.eye_wide * 0.9, child.eye_wide * 0.7, 0.07)
        face += bump((side * 0.55, 0.5 - 0.06 * look.smile), 0.27, 0.22, 0.05 + child.cheeks * 0.5 + 0.05 * look.smile)
        face -= bump((side * (child.nose_wide + 0.14), tip + 0.06), 0.1, 0.16, 0.03 * look.smile)
    face += bump((0, low), child.mouth_wide * 0.9, 0.16, 0.07) - bump((0, low + 0.2), 0.18, 0.05, 0.03)
    face += bump((0, child.chin - 0.16), 0.2, 0.13, 0.07)
    return np.asarray(0.95 * dome + face * np.minimum(dome * 2, 1) + own_relief(child, sheet), np.float32)


def own_relief(child: Child, sheet: Sheet) -> Floats:
    """The unevenness that is a child's own, in units, shape (H, W)."""
    rng = np.random.default_rng([child.seed, 1])
    x, y = sheet.grid()
    own = np.zeros_like(sheet.relief)
    for _ in range(10):
        at, size = rng.uniform((-0.7, -0.8), (0.7, 1.2)), rng.uniform(0.12, 0.35)
        own += rng.normal(0, 0.03) * np.exp(-(((x - at[0]) / size) ** 2)) * np.exp(-(((y - at[1]) / size) ** 2))
    return own


def shaded(sheet: Sheet, light: Light, turn: float, shine: float = 0.12) -> Floats:
    """The sheet's colours under a light, RGB in [0, 1], shape (H, W, 3).

    A head is turned by `turn` radians, but the light stays where it is; `shine` is how bright a glint gets.
    """
    slope_y, slope_x = np.gradient(sheet.relief * sheet.scale)
    depth = 1 / np.sqrt(slope_x**2 + slope_y**2 + 1)
    right, down = -slope_x * depth, -slope_y * depth
    right, depth = right * np.cos(turn) + depth * np.sin(turn), depth * np.cos(turn) - right * np.sin(turn)
    lamp = np.asarray(light.towards)
    facing = right * lamp[0] + down * lamp[1] + depth * lamp[2]
    half = lamp + np.array([0, 0, 1])
    half /= np.linalg.norm(half)
    glint = np.clip(right * half[0] + down * half[1] + depth * half[2], 0, 1) ** 24 * shine
    lit = light.ambient + (1.12 - light.ambient) * np.clip((facing + 0.25) / 1.25, 0, 1)
    lit = lit * hollows(sheet)
    warm = np.stack([lit**0.85, lit**1.02, lit**1.08], axis=2)  # light that went through skin is red
    colour = (sheet.colour * warm + glint[..., None]) * np.asarray(light.tint, np.float32)
    return np.asarray(np.clip(colour, 0, 1), np.float32)


def hollows(sheet: Sheet) -> Floats:
    """How much light reaches hollows and ridges, about 1, shape (H, W)."""
    small = cv2.resize(sheet.relief, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), 0.025 * sheet.scale)
    around = cv2.resize(small, sheet.relief.shape[::-1])
    inside = cv2.erode(sheet.cover, np.ones((3, 3)), iterations=max(1, round(0.03 * sheet.scale)))
    return np.asarray(1 + np.clip((sheet.relief - around) * 2.2, -0.35, 0.12) * inside, np.float32)


def turned(points: Points, heights: Floats, yaw: float, pitch: float) -> Points:
    """Where points of the sheet come to lie when the head turns by yaw and nods by pitch, both in radians."""
    x, y = points[:, 0], points[:, 1]
    depth = heights * np.cos(yaw) - x * np.sin(yaw)
    return np.column_stack([x * np.cos(yaw) + heights * np.sin(yaw), y * np.cos(pitch) + depth * np.sin(pitch)])


def skull(child: Child, larger: float) -> Points:
    """The outline of the head, made larger for the hair on it."""
    return outline(child) * (1 + larger / child.wide, 1 + larger)
