"""Sorting: each photo into the folder of each child on it, written down so that it can be taken back."""

import errno
import itertools
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.base.records import FileOutcome, Outcome, SortedState, SortMode
from core.flows import manifest, place
from core.rules import plan
from core.rules.plan import Pair, PlannedFile
from core.rules.verdicts import Verdicts
from core.store import files, photos, sorts
from core.store.db import Album, Connection

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class SortReport:
    """How a sorting ended, or would end.

    Attributes:
        sort_id: To take it back with; None where nothing was written.
        files: One outcome for each photo and child, with the path below the folder.
        per_person: Photos in each child's folder now, by name.
        outdated: Files of earlier sortings into this folder that are decided otherwise now; they were left.
    """

    sort_id: int | None
    files: tuple[FileOutcome, ...]
    per_person: Mapping[str, int]
    outdated: int

    def count(self, outcome: Outcome) -> int:
        """How many files ended so."""
        return sum(file.outcome is outcome for file in self.files)


@dataclass(frozen=True)
class Wish:
    """What to sort, and how.

    Attributes:
        folder: Where the children's folders go.
        verdicts: Who is on which photo.
        run_id: The run that decided.
        precision: The target that it decided with.
        mode: How a photo gets there. A move goes to the first child's folder, the others get copies.
    """

    folder: Path
    verdicts: Verdicts
    run_id: int
    precision: float
    mode: SortMode = SortMode.COPY


@dataclass(frozen=True)
class _Write:
    """One file to be written."""

    planned: PlannedFile
    source: Path
    sha256: str
    mode: SortMode


@dataclass(frozen=True)
class _Work:
    """What there is to do.

    Attributes:
        standing: Path of each pair that stands there already.
        writes: In the order of writing.
        lost: Pairs whose photo no longer lies anywhere.
        outdated: How many files of earlier sortings are decided otherwise now.
    """

    standing: Mapping[Pair, str]
    writes: tuple[_Write, ...]
    lost: tuple[Pair, ...]
    outdated: int


def sort(
    album: Album, wish: Wish, *, dry_run: bool = False, on_progress: Progress = lambda done, total: None
) -> SortReport:
    """Put every photo into the folder of each child named on it; what stands there already is left alone.

    Args:
        album: The album.
        wish: What to sort, and how.
        dry_run: Only tell what would happen.
        on_progress: Told how many files of how many are written.

    Raises:
        WrongUseError: The folder can't be used, or the disk has too little room.
    """
    folder = _usable(album, wish.folder)
    if not dry_run:
        manifest.mend(album, folder)
    with album.read() as conn:
        work = _plan(conn, folder, wish)
    told = [FileOutcome(path, Outcome.ALREADY_THERE) for path in work.standing.values()]
    told += [FileOutcome(_label(wish, pair), Outcome.MISSING, Message("sort-photo-gone")) for pair in work.lost]
    sort_id = None
    if dry_run:
        told += [FileOutcome(write.planned.path, Outcome.ADDED) for write in work.writes]
    elif work.writes:
        _require_room(folder, work)
        sort_id = _begin(album, folder, wish, work)
        for done, outcome in enumerate(_carry_out(album, folder, sort_id, work), start=1):
            told.append(outcome)
            on_progress(done, len(work.writes))
        manifest.write(album, folder)
    return SortReport(sort_id, tuple(told), _per_person(wish, told), work.outdated)


def _usable(album: Album, folder: Path) -> Path:
    """The folder as an absolute path.

    Raises:
        WrongUseError: It is a file, or lies in the album's own folder.
    """
    place_to_be = folder.expanduser().absolute().resolve()
    if place_to_be.exists() and not place_to_be.is_dir():
        raise errors.WrongUseError("sort-folder-is-file", folder=str(place_to_be))
    own = album.folder.resolve()
    if place_to_be.is_relative_to(own) and not place_to_be.is_relative_to(own / "exports"):
        raise errors.WrongUseError("sort-folder-is-album", folder=str(place_to_be))
    return place_to_be


