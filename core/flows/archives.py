"""A ZIP archive for each child: whole or not there at all, never over somebody else's file, and taken back as one."""

import contextlib
import hashlib
import itertools
import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path, PurePosixPath

from core.base import errors
from core.base.messages import Message
from core.base.records import SortedState
from core.flows import place
from core.flows.bare_copies import Bare
from core.rules.plan import Pair, PlannedFile
from core.store import disk, files, originals, photos, sorts, uploads
from core.store.db import Album, Connection
from core.store.sort_work import Write
from core.store.sorts import SortedFile

OLDEST, NEWEST = (1980, 1, 1, 0, 0, 0), (2107, 12, 31, 23, 59, 58)  # that an archive can say


def write_all(
    album: Album, folder: Path, sort_id: int, row_ids: Sequence[int], writes: Sequence[Write], bare: Bare
) -> Iterator[tuple[Write, Message | None]]:
    """Write one archive after the other; each takes the place of the one that an earlier sorting wrote there.

    Args:
        album: The album.
        folder: Where the archives go.
        sort_id: The sorting.
        row_ids: Manifest row of each write.
        writes: All photos of each archive, archive by archive.
        bare: Makes what does not say where it was taken.

    Yields:
        Each write, and why it was not done.

    Raises:
        WrongUseError: The disk is full.
        MissingError: The folder goes away meanwhile.
    """
    ground = place.Ground(folder)
    rows = zip(row_ids, writes, strict=True)
    for name, group in itertools.groupby(rows, key=lambda row: PurePosixPath(row[1].planned.path).parts[0]):
        ground.require()
        wanted = dict(group)
        faults = _write(album, folder / name, sort_id, wanted, bare)
        ground.require()
        with album.write() as conn:
            written = [row_id for row_id in wanted if row_id not in faults]
            for row_id in faults:
                sorts.drop(conn, row_id)
            if written:
                sorts.replace_archive(conn, folder, name, sort_id)
                sorts.set_state(conn, written, SortedState.WRITTEN)
        yield from ((write, faults.get(row_id)) for row_id, write in wanted.items())


def remove_all(album: Album, folder: Path, rows: Iterable[SortedFile]) -> list[tuple[SortedFile, Message]]:
    """Remove archives that nobody has changed; what was left, and why."""
    kept: list[tuple[SortedFile, Message]] = []
    for path, group in itertools.groupby(rows, key=lambda row: sorts.place(folder, row)):
        inside = list(group)
        reason = _remove(album, path, inside)
        kept += [(row, reason) for row in inside if reason is not None]
    return kept


def put_back(
    album: Album, folder: Path, rows: Iterable[SortedFile], bare: Bare
) -> list[tuple[SortedFile, Message | None]]:
    """Write archives once more that a sorting has taken out, each whole or not at all; why not, where not."""
    told: list[tuple[SortedFile, Message | None]] = []
    for path, group in itertools.groupby(rows, key=lambda row: sorts.place(folder, row)):
        inside = list(group)
        reason = _put_back(album, path, inside, bare)
        told += [(row, reason) for row in inside]
    return told


