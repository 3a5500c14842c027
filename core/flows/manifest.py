"""The manifest of a folder of sorted photos: kept true after a kill, and written beside the photos as CSV."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from core.base import csv_text, errors, whole_files
from core.base.messages import Message
from core.base.records import SortedState, SortMode
from core.flows import archives, ingest, place
from core.store import disk, files, people, sorts
from core.store.db import Album, Connection
from core.store.sorts import SortedFile

COLUMNS = ("child", "file", "photo", "how", "sort", "sha256")
LONG_PATH = "\\\\?\\"  # what Windows puts before the path that a link leads to


@contextlib.contextmanager
def alone(album: Album, mode: SortMode) -> Iterator[None]:
    """Keep other sortings away from an album, and imports, too, while originals change their place.

    Raises:
        BusyError: One is running.
    """
    try:
        imports = ingest.alone(album) if mode is SortMode.MOVE else contextlib.nullcontext()
        with FileLock(album.folder / "sort.lock", timeout=0), imports:
            yield
    except Timeout as error:
        raise errors.BusyError("sort-busy") from error


def mend(album: Album, folder: Path) -> None:
    """Find out what became of files whose writing or taking back was cut off by a kill."""
    with album.read() as conn:
        rows = sorts.standing_in(conn, folder)
    written_in = {(folder / row.path).parent for row in rows}
    put_back_in = {row.source.parent for row in rows if row.mode is SortMode.MOVE}
    for one in {folder} | written_in | put_back_in:
        with contextlib.suppress(OSError):  # it can't be written; then nothing new can begin there either
            place.sweep(one)
    with album.write() as conn:
        archives.settle(conn, folder, [row for row in rows if row.is_zipped])
        for row in (row for row in rows if not row.is_zipped):
            with contextlib.suppress(OSError):  # it can't be read now; the next time tells
                _settle(conn, folder, row)


def is_untouched(folder: Path, row: SortedFile) -> bool:
    """Whether a file is still what the sorting wrote.

    Raises:
        OSError: It can't be read.
    """
    target = folder / row.path
    if row.mode is SortMode.SYMLINK:
        return target.is_symlink() and Path(str(target.readlink()).removeprefix(LONG_PATH)) == row.source
    return not target.is_symlink() and place.holds(target, row.sha256)


def write(album: Album, folder: Path) -> Message | None:
    """Write the CSV anew, or remove it when nothing stands in the folder any more.

    Returns:
        Why that was not possible, or None.
    """
    with album.read() as conn:
        rows = [row for row in sorts.standing_in(conn, folder) if os.path.lexists(sorts.place(folder, row))]
        names = {person.id: person.name for person in people.everyone(conn)}
    text = csv_text.table(
        COLUMNS,
        (
            [names.get(row.person_id or 0, ""), row.path, row.source, row.mode.value, row.sort_id, row.sha256]
            for row in rows
        ),
    )
    target = folder / sorts.MANIFEST
    try:
        if rows:
            whole_files.write(target, text.encode())
        else:
            target.unlink(missing_ok=True)
    except OSError as error:
        return Message("sort-not-written", {"why": errors.why(error)})
    return None


def record_return(conn: Connection, folder: Path, row: SortedFile) -> None:
    """Write down that a moved photo lies where it came from again."""
    sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)
    files.relocate(conn, folder / row.path, row.source.parent, row.source)


def _settle(conn: Connection, folder: Path, row: SortedFile) -> None:
    is_move, is_there = row.mode is SortMode.MOVE, os.path.lexists(folder / row.path)
    if row.state is SortedState.WRITING:
        was_written = is_there and (is_untouched(folder, row) or (is_move and disk.is_gone(row.source)))
        if was_written:
            _finish(conn, folder, row)
        else:  # what lies there, if anything, is not ours
            sorts.drop(conn, row.id)
    elif is_move and not is_there and place.holds(row.source, row.sha256):
        record_return(conn, folder, row)
    elif row.taken_out_by is not None and not is_there:  # the sort that took it out was cut off, and can bring it back
        sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)


def _finish(conn: Connection, folder: Path, row: SortedFile) -> None:
    """Complete a file that was written but not yet written down."""
    if row.mode is SortMode.MOVE:
        if place.holds(row.source, row.sha256):  # its other name is in the child's folder
            row.source.unlink()
        files.relocate(conn, row.source, folder, folder / row.path)
    sorts.set_state(conn, [row.id], SortedState.WRITTEN)
