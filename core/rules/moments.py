"""Moments: which photos were taken close together, so that a burst never stands on both sides of a split."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from core.base.records import PHOTO_YEARS

# An activity of a kindergarten or a family (breakfast, painting, the playground) takes less than an hour, and who takes
# photos takes more than one: an hour without a photo is the end of it. Midnight is not: a burst may run across it.
MOMENT_GAP = timedelta(hours=1)
# Differing bits of 64 up to which two photos are near-identical: nine of ten photos keep to it when they are turned,
# shifted and lit a little differently, as in a burst, and fewer than one of a hundred pairs of different photos does.
# Source: Krawetz 2011, "Looks Like It", hackerfactor.com, who also draws the line at 10.
NEAR_IDENTICAL = 10
HASH_BITS = (1 << 64) - 1

DATE = r"(?<!\d)(?P<year>\d{4})(?P<gap>[-_.]?)(?P<month>\d\d)(?P=gap)(?P<day>\d\d)"
TIME = r"[-_. T]?(?P<hour>\d\d)(?P<colon>[-_.]?)(?P<minute>\d\d)(?P=colon)(?P<second>\d\d)(?:\d{3})?(?!\d)"
STAMP = re.compile(f"{DATE}(?:{TIME}|(?!\\d))", re.ASCII)  # cameras add milliseconds to the time


class Precision(StrEnum):
    """How exactly a time is known."""

    SECOND = "second"
    DAY = "day"


@dataclass(frozen=True, order=True)
class When:
    """The time at which a photo was taken.

    Attributes:
        time: Local time without a zone; midnight where only the day is known.
    """

    time: datetime
    precision: Precision = Precision.SECOND


@dataclass(frozen=True)
class Shot:
    """What is known of a photo's moment.

    Attributes:
        when: From EXIF, else from the file's name; None where neither says it.
        difference_hash: What the photo looks like, as images.difference_hash says it.
    """

    when: When | None
    difference_hash: int


def time_from_name(name: str) -> When | None:
    """Read the date, and the time where there is one, from a file's name, such as IMG_20260314_101530.jpg.

    Args:
        name: The file's name, with or without its suffix.

    Returns:
        The first date in the name that exists and lies in PHOTO_YEARS. Names of messengers that carry a time in words
        ("at 10.15.30 PM") count as a day.
    """
    return next((when for stamp in STAMP.finditer(name) if (when := _when(stamp))), None)


def group(shots: Sequence[Shot]) -> list[int]:
    """Number the moments of an album.

    Photos whose time is known form a moment until MOMENT_GAP passes without one. Photos of which only the day is known
    belong to the day's only moment, or, where it has several or none, to one of their own. A photo without either
    belongs with its neighbour in the import if both look near-identical, else it is a moment by itself.

    Args:
        shots: All photos of the album in the order of the import.

    Returns:
        A moment per photo, from 1: first those with a date, by time, then the others in the order of the import.
    """
    firsts = _dated_moments(shots)
    numbers = {first: number for number, first in enumerate(sorted(set(firsts.values())), start=1)}
    moments = [numbers[firsts[place]] if place in firsts else 0 for place in range(len(shots))]
    _join_neighbours(shots, moments)
    return moments


def near_identical(one: int, other: int) -> bool:
    """Say whether two photos look nearly the same, by their difference hashes."""
    return ((one ^ other) & HASH_BITS).bit_count() <= NEAR_IDENTICAL


def _when(stamp: re.Match[str]) -> When | None:
    try:
        day = date(int(stamp["year"]), int(stamp["month"]), int(stamp["day"]))
    except ValueError:
        return None
    if day.year not in PHOTO_YEARS:
        return None
    try:
        clock = time(int(stamp["hour"]), int(stamp["minute"]), int(stamp["second"])) if stamp["hour"] else None
    except ValueError:  # six digits after a date that are no time
        clock = None
    if clock is None:
        return When(datetime.combine(day, time()), Precision.DAY)
    return When(datetime.combine(day, clock))


def _dated_moments(shots: Sequence[Shot]) -> dict[int, When]:
    """Give each photo with a date, by its place, its moment, called by the first time in it."""
    firsts: dict[int, When] = {}
    of_day: dict[date, set[When]] = defaultdict(set)
    for start, places in _timed_moments(shots):
        for taken_at, place in places:
            firsts[place] = When(start)
            of_day[taken_at.date()].add(firsts[place])
    for place, shot in enumerate(shots):
        if shot.when is not None and shot.when.precision == Precision.DAY:
            known = of_day[shot.when.time.date()]
            firsts[place] = next(iter(known)) if len(known) == 1 else shot.when
    return firsts


def _timed_moments(shots: Sequence[Shot]) -> Iterator[tuple[datetime, list[tuple[datetime, int]]]]:
    """Cut the photos with a time, sorted, where the gap is too long; yields a first time, and times and places."""
    timed = sorted(
        (shot.when.time, place)
        for place, shot in enumerate(shots)
        if shot.when is not None and shot.when.precision == Precision.SECOND
    )
    cuts = [i for i in range(1, len(timed)) if timed[i][0] - timed[i - 1][0] > MOMENT_GAP]
    for start, stop in itertools.pairwise([0, *cuts, len(timed)]):
        if start < stop:
            yield timed[start][0], timed[start:stop]


def _join_neighbours(shots: Sequence[Shot], moments: list[int]) -> None:
    """Fill in the moments of photos without a date, marked 0: the one before counts first, then the one after."""
    near = [
        near_identical(one.difference_hash, other.difference_hash) for one, other in itertools.pairwise(shots)
    ]  # near[i]: photos i and i + 1
    for place in range(1, len(shots)):
        if not moments[place] and near[place - 1]:
            moments[place] = moments[place - 1]
    for place in reversed(range(len(shots) - 1)):
        if not moments[place] and near[place]:
            moments[place] = moments[place + 1]
    newest = max(moments, default=0)
    for place in range(len(shots)):
        if not moments[place]:
            alone = place == 0 or not near[place - 1]
            newest += alone
            moments[place] = newest if alone else moments[place - 1]
