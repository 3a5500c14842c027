"""What a sorting has to do: every photo and child on it, held against what lies in the folder already.

The page that shows what would be written and the sorting that writes it both ask here.
"""

import contextlib
import itertools
import os
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.base import errors
from core.base.records import Person, SortMode
from core.rules import file_names, plan
from core.rules.decisions import Decisions
from core.rules.plan import Pair, PlannedFile
from core.store import disk, files, photos, sorts
from core.store.db import Album, Connection
from core.store.sorts import SortedFile

CAN_STRIP = (SortMode.COPY, SortMode.ZIP)  # ways of sorting that leave the photo's own file as it is, and alone


@dataclass(frozen=True)
class Write:
    """One file to be written.

    Attributes:
        sha256: Of the photo.
        strip: Whether where the photo was taken is to be left out.
    """

    planned: PlannedFile
    source: Path
    sha256: str
    mode: SortMode
    strip: bool = False


@dataclass(frozen=True)
class Work:
    """What there is to do.

    Attributes:
        standing: Path of each pair that lies there already, by whatever name.
        writes: In the order of writing.
        lost: Where the photo of each pair should lie that no longer lies anywhere.
        outdated: Files of earlier sortings that are decided otherwise now.
        located: How many of those that lie there were not stripped of their location, though that is wished.
    """

    standing: Mapping[Pair, str]
    writes: tuple[Write, ...]
    lost: Mapping[Pair, Path]
    outdated: tuple[SortedFile, ...]
    located: int = 0


def require_can_strip(mode: SortMode) -> None:
    """Make sure that a photo's location can be left out of what a way of sorting writes.

    Raises:
        WrongUseError: It can't: the folders would hold the originals themselves.
    """
    if mode not in CAN_STRIP:
        raise errors.WrongUseError("location-is-original")


def survey(
    conn: Connection,
    folder: Path,
    decisions: Decisions,
    mode: SortMode,
    names: str = file_names.ORIGINAL,
    *,
    strip: bool = False,
) -> Work:
    """Find out what there is to do, writing nothing.

    Args:
        conn: A transaction.
        folder: Where the children's folders go; absolute, without links.
        decisions: Who is on which photo.
        mode: How a photo gets there.
        names: Pattern of the file names, as file_names.by_pattern takes it; what is there keeps its name.
        strip: Whether to leave out where photos were taken.
    """
    if mode is SortMode.ZIP:
        return _survey_archives(conn, folder, decisions, names, strip=strip)
    paths, hashes = _paths(conn), photos.hashes(conn)
    written, folders = sorts.lying_in(conn, folder), plan.folder_names(decisions.basis.people)
    wanted = decisions.pairs()
    pairs = [pair for pair in wanted if pair.photo_id in paths]  # other photos' files were written over
    standing = {pair: written[pair].path for pair in pairs if pair in written}
    lost = {pair: paths[pair.photo_id] for pair in pairs if pair not in standing and disk.is_gone(paths[pair.photo_id])}
    standing |= _lying(folder, folders, set(pairs) - standing.keys() - lost.keys(), paths, hashes)
    located = sum(pair not in written or not written[pair].stripped for pair in standing) if strip else 0
    new = [pair for pair in pairs if pair not in standing and pair not in lost]
    planned = plan.plan(
        new,
        folders,
        _names(conn, names, new, Counter(pair.person_id for pair in standing), paths),
        [f"{name}/{path.name}" for name in folders.values() for path in (folder / name).glob("*")],
    )
    moved = {folder / row.path for row in written.values() if row.mode is SortMode.MOVE}
    writes = tuple(replace(one, strip=strip) for one in _with_modes(planned, paths, hashes, mode, moved))
    still = set(wanted)  # also a photo whose file was written over: the one in the folder is the last there is
    outdated = tuple(row for pair, row in written.items() if pair not in still)
    return Work(standing, writes, lost, outdated, located)


