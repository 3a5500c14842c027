"""What a sorting would write, for a page to show before anything is written."""

import os
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from core.rules.plan import Pair
from core.store import files, sorts


@dataclass(frozen=True)
class SortPreview:
    """What would happen.

    Attributes:
        new: Files that would be written.
        there: Files that stand there already.
        lost: Photos that no longer lie where they were imported from, once for each child on them.
        outdated: Files of earlier sortings that are decided otherwise now.
        bytes: Size of the files that would be written.
        free: Free bytes on the folder's disk.
    """

    new: int
    there: int
    lost: int
    outdated: int
    bytes: int
    free: int


def preview(conn: Connection, folder: Path, pairs: Collection[Pair]) -> SortPreview:
    """Look at a folder as a sorting would.

    Args:
        conn: A transaction.
        folder: Absolute path; it need not exist.
        pairs: Who is on which photo.
    """
    standing = {
        Pair(row.photo_id, row.person_id)
        for row in sorts.standing_in(conn, folder)
        if row.person_id is not None and os.path.lexists(folder / row.path)
    }
    wanted = set(pairs)
    paths = files.of_photos(conn)
    to_write = wanted - standing
    sizes = {photo_id: _size(paths.get(photo_id)) for photo_id in {pair.photo_id for pair in to_write}}
    found = [size for size in (sizes[pair.photo_id] for pair in to_write) if size is not None]
    above = next(path for path in (folder, *folder.parents) if path.exists())
    return SortPreview(
        new=len(found),
        there=len(wanted & standing),
        lost=len(to_write) - len(found),
        outdated=len(standing - wanted),
        bytes=sum(found),
        free=shutil.disk_usage(above).free,
    )


def _size(path: Path | None) -> int | None:
    """Size of a file in bytes; None where there is none."""
    return path.stat().st_size if path is not None and path.is_file() else None
