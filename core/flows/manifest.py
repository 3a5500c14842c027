"""The manifest of a folder of sorted photos: kept true after a kill, and written beside the photos as CSV."""

import csv
import io
import os
from pathlib import Path

from core.base.records import SortedState, SortMode
from core.flows import place
from core.store import files, people, sorts
from core.store.db import Album, Connection
from core.store.sorts import SortedFile

FILE_NAME = "cubby-manifest.csv"
COLUMNS = ("child", "file", "photo", "how", "sort", "sha256")


def mend(album: Album, folder: Path) -> None:
    """Find out what became of files whose writing was cut off, and of files that people have removed since."""
    with album.write() as conn:
        for row in sorts.standing_in(conn, folder):
            if not os.path.lexists(folder / row.path):
                sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)
            elif row.state is SortedState.WRITING and is_untouched(folder, row):
                _finish(conn, folder, row)


def is_untouched(folder: Path, row: SortedFile) -> bool:
    """Whether a file is still what the sorting wrote.

    Raises:
        OSError: It can't be read.
    """
    target = folder / row.path
    if row.mode is SortMode.SYMLINK:
        return target.is_symlink() and target.readlink() == row.source
    return target.is_file() and not target.is_symlink() and place.digest(target) == row.sha256


def write(album: Album, folder: Path) -> None:
    """Write the CSV anew, or remove it when nothing stands in the folder any more."""
    with album.read() as conn:
        rows = sorts.standing_in(conn, folder)
        names = {person.id: person.name for person in people.everyone(conn)}
    target = folder / FILE_NAME
    if not rows:
        target.unlink(missing_ok=True)
        return
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow(
            [names.get(row.person_id or 0, ""), row.path, row.source, row.mode.value, row.sort_id, row.sha256]
        )
    part = target.with_name(f".{FILE_NAME}{place.PART}")
    part.write_text(text.getvalue(), encoding="utf-8")
    part.replace(target)


def _finish(conn: Connection, folder: Path, row: SortedFile) -> None:
    """Complete a file that was written but not yet written down."""
    if row.mode is SortMode.MOVE:
        row.source.unlink(missing_ok=True)  # its other name is in the child's folder
        files.relocate(conn, row.source, folder, folder / row.path)
    sorts.set_state(conn, [row.id], SortedState.WRITTEN)
