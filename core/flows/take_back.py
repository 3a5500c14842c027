"""Taking a sorting back: exactly what it wrote goes, and nothing that a person has changed since.

A sorting that knows better can take out what earlier ones wrote, under the same rule; when it is taken back itself,
that comes back, too.
"""

import contextlib
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.base import errors, progress
from core.base.messages import Message
from core.base.progress import Progress
from core.base.records import SortedState, SortMode
from core.flows import archives, bare_copies, manifest, place
from core.flows.bare_copies import Bare
from core.flows.place import Ground
from core.store import files, photos, sorts
from core.store.db import Album
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
        kept: Files that were left, or not put back.
        put_back: Files of earlier sortings that it had taken out and that are there again.
    """

    taken_back: int
    gone: int
    kept: tuple[Kept, ...]
    put_back: int = 0


def take_back(album: Album, sort_id: int, on_progress: Progress = progress.untold) -> TakeBackReport:
    """Undo a sorting. What can't be taken back now, such as a photo whose old place is taken, can be tried again.

    Args:
        album: The album.
        sort_id: The sorting.
        on_progress: Told how many files of how many are done.

    Raises:
        MissingError: There is no such sorting, or its folder is not there or goes away meanwhile.
        WrongUseError: It was taken back before, or a sorting is running.
    """
    with album.read() as conn:
        wanted = sorts.get(conn, sort_id)
        moves = any(row.mode is SortMode.MOVE for row in sorts.taken_out(conn, sort_id))
    with manifest.alone(album, SortMode.MOVE if moves else wanted.mode), Bare() as bare:
        rows = _rows(album, wanted)
        standing = [row for row in rows if row.stands]
        there = [row for row in standing if os.path.lexists(sorts.place(wanted.folder, row))]
        kept = _remove_all(album, wanted.folder, there, on_progress)
        with album.write() as conn:
            gone = {row.id for row in standing} - {row.id for row in there}
            sorts.set_state(conn, gone, SortedState.TAKEN_BACK)
        put_back, missing = _put_back(album, wanted, bare, on_progress)
        _tidy(wanted.folder, rows)
        with album.write() as conn:
            if not missing and not any(row.stands for row in sorts.manifest(conn, sort_id)):
                sorts.mark_undone(conn, sort_id)
        manifest.write(album, wanted.folder)
    told = tuple(Kept(row.path, reason) for row, reason in [*kept, *missing])
    return TakeBackReport(len(there) - len(kept), len(gone), told, put_back)


def take_out(
    album: Album,
    folder: Path,
    sort_id: int,
    rows: Sequence[SortedFile],
    on_progress: Progress = progress.untold,
) -> TakeBackReport:
    """Remove files of earlier sortings that no longer belong where they are; the caller keeps other sortings away.

    Args:
        album: The album.
        folder: Where the children's folders are.
        sort_id: The sorting that takes them out, and brings them back when it is taken back.
        rows: What to take out; all of it is there.
        on_progress: Told how many files of how many are done.
    """
    with album.write() as conn:
        sorts.set_taken_out_by(conn, [row.id for row in rows], sort_id)
    kept = _remove_all(album, folder, rows, on_progress)
    with album.write() as conn:
        sorts.set_taken_out_by(conn, [row.id for row, _ in kept], None)
    _tidy(folder, rows)
    return TakeBackReport(len(rows) - len(kept), 0, tuple(Kept(row.path, reason) for row, reason in kept))


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


def _remove_all(
    album: Album, folder: Path, rows: Sequence[SortedFile], on_progress: Progress = progress.untold
) -> list[tuple[SortedFile, Message]]:
    """Take files back, a moved original before the copies that were made of it; what was left, and why."""
    kept, ground = [], place.Ground(folder)
    loose = [row for row in rows if not row.is_zipped]
    for done, row in enumerate(reversed(loose), start=1):
        ground.require()
        reason = _remove(album, folder, row, ground)
        if reason is not None:
            kept.append((row, reason))
        on_progress(done, len(rows))
    return kept[::-1] + archives.remove_all(album, folder, [row for row in rows if row.is_zipped])


def _tidy(folder: Path, rows: Iterable[SortedFile]) -> None:
    """Remove the children's folders that are empty now."""
    for child_folder in {(folder / row.path).parent for row in rows}:
        with contextlib.suppress(OSError):  # it holds something else, or is gone
            child_folder.rmdir()


def _put_back(
    album: Album, wanted: Sort, bare: Bare, on_progress: Progress
) -> tuple[int, list[tuple[SortedFile, Message]]]:
    """Bring back what a sorting had taken out: how much, what was not brought back, and why."""
    with album.read() as conn:
        rows = sorts.taken_out(conn, wanted.id)
        standing = sorts.standing_in(conn, wanted.folder)
    there = {sorts.place(wanted.folder, row) for row in standing}  # a later sorting wrote it once more
    wanting = [row for row in rows if sorts.place(wanted.folder, row) not in there]
    reasons = archives.put_back(album, wanted.folder, [row for row in wanting if row.is_zipped], bare)
    for row in (row for row in wanting if not row.is_zipped):
        reasons.append((row, _restore(album, wanted.folder, row, bare)))
        on_progress(len(reasons), len(wanting))
    missing = [(row, reason) for row, reason in reasons if reason is not None]
    return len(reasons) - len(missing), missing


def _restore(album: Album, folder: Path, row: SortedFile, bare: Bare) -> Message | None:
    """Put one file back, or say why that is not possible."""
    target = folder / row.path
    try:
        if not (os.path.lexists(target) and manifest.is_untouched(folder, row)):
            source = _source(album, row)
            if row.stripped:
                with album.read() as conn:
                    sha256 = photos.hash_of(conn, row.photo_id)
                bare_copies.write(album, row.id, bare.content(source, sha256), source, target)
            else:
                place.put(source, target, row.mode, row.sha256)
    except (errors.WrongUseError, errors.BadPhotoError) as error:
        return error.message
    except FileExistsError:
        return Message("undo-place-taken", {"path": str(target)})
    except OSError as error:
        return Message("undo-failed", {"why": errors.why(error)})
    with album.write() as conn:
        sorts.set_state(conn, [row.id], SortedState.WRITTEN)
        sorts.set_taken_out_by(conn, [row.id], None)
        if row.mode is SortMode.MOVE:
            files.relocate(conn, row.source, folder, target)
    return None


def _source(album: Album, row: SortedFile) -> Path:
    """Where the photo of a file lies now."""
    with album.read() as conn:
        places = [path for _, _, path in files.of_photo(conn, row.photo_id)]
    return next((path for path in (row.source, *places) if path.is_file()), row.source)


def _remove(album: Album, folder: Path, row: SortedFile, ground: Ground) -> Message | None:
    """Take one file back, or say why it stays."""
    try:
        if not manifest.is_untouched(folder, row):
            ground.require()  # else nothing is known of the file
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
        if row.mode is not SortMode.SYMLINK and not sorts.lies_elsewhere(conn, row.photo_id, target):
            return Message("undo-last")
        target.unlink()
        sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)
    return None
