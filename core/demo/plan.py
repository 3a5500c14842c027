"""What happens in a drawn half-year: days, moments, who is on which photo, and which photos the teacher names."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.random import Generator

from core.demo import backdrop, body, child, worn
from core.demo.child import Child
from core.demo.face import Pose
from core.demo.form import Light, Look
from core.demo.scene import Figure, Scene
from core.demo.worn import Mask

FIRST_DAY = dt.date(2026, 3, 2)  # a Monday
BETWEEN = 8  # school days from one day with photos to the next: ten of them reach from March to June
HOURS = (dt.time(9, 30), dt.time(10, 50), dt.time(12, 15), dt.time(14, 20))
MASKED = (0.84, 0.82, 0.15, 0.78)  # share of masks at each hour; the third is lunch
PEOPLE = (0.5, 0.25, 0.13, 0.07, 0.05)  # share of photos with one to five people
ORIENTATIONS = (1, 1, 1, 1, 3, 6, 6, 8, 1)
NAMED = {False: 10, True: 5}  # faces that the teacher names of a child, without and with a mask
NAMED_STRANGERS = 10  # of each kind
FACE = 2.0  # a face's height in units
SOLES = 8.7  # how far below the eyes a child stands, in units


@dataclass(frozen=True)
class Shot:
    """A photo to be drawn.

    Attributes:
        people: Who each figure is; empty for a stranger.
        orientation: EXIF orientation that it is written with.
    """

    name: str
    scene: Scene
    people: tuple[str, ...]
    taken_at: dt.datetime
    orientation: int

    @property
    def masked(self) -> tuple[bool, ...]:
        """Whether each figure wears a mask."""
        return tuple(figure.mask is not None for figure in self.scene.figures)


class HalfYear:
    """Makes up one photo after the other.

    Attributes:
        children: The class, by name.
    """

    def __init__(self, children: int, photos: int, seed: int) -> None:
        self.children = dict(zip(child.names(children, seed), child.different(children, seed), strict=True))
        self._photos, self._seed = photos, seed
        self._roomy = photos >= 4 * children  # with fewer photos each one must show the next child
        self._turns: list[str] = []
        self._strangers = count(1)

    def shots(self) -> list[Shot]:
        """All photos, in the order in which they were taken."""
        days = min(10, max(1, self._photos // 16))
        shots: list[Shot] = []
        for moment in range(days * len(HOURS)):
            end = round(self._photos * (moment + 1) / (days * len(HOURS)))
            shots += self._moment(moment, len(shots), end)
        return shots

    def _moment(self, moment: int, start: int, end: int) -> list[Shot]:
        rng = np.random.default_rng([self._seed, 11, moment])
        day, hour = divmod(moment, len(HOURS))
        week, weekday = divmod(day * BETWEEN, 5)
        date = FIRST_DAY + dt.timedelta(weeks=week, days=weekday)
        at = dt.datetime.combine(date, HOURS[hour]) + dt.timedelta(minutes=int(rng.integers(12)))
        places = backdrop.OUTDOORS if hour == len(HOURS) - 1 else backdrop.INDOORS
        place, place_seed, light = str(rng.choice(places)), int(rng.integers(2**31)), _light(rng)
        shots: list[Shot] = []
        while start + len(shots) < end:
            at += dt.timedelta(seconds=int(rng.integers(40, 200)))
            group = self._group(rng)
            masks = [self._mask(rng, who, one, day, hour) for who, one in group]
            orientation = int(rng.choice(ORIENTATIONS))
            size = (960, 1280) if orientation in (6, 8) else (1280, 960)
            figures = _stand(rng, [one for _, one in group], [_clothes(one, day) for _, one in group], masks, size)
            blur, sway = float(rng.choice((0, 0, 0, 0.6, 1.0, 1.8))), rng.uniform(-0.1, 0.1, 2)
            for _ in range(min(end - start - len(shots), int(rng.integers(1, 5)) if self._roomy else 1)):
                number = start + len(shots) + 1
                moved = tuple((sway + rng.normal(0, 0.004, 2)).tolist())
                scene = Scene(size, place, place_seed, (moved[0], moved[1]), light, _moved(rng, figures), blur, number)
                shots.append(Shot(f"IMG_{number:04d}.jpg", scene, tuple(who for who, _ in group), at, orientation))
                at += dt.timedelta(seconds=int(rng.integers(1, 4)))
        return shots

    def _group(self, rng: Generator) -> list[tuple[str, Child]]:
        """Who comes before the camera; nobody twice."""
        group: dict[str, Child] = {}
        strangers: list[tuple[str, Child]] = []
        wanted = int(rng.choice(len(PEOPLE), p=PEOPLE)) + 1
        while len(group) + len(strangers) < wanted:
            if rng.uniform() < 0.12 and (group or self._roomy):
                strangers.append(("", child.born(2**31 + 1000 * self._seed + next(self._strangers))))
            elif len(group) == len(self.children):
                break
            else:
                who = self._next(rng, group)
                group[who] = self.children[who]
        people = [*group.items(), *strangers]
        return [people[index] for index in rng.permutation(len(people))]

    def _next(self, rng: Generator, group: dict[str, Child]) -> str:
        """The child whose turn it is: all come equally often."""
        waiting = [who for who in self._turns if who not in group]
        if not waiting:
            fresh = [list(self.children)[index] for index in rng.permutation(len(self.children))]
            self._turns += fresh
            waiting = [who for who in fresh if who not in group]
        self._turns.remove(waiting[0])
        return waiting[0]

    def _mask(self, rng: Generator, who: str, one: Child, day: int, hour: int) -> Mask | None:
        """The child's mask of the day, if it wears one now; strangers wear one as often."""
        own = worn.choose(np.random.default_rng([one.seed, day, 12]))
        return own if rng.uniform() < MASKED[hour] else None


