"""Copies that do not say where their photo was taken, made in child processes: a hostile file costs only itself."""

import contextlib
import hashlib
from collections import defaultdict
from pathlib import Path

from core.base import errors
from core.flows import place
from core.flows.eyes import Eyes
from core.store import disk, originals, sorts
from core.store.db import Album


class Bare:
    """Makes such copies; its processes end with its context."""

    def __init__(self) -> None:
        self._eyes = Eyes()
        self._last = ("", b"")  # hash of a photo and what was made of it, for the next child on it
        self._found: dict[Path, dict[int, list[Path]]] = {}  # what lay in each folder at first, by size

    def __enter__(self) -> "Bare":
        return self

    def __exit__(self, *_: object) -> None:
        self._eyes.close()

    def content(self, source: Path, sha256: str) -> bytes:
        """A photo's file without where it was taken.

        Args:
            source: The photo.
            sha256: Of the photo as the album knows it.

        Raises:
            WrongUseError: The source can't be read, or is another file than the album knows.
            BadPhotoError: The location can't be left out.
        """
        if self._last[0] != sha256:
            data = originals.content(source, sha256)
            if data is None:
                raise errors.WrongUseError("sort-photo-changed")
            try:
                self._last = sha256, self._eyes.without_location(data)
            except errors.BadPhotoError as error:
                raise errors.BadPhotoError("location-stays") from error
        return self._last[1]

    def lying(self, folder: Path, data: bytes) -> str | None:
        """Name of a file with this content that lay in a folder when it was first asked about."""
        if folder not in self._found:
            self._found[folder] = _by_size(folder)
        for path in self._found[folder].get(len(data), []):
            with contextlib.suppress(OSError):  # it can't be read, so it is not known to be the same
                if path.read_bytes() == data:
                    return path.name
        return None


def write(album: Album, row_id: int, data: bytes, source: Path, target: Path) -> None:
    """Write a copy where nothing lies; its manifest row learns first what it will hold, should a kill come between.

    Args:
        album: The album.
        row_id: The manifest row.
        data: The whole file.
        source: The photo, whose time of change the copy gets.
        target: Where it goes; its folder is made if needed.

    Raises:
        FileExistsError: Something lies at the target already; it is left alone.
        OSError: It can't be written.
    """
    with album.write() as conn:
        sorts.set_content(conn, {row_id: hashlib.sha256(data).hexdigest()})
    place.write(data, target, source)


def _by_size(folder: Path) -> dict[int, list[Path]]:
    found: dict[int, list[Path]] = defaultdict(list)
    for path in folder.glob("*"):
        if path.is_file() and (size := disk.size(path)) is not None:
            found[size].append(path)
    return found
