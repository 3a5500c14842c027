"""Sorting: each photo into the folder of each child on it, written down so that it can be taken back."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.base import errors, progress
from core.base.messages import Message
from core.base.progress import Aside, Progress
from core.base.records import FileOutcome, Outcome, SortedState, SortMode
from core.flows import archives, bare_copies, manifest, place, take_back
from core.flows.bare_copies import Bare
from core.flows.take_back import TakeBackReport
from core.rules import file_names, folder_rules, plan
from core.rules.decisions import Decisions
from core.rules.folder_rules import FolderRules
from core.rules.plan import Pair
from core.store import disk, files, folder_options, sort_work, sorts
from core.store.db import Album, Connection
from core.store.sort_work import Work, Write
from core.store.sorts import NewFile

NOTHING_OUT = TakeBackReport(0, 0, ())


@dataclass(frozen=True)
class SortReport:
    """How a sorting ended, or would end.

    Attributes:
        sort_id: To take it back with; None where nothing was to be written.
        files: One outcome for each photo and child, with the path below the folder.
        per_person: Photos in each child's folder now, by name.
        outdated: Files of earlier sortings into this folder that are decided otherwise now and were left.
        taken_out: Such files that were taken out.
        located: Files that lay there already and were not stripped of their location, though that was wished.
    """

    sort_id: int | None
    files: tuple[FileOutcome, ...]
    per_person: Mapping[str, int]
    outdated: int
    taken_out: int = 0
    located: int = 0

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
        take_out: Remove what earlier sortings wrote there and is decided otherwise now, unless somebody changed it.
        rules: That the decisions were made by, to be written down with the sorting.
        names: Pattern of the file names, as file_names.by_pattern takes it.
        strip: Leave out where photos were taken; only what is copied or zipped can do without.
    """

    folder: Path
    decisions: Decisions
    run_id: int
    precision: float
    mode: SortMode = SortMode.COPY
    take_out: bool = False
    rules: FolderRules = folder_rules.NONE
    names: str = file_names.ORIGINAL
    strip: bool = False


@dataclass(frozen=True)
class _Written:
    """How the writing of one file ended.

    Attributes:
        fault: Why it was not written.
        there: Path below the folder where the same file lay already, so that it was not written.
    """

    write: Write
    fault: Message | None = None
    there: str | None = None


def sort(
    album: Album,
    wish: Wish,
    *,
    dry_run: bool = False,
    on_progress: Progress = progress.untold,
    aside: Aside = progress.at_once,
) -> SortReport:
    """Put every photo into the folder of each child named on it; what lies there already is left alone, or taken out.

    A kill at any point costs nothing: the next sorting into the folder, or taking back, finishes what was begun.

    Args:
        album: The album.
        wish: What to sort, and how.
        dry_run: Only tell what would happen.
        on_progress: Told how many files of how many are done.
        aside: Looks through the folder before the first file is touched.

    Raises:
        WrongUseError: The folder or the pattern of the names can't be used, the disk has too little room, locations
            are to be left out of the originals themselves, or another sorting is running.
        MissingError: The folder goes away meanwhile.
    """
    file_names.require_pattern(wish.names)
    if wish.strip:
        sort_work.require_can_strip(wish.mode)
    folder = sort_work.usable(album, wish.folder, wish.decisions.basis.people)
    if dry_run:
        work = _survey(album, folder, wish)
        return _report(wish, None, work, [_Written(write) for write in work.writes])
    moves = SortMode.MOVE if wish.take_out else wish.mode  # what is taken out may have been moved
    with manifest.alone(album, moves), Bare() as bare:
        manifest.mend(album, folder)
        work = aside(lambda: _survey(album, folder, wish))
        outdated = work.outdated if wish.take_out else ()
        sort_id, written, out = None, list[_Written](), NOTHING_OUT
        try:
            if work.writes or outdated:
                on_progress(0, len(work.writes))
                sort_id, row_ids = _begin(album, folder, wish, work)
                for one in _carry_out(album, folder, sort_id, row_ids, work, bare):
                    written.append(one)
                    on_progress(len(written), len(work.writes))
                out = take_back.take_out(album, folder, sort_id, outdated, on_progress)
                with album.write() as conn:
                    sorts.end(conn, sort_id)
        finally:  # also when it is broken off: the list tells what stands
            unlisted = manifest.write(album, folder)
    return _report(wish, sort_id, work, written, out, unlisted)


def _survey(album: Album, folder: Path, wish: Wish) -> Work:
    with album.read() as conn:
        return sort_work.survey(conn, folder, wish.decisions, wish.mode, wish.names, strip=wish.strip)


