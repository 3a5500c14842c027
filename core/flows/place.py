"""Putting one file into its place: whole or not at all, never over another, and only if it is what it should be."""

import errno
import os
import uuid
from pathlib import Path

from core.base import errors, whole_files
from core.base.records import SortMode
from core.store import disk

CHUNK = 1 << 20
FULL = frozenset({errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})  # a full disk says so


class Ground:
    """A folder that must stay the one it is: a drive that is unplugged leaves nothing in its place, or another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._identity = self._now()

    def require(self) -> None:
        """Make sure that it is still there.

        Raises:
            MissingError: It is not.
        """
        if self._now() != self._identity:
            raise errors.MissingError("sort-folder-lost", folder=str(self._folder))

    def _now(self) -> tuple[int, int] | None:
        try:
            facts = self._folder.stat()
        except OSError:
            return None
        return facts.st_dev, facts.st_ino


def holds(path: Path, sha256: str) -> bool:
    """Whether a file with this content lies at a path.

    Raises:
        OSError: It can't be read.
    """
    return path.is_file() and disk.digest(path) == sha256


def put(source: Path, target: Path, mode: SortMode, sha256: str) -> None:
    """Make a photo appear at a path that nothing lies at.

    Args:
        source: The photo; read only, except that a move takes it away.
        target: Where it goes; its folder is made if needed.
        mode: How it gets there. A move to another disk copies, checks the copy, then removes the source.
        sha256: Of the photo as the album knows it.

    Raises:
        WrongUseError: The source is another file than the album knows; nothing was written.
        FileExistsError: Something lies at the target already; it is left alone.
        OSError: The disk is full, or does not know such links.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if mode is SortMode.COPY:
        _copy(source, target, sha256)
        return
    if disk.digest(source) != sha256:
        raise errors.WrongUseError("sort-photo-changed")
    if mode is SortMode.SYMLINK:
        target.symlink_to(source)
    elif mode is SortMode.HARDLINK:
        os.link(source.resolve(), target)  # where the photo itself is a link, Linux would double the link
    elif mode is SortMode.MOVE:
        _move(source, target, sha256)
    else:
        raise ValueError(mode)  # an archive is not written photo by photo


def write(data: bytes, target: Path, source: Path) -> None:
    """Make a file appear at a path that nothing lies at.

    Args:
        data: What it holds.
        target: Where it goes; its folder is made if needed.
        source: The photo that it was made of, whose time of change it gets.

    Raises:
        FileExistsError: Something lies at the target already; it is left alone.
        OSError: The disk is full, or can't be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(target)
    try:
        with part.open("xb") as copy:
            copy.write(data)
            copy.flush()
            os.fsync(copy.fileno())
        _publish_as(source, part, target)
    finally:
        part.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove from a folder what a killed program had begun to write."""
    for part in folder.glob(f".*{whole_files.PART}"):
        part.unlink(missing_ok=True)


def _copy(source: Path, target: Path, sha256: str) -> None:
    part = part_of(target)
    try:
        with source.open("rb") as original, part.open("xb") as copy:
            while chunk := original.read(CHUNK):
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        if disk.digest(part) != sha256:
            raise errors.WrongUseError("sort-photo-changed")
        _publish_as(source, part, target)
    finally:
        part.unlink(missing_ok=True)


def part_of(target: Path) -> Path:
    """Where a file is written before it gets its name; sweep removes what a kill leaves there."""
    return target.with_name(f".{uuid.uuid4().hex}{whole_files.PART}")


def _publish_as(source: Path, part: Path, target: Path) -> None:
    """Give a whole file its name, and the source's times."""
    facts = source.stat()
    os.utime(part, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    publish(part, target)


def publish(part: Path, target: Path) -> None:
    """Give a whole file its name, unless the name is taken.

    Raises:
        FileExistsError: It is taken.
    """
    try:
        os.link(part, target)  # unlike a rename, a link never replaces what is there
    except FileExistsError:
        raise
    except OSError:  # the disk knows no hard links, as on most memory sticks
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.rename(target)


def _move(source: Path, target: Path, sha256: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # another disk, or one without hard links
        _copy(source, target, sha256)
    source.unlink()
