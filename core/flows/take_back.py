"""Taking a sorting back: exactly what it wrote goes, and nothing that a person has changed since."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.base.records import SortedState, SortMode
from core.flows import manifest, place
from core.store import files, sorts
from core.store.db import Album
from core.store.sorts import SortedFile


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
    """Undo a sorting.

    Raises:
        MissingError: There is no such sorting.
        WrongUseError: It was taken back before.
    """
    with album.read() as conn:
        wanted = sorts.get(conn, sort_id)
    if wanted.undone_at is not None:
        raise errors.WrongUseError("sort-undone-before", sort=sort_id)
    manifest.mend(album, wanted.folder)
    with album.read() as conn:
        rows = sorts.manifest(conn, sort_id)
    standing = [row for row in rows if row.state in {SortedState.WRITING, SortedState.WRITTEN}]
    kept = []
    for row in reversed(standing):
        reason = _remove(album, wanted.folder, row)
        if reason is not None:
            kept.append(Kept(row.path, reason))
    for child_folder in {(wanted.folder / row.path).parent for row in rows}:
        with contextlib.suppress(OSError):  # it holds something else, or is gone
            child_folder.rmdir()
    with album.write() as conn:
        sorts.mark_undone(conn, sort_id)
    manifest.write(album, wanted.folder)
    return TakeBackReport(len(standing) - len(kept), len(rows) - len(standing), tuple(reversed(kept)))


def _remove(album: Album, folder: Path, row: SortedFile) -> Message | None:
    """Take one file back, or say why it stays."""
    target = folder / row.path
    try:
        if not manifest.is_untouched(folder, row):
            reason: Message | None = Message("undo-changed")
        elif row.mode is SortMode.MOVE:
            place.put(target, row.source, SortMode.MOVE, row.sha256)
            reason = None
        else:
            target.unlink()
            reason = None
    except FileExistsError:
        reason = Message("undo-place-taken", {"path": str(row.source)})
    except OSError as error:
        reason = Message("undo-failed", {"why": error.strerror or str(error)})
    with album.write() as conn:
        sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK if reason is None else SortedState.KEPT)
        if reason is None and row.mode is SortMode.MOVE:
            files.relocate(conn, target, row.source.parent, row.source)
    return reason
