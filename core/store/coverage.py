"""How many photos of each child there are in each month, so that nobody is forgotten when photos are handed out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from core.base.records import Person
from core.rules.decisions import Decisions
from core.store import tables
from core.store.overview import UNDATED, Month

PHOTO = tables.photo.c


@dataclass(frozen=True)
class Coverage:
    """Photos in the folders, by child and month; P children on the list, M months.

    Attributes:
        months: Those in which any photo was taken, in order; UNDATED comes last.
        photos: How many are in each child's folder, shape (P, M).
    """

    people: tuple[Person, ...]
    months: tuple[Month, ...]
    photos: NDArray[np.int64]

    @property
    def missing(self) -> list[tuple[Person, Month]]:
        """Who is on no photo of a month, month by month; photos without a date say nothing of that."""
        return [
            (person, month)
            for column, month in enumerate(self.months)
            for row, person in enumerate(self.people)
            if month != UNDATED and not self.photos[row, column]
        ]


def months(conn: Connection) -> dict[int, Month]:
    """The month of each photo, by id in ascending order."""
    rows = conn.execute(select(PHOTO.id, PHOTO.taken_at).order_by(PHOTO.id))
    return {row.id: UNDATED if row.taken_at is None else Month(row.taken_at.year, row.taken_at.month) for row in rows}


def count(made: Decisions, month_of: Mapping[int, Month]) -> Coverage:
    """Count what the decisions would put into the folders.

    Args:
        made: The decisions.
        month_of: The month of each photo, by id in ascending order.
    """
    known = sorted(set(month_of.values()), key=lambda one: (one == UNDATED, one))
    column = {month: place for place, month in enumerate(known)}
    month_of_photo = np.array([column[month] for month in month_of.values()], np.intp)
    named, everyone = made.person >= 0, made.basis.people
    pairs = np.unique(np.stack([made.basis.faces.photo_ids[named], made.person[named]], axis=1), axis=0)
    when = month_of_photo[np.searchsorted(np.array(list(month_of), np.int64), pairs[:, 0])]
    photos = np.zeros((len(everyone), len(known)), np.int64)
    np.add.at(photos, (pairs[:, 1], when), 1)
    active = [place for place, person in enumerate(everyone) if person.active]
    return Coverage(tuple(everyone[place] for place in active), tuple(known), photos[active])
