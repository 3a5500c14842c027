"""Where each photo goes: child folders and file names that are legal and free on every system."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from core.base.records import Person
from core.rules import file_names


@dataclass(frozen=True, order=True)
class Pair:
    """A photo that belongs into a child's folder."""

    photo_id: int
    person_id: int


@dataclass(frozen=True)
class PlannedFile:
    """A file to be written.

    Attributes:
        path: Below the sort's folder, with forward slashes.
    """

    pair: Pair
    path: str


def folder_names(people: Iterable[Person]) -> dict[int, str]:
    """Name a folder after each person, so that no two names are one on a system that ignores capital letters.

    Who was named first has the first choice, so that a person's folder does not depend on who else is asked for.

    Returns:
        Folder name by person id.
    """
    names: dict[int, str] = {}
    for person in sorted(people, key=lambda person: person.id):
        used = {file_names.folded(name) for name in names.values()}
        names[person.id] = _free(file_names.legal(person.name), "", used)
    return names


def plan(
    pairs: Iterable[Pair], folders: Mapping[int, str], names: Mapping[Pair, str], taken: Collection[str]
) -> list[PlannedFile]:
    """Find a free path for each pair.

    Args:
        pairs: What is to be written; the order decides who gets a name first.
        folders: Folder name by person id.
        names: How the file would best be called.
        taken: Paths below the sort's folder that are in use already.
    """
    used = {file_names.folded(path) for path in taken}
    planned = []
    for pair in pairs:
        below = f"{folders[pair.person_id]}/"
        stem, suffix = file_names.split(names[pair])
        path = below + _free(stem, suffix, used, below)
        used.add(file_names.folded(path))
        planned.append(PlannedFile(pair, path))
    return planned


def _free(stem: str, suffix: str, used: Collection[str], below: str = "") -> str:
    """The first name like this that is not used in a folder."""
    return next(name for name in file_names.candidates(stem, suffix) if file_names.folded(below + name) not in used)
