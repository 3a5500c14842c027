"""What a sorting would write, for a page to show before anything is written."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from core.rules.plan import Pair
from core.store import disk, files, sorts


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
    standing = sorts.lying_in(conn, folder).keys()
    paths = files.of_photos(conn)
    wanted = {pair for pair in pairs if pair.photo_id in paths}  # other photos' files were written over
    to_write = wanted - standing
    sizes = {photo_id: _size(paths[photo_id]) for photo_id in {pair.photo_id for pair in to_write}}
    found = [size for size in (sizes[pair.photo_id] for pair in to_write) if size is not None]
    return SortPreview(
        new=len(found),
        there=len(wanted & standing),
        lost=len(to_write) - len(found),
        outdated=len(standing - wanted),
        bytes=sum(found),
        free=disk.free(folder),
    )


def _size(path: Path) -> int | None:
    """Size of a file in bytes; None where there is none."""
    return path.stat().st_size if path.is_file() else None
