"""Backup and restore: the whole album in one file, a ZIP that says the hash of everything in it."""

import contextlib
import hashlib
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from core.base import errors, whole_files
from core.base.progress import Progress
from core.flows import ingest
from core.store import copies, db, disk
from core.store.db import Album

MANIFEST, DATABASE = "cubby-backup.json", "album.db"
# What belongs to an album beside its database. Jobs and locks don't: they are about this computer and this moment.
FOLDERS = ("thumbs", "runs", "uploads", "drawn", "exports", "weights")
PASSING = "staging"  # folders in which a training lays out its photos
VERSION = 1  # of what a backup looks like
CHUNK = MEGA = 1 << 20
SPARE = 64 * MEGA  # bytes that are left free on the disk
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    TypeError,
    LookupError,
)


@dataclass(frozen=True)
class Kept:
    """What a backup holds.

    Attributes:
        files: How many.
        bytes: Of all of them.
    """

    files: int
    bytes: int


@dataclass(frozen=True)
class _File:
    """One file in a backup.

    Attributes:
        sha256: In hexadecimal.
    """

    bytes: int
    sha256: str


@dataclass(frozen=True)
class _Listed:
    """What a backup says that it holds.

    Attributes:
        folder: The album's, where it was.
        files: By name.
    """

    folder: str
    files: Mapping[str, _File]


def backup(album: Album, file: Path, on_progress: Progress = lambda _done, _total: None) -> Kept:
    """Write the whole album into one file; it is there in full or not at all.

    Photos that lie elsewhere are not in it: they stay where they are.

    Args:
        album: The album; photos can't be imported meanwhile.
        file: Where it goes; nothing may lie there, and it may not be in the album.
        on_progress: Told the files done and all files.

    Raises:
        WrongUseError: Something lies there, the disk has too little room, or it can't be written.
        BusyError: An import is running.
    """
    file = file.absolute()
    if file.exists() or file.is_relative_to(album.folder):
        raise errors.WrongUseError("backup-place-taken", path=str(file))
    with ingest.alone(album):
        found = _files(album.folder)
        database = (album.folder / DATABASE).stat().st_size
        needed = 2 * database + sum(path.stat().st_size for path, _ in found)
        _require_room(file.parent, needed)
        try:
            with whole_files.replacing(file) as part:
                return _write(album, part, found, on_progress)
        except OSError as error:
            raise errors.WrongUseError("file-unwritable", path=str(file), why=errors.why(error)) from error


def restore(file: Path, folder: Path, on_progress: Progress = lambda _done, _total: None) -> Kept:
    """Make an album of a backup; it is there in full or not at all, and every file is what was saved.

    Args:
        file: The backup.
        folder: The album's folder; nothing may be in it.
        on_progress: Told the files done and all files.

    Raises:
        MissingError: There is no such file, or it can't be read.
        WrongUseError: It is no backup or damaged, a newer Cubby wrote it, the folder is not empty, or the disk has too
            little room.
    """
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise errors.WrongUseError("restore-not-empty", folder=str(folder))
    try:
        archive = zipfile.ZipFile(file)
    except FileNotFoundError as error:
        raise errors.MissingError("backup-missing", path=str(file)) from error
    except OSError as error:
        raise errors.MissingError("backup-unreadable", path=str(file), why=errors.why(error)) from error
    except BROKEN as error:
        raise errors.WrongUseError("backup-broken", path=str(file)) from error
    try:
        with archive:
            listed = _listed(archive)
            kept = Kept(len(listed.files), sum(one.bytes for one in listed.files.values()))
            _require_room(folder, kept.bytes)
            with whole_files.filling(folder) as part:
                _extract(archive, listed, part, on_progress)
                _settle(part, listed.folder, folder)
    except BROKEN as error:
        raise errors.WrongUseError("backup-broken", path=str(file)) from error
    except OSError as error:
        raise errors.WrongUseError("file-unwritable", path=str(folder), why=errors.why(error)) from error
    return kept