def _begin(album: Album, folder: Path, wish: Wish, work: Work) -> tuple[int, list[int]]:
    """Write the whole intention down before the first file is touched.

    Returns:
        The sort's id, and the manifest row of each write.

    Raises:
        WrongUseError: The disk has too little room, or nothing can be written there.
    """
    _require_room(folder, work)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        why = errors.why(error)
        raise errors.WrongUseError("sort-folder-unwritable", folder=str(folder), why=why) from error
    with album.write() as conn:
        is_zip = wish.mode is SortMode.ZIP  # archives replace each other when they are written, and always anew
        if not is_zip:
            _drop_replaced(conn, folder, work)
        broken_off = None if is_zip else sorts.broken_off(conn, folder, wish.mode, wish.run_id, wish.precision)
        sort_id = broken_off or sorts.start(conn, folder, wish.mode, wish.run_id, wish.precision)
        folder_options.record(conn, sort_id, wish.rules, wish.names, strip=wish.strip)
        return sort_id, sorts.intend(conn, sort_id, [_new_file(write) for write in work.writes])


def _require_room(folder: Path, work: Work) -> None:
    """Refuse before the first copy what would fill the disk."""
    needed, free = sort_work.room(folder, work), disk.free(folder)
    if needed > free:
        megabytes = {"needed": -(-needed // 10**6), "free": free // 10**6}
        raise errors.WrongUseError("sort-no-room", folder=str(folder), **megabytes)


def _drop_replaced(conn: Connection, folder: Path, work: Work) -> None:
    """Let go of files that people have removed and that are written again now, so that each is in one manifest."""
    pairs = {write.planned.pair for write in work.writes}
    paths = {write.planned.path for write in work.writes}
    for row in sorts.standing_in(conn, folder):
        if not row.is_zipped and (row.path in paths or Pair(row.photo_id, row.person_id or 0) in pairs):
            sorts.drop(conn, row.id)


def _new_file(write: Write) -> NewFile:
    pair, path = write.planned.pair, write.planned.path
    sha256 = "" if write.strip else write.sha256
    return NewFile(pair.photo_id, pair.person_id, path, write.source, sha256, write.mode, write.strip)


def _carry_out(
    album: Album, folder: Path, sort_id: int, row_ids: list[int], work: Work, bare: Bare
) -> Iterator[_Written]:
    if work.writes and work.writes[0].mode is SortMode.ZIP:
        for write, fault in archives.write_all(album, folder, sort_id, row_ids, work.writes, bare):
            yield _Written(write, fault)
        return
    ground = place.Ground(folder)
    for row_id, write in zip(row_ids, work.writes, strict=True):
        target = folder / write.planned.path
        ground.require()
        one = _put(album, row_id, write, target, bare)
        if one.fault is not None:
            ground.require()  # or that is why
        with album.write() as conn:
            if one.fault is not None or one.there is not None:
                sorts.drop(conn, row_id)
            else:
                sorts.set_state(conn, [row_id], SortedState.WRITTEN)
            if one.fault is None and write.mode is SortMode.MOVE:
                files.relocate(conn, write.source, folder, target)
        yield one


def _put(album: Album, row_id: int, write: Write, target: Path, bare: Bare) -> _Written:
    """Write one file, or say why not.

    Raises:
        WrongUseError: The disk is full: nothing more can be written.
    """
    try:
        if not write.strip:
            place.put(write.source, target, write.mode, write.sha256)
            return _Written(write)
        data = bare.content(write.source, write.sha256)
        if there := bare.lying(target.parent, data):
            return _Written(write, there=f"{target.parent.name}/{there}")
        bare_copies.write(album, row_id, data, write.source, target)
    except (errors.WrongUseError, errors.BadPhotoError) as error:
        return _Written(write, error.message)
    except OSError as error:
        if error.errno in place.FULL:
            raise errors.WrongUseError("sort-disk-full", folder=str(target.parent.parent)) from error
        return _Written(write, Message("sort-not-written", {"why": errors.why(error)}))
    return _Written(write)


def _report(
    wish: Wish,
    sort_id: int | None,
    work: Work,
    written: list[_Written],
    out: TakeBackReport = NOTHING_OUT,
    unlisted: Message | None = None,
) -> SortReport:
    people = wish.decisions.basis.people
    folders = plan.folder_names(people)
    told = [FileOutcome(path, Outcome.ALREADY_THERE) for path in work.standing.values()]
    for pair, path in work.lost.items():
        reason = Message("sort-photo-gone", {"path": str(path)})
        told.append(FileOutcome(f"{folders[pair.person_id]}/{path.name}", Outcome.MISSING, reason))
    for one in written:
        outcome = Outcome.REFUSED if one.fault else Outcome.ALREADY_THERE if one.there else Outcome.ADDED
        told.append(FileOutcome(one.there or one.write.planned.path, outcome, one.fault))
    told += [FileOutcome(kept.path, Outcome.REFUSED, kept.reason) for kept in out.kept]
    if unlisted is not None:
        told.append(FileOutcome(sorts.MANIFEST, Outcome.REFUSED, unlisted))
    there = Counter(pair.person_id for pair in work.standing)
    there.update(one.write.planned.pair.person_id for one in written if one.fault is None)
    per_person = {person.name: there[person.id] for person in people}
    left = len(work.outdated) - out.taken_back
    return SortReport(sort_id, tuple(told), per_person, left, out.taken_back, work.located)
