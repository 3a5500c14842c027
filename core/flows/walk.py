"""Walking folders of photos in a stable order, opening nothing."""

import os
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from core.base import errors, images
from core.store import disk

SKIPPED_FOLDERS = frozenset({"@eadir", "__macosx", "$recycle.bin", "system volume information"})


@dataclass(frozen=True)
class FoundFile:
    """A file that may be a photo.

    Attributes:
        path: To open it with.
        relative: Below the walked folder, with forward slashes, as text.
        is_text: Whether the name is text on every system; relative shows the other bytes as escapes.
        bytes: Size.
        mtime_ns: Time of change in nanoseconds.
    """

    path: Path
    relative: str
    is_text: bool
    bytes: int
    mtime_ns: int


@dataclass(frozen=True)
class Walk:
    """What a folder holds.

    Attributes:
        files: Those that may be photos, by name, folders after files.
        others: How many files of other kinds were passed by, by suffix.
        closed: Folders below that can't be read, relative, with a slash at the end.
    """

    files: tuple[FoundFile, ...]
    others: Mapping[str, int]
    closed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """What one path of an import holds.

    Attributes:
        folder: Absolute, without links.
        whole: Whether all of the folder was asked for, so that what is not there is missing.
    """

    folder: Path
    walked: Walk
    whole: bool


def places(paths: Iterable[Path], passed_by: Collection[Path] = ()) -> list[Place]:
    """Walk everything that an import was given; each file is found once.

    Args:
        paths: Folders and single files.
        passed_by: Folders not to enter unless they are asked for, as absolute paths without links.

    Raises:
        MissingError: A path is not there, or a folder can't be read.
        WrongUseError: A folder's path is not text on every system.
    """
    targets = dict.fromkeys(_target(path) for path in paths)
    folders = {folder for folder, name in targets if name is None}
    found_places, met = [], set[Path]()
    for folder, name in sorted(targets, key=lambda target: target[1] is not None):  # folders first
        if name is None and folders.intersection(folder.parents):
            continue  # it is walked with the folder around it
        place = _place(folder, name, set(passed_by) - folders)
        new = tuple(file for file in place.walked.files if file.path not in met)
        met.update(file.path for file in new)
        if new or place.whole:
            found_places.append(replace(place, walked=replace(place.walked, files=new)))
    return found_places


def walk(folder: Path, passed_by: Collection[Path] = ()) -> Walk:
    """List the files below a folder that may be photos.

    Hidden files and folders, and the thumbnail folders of other programs, are passed by. Links to folders are not
    followed, since they can lead in circles.

    Args:
        folder: Where to start.
        passed_by: Folders not to enter, as absolute paths.

    Raises:
        OSError: The folder itself can't be read.
    """
    others: Counter[str] = Counter()
    files, closed = [], []
    waiting = [folder]
    while waiting:
        inside = waiting.pop()
        if inside in passed_by:
            continue
        try:
            entries = _visible(inside)
        except OSError:
            if inside == folder:
                raise
            closed.append(_below(inside, folder))
            continue
        for entry in filter(_can_be_opened, entries):
            suffix = Path(entry.name).suffix.lower()
            if suffix in images.SUFFIXES:
                files.append(_found(Path(entry.path), folder))
            else:
                others[suffix] += 1
        waiting += reversed([Path(entry.path) for entry in entries if entry.is_dir(follow_symlinks=False)])
    return Walk(tuple(files), others, tuple(closed))


def _target(path: Path) -> tuple[Path, str | None]:
    """The folder that a path speaks of, and the name of the file in it if it is one."""
    try:
        folder, name = (path.parent, path.name) if path.is_file() else (path, None)
        return folder.resolve(strict=True), name
    except (FileNotFoundError, NotADirectoryError) as error:
        raise errors.MissingError("folder-missing", path=disk.as_text(path)) from error
    except (OSError, RuntimeError) as error:  # RuntimeError: a link that leads in circles
        raise errors.MissingError("folder-closed", path=disk.as_text(path)) from error


def _place(folder: Path, name: str | None, passed_by: Collection[Path]) -> Place:
    if disk.as_text(folder) != folder.as_posix():
        raise errors.WrongUseError("folder-name-unreadable", path=disk.as_text(folder))
    if name is not None:
        return Place(folder, Walk((_found(folder / name, folder),), {}), whole=False)
    try:
        return Place(folder, walk(folder, passed_by), whole=True)
    except NotADirectoryError as error:  # a socket or a device
        raise errors.MissingError("folder-missing", path=str(folder)) from error
    except OSError as error:
        raise errors.MissingError("folder-closed", path=str(folder)) from error


def _found(path: Path, folder: Path) -> FoundFile:
    """The facts of one file below a folder; a file that can't be seen has size 0 and is found out on opening."""
    try:
        facts = path.stat()
        size, mtime_ns = facts.st_size, facts.st_mtime_ns
    except OSError:
        size, mtime_ns = 0, 0
    inner = path.relative_to(folder)
    relative = disk.as_text(inner)
    return FoundFile(path, relative, relative == inner.as_posix(), size, mtime_ns)


def _below(inner: Path, folder: Path) -> str:
    return disk.as_text(inner.relative_to(folder)) + "/"


def _visible(folder: Path) -> list["os.DirEntry[str]"]:
    with os.scandir(folder) as listing:
        entries = sorted(listing, key=lambda entry: entry.name)
    return [entry for entry in entries if not entry.name.startswith(".") and entry.name.lower() not in SKIPPED_FOLDERS]


def _can_be_opened(entry: "os.DirEntry[str]") -> bool:
    """Whether an entry is a file, or a broken link: that is told when it is opened. Pipes would wait for ever."""
    try:
        return entry.is_file() or (entry.is_symlink() and disk.is_gone(Path(entry.path)))
    except OSError:  # a link that leads in circles or into a closed folder
        return True
