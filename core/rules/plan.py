"""Where each photo goes: child folders and file names that are legal and free on every system."""

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

    Returns:
        Folder name by person id.
    """
    names: dict[int, str] = {}
    for person in people:
        names[person.id] = _free(PurePath(_legal(person.name)), {_folded(name) for name in names.values()}, suffix="")
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
        folder = folders[pair.person_id]
        name = PurePath(_legal(file_names[pair.photo_id]))
        in_folder = f"{folder}/"
        path = in_folder + _free(name, used, suffix=name.suffix, below=in_folder)
        used.add(_folded(path))
        planned.append(PlannedFile(pair, path))
    return planned


def _legal(name: str) -> str:
    """The nearest name that Windows, macOS and Linux all take, and that no system hides."""
    legal = sanitize_filename(name, replacement_text="_", platform="universal", max_len=LONGEST_NAME)
    return unicodedata.normalize("NFC", legal).lstrip(".") or "_"


def _free(name: PurePath, used: Collection[str], *, suffix: str, below: str = "") -> str:
    """The name itself, or the first of "name (2)", "name (3)"… that is not used; cut to fit."""
    stem = name.name.removesuffix(suffix)
    number, ending = 1, suffix
    while True:
        room = LONGEST_NAME - len(ending.encode())
        candidate = stem.encode()[:room].decode(errors="ignore") + ending
        if _folded(below + candidate) not in used:
            return candidate
        number += 1
        ending = f" ({number}){suffix}"


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()
