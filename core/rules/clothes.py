"""Who a face probably is by its clothes: said only as a suggestion, since others may wear the same."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.rules import decide

# Lowest likeness of two faces' clothes. Measured with some 12 and with 3 names a child, asked for 0.95 and for 0.98: on
# three drawn classes of 300 photos 192 of 211 suggestions are right, for 66 % of the children's faces in nobody's
# folder; on one of 1,000 photos that was not used to choose, 620 of 673, for 87 %. Nearly all wrong ones are strangers.
# Clothes alone, whatever the face looks like, were right in 190 of 302.
ALIKE = 0.93


@dataclass(frozen=True)
class Seen:
    """The faces of an album as far as clothes matter; F faces, P people.

    Attributes:
        clothes: Unit vectors; 0 where they are not known, shape (F, D).
        days: Equal for faces on photos of one day, shape (F,).
        photos: Photo of each face, shape (F,).
        person: Column of who each face is by label or sure decision, or UNKNOWN, STRANGER, NOT_A_FACE, shape (F,).
        best: Column of whom a run holds each face for, however unsure; nobody is it twice in a photo; shape (F,).
    """

    clothes: NDArray[np.float32]
    days: NDArray[np.integer]
    photos: NDArray[np.integer]
    person: NDArray[np.intp]
    best: NDArray[np.intp]


@dataclass(frozen=True)
class Suggestion:
    """Who a face probably is.

    Attributes:
        row: The face.
        person: Column of the person.
        like: The face of this person that wears the same, as a row.
        alike: How alike their clothes are, in [0, 1].
    """

    row: int
    person: int
    like: int
    alike: float


def suggest(seen: Seen, at_least: float = ALIKE) -> list[Suggestion]:
    """Find unknown faces of which clothes and face say the same.

    Of all known faces on other photos of the day, strangers' too, one is dressed most alike: if that is the child whom
    the run holds the face for, however unsure, two witnesses agree that know nothing of each other.

    Args:
        seen: The faces.
        at_least: Lowest likeness of the clothes.

    Returns:
        At most one for each face, the surest first.
    """
    found = [
        one
        for rows in _days(seen)
        for row in rows[seen.person[rows] == decide.UNKNOWN].tolist()
        if (one := _most_alike(seen, row, rows)) is not None and one.alike >= at_least
    ]
    return sorted(found, key=lambda one: (-one.alike, one.row))


def _days(seen: Seen) -> Iterator[NDArray[np.intp]]:
    """The rows of each day whose clothes are known."""
    order = np.argsort(seen.days, kind="stable")
    order = order[seen.clothes[order].any(axis=1)]
    yield from np.split(order, np.flatnonzero(np.diff(seen.days[order])) + 1)


def _most_alike(seen: Seen, row: int, rows: NDArray[np.intp]) -> Suggestion | None:
    """The known face of a day that is dressed most like one, if it is the child whom the run holds that for."""
    known = decide.is_labelled(seen.person[rows])
    others = rows[known & (seen.photos[rows] != seen.photos[row])]
    if not len(others):
        return None
    alike = seen.clothes[others] @ seen.clothes[row]
    like = int(others[alike.argmax()])
    person = int(seen.person[like])
    if person < 0 or person != seen.best[row]:
        return None
    return Suggestion(row, person, like, float(alike.max()))