def _survey_archives(conn: Connection, folder: Path, decisions: Decisions, names: str, *, strip: bool) -> Work:
    """Find out which children's archives are to be written: those that hold anything else than they should.

    Outdated are those of children who are on no photo any more.
    """
    paths, hashes = _paths(conn), photos.hashes(conn)
    written = sorts.lying_in(conn, folder, zipped=True)
    wanted = [pair for pair in decisions.pairs() if pair.photo_id in paths]
    lost = {pair: paths[pair.photo_id] for pair in wanted if disk.is_gone(paths[pair.photo_id])}
    standing: dict[Pair, str] = {}
    new: list[Pair] = []
    for person in decisions.basis.people:
        pairs = [pair for pair in wanted if pair.person_id == person.id and pair not in lost]
        inside = {pair: row.stripped for pair, row in written.items() if pair.person_id == person.id}
        if inside == dict.fromkeys(pairs, strip):
            standing |= {pair: written[pair].path for pair in pairs}
        else:
            new += pairs
    archives = _archives(folder, decisions.basis.people, written, paths)
    planned = plan.plan(new, archives, _names(conn, names, new, Counter(), paths), [])
    writes = tuple(
        Write(one, paths[one.pair.photo_id], hashes[one.pair.photo_id], SortMode.ZIP, strip) for one in planned
    )
    return Work(standing, writes, lost, _abandoned(conn, folder, {pair.person_id for pair in decisions.pairs()}))


def _abandoned(conn: Connection, folder: Path, people: Collection[int]) -> tuple[SortedFile, ...]:
    """What is in archives of children who are not among these people, who are on some photo."""
    zipped = [row for row in sorts.standing_in(conn, folder) if row.is_zipped and row.person_id not in people]
    return tuple(row for row in zipped if os.path.lexists(sorts.place(folder, row)))


def _archives(
    folder: Path, people: Iterable[Person], written: Mapping[Pair, SortedFile], paths: Mapping[int, Path]
) -> dict[int, str]:
    """Name each child's archive: as its folder, unless something lies there that may not be replaced.

    That is somebody else's file, and an archive of ours that holds the last there is of a photo.
    """
    ours, last = set[str](), set[str]()
    for pair, row in written.items():
        name = sorts.place(folder, row).name
        ours.add(name)
        if pair.photo_id not in paths or disk.is_gone(paths[pair.photo_id]):
            last.add(name)
    names: dict[int, str] = {}
    for person_id, stem in plan.folder_names(people).items():
        used = {file_names.folded(name) for name in names.values()}
        names[person_id] = next(
            name
            for name in file_names.candidates(stem, ".zip")
            if file_names.folded(name) not in used
            and name not in last
            and (name in ours or not os.path.lexists(folder / name))
        )
    return names


def _names(
    conn: Connection, pattern: str, new: Iterable[Pair], standing: Counter[int], paths: Mapping[int, Path]
) -> dict[Pair, str]:
    """Name what is to be written; numbers go on behind what stands in each child's folder, by time."""
    if pattern == file_names.ORIGINAL:
        return {pair: paths[pair.photo_id].name for pair in new}
    taken = {photo_id: shot.when.time if shot.when else None for photo_id, (shot, _) in photos.shots(conn).items()}
    names, number = {}, standing.copy()
    for pair in sorted(new, key=lambda pair: (taken[pair.photo_id] or datetime.max, pair)):
        number[pair.person_id] += 1
        own, when = paths[pair.photo_id].name, taken[pair.photo_id]
        names[pair] = file_names.by_pattern(pattern, own, when, number[pair.person_id])
    return names


