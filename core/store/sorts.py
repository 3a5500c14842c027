"""Sortings and their manifests: one row for every file written, so that it can be taken back."""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, Row, select, update

from core.base import errors
from core.base.records import SortedState, SortMode
from core.rules.plan import Pair
from core.store import clock, disk, files, tables

SORT = tables.sort.c
SORTED = tables.sorted_file.c
MANIFEST = "cubby-manifest.csv"  # the list of what was written, beside the children's folders
STANDS = (SortedState.WRITING.value, SortedState.WRITTEN.value)


@dataclass(frozen=True)
class Sort:
    """One sorting into a folder.

    Attributes:
        run_id: The run that decided; None once that was forgotten.
        precision: The target that its thresholds were solved for.
    """

    id: int
    folder: Path
    mode: SortMode
    run_id: int | None
    precision: float
    undone_at: datetime | None


@dataclass(frozen=True)
class NewFile:
    """A file that a sort is about to write; its facts are those of SortedFile.

    Attributes:
        sha256: Empty where the content is not known yet.
    """

    photo_id: int
    person_id: int
    path: str
    source: Path
    sha256: str
    mode: SortMode
    stripped: bool = False


@dataclass(frozen=True)
class SortedFile:
    """A file that a sort wrote.

    Attributes:
        path: Relative to the sort's folder, with forward slashes.
        source: Absolute path of the photo that it was written from.
        sha256: Of its content.
        mode: How it got there; in a moving sort, the copies for the other children are COPY.
        stripped: Whether where the photo was taken is left out, so that the content is not the photo's own.
        taken_out_by: The later sort that takes it out, or did.
    """

    id: int
    sort_id: int
    photo_id: int
    person_id: int | None
    path: str
    source: Path
    sha256: str
    mode: SortMode
    stripped: bool
    state: SortedState
    taken_out_by: int | None

    @property
    def is_zipped(self) -> bool:
        """Whether it lies in its child's archive, whose name its path begins with."""
        return self.mode is SortMode.ZIP

    @property
    def stands(self) -> bool:
        """Whether it should lie in the folder, as far as the album knows."""
        return self.state.value in STANDS


def start(conn: Connection, folder: Path, mode: SortMode, run_id: int, precision: float) -> int:
    """Begin a sort and return its id."""
    row = tables.sort.insert().values(
        folder=str(folder), mode=mode.value, run_id=run_id, precision=precision, started_at=clock.now()
    )
    return int(conn.execute(row.returning(SORT.id)).scalar_one())


def broken_off(conn: Connection, folder: Path, mode: SortMode, run_id: int, precision: float) -> int | None:
    """The newest sort into a folder, if it never came to its end and wanted just this: it can go on."""
    query = select(tables.sort).where(SORT.folder == str(folder)).order_by(SORT.id.desc()).limit(1)
    row = conn.execute(query).one_or_none()
    wanted = (mode.value, run_id, precision, None, None)
    is_it = row is not None and (row.mode, row.run_id, row.precision, row.ended_at, row.undone_at) == wanted
    return int(row.id) if row is not None and is_it else None


def end(conn: Connection, sort_id: int) -> None:
    """Record that everything planned was written."""
    conn.execute(update(tables.sort).where(SORT.id == sort_id).values(ended_at=clock.now()))


def get(conn: Connection, sort_id: int) -> Sort:
    """One sort.

    Raises:
        MissingError: There is none of this id.
    """
    row = conn.execute(select(tables.sort).where(SORT.id == sort_id)).one_or_none()
    if row is None:
        raise errors.MissingError("sort-missing", sort=sort_id)
    return Sort(row.id, Path(row.folder), SortMode(row.mode), row.run_id, row.precision, row.undone_at)


def folders(conn: Connection) -> set[Path]:
    """Folders that hold sorted photos, which an import passes by."""
    query = select(SORT.folder).where(SORT.undone_at.is_(None)).distinct()
    return {Path(path) for path in conn.execute(query).scalars()}


def intend(conn: Connection, sort_id: int, wanted: Sequence[NewFile]) -> list[int]:
    """Write down that files are about to be written, and return the rows' ids; all at once, for there are many."""
    fixed = {"sort_id": sort_id, "state": SortedState.WRITING.value}
    rows = [{**vars(one), "source": str(one.source), "mode": one.mode.value, **fixed} for one in wanted]
    if not rows:
        return []
    new = tables.sorted_file.insert().returning(SORTED.id, sort_by_parameter_order=True)
    return list(conn.execute(new, rows).scalars())


def set_state(conn: Connection, ids: Iterable[int], state: SortedState) -> None:
    """Record what became of files."""
    for row_id in ids:
        conn.execute(update(tables.sorted_file).where(SORTED.id == row_id).values(state=state.value))