def _clothes(one: Child, day: int) -> body.Clothes:
    return body.choose(np.random.default_rng([one.seed, day, 13]))


def _light(rng: Generator) -> Light:
    lamp = np.array([rng.uniform(-0.7, 0.7), rng.uniform(-0.7, -0.25), 0.85])
    lamp /= np.linalg.norm(lamp)
    warm, bright = rng.uniform(-0.05, 0.05), rng.uniform(0.86, 1.05)
    tint = (bright * (1 + warm), bright, bright * (1 - warm))
    return Light((float(lamp[0]), float(lamp[1]), float(lamp[2])), float(rng.uniform(0.45, 0.66)), tint)


def _stand(
    rng: Generator, people: list[Child], clothes: list[body.Clothes], masks: list[Mask | None], size: tuple[int, int]
) -> list[Figure]:
    """Place people side by side, near or far."""
    width, height = size
    slot = width / len(people)
    largest = min(400.0, 0.72 * slot)
    usual = np.exp(rng.uniform(np.log(62), np.log(largest)))
    figures = []
    for index, (one, garb, mask) in enumerate(zip(people, clothes, masks, strict=True)):
        scale = float(np.clip(usual * rng.uniform(0.8, 1.15), 62, largest)) / FACE
        free = max(0.0, slot - 3.0 * scale) / 2
        x = (index + 0.5) * slot + rng.uniform(-free, free)
        standing = height * rng.uniform(0.88, 0.99) - SOLES * scale  # far ones show their feet, on the floor
        y = np.clip(max(standing, height * rng.uniform(0.36, 0.5)), 1.75 * scale, height - 1.75 * scale)
        look = Look(
            *(
                float(value)
                for value in rng.uniform((0.1, -0.8, -0.8, -0.5, -0.5), (1.0, 0.7, 0.3, 0.5, 0.5)).clip(
                    (0, 0, 0, -1, -1), 1
                )
            )
        )
        pose = Pose(*(float(value) for value in rng.normal(0, (0.22, 0.09, 0.15)).clip(-0.44, 0.44)))
        figures.append(Figure(one, garb, mask, look, pose, (float(x), float(y)), scale, float(rng.uniform(0, 1))))
    return figures


def _moved(rng: Generator, figures: list[Figure]) -> tuple[Figure, ...]:
    """The same people a moment later."""
    later = []
    for old in figures:
        smile, gape, blink = rng.normal((old.look.smile, old.look.gape, old.look.blink), 0.12).clip(0, 1)
        look = Look(float(smile), float(gape), float(min(blink, 0.4)), old.look.raised, old.look.gaze)
        yaw, pitch, roll = rng.normal((old.pose.yaw, old.pose.pitch, old.pose.roll), 0.04).clip(-0.46, 0.46)
        eyes = rng.normal(old.eyes, 0.05 * old.scale)
        place = (float(eyes[0]), float(eyes[1]))
        pose = Pose(float(yaw), float(pitch), float(roll))
        later.append(Figure(old.child, old.clothes, old.mask, look, pose, place, old.scale, old.swing))
    return tuple(later)


def named(shots: list[Shot], seed: int) -> list[Shot]:
    """The photos on which the teacher names every face: of one person where she can, a third of all at most."""
    rng = np.random.default_rng([seed, 14])
    mixed = [shots[index] for index in rng.permutation(len(shots))]
    mixed.sort(key=lambda shot: len(shot.people))
    have: Counter[tuple[str, bool]] = Counter()
    chosen: list[Shot] = []
    for shot in mixed:
        faces = list(zip(shot.people, shot.masked, strict=True))
        most = len(shots) // 3 if len(faces) > 1 else len(shots) * 2 // 9
        wanted = all(have[who, masked] < (NAMED[masked] if who else NAMED_STRANGERS) for who, masked in faces)
        if wanted and len(chosen) < most:
            have.update(faces)
            chosen.append(shot)
    return chosen
