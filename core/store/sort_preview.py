"""What a sorting would write or take out, for a page to show before anything is done."""

from dataclasses import dataclass, replace
from pathlib import Path

from core.base.records import SortMode
from core.rules import changes, file_names
from core.rules.changes import Changes
from core.rules.decisions import Decisions
from core.store import disk, sort_work, sorts
from core.store.db import Album


@dataclass(frozen=True)
class SortPreview:
    """What would happen.

    Attributes:
        new: Files that would be written: a photo of two children counts twice.
        photos: How many photos these are.
        there: Files that stand there already.
        lost: Photos that no longer lie anywhere that the album knows of.
        outdated: Files of earlier sortings that are decided otherwise now.
        bytes: What the new files take on the folder's disk.
        free: Free bytes there.
        located: How many of those that stand there were not stripped of their location, though that is wished.
    """

    new: int
    photos: int
    there: int
    lost: int
    outdated: int
    bytes: int
    free: int
    located: int


def preview(
    album: Album,
    folder: Path,
    decisions: Decisions,
    mode: SortMode,
    names: str = file_names.ORIGINAL,
    *,
    strip: bool = False,
) -> SortPreview:
    """Look at a folder as a sorting does.

    Args:
        album: The album.
        folder: Where the children's folders go; it need not exist.
        decisions: Who is on which photo.
        mode: How a photo gets there.
        names: Pattern of the file names.
        strip: Whether to leave out where photos were taken.

    Raises:
        WrongUseError: The folder can't be used.
    """
    folder = sort_work.usable(album, folder, decisions.basis.people)
    with album.read() as conn:
        work = sort_work.survey(conn, folder, decisions, mode, names, strip=strip)
    return SortPreview(
        new=len(work.writes),
        photos=len({write.planned.pair.photo_id for write in work.writes}),
        there=len(work.standing),
        lost=len({pair.photo_id for pair in work.lost}),
        outdated=len(work.outdated),
        bytes=sort_work.room(folder, work),
        free=disk.free(folder),
        located=work.located,
    )


def against_last(album: Album, folder: Path, decisions: Decisions, mode: SortMode) -> Changes:
    """Hold decisions against what earlier sortings left in a folder; what can't be written does not come in.

    Args:
        album: The album.
        folder: Where the children's folders are; absolute, without links.
        decisions: Who is on which photo.
        mode: How a photo gets there.
    """
    with album.read() as conn:
        standing = sorts.lying_in(conn, folder, zipped=mode is SortMode.ZIP).keys()
        work = sort_work.survey(conn, folder, decisions, mode)
    found = changes.compare(standing | work.standing.keys(), decisions)
    return replace(found, into=found.into & {write.planned.pair for write in work.writes})