def holds(path: Path, contents: Mapping[str, str]) -> bool:
    """Whether an archive holds just these files.

    Args:
        path: The archive.
        contents: Hash of each file's content by its name.

    Raises:
        OSError: It can't be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            return sorted(names) == sorted(contents) and all(
                disk.digest_of(archive.open(name)) == sha256 for name, sha256 in contents.items()
            )
    except uploads.BROKEN:
        return False


def settle(conn: Connection, folder: Path, rows: Sequence[SortedFile]) -> None:
    """Find out what became of archives whose writing or taking out was cut off by a kill."""
    for row in rows:
        if row.taken_out_by is not None and not os.path.lexists(sorts.place(folder, row)):
            sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)
    writing = [row for row in rows if row.state is SortedState.WRITING]
    for path, group in itertools.groupby(writing, key=lambda row: sorts.place(folder, row)):
        inside = list(group)
        with contextlib.suppress(OSError):  # it can't be read now; the next time tells
            if path.is_file() and holds(path, _contents(inside)):
                sorts.replace_archive(conn, folder, path.name, inside[0].sort_id)
                sorts.set_state(conn, [row.id for row in inside], SortedState.WRITTEN)
            else:  # what lies there, if anything, is an earlier one, or not ours
                for row in inside:
                    sorts.drop(conn, row.id)


def _contents(rows: Iterable[SortedFile]) -> dict[str, str]:
    return {PurePosixPath(row.path).name: row.sha256 for row in rows}


def _write(album: Album, target: Path, sort_id: int, wanted: Mapping[int, Write], bare: Bare) -> dict[int, Message]:
    """Write one archive; why some of its files, or all of them, are not in it.

    Raises:
        WrongUseError: The disk is full.
    """
    part = place.part_of(target)
    try:
        is_new = not os.path.lexists(target)
        if not is_new and not _is_ours(album, target, sort_id):
            return dict.fromkeys(wanted, Message("undo-changed"))
        faults, hashes = _fill(part, wanted, bare)
        if len(faults) < len(wanted):
            with album.write() as conn:  # first, should a kill come between
                for row_id in faults:
                    sorts.drop(conn, row_id)
                sorts.set_content(conn, hashes)
            place.publish(part, target) if is_new else part.replace(target)
        return faults
    except OSError as error:
        if error.errno in place.FULL:
            raise errors.WrongUseError("sort-disk-full", folder=str(target.parent)) from error
        return dict.fromkeys(wanted, Message("sort-not-written", {"why": errors.why(error)}))
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _put_back(album: Album, path: Path, rows: Sequence[SortedFile], bare: Bare) -> Message | None:
    """Write one archive once more, or say why that is not possible."""
    part = place.part_of(path)
    try:
        if not (path.is_file() and holds(path, _contents(rows))):
            faults, hashes = _fill(part, _writes(album, rows), bare)
            if faults:
                return next(iter(faults.values()))
            with album.write() as conn:
                sorts.set_content(conn, hashes)
            place.publish(part, path)
    except FileExistsError:
        return Message("undo-place-taken", {"path": str(path)})
    except OSError as error:
        return Message("undo-failed", {"why": errors.why(error)})
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    with album.write() as conn:
        sorts.set_state(conn, [row.id for row in rows], SortedState.WRITTEN)
        sorts.set_taken_out_by(conn, [row.id for row in rows], None)
    return None


def _writes(album: Album, rows: Iterable[SortedFile]) -> dict[int, Write]:
    """What is in an archive, by manifest row."""
    with album.read() as conn:
        paths, hashes = files.of_photos(conn), photos.hashes(conn)
    return {
        row.id: Write(
            PlannedFile(Pair(row.photo_id, row.person_id or 0), row.path),
            row.source if row.source.is_file() else paths.get(row.photo_id, row.source),
            hashes[row.photo_id],
            row.mode,
            row.stripped,
        )
        for row in rows
    }


def _fill(part: Path, wanted: Mapping[int, Write], bare: Bare) -> tuple[dict[int, Message], dict[int, str]]:
    """Write photos into a new archive: why some are not in it, and the hash of each that is stripped."""
    faults, hashes = dict[int, Message](), dict[int, str]()
    with part.open("xb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:  # photos don't get smaller
        for row_id, write in wanted.items():
            try:
                data = _content(write, bare)
            except (errors.WrongUseError, errors.BadPhotoError) as error:
                faults[row_id] = error.message
                continue
            if write.strip:
                hashes[row_id] = hashlib.sha256(data).hexdigest()
            changed = datetime.fromtimestamp(write.source.stat().st_mtime).timetuple()[:6]
            info = zipfile.ZipInfo(PurePosixPath(write.planned.path).name, min(max(OLDEST, changed), NEWEST))
            archive.writestr(info, data)
    with part.open("rb+") as whole:
        os.fsync(whole.fileno())  # else a name could outlive a power cut that its content does not
    return faults, hashes


def _content(write: Write, bare: Bare) -> bytes:
    """What goes into an archive for one photo.

    Raises:
        WrongUseError: The source can't be read, or is another file than the album knows.
        BadPhotoError: Its location is to be left out, and can't be.
    """
    if write.strip:
        return bare.content(write.source, write.sha256)
    data = originals.content(write.source, write.sha256)
    if data is None:
        raise errors.WrongUseError("sort-photo-changed")
    return data


def _is_ours(album: Album, target: Path, sort_id: int) -> bool:
    """Whether an archive is what earlier sortings wrote, so that a new one may take its place."""
    with album.read() as conn:
        rows = sorts.archive_rows(conn, target.parent, target.name)
    earlier = [row for row in rows if row.sort_id != sort_id]
    return bool(earlier) and holds(target, _contents(earlier))


def _remove(album: Album, path: Path, rows: Sequence[SortedFile]) -> Message | None:
    """Remove one archive, or say why it stays."""
    try:
        is_ours = path.is_file() and not path.is_symlink() and holds(path, _contents(rows))
        state = SortedState.TAKEN_BACK if is_ours else SortedState.KEPT
        with album.write() as conn:
            if is_ours and not all(sorts.lies_elsewhere(conn, row.photo_id, path) for row in rows):
                return Message("undo-last")
            if is_ours:
                path.unlink()
            sorts.set_state(conn, [row.id for row in rows], state)
        return None if is_ours else Message("undo-changed")
    except OSError as error:
        return Message("undo-failed", {"why": errors.why(error)})
