"""Who a drawn child is: features drawn by chance, and a class whose children differ."""

import dataclasses
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.random import Generator

OFFERED = 60  # children to choose a class from
NAMES = (
    "Minji", "Haru", "Noah", "Amara", "Seojun", "Lina", "Jiwoo", "Mateo", "Yuna", "Emil", "Hana", "Doyun",
    "Aisha", "Luca", "Sora", "Theo", "Eunji", "Kofi", "Nari", "Oskar", "Dami", "Priya", "Jaemin", "Clara",
)  # fmt: skip
SKINS = (
    (0.99, 0.86, 0.79), (0.97, 0.82, 0.72), (0.94, 0.76, 0.63), (0.86, 0.65, 0.49),
    (0.73, 0.51, 0.37), (0.60, 0.41, 0.30), (0.48, 0.32, 0.24),
)  # fmt: skip
DARK = 3.2  # from this skin on, hair and eyes are dark too
HAIRS = (
    (0.09, 0.07, 0.07), (0.16, 0.11, 0.09), (0.26, 0.16, 0.10), (0.40, 0.25, 0.14),
    (0.52, 0.24, 0.12), (0.66, 0.46, 0.25), (0.86, 0.70, 0.44),
)  # fmt: skip
IRISES = (
    (0.13, 0.08, 0.06), (0.26, 0.15, 0.08), (0.42, 0.26, 0.13),
    (0.36, 0.42, 0.24), (0.30, 0.45, 0.58), (0.42, 0.47, 0.50),
)  # fmt: skip


def between(low: float, high: float, weight: float = 1.0) -> Any:
    """A feature that lies anywhere in a range; `weight` is how much it tells children apart."""
    return dataclasses.field(metadata={"low": low, "high": high, "weight": weight})


def one_of(*values: object, weight: float = 1.0) -> Any:
    """A feature that is one of a few things."""
    return dataclasses.field(metadata={"values": values, "weight": weight})


@dataclass(frozen=True)
class Child:
    """A face and hair. Lengths are in units of about half a head's width; x = 0 is the middle, y = 0 the eyes.

    Attributes:
        seed: What is by chance in the skin, the hair and the relief.
    """

    seed: int
    # the head
    skin: float = between(0, 5.3)
    undertone: float = between(-0.03, 0.03)
    wide: float = between(0.9, 1.1)
    chin: float = between(1.02, 1.36)
    jaw: float = between(1.6, 3.4)
    cheeks: float = between(0.0, 0.2)
    ears: float = between(0.2, 0.34, 0.2)
    # the eyes
    eye_apart: float = between(0.38, 0.55, 3)
    eye_wide: float = between(0.19, 0.3, 2)
    eye_high: float = between(0.42, 0.8)
    eye_tilt: float = between(-0.22, 0.12)
    eye_deep: float = between(0.0, 0.18)
    iris: int = one_of(*range(len(IRISES)), weight=0.5)
    iris_size: float = between(0.42, 0.6)
    crease: float = between(0.0, 1.0)
    lashes: float = between(0.2, 1.0, 0.3)
    bags: float = between(0.0, 0.4)
    # the brows
    brow_high: float = between(0.28, 0.48, 0.5)
    brow_thick: float = between(0.03, 0.17, 2)
    brow_tilt: float = between(-0.25, 0.25)
    brow_arch: float = between(-0.02, 0.12)
    brow_long: float = between(0.2, 0.36)
    brow_dark: float = between(0.35, 1.0)
    # the nose
    nose_long: float = between(0.38, 0.66)
    nose_wide: float = between(0.12, 0.28, 2)
    nose_tip: float = between(0.08, 0.34)
    nose_bridge: float = between(0.0, 0.2)
    # the mouth
    mouth_low: float = between(0.22, 0.36)
    mouth_wide: float = between(0.2, 0.46, 2)
    lip_upper: float = between(0.03, 0.12)
    lip_lower: float = between(0.05, 0.16)
    lip_red: float = between(0.1, 0.8, 0.3)
    # the skin
    blush: float = between(0.0, 0.5, 0.3)
    freckles: float = one_of(0.0, 0.0, 0.0, 1.0, 2.0)
    moles: int = one_of(0, 0, 1, 2, 3, weight=0.3)
    mottle: float = between(0.0, 0.07)
    # the hair and glasses
    hair: int = one_of(*range(len(HAIRS)))
    cut: str = one_of("short", "bob", "long", "plaits", "buns", "curls", "ponytail", "crop")
    fringe: str = one_of("none", "straight", "side", "curtain", "ragged", "none", weight=2)
    fringe_low: float = between(-0.62, -0.34)
    glasses: str = one_of("none", "none", "round", "square")
    frame: int = one_of(0, 1, 2, 3, weight=0.3)


def born(seed: int) -> Child:
    """The child that belongs to a seed."""
    rng = np.random.default_rng(seed)
    one = Child(seed, **{field.name: _chance(field, rng) for field in dataclasses.fields(Child) if field.metadata})
    if one.skin < DARK:
        return one
    return dataclasses.replace(one, hair=min(one.hair, 2), iris=min(one.iris, 2))  # as it mostly is


def _chance(field: "dataclasses.Field[Any]", rng: Generator) -> Any:
    if "values" in field.metadata:
        values = field.metadata["values"]
        return values[int(rng.integers(len(values)))]
    return float(rng.uniform(field.metadata["low"], field.metadata["high"]))


def different(count: int, seed: int) -> list[Child]:
    """A class of children who differ from one another.

    From many that chance offers, each next child is the one farthest from its nearest classmate.

    Source: farthest-point selection, Gonzalez 1985.
    """
    rng = np.random.default_rng([seed, 8])
    offered = [born(int(number)) for number in rng.integers(2**31, size=OFFERED)]
    places = np.array([_place(child) for child in offered])
    chosen = [0]
    while len(chosen) < count:
        apart = np.linalg.norm(places[:, None] - places[None, chosen], axis=2).min(axis=1)
        chosen.append(int(apart.argmax()))
    return [offered[index] for index in chosen]


def _place(child: Child) -> list[float]:
    """Where a child lies among all children: its features, each scaled by how much it tells apart."""
    place: list[float] = []
    for field in dataclasses.fields(Child):
        value, weight = getattr(child, field.name), field.metadata.get("weight", 0.0)
        if "values" in field.metadata:
            place += [0.5 * weight * (value == one) for one in dict.fromkeys(field.metadata["values"])]
        elif field.metadata:
            place.append(weight * (value - field.metadata["low"]) / (field.metadata["high"] - field.metadata["low"]))
    return place


def names(count: int, seed: int) -> list[str]:
    """Different first names."""
    rng = np.random.default_rng([seed, 10])
    return [NAMES[index] for index in rng.permutation(len(NAMES))[:count]]