def _plan(conn: Connection, folder: Path, wish: Wish) -> _Work:
    pairs = wish.verdicts.pairs()
    written = {
        Pair(row.photo_id, row.person_id): row.path
        for row in sorts.standing_in(conn, folder)
        if row.person_id is not None and (folder / row.path).is_symlink() | (folder / row.path).exists()
    }
    paths, hashes = files.of_photos(conn), photos.hashes(conn)
    there = {photo: path for photo, path in paths.items() if path.is_file()}
    todo = [pair for pair in pairs if pair not in written and pair.photo_id in there]
    names = {photo_id: path.name for photo_id, path in there.items()}
    folders = plan.folder_names(wish.verdicts.basis.people)
    taken = [path.relative_to(folder).as_posix() for name in folders.values() for path in (folder / name).glob("*")]
    planned = plan.plan(todo, folders, names, taken)
    return _Work(
        standing={pair: written[pair] for pair in pairs if pair in written},
        writes=tuple(_with_modes(planned, there, hashes, wish.mode, folder)),
        lost=tuple(pair for pair in pairs if pair not in written and pair.photo_id not in there),
        outdated=len(written.keys() - set(pairs)),
    )


def _with_modes(
    planned: list[PlannedFile], paths: Mapping[int, Path], hashes: Mapping[int, str], mode: SortMode, folder: Path
) -> Iterator[_Write]:
    """Say how each file gets there: of a photo that is moved all copies are made first."""
    for photo_id, group in itertools.groupby(planned, key=lambda one: one.pair.photo_id):
        first, *others = group
        source = paths[photo_id]
        is_moved_already = mode is SortMode.MOVE and source.is_relative_to(folder)
        rest = SortMode.COPY if mode is SortMode.MOVE else mode
        for one in others:
            yield _Write(one, source, hashes[photo_id], rest)
        yield _Write(first, source, hashes[photo_id], rest if is_moved_already else mode)


def _require_room(folder: Path, work: _Work) -> None:
    """Refuse before the first copy what would fill the disk."""
    needed = sum(write.source.stat().st_size for write in work.writes if write.mode is SortMode.COPY)
    above = next(path for path in (folder, *folder.parents) if path.exists())
    free = shutil.disk_usage(above).free
    if needed > free:
        raise errors.WrongUseError("sort-no-room", folder=str(folder), needed=needed // 10**6, free=free // 10**6)


def _begin(album: Album, folder: Path, wish: Wish, work: _Work) -> int:
    """Write the whole intention down before the first file is touched."""
    with album.write() as conn:
        sort_id = sorts.start(conn, folder, wish.mode, wish.run_id, wish.precision)
        for write in work.writes:
            pair = write.planned.pair
            sorts.intend(
                conn,
                sort_id,
                photo_id=pair.photo_id,
                person_id=pair.person_id,
                path=write.planned.path,
                source=write.source,
                sha256=write.sha256,
                mode=write.mode,
            )
    return sort_id


def _carry_out(album: Album, folder: Path, sort_id: int, work: _Work) -> Iterator[FileOutcome]:
    with album.read() as conn:
        rows = sorts.manifest(conn, sort_id)
    for row, write in zip(rows, work.writes, strict=True):
        target = folder / row.path
        fault = _put(write, target)
        with album.write() as conn:
            if fault is None:
                sorts.set_state(conn, [row.id], SortedState.WRITTEN)
                if row.mode is SortMode.MOVE:
                    files.relocate(conn, write.source, folder, target)
            else:
                sorts.set_state(conn, [row.id], SortedState.TAKEN_BACK)
        yield FileOutcome(row.path, Outcome.REFUSED if fault else Outcome.ADDED, fault)
    with album.write() as conn:
        sorts.end(conn, sort_id)


def _put(write: _Write, target: Path) -> Message | None:
    """Write one file, or say why not.

    Raises:
        WrongUseError: The disk is full: nothing more can be written.
    """
    try:
        place.put(write.source, target, write.mode, write.sha256)
    except errors.WrongUseError as error:
        return error.message
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise errors.WrongUseError("sort-disk-full", folder=str(target.parent.parent)) from error
        return Message("sort-not-written", {"why": error.strerror or str(error)})
    return None


def _label(wish: Wish, pair: Pair) -> str:
    person = next(person for person in wish.verdicts.basis.people if person.id == pair.person_id)
    return f"{person.name}/#{pair.photo_id}"


def _per_person(wish: Wish, told: list[FileOutcome]) -> dict[str, int]:
    folders = plan.folder_names(wish.verdicts.basis.people)
    there = Counter(
        file.path.partition("/")[0] for file in told if file.outcome in {Outcome.ADDED, Outcome.ALREADY_THERE}
    )
    return {person.name: there[folders[person.id]] for person in wish.verdicts.basis.people}