def set_content(conn: Connection, hashes: Mapping[int, str]) -> None:
    """Record what files will hold, before they are there: the hash by row."""
    for row_id, sha256 in hashes.items():
        conn.execute(update(tables.sorted_file).where(SORTED.id == row_id).values(sha256=sha256))


def set_taken_out_by(conn: Connection, ids: Iterable[int], sort_id: int | None) -> None:
    """Record which later sort takes files out, before it does; None where they stay or are put back."""
    for row_id in ids:
        conn.execute(update(tables.sorted_file).where(SORTED.id == row_id).values(taken_out_by=sort_id))


def taken_out(conn: Connection, sort_id: int) -> list[SortedFile]:
    """What a sort has taken out of its folder and was not put back, in the order of writing."""
    is_out = (SORTED.taken_out_by == sort_id) & (SORTED.state == SortedState.TAKEN_BACK.value)
    return [_sorted_file(row) for row in conn.execute(select(tables.sorted_file).where(is_out).order_by(SORTED.id))]


def drop(conn: Connection, row_id: int) -> None:
    """Remove the row of a file that was never written."""
    conn.execute(tables.sorted_file.delete().where(SORTED.id == row_id))


def manifest(conn: Connection, sort_id: int) -> list[SortedFile]:
    """Everything that one sort wrote or meant to write, in that order."""
    query = select(tables.sorted_file).where(SORTED.sort_id == sort_id).order_by(SORTED.id)
    return [_sorted_file(row) for row in conn.execute(query)]


def standing_in(conn: Connection, folder: Path) -> list[SortedFile]:
    """What all sorts together have left in a folder, in the order of writing."""
    query = (
        select(tables.sorted_file)
        .join(tables.sort, SORTED.sort_id == SORT.id)
        .where(SORT.folder == str(folder), SORTED.state.in_(STANDS))
        .order_by(SORTED.id)
    )
    return [_sorted_file(row) for row in conn.execute(query)]


def lying_in(conn: Connection, folder: Path, *, zipped: bool = False) -> dict[Pair, SortedFile]:
    """What all sorts together have written into a folder and is still there, by photo and child.

    Args:
        conn: A transaction.
        folder: Where the children's folders are.
        zipped: Whether to look at the archives instead of the folders.
    """
    return {
        Pair(row.photo_id, row.person_id): row
        for row in standing_in(conn, folder)
        if row.person_id is not None and row.is_zipped == zipped and os.path.lexists(place(folder, row))
    }


def place(folder: Path, row: SortedFile) -> Path:
    """Where a sorted file is on the disk: of one in an archive, the archive."""
    return folder / (PurePosixPath(row.path).parts[0] if row.is_zipped else row.path)


def archive_rows(conn: Connection, folder: Path, name: str) -> list[SortedFile]:
    """What all sorts together have left in an archive of a folder."""
    return [row for row in standing_in(conn, folder) if row.is_zipped and place(folder, row).name == name]


def replace_archive(conn: Connection, folder: Path, name: str, sort_id: int) -> None:
    """Record that an archive is now all of one sort's."""
    for row in archive_rows(conn, folder, name):
        if row.sort_id != sort_id:
            drop(conn, row.id)


def lies_elsewhere(conn: Connection, photo_id: int, target: Path) -> bool:
    """Whether a photo has another file than this one, so that removing it loses nothing."""
    return any(path != target and not disk.is_gone(path) for _, _, path in files.of_photo(conn, photo_id))


def mark_undone(conn: Connection, sort_id: int) -> None:
    """Record that a sort was taken back."""
    conn.execute(update(tables.sort).where(SORT.id == sort_id).values(undone_at=clock.now()))


def let_go(conn: Connection, person_id: int) -> dict[Path, int]:
    """Remove a person from all manifests.

    Returns:
        How many of the person's sorted photos still lie in each folder.
    """
    query = (
        select(tables.sorted_file, SORT.folder)
        .join(tables.sort, SORTED.sort_id == SORT.id)
        .where(SORTED.person_id == person_id, SORTED.state.in_(STANDS))
    )
    left = Counter(
        Path(row.folder) for row in conn.execute(query) if place(Path(row.folder), _sorted_file(row)).exists()
    )
    conn.execute(tables.sorted_file.delete().where(SORTED.person_id == person_id))
    return dict(left)


def _sorted_file(row: Row[*tuple[Any, ...]]) -> SortedFile:
    return SortedFile(
        row.id,
        row.sort_id,
        row.photo_id,
        row.person_id,
        row.path,
        Path(row.source),
        row.sha256,
        SortMode(row.mode),
        row.stripped,
        SortedState(row.state),
        row.taken_out_by,
    )