def usable(album: Album, folder: Path, people: Iterable[Person]) -> Path:
    """A folder to sort into, as an absolute path without links.

    Args:
        album: The album.
        folder: Where the children's folders go; it need not exist.
        people: The children.

    Raises:
        WrongUseError: It is a file, its name is no text or too long, or a child's folder would be the album's own.
    """
    folder = folder.expanduser().absolute()
    try:
        folder = folder.resolve()
        is_file = folder.exists() and not folder.is_dir()
    except OSError as error:  # such as a name that is too long
        raise errors.WrongUseError("file-unwritable", path=disk.as_text(folder), why=errors.why(error)) from error
    if disk.as_text(folder) != folder.as_posix():
        raise errors.WrongUseError("folder-name-unreadable", path=disk.as_text(folder))
    if is_file:
        raise errors.WrongUseError("sort-folder-is-file", folder=str(folder))
    own = album.folder.resolve()
    inside = folder.is_relative_to(own) and not folder.is_relative_to(own / "exports")
    if inside or any(own.is_relative_to(folder / name) for name in plan.folder_names(people).values()):
        raise errors.WrongUseError("sort-folder-is-album", folder=str(folder))
    return folder


def room(folder: Path, work: Work) -> int:
    """How many bytes the writing takes on the folder's disk; links and moves within it take none."""
    own_disk = disk.above(folder).stat().st_dev
    needed = 0
    for write in work.writes:
        with contextlib.suppress(OSError):  # it can't be read, which the writing will tell
            facts = write.source.stat()
            is_new = write.mode in {SortMode.COPY, SortMode.ZIP} or (
                write.mode is SortMode.MOVE and facts.st_dev != own_disk
            )
            needed += facts.st_size if is_new else 0
    return needed


def _paths(conn: Connection) -> dict[int, Path]:
    """Where each photo lies now; where none of its files is there, where one should be."""
    expected = dict(files.of_photos(conn))
    gone = {photo_id for photo_id, path in expected.items() if disk.is_gone(path)}
    others = {photo: path for photo, path in files.all_paths(conn) if photo in gone and not disk.is_gone(path)}
    return expected | others


def _lying(
    folder: Path,
    folders: Mapping[int, str],
    pairs: Collection[Pair],
    paths: Mapping[int, Path],
    hashes: Mapping[int, str],
) -> dict[Pair, str]:
    """Pairs whose photo lies in the child's folder although no sorting of this album says so; path of each."""
    by_person: dict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_person[pair.person_id].append(pair)
    found: dict[Pair, str] = {}
    for person_id, its_pairs in by_person.items():
        child_folder = folder / folders[person_id]
        sizes = {disk.size(paths[pair.photo_id]) for pair in its_pairs} if child_folder.is_dir() else set()
        contents = _contents(child_folder, sizes)
        found |= {
            pair: f"{folders[person_id]}/{contents[hashes[pair.photo_id]]}"
            for pair in its_pairs
            if hashes[pair.photo_id] in contents
        }
    return found


def _contents(folder: Path, sizes: Collection[int | None]) -> dict[str, str]:
    """Names of the files in a folder that have one of these sizes, by the hash of what they hold."""
    contents = {}
    for path in folder.glob("*"):
        with contextlib.suppress(OSError):  # it can't be read, so it is not known to be the photo
            if path.is_file() and disk.size(path) in sizes:
                contents[disk.digest(path)] = path.name
    return contents


def _with_modes(
    planned: list[PlannedFile],
    paths: Mapping[int, Path],
    hashes: Mapping[int, str],
    mode: SortMode,
    moved: Collection[Path],
) -> Iterator[Write]:
    """Say how each file gets there: of a photo that is moved, all copies are made first."""
    for photo_id, group in itertools.groupby(planned, key=lambda one: one.pair.photo_id):
        first, *others = group
        source = paths[photo_id]
        stays = source in moved or source.is_symlink()  # another child has the original; a link alone is no photo
        rest = SortMode.COPY if mode is SortMode.MOVE else mode
        for one in others:
            yield Write(one, source, hashes[photo_id], rest)
        yield Write(first, source, hashes[photo_id], rest if stays else mode)
