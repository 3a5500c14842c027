"""Sorting: each photo into the folder of each child on it, written down so that it can be taken back."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.base import errors, progress
from core.base.messages import Message
from core.base.progress import Progress
from core.base.records import FileOutcome, Outcome, SortedState, SortMode
from core.flows import manifest, place, sort_work, walk
from core.flows.sort_work import Work, Write
from core.rules import plan
from core.rules.decisions import Decisions
from core.rules.plan import Pair
from core.store import files, sorts
from core.store.db import Album, Connection


@dataclass(frozen=True)
class SortReport:
    """How a sorting ended, or would end.

    Attributes:
        sort_id: To take it back with; None where nothing was to be written.
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
        decisions: Who is on which photo.
        run_id: The run that decided.
        precision: The target that it decided with.
        mode: How a photo gets there. A move goes to the first child's folder, the others get copies.
    """

    folder: Path
    decisions: Decisions
    run_id: int
    precision: float
    mode: SortMode = SortMode.COPY


@dataclass(frozen=True)
class _Written:
    """How the writing of one file ended; fault says why it was not written."""

    write: Write
    fault: Message | None = None


def sort(album: Album, wish: Wish, *, dry_run: bool = False, on_progress: Progress = progress.untold) -> SortReport:
    """Put every photo into the folder of each child named on it; what lies there already is left alone.

    A kill at any point costs nothing: the next sorting into the folder, or taking back, finishes what was begun.

    Args:
        album: The album.
        wish: What to sort, and how.
        dry_run: Only tell what would happen.
        on_progress: Told how many files of how many are done.

    Raises:
        WrongUseError: The folder can't be used, the disk has too little room, or another sorting is running.
    """
    folder = _usable(album, wish)
    if dry_run:
        work = _survey(album, folder, wish)
        return _report(wish, None, work, [_Written(write) for write in work.writes])
    with manifest.alone(album, wish.mode):
        manifest.mend(album, folder)
        work = _survey(album, folder, wish)
        sort_id, written = None, list[_Written]()
        try:
            if work.writes:
                sort_id, row_ids = _begin(album, folder, wish, work)
                for one in _carry_out(album, folder, row_ids, work):
                    written.append(one)
                    on_progress(len(written), len(work.writes))
                with album.write() as conn:
                    sorts.end(conn, sort_id)
        finally:  # also when it is broken off: the list tells what stands
            unlisted = manifest.write(album, folder)
    return _report(wish, sort_id, work, written, unlisted)


def _usable(album: Album, wish: Wish) -> Path:
    """The folder as an absolute path without links.

    Raises:
        WrongUseError: It is a file, its name is no text or too long, or a child's folder would be the album's own.
    """
    folder = wish.folder.expanduser().absolute()
    try:
        folder = folder.resolve()
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:  # such as a name that is too long
        raise errors.WrongUseError("file-unwritable", path=walk.as_text(folder), why=errors.why(error)) from error
    if walk.as_text(folder) != folder.as_posix():
        raise errors.WrongUseError("folder-name-unreadable", path=walk.as_text(folder))
    if is_file:
        raise errors.WrongUseError("sort-folder-is-file", folder=str(folder))
    own = album.folder.resolve()
    inside = folder.is_relative_to(own) and not folder.is_relative_to(own / "exports")
    names = plan.folder_names(wish.decisions.basis.people).values()
    if inside or any(own.is_relative_to(folder / name) for name in names):
        raise errors.WrongUseError("sort-folder-is-album", folder=str(folder))
    return folder


def _survey(album: Album, folder: Path, wish: Wish) -> Work:
    with album.read() as conn:
        return sort_work.survey(conn, folder, wish.decisions, wish.mode)


def _begin(album: Album, folder: Path, wish: Wish, work: Work) -> tuple[int, list[int]]:
    """Write the whole intention down before the first file is touched.

    Returns:
        The sort's id, and the manifest row of each write.

    Raises:
        WrongUseError: The disk has too little room, or nothing can be written there.
    """
    sort_work.require_room(folder, work)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = errors.why(error)
        raise errors.WrongUseError("sort-folder-unwritable", folder=str(folder), why=why) from error
    with album.write() as conn:
        _drop_replaced(conn, folder, work)
        broken_off = sorts.broken_off(conn, folder, wish.mode, wish.run_id, wish.precision)
        sort_id = broken_off or sorts.start(conn, folder, wish.mode, wish.run_id, wish.precision)
        return sort_id, [_intend(conn, sort_id, write) for write in work.writes]


def _drop_replaced(conn: Connection, folder: Path, work: Work) -> None:
    """Let go of files that people have removed and that are written again now, so that each is in one manifest."""
    pairs = {write.planned.pair for write in work.writes}
    paths = {write.planned.path for write in work.writes}
    for row in sorts.standing_in(conn, folder):
        if row.path in paths or Pair(row.photo_id, row.person_id or 0) in pairs:
            sorts.drop(conn, row.id)


def _intend(conn: Connection, sort_id: int, write: Write) -> int:
    pair, path = write.planned.pair, write.planned.path
    return sorts.intend(conn, sort_id, pair.photo_id, pair.person_id, path, write.source, write.sha256, write.mode)


def _carry_out(album: Album, folder: Path, row_ids: list[int], work: Work) -> Iterator[_Written]:
    for row_id, write in zip(row_ids, work.writes, strict=True):
        target = folder / write.planned.path
        fault = _put(write, target)
        with album.write() as conn:
            if fault is not None:
                sorts.drop(conn, row_id)
            else:
                sorts.set_state(conn, [row_id], SortedState.WRITTEN)
            if fault is None and write.mode is SortMode.MOVE:
                files.relocate(conn, write.source, folder, target)
        yield _Written(write, fault)


def _put(write: Write, target: Path) -> Message | None:
    """Write one file, or say why not.

    Raises:
        WrongUseError: The disk is full: nothing more can be written.
    """
    try:
        place.put(write.source, target, write.mode, write.sha256)
    except errors.WrongUseError as error:
        return error.message
    except OSError as error:
        if error.errno in place.FULL:
            raise errors.WrongUseError("sort-disk-full", folder=str(target.parent.parent)) from error
        return Message("sort-not-written", {"why": errors.why(error)})
    return None


def _report(
    wish: Wish, sort_id: int | None, work: Work, written: list[_Written], unlisted: Message | None = None
) -> SortReport:
    people = wish.decisions.basis.people
    folders = plan.folder_names(people)
    told = [FileOutcome(path, Outcome.ALREADY_THERE) for path in work.standing.values()]
    for pair, path in work.lost.items():
        reason = Message("sort-photo-gone", {"path": str(path)})
        told.append(FileOutcome(f"{folders[pair.person_id]}/{path.name}", Outcome.MISSING, reason))
    for one in written:
        outcome = Outcome.REFUSED if one.fault else Outcome.ADDED
        told.append(FileOutcome(one.write.planned.path, outcome, one.fault))
    if unlisted is not None:
        told.append(FileOutcome(sorts.MANIFEST, Outcome.REFUSED, unlisted))
    there = Counter(pair.person_id for pair in work.standing)
    there.update(one.write.planned.pair.person_id for one in written if one.fault is None)
    return SortReport(sort_id, tuple(told), {person.name: there[person.id] for person in people}, work.outdated)