def _files(folder: Path) -> list[tuple[Path, str]]:
    """All files of an album but the database, each with its name in a backup."""
    return [
        (path, path.relative_to(folder).as_posix())
        for name in FOLDERS
        for path in sorted((folder / name).rglob("*"))
        if path.is_file()
        and not path.is_symlink()
        and PASSING not in path.relative_to(folder).parts
        and path.suffix not in {whole_files.PART, ".part"}
    ]


def _require_room(place: Path, needed: int) -> None:
    free = disk.free(place)
    if free < needed + SPARE:
        raise errors.WrongUseError("backup-no-room", path=str(place), needed=needed // MEGA + 1, free=free // MEGA)


def _write(album: Album, part: Path, found: Sequence[tuple[Path, str]], on_progress: Progress) -> Kept:
    files: dict[str, _File] = {}
    copy = part.with_name(f"{part.name}.db")
    copy.unlink(missing_ok=True)  # of a program that was killed
    try:
        copies.save(album, copy)
        with zipfile.ZipFile(part, "w") as archive:
            files[DATABASE] = _put(archive, copy, DATABASE, zipfile.ZIP_DEFLATED)
            for done, (path, name) in enumerate(found, start=1):
                with contextlib.suppress(FileNotFoundError):  # forgotten meanwhile
                    files[name] = _put(archive, path, name, zipfile.ZIP_STORED)  # pictures don't get smaller
                on_progress(done, len(found))
            facts = {
                "version": VERSION,
                "folder": str(album.folder),
                "files": {name: [one.bytes, one.sha256] for name, one in files.items()},
            }
            archive.writestr(MANIFEST, json.dumps(facts, ensure_ascii=False), zipfile.ZIP_DEFLATED)
    finally:
        copy.unlink(missing_ok=True)
    return Kept(len(files), sum(one.bytes for one in files.values()))


def _put(archive: zipfile.ZipFile, path: Path, name: str, how: int) -> _File:
    info = zipfile.ZipInfo(name)
    info.compress_type = how
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        return _copy(source, target)


def _copy(source: IO[bytes], target: IO[bytes]) -> _File:
    length, digest = 0, hashlib.sha256()
    while chunk := source.read(CHUNK):
        target.write(chunk)
        digest.update(chunk)
        length += len(chunk)
    return _File(length, digest.hexdigest())


def _listed(archive: zipfile.ZipFile) -> _Listed:
    """What a backup says that it holds.

    Raises:
        ValueError: It does not hold that, or it is no backup.
        WrongUseError: A newer Cubby wrote it.
    """
    facts = json.loads(archive.read(MANIFEST))
    if facts["version"] > VERSION:
        raise errors.WrongUseError("backup-newer", path=str(archive.filename))
    files = {str(name): _File(int(length), str(sha256)) for name, (length, sha256) in facts["files"].items()}
    if sorted(archive.namelist()) != sorted([*files, MANIFEST]) or DATABASE not in files:
        raise ValueError
    for name, one in files.items():
        parts = PurePosixPath(name).parts
        leads_out = ".." in parts or "\\" in name or ":" in name or parts[0] not in {DATABASE, *FOLDERS}
        if leads_out or archive.getinfo(name).file_size != one.bytes:
            raise ValueError
    return _Listed(str(facts["folder"]), files)


def _extract(archive: zipfile.ZipFile, listed: _Listed, part: Path, on_progress: Progress) -> None:
    for done, (name, one) in enumerate(listed.files.items(), start=1):
        target = part / PurePosixPath(name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(name) as source, target.open("xb") as new:
            if _copy(source, new) != one:
                raise ValueError
        on_progress(done, len(listed.files))


def _settle(part: Path, old: str, folder: Path) -> None:
    album = db.open_album(part)
    with album.write() as conn:
        copies.settle(conn, old, folder)
    album.engine.dispose()  # or the folder could not get its name on Windows
