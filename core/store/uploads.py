"""Photos that come through the browser: kept in the album's own folder, from where they are imported like any other."""

import filecmp
import shutil
import uuid
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath, PureWindowsPath
from typing import BinaryIO

from core.base import errors, images
from core.rules import file_names
from core.store.db import Album

MOST_ENTRIES = 50_000  # of a ZIP
MOST_TIMES_SMALLER = 200  # a photo hardly shrinks in a ZIP; what shrinks more is made to fill disks
ENTRY_FREE = 1 << 20  # bytes; below this a plain image may shrink as much as it likes
CHUNK = 1 << 20
NAMES_WRITTEN_IN = ("utf-8", "cp949")  # by ZIP programs that don't say; the second by Korean Windows
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)  # RuntimeError: a password


@dataclass(frozen=True)
class Kept:
    """What became of an upload.

    Attributes:
        folder: Where the photos lie now; to be imported.
        photos: How many there are from this upload.
        others: How many files were no photos and were left.
    """

    folder: Path
    photos: int
    others: int

    def __add__(self, more: "Kept") -> "Kept":
        """Both together."""
        return Kept(self.folder, self.photos + more.photos, self.others + more.others)


def keep(album: Album, name: str, file: BinaryIO, day: date) -> Kept:
    """Keep an uploaded photo, or the photos in an uploaded ZIP.

    Args:
        album: The album.
        name: The file's name as the browser gives it.
        file: Its bytes; seekable.
        day: Today; the folder is named after it.

    Raises:
        WrongUseError: A ZIP is broken, locked, leads out of its folder, or is made to fill the disk, or the disk is
            full. Nothing of the file is kept then.
    """
    folder = album.folder / "uploads" / day.isoformat()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if PurePath(name).suffix.lower() != ".zip":
            return _keep_one(folder, name, file)
        return _keep_zip(folder, name, file)
    except OSError as error:
        raise errors.WrongUseError("upload-unwritable", name=name, why=errors.why(error)) from error


def _keep_one(folder: Path, name: str, file: BinaryIO) -> Kept:
    if not _is_photo(name):
        return Kept(folder, 0, 1)
    part = _part(folder)
    try:
        with part.open("xb") as copy:
            shutil.copyfileobj(file, copy, CHUNK)
        _give_name(part, folder, name)
    finally:
        part.unlink(missing_ok=True)
    return Kept(folder, 1, 0)


def _keep_zip(folder: Path, name: str, file: BinaryIO) -> Kept:
    """Unpack beside the folder first, so that a ZIP that turns out bad leaves nothing."""
    room = _part(folder)
    room.mkdir()
    try:
        with _open_zip(name, file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir() and not _is_litter(entry.filename)]
            wanted = [entry for entry in entries if _is_photo(entry.filename)]
            _require_harmless(name, entries, shutil.disk_usage(folder).free)
            parts = [_unpack(archive, entry, room / str(number)) for number, entry in enumerate(wanted)]
        for part, entry in zip(parts, wanted, strict=True):
            _give_name(part, folder, entry.filename)
    except BROKEN as error:
        raise errors.WrongUseError("upload-zip-broken", name=name) from error
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return Kept(folder, len(wanted), len(entries) - len(wanted))


def _open_zip(name: str, file: BinaryIO) -> zipfile.ZipFile:
    for encoding in NAMES_WRITTEN_IN:
        try:
            return zipfile.ZipFile(file, metadata_encoding=encoding)
        except UnicodeDecodeError:
            file.seek(0)
    return zipfile.ZipFile(file)


def _require_harmless(name: str, entries: list[zipfile.ZipInfo], free: int) -> None:
    if any(_leads_out(entry.filename) for entry in entries):
        raise errors.WrongUseError("upload-zip-leads-out", name=name)
    swollen = any(
        entry.file_size > ENTRY_FREE and entry.file_size > MOST_TIMES_SMALLER * entry.compress_size for entry in entries
    )
    if swollen or len(entries) > MOST_ENTRIES:
        raise errors.WrongUseError("upload-zip-bomb", name=name)
    needed = sum(entry.file_size for entry in entries if _is_photo(entry.filename))
    if needed > free:
        raise errors.WrongUseError("upload-no-room", name=name, needed=needed // 10**6, free=free // 10**6)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, target: Path) -> Path:
    """Write one entry; zipfile itself stops at the size that was checked, whatever the stream would still hold."""
    with archive.open(entry) as packed, target.open("xb") as copy:
        shutil.copyfileobj(packed, copy, CHUNK)
    return target


def _leads_out(name: str) -> bool:
    path = PureWindowsPath(name)  # knows slashes, backslashes and drives
    return ".." in path.parts or bool(path.drive or path.root)


def _is_photo(name: str) -> bool:
    return PurePath(name).suffix.lower() in images.SUFFIXES


def _is_litter(name: str) -> bool:
    """Whether an entry is one of those that macOS adds beside each photo."""
    path = PureWindowsPath(name)
    return path.name.startswith("._") or "__MACOSX" in path.parts


def _part(folder: Path) -> Path:
    return folder / f".{uuid.uuid4().hex}.part"


def _give_name(part: Path, folder: Path, name: str) -> None:
    """Move a whole file to the first free name like its own, unless one of these holds just the same."""
    stem, suffix = file_names.split(PureWindowsPath(name).name)
    for candidate in file_names.candidates(stem, suffix.lower()):
        target = folder / candidate
        if not target.exists():
            part.rename(target)
            return
        if filecmp.cmp(part, target, shallow=False):
            return
