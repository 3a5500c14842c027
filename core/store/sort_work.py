"""What a sorting has to do: every photo and child on it, held against what lies in the folder already.

The page that shows what would be written and the sorting that writes it both ask here.
"""

import contextlib
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from core.base import errors
from core.base.records import Person, SortMode
from core.rules import plan
from core.rules.decisions import Decisions
from core.rules.plan import Pair, PlannedFile
from core.store import disk, files, photos, sorts
from core.store.db import Album, Connection


@dataclass(frozen=True)
class Write:
    """One file to be written."""

    planned: PlannedFile
    source: Path
    sha256: str
    mode: SortMode


@dataclass(frozen=True)
class Work:
    """What there is to do.

    Attributes:
        standing: Path of each pair that lies there already, by whatever name.
        writes: In the order of writing.
        lost: Where the photo of each pair should lie that no longer lies anywhere.
        outdated: How many files of earlier sortings are decided otherwise now.
    """

    standing: Mapping[Pair, str]
    writes: tuple[Write, ...]
    lost: Mapping[Pair, Path]
    outdated: int


def survey(conn: Connection, folder: Path, decisions: Decisions, mode: SortMode) -> Work:
    """Find out what there is to do, writing nothing.

    Args:
        conn: A transaction.
        folder: Where the children's folders go; absolute, without links.
        decisions: Who is on which photo.
        mode: How a photo gets there.
    """
    paths, hashes = _paths(conn), photos.hashes(conn)
    written, folders = sorts.lying_in(conn, folder), plan.folder_names(decisions.basis.people)
    pairs = [pair for pair in decisions.pairs() if pair.photo_id in paths]  # other photos' files were written over
    standing = {pair: written[pair].path for pair in pairs if pair in written}
    lost = {pair: paths[pair.photo_id] for pair in pairs if pair not in standing and disk.is_gone(paths[pair.photo_id])}
    standing |= _lying(folder, folders, set(pairs) - standing.keys() - lost.keys(), paths, hashes)
    planned = plan.plan(
        [pair for pair in pairs if pair not in standing and pair not in lost],
        folders,
        {photo_id: path.name for photo_id, path in paths.items()},
        [f"{name}/{path.name}" for name in folders.values() for path in (folder / name).glob("*")],
    )
    moved = {folder / row.path for row in written.values() if row.mode is SortMode.MOVE}
    writes = tuple(_with_modes(planned, paths, hashes, mode, moved))
    return Work(standing, writes, lost, outdated=len(written.keys() - set(pairs)))


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
            is_new = write.mode is SortMode.COPY or (write.mode is SortMode.MOVE and facts.st_dev != own_disk)
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
