"""The people whom an album knows by name."""

import re
import unicodedata

from sqlalchemy import Connection, func, select, update

from core.base import errors
from core.base.records import Person
from core.store import tables

PERSON = tables.person.c
LONGEST_NAME = 60  # letters; a folder is named after the person
# Any two differ by a CIEDE2000 of 9.3 or more, of the first nine by 11.5, also for eyes that lack one kind of cones
# (simulated as in Machado, Oliveira and Fernandes 2009). Source: Paul Tol, Introduction to Colour Schemes (2021),
# "muted", then one of "vibrant" between two of Petroff, Accessible Color Sequences for Data Visualization (2021).
COLOURS = (
    "#CC6677", "#332288", "#DDCC77", "#117733", "#88CCEE", "#882255", "#44AA99", "#999933", "#AA4499",
    "#BD1F01", "#0077BB", "#FFA90E",
)  # fmt: skip


def add(conn: Connection, name: str) -> Person:
    """Add a person.

    Raises:
        WrongUseError: The name is empty, too long, not printable, or taken.
    """
    clean = tidy(name)
    _require_free(conn, clean)
    position = conn.execute(select(func.coalesce(func.max(PERSON.position), -1) + 1)).scalar_one()
    values = {"name": clean, "colour": COLOURS[position % len(COLOURS)], "active": True, "position": position}
    conn.execute(tables.person.insert().values(values))
    return by_name(conn, clean)


def tidy(name: str) -> str:
    """A name in the one form in which it is kept.

    Raises:
        WrongUseError: It is empty, too long, or not printable.
    """
    clean = " ".join(unicodedata.normalize("NFC", name).split())
    if not clean:
        raise errors.WrongUseError("name-empty")
    if not clean.isprintable():
        raise errors.WrongUseError("name-unprintable", name=ascii(clean[:LONGEST_NAME]))
    if len(clean) > LONGEST_NAME:
        raise errors.WrongUseError("name-too-long", name=clean[:LONGEST_NAME], most=LONGEST_NAME)
    return clean


def everyone(conn: Connection) -> list[Person]:
    """All people in the order of the screen."""
    return [
        Person(row.id, row.name, row.colour, row.threshold, row.active)
        for row in conn.execute(select(tables.person).order_by(PERSON.position, PERSON.id))
    ]


def by_name(conn: Connection, name: str) -> Person:
    """The person of this name, capital letters aside.

    Raises:
        MissingError: Nobody has it.
    """
    found = find(conn, name)
    if found is None:
        raise errors.MissingError("person-missing", name=name)
    return found


def find(conn: Connection, name: str) -> Person | None:
    """The person of this name, capital letters aside, or None."""
    wanted = tidy(name).casefold()
    return next((person for person in everyone(conn) if person.name.casefold() == wanted), None)


def rename(conn: Connection, old: str, new: str) -> Person:
    """Give a person another name.

    Raises:
        MissingError: Nobody has the old name.
        WrongUseError: The new name can't be used, or is somebody else's.
    """
    person, clean = by_name(conn, old), tidy(new)
    if clean.casefold() != person.name.casefold():
        _require_free(conn, clean)
    conn.execute(update(tables.person).where(PERSON.id == person.id).values(name=clean))
    return by_name(conn, clean)


def set_colour(conn: Connection, person_id: int, colour: str) -> None:
    """Give a person another colour, as #rrggbb.

    Raises:
        WrongUseError: It is no such colour.
    """
    if not re.fullmatch("#[0-9A-Fa-f]{6}", colour):
        raise errors.WrongUseError("colour-wrong", colour=colour)
    _set(conn, person_id, colour=colour.upper())


def set_threshold(conn: Connection, person_id: int, threshold: float | None) -> None:
    """Set the lowest score at which a person is named, in [0, 1]; None leaves it to the run."""
    _set(conn, person_id, threshold=threshold)


def set_active(conn: Connection, person_id: int, *, active: bool) -> None:
    """Take a person off the list, or back onto it; what was said about the person's faces stays."""
    _set(conn, person_id, active=active)


def move(conn: Connection, person_id: int, steps: int) -> None:
    """Move a person on the list, as far as it goes.

    Args:
        conn: A writing transaction.
        person_id: The person.
        steps: How many places; negative ones go up.
    """
    order = [person.id for person in everyone(conn)]
    place = min(max(order.index(person_id) + steps, 0), len(order) - 1)
    order.remove(person_id)
    order.insert(place, person_id)
    for position, one in enumerate(order):
        _set(conn, one, position=position)


def _set(conn: Connection, person_id: int, **values: str | float | bool | None) -> None:
    conn.execute(update(tables.person).where(PERSON.id == person_id).values(**values))


def _require_free(conn: Connection, name: str) -> None:
    if find(conn, name) is not None:
        raise errors.WrongUseError("name-taken", name=name)


def delete(conn: Connection, person_id: int) -> None:
    """Remove a person with every label that names it."""
    conn.execute(tables.person.delete().where(PERSON.id == person_id))
