"""Where each photo goes: child folders and file names that are legal and free on every system."""

import itertools
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from pathvalidate import sanitize_filename

from core.base.records import Person

LONGEST_NAME = 255  # bytes of UTF-8 that every file system takes


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
        names[person.id] = _free(_legal(person.name), "", {_folded(name) for name in names.values()})
    return names


def plan(
    pairs: Iterable[Pair], folders: Mapping[int, str], file_names: Mapping[int, str], taken: Collection[str]
) -> list[PlannedFile]:
    """Find a free path for each pair.

    Args:
        pairs: What is to be written; the order decides who gets a name first.
        folders: Folder name by person id.
        file_names: The photo's own file name by photo id.
        taken: Paths below the sort's folder that are in use already.
    """
    used = {_folded(path) for path in taken}
    planned = []
    for pair in pairs:
        below = f"{folders[pair.person_id]}/"
        stem, suffix = file_name(file_names[pair.photo_id])
        path = below + _free(stem, suffix, used, below)
        used.add(_folded(path))
        planned.append(PlannedFile(pair, path))
    return planned


def file_name(name: str) -> tuple[str, str]:
    """The stem and suffix that a photo's file has in every folder, as near to its own as is legal everywhere."""
    path = PurePath(name)
    return _legal(path.stem), path.suffix and f".{_legal(path.suffix)}"


def _legal(name: str) -> str:
    """The nearest name that Windows, macOS and Linux all take, and that no system hides."""
    legal = sanitize_filename(name.lstrip(". "), replacement_text="_", platform="universal", max_len=LONGEST_NAME)
    return unicodedata.normalize("NFC", legal) or "_"


def _free(stem: str, suffix: str, used: Collection[str], below: str = "") -> str:
    """The name itself, or the first of "name (2)", "name (3)"… that is not used in a folder; cut to fit."""
    for ending in itertools.chain([suffix], (f" ({number}){suffix}" for number in itertools.count(2))):
        room = LONGEST_NAME - len(ending.encode())
        name = stem.encode()[:room].decode(errors="ignore") + ending
        if _folded(below + name) not in used:
            break
    return name


def _folded(path: str) -> str:
    """What file systems that ignore capital letters or compose letters in their own way may take for the same path."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
