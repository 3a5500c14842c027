"""Taking a sorting back: exactly what it wrote goes, and nothing that a person has changed since."""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.base.records import SortedState, SortMode
from core.flows import manifest, place, walk
from core.store import files, sorts
from core.store.db import Album, Connection
from core.store.sorts import Sort, SortedFile


@dataclass(frozen=True)
class Kept:
    """A file that was left where it is, and why."""

    path: str
    reason: Message


@dataclass(frozen=True)
class TakeBackReport:
    """How taking back ended.

    Attributes:
        taken_back: Files removed or moved back.
        gone: Files that somebody had removed before.
        kept: Files that were left.
    """

    taken_back: int
    gone: int
    kept: tuple[Kept, ...]


def take_back(album: Album, sort_id: int) -> TakeBackReport:
    """Undo a sorting. What can't be taken back now, such as a photo whose old place is taken, can be tried again.

    Raises:
        MissingError: There is no such sorting, or its folder is not there.
        WrongUseError: It was taken back before, or a sorting is running.
    """
    with album.read() as conn:
        wanted = sorts.get(conn, sort_id)
    with manifest.alone(album, wanted.mode):
        rows = _rows(album, wanted)
        taken_back, kept = 0, list[Kept]()
        standing = [row for row in rows if row.stands]
        there = [row for row in standing if os.path.lexists(wanted.folder / row.path)]
        for row in reversed(there):  # a moved original before the copies that were made of it
            reason = _remove(album, wanted.folder, row)
            taken_back += reason is None
            if reason is not None:
                kept.append(Kept(row.path, reason))
        for child_folder in {(wanted.folder / row.path).parent for row in rows}:
            with contextlib.suppress(OSError):  # it holds something else, or is gone
                child_folder.rmdir()
        with album.write() as conn:
            gone = {row.id for row in standing} - {row.id for row in there}
            sorts.set_state(conn, gone, SortedState.TAKEN_BACK)
            if not any(row.stands for row in sorts.manifest(conn, sort_id)):
                sorts.mark_undone(conn, sort_id)
        manifest.write(album, wanted.folder)
    return TakeBackReport(taken_back, len(gone), tuple(reversed(kept)))


def _rows(album: Album, wanted: Sort) -> list[SortedFile]:
    """All that a sort has written.

    Raises:
        MissingError: Its folder is not there.
        WrongUseError: It was taken back before.
    """
    if wanted.undone_at is not None:
        raise errors.WrongUseError("sort-undone-before", sort=wanted.id)
    if not wanted.folder.is_dir():
        raise errors.MissingError("sort-folder-gone", folder=str(wanted.folder))
    manifest.mend(album, wanted.folder)
    with album.read() as conn:
        return sorts.manifest(conn, wanted.id)


def _remove(album: Album, folder: Path, row: SortedFile) -> Message | None:
    """Take one file back, or say why it stays."""
    try:
        if not manifest.is_untouched(folder, row):
            with album.write() as conn:
                sorts.set_state(conn, [row.id], SortedState.KEPT)
            return Message("undo-changed")
        if row.mode is SortMode.MOVE:
            return _move_back(album, folder, row)
        return _unlink(album, folder, row)
    except OSError as error:
        return Message("undo-failed", {"why": errors.why(error)})


def _move_back(album: Album, folder: Path, row: SortedFile) -> Message | None:
    target = folder / row.path
    if place.holds(row.source, row.sha256):  # it lies there, too, since a kill or because somebody copied it
        target.unlink()
    else:
        try:
            place.put(target, row.source, SortMode.MOVE, row.sha256)
        except FileExistsError:
            return Message("undo-place-taken", {"path": str(row.source)})
    with album.write() as conn:
        manifest.record_return(conn, folder, row)
    return None


def _unlink(album: Album, folder: Path, row: SortedFile) -> Message | None:
    target = folder / row.path
    with album.write() as conn:
        if row.mode is not SortMode.SYMLINK and not _lies_elsewhere(conn, row.photo_id, target):
            return Message("undo-last")
        target.unlink()
        sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)
    return None


def _lies_elsewhere(conn: Connection, photo_id: int, target: Path) -> bool:
    """Whether a photo has another file than this one, so that removing it loses nothing."""
    return any(path != target and not walk.is_gone(path) for _, _, path in files.of_photo(conn, photo_id))
