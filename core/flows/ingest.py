"""Import: from folders of photos to faces in the album, each photo looked at once."""

import itertools
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from filelock import FileLock, Timeout

from core.base import errors, progress
from core.base.messages import Message
from core.base.progress import Progress
from core.base.records import FileOutcome, LookedFace, Outcome
from core.flows import kept_looks, opening, walk
from core.flows.opening import Opened
from core.flows.walk import FoundFile, Place
from core.store import disk, embedders, files, looks, photos, recognise, sorts
from core.store.db import Album, Connection
from core.store.files import KnownFile
from core.vision import look
from core.vision.look import Looker

BATCH, BATCH_SECONDS = 12, 1.0  # photos written in one transaction, or those of one second; what a kill can cost
OWN_FOLDERS = ("thumbs", "runs", "exports", recognise.FOLDER)  # of an album that lies among the photos


@dataclass(frozen=True)
class ImportReport:
    """How an import ended.

    Attributes:
        files: One outcome for each file, folder by folder.
        others: How many files of other kinds were passed by, by suffix.
        new_faces: Faces found on the photos that were added or looked at again.
        photos: Photos in the album now.
        looked_again: Photos looked at again, thoroughly.
    """

    files: tuple[FileOutcome, ...]
    others: Mapping[str, int]
    new_faces: int
    photos: int
    looked_again: int

    def count(self, outcome: Outcome) -> int:
        """How many files ended so."""
        return sum(file.outcome is outcome for file in self.files)


def import_photos(
    album: Album, paths: Iterable[Path], looker: Looker, on_progress: Progress = progress.untold
) -> ImportReport:
    """Take photos into the album; originals are only read.

    A photo is known by the hash of its bytes, so moved and copied files are recognised, and a file whose size and time
    have not changed is not even opened, unless its photo was looked at quickly and the album is to be looked at
    thoroughly now: then the faces that were missed are added, and the others seen better. A kill costs at most the
    photos of one batch.

    Args:
        album: The album.
        paths: Folders and single files.
        looker: Embeds the faces that are seen.
        on_progress: Told how many files of how many are done.

    Raises:
        MissingError: A path is not there or goes away meanwhile, a folder can't be read, there are no photos at all,
            or the looker's weights are absent.
        BusyError: Another import into this album is running.
        WrongUseError: A folder's path is no text.
    """
    with alone(album):
        with album.read() as conn:
            places = walk.places(paths, _passed_by(conn, album))
            _refuse_empty(conn, places)
        return _import_places(album, places, looker, on_progress)


@contextmanager
def alone(album: Album) -> Iterator[None]:
    """Keep other imports, of photos and of labels, away from an album.

    Raises:
        BusyError: One is running.
    """
    try:
        with FileLock(album.folder / "import.lock", timeout=0):
            yield
    except Timeout as error:
        raise errors.BusyError("import-busy") from error


def _passed_by(conn: Connection, album: Album) -> set[Path]:
    """Folders whose pictures Cubby wrote itself."""
    own = {album.folder / name for name in OWN_FOLDERS}
    return {folder.resolve() for folder in own | sorts.folders(conn)}


def _refuse_empty(conn: Connection, places: Sequence[Place]) -> None:
    """Tell a folder that is empty from one whose drive was unplugged."""
    for place in places:
        known = files.place_of(conn, place.folder)
        if known is not None and place.whole and not place.walked.files:
            lost = sum(file.photo_id is not None for file in files.below(conn, *known).values())
            if lost:
                raise errors.MissingError("folder-emptied", path=str(place.folder), photos=lost)
    if not any(place.walked.files for place in places):
        raise errors.MissingError("folder-no-photos", path=", ".join(str(place.folder) for place in places))


def _import_places(album: Album, places: Sequence[Place], looker: Looker, on_progress: Progress) -> ImportReport:
    with album.write() as conn:
        for place in places:  # all before the first is imported, since a claim may join roots
            files.claim(conn, place.folder)
    total = sum(len(place.walked.files) for place in places)
    done = 0
    works = []
    for place in places:
        work = _PlaceImport(album, place, looker)
        for ready in work.run():
            done += ready
            on_progress(done, total)
        works.append(work)
    with album.write() as conn:
        outcomes = [outcome for work in works for outcome in work.settle(conn)]
        kept_looks.settle_moments(conn)
        others = sum((Counter(place.walked.others) for place in places), Counter[str]())
        new_faces, again = sum(work.new_faces for work in works), sum(work.looked_again for work in works)
        return ImportReport(tuple(outcomes), others, new_faces, photos.count(conn), again)


class _PlaceImport:
    """The import of one place, batch by batch; it counts new faces, and photos that were looked at again."""

    def __init__(self, album: Album, place: Place, looker: Looker) -> None:
        self._album = album
        self._place = place
        self._looker = looker
        with album.read() as conn:
            root_and_prefix = files.place_of(conn, place.folder)
            assert root_and_prefix is not None  # it was claimed
            self._root_id, self._prefix = root_and_prefix
            self._before = files.below(conn, self._root_id, self._prefix)
            self._photo_of = {sha256: photo_id for photo_id, sha256 in photos.hashes(conn).items()}
            self._paths = dict(files.of_photos(conn))
            self._quick = looks.quick(conn)
            self._hasty = set[int]() if self._quick else looks.at_with(conn, look.LOOKED_QUICKLY_WITH)
        self._now: dict[str, KnownFile] = {}
        self.new_faces, self.looked_again = 0, 0

    def run(self) -> Iterator[int]:
        """Import, and tell for each file that was opened how many more are done: often none, but who asks can leave."""
        to_open = []
        for found in self._place.walked.files:
            before = self._before.get(self._path(found))
            if before is None or self._must_open(found, before):
                to_open.append(found)
            else:
                self._now[before.path] = _again(before)
        yield len(self._now)
        for batch in _batches(opening.open_all(to_open, self._is_known, quick=self._quick)):
            if batch:
                if not all(one.sha256 for one in batch):
                    self._require_folder()
                self._store(batch)
            yield len(batch)

    def _must_open(self, found: FoundFile, before: KnownFile) -> bool:
        """Whether a file has changed, or its photo is to be looked at again."""
        return (before.bytes, before.mtime_ns) != (found.bytes, found.mtime_ns) or before.photo_id in self._hasty

    def _is_known(self, sha256: str) -> bool:
        """Whether a photo is in the album and need not be looked at again."""
        return sha256 in self._photo_of and self._photo_of[sha256] not in self._hasty

    def settle(self, conn: Connection) -> list[FileOutcome]:
        """Write down what became of the files that were not opened, and tell each file's outcome."""
        missing = self._missing(conn) if self._place.whole else []
        changed = (file for path, file in self._now.items() if file != self._before.get(path))
        files.put(conn, itertools.chain(changed, missing))
        walked = self._place.walked
        met = [self._now[self._path(found)] for found in walked.files]
        told = [FileOutcome(str(self._place_of(file)), file.outcome, file.reason) for file in met + missing]
        unread = Message("folder-unreadable")
        return told + [FileOutcome(str(self._place.folder / path), Outcome.REFUSED, unread) for path in walked.closed]

    def _require_folder(self) -> None:
        """Tell files that can't be read from a folder that went away meanwhile.

        Raises:
            MissingError: It is gone, closed or empty.
        """
        try:
            is_there = any(self._place.folder.iterdir())
        except OSError:
            is_there = False
        if not is_there:
            raise errors.MissingError("folder-gone", path=str(self._place.folder))

    def _path(self, found: FoundFile) -> str:
        return self._prefix + found.relative

    def _place_of(self, file: KnownFile) -> Path:
        return self._place.folder / file.path[len(self._prefix) :]

    def _store(self, batch: Sequence[Opened]) -> None:
        """Write one batch: what was seen on new photos, and where each file's photo lies."""
        new: dict[str, Opened] = {}
        for one in batch:
            if one.seen is not None and not self._is_known(one.sha256):
                new.setdefault(one.sha256, one)
        with self._album.read() as conn:
            brought = embedders.in_use(self._album, conn)
        looked = self._looker.embed([one.seen for one in new.values() if one.seen is not None], brought)
        with self._album.write() as conn:
            added = {id(one) for one, found in zip(new.values(), looked, strict=True) if self._keep(conn, one, found)}
            ready = [self._file(one, added=id(one) in added) for one in batch]
            files.put(conn, ready)
            self._follow_moved(conn, ready)
        self._now.update((file.path, file) for file in ready)

    def _keep(self, conn: Connection, one: Opened, found: Sequence[LookedFace]) -> bool:
        """Keep what was seen on a photo; whether it is a new one."""
        assert one.seen is not None
        photo_id = self._photo_of.get(one.sha256)
        if photo_id is None:
            args = (one.file.path, one.sha256, one.seen, found)
            self._photo_of[one.sha256] = kept_looks.add(self._album, conn, *args, quick=self._quick)
            self.new_faces += len(found)
            return True
        self.new_faces += kept_looks.look_again(self._album, conn, photo_id, one.sha256, found)
        self.looked_again += 1
        self._hasty.discard(photo_id)
        return False

    def _file(self, one: Opened, *, added: bool) -> KnownFile:
        """What is to be known of a file that was opened."""
        found = one.file
        photo_id = self._photo_of.get(one.sha256) if one.sha256 else self._held(self._path(found))
        size = found.bytes if one.sha256 else files.UNREAD
        outcome = one.outcome or (Outcome.ADDED if added else Outcome.ALREADY_THERE)
        reason = one.reason
        if one.outcome is None and photo_id is not None:
            other = self._paths.setdefault(photo_id, found.path)
            if disk.is_gone(other):
                self._paths[photo_id], reason = found.path, Message("file-moved", {"from": str(other)})
            elif other != found.path:
                reason = Message("file-copy", {"of": str(other)})
        return KnownFile(self._root_id, self._path(found), size, found.mtime_ns, outcome, reason, photo_id)

    def _held(self, path: str) -> int | None:
        """The photo that a path held before this import."""
        before = self._before.get(path)
        return None if before is None else before.photo_id

    def _follow_moved(self, conn: Connection, ready: Iterable[KnownFile]) -> None:
        """Let go of the paths from which photos were moved to where they are met now."""
        for photo_id in {file.photo_id for file in ready if file.photo_id not in {None, self._held(file.path)}}:
            for root_id, inner, path in files.of_photo(conn, photo_id):
                if disk.is_gone(path):
                    files.drop(conn, root_id, inner)

    def _missing(self, conn: Connection) -> list[KnownFile]:
        """Files known before that are gone now; those that never held a photo are forgotten."""
        known = files.below(conn, self._root_id, self._prefix)
        gone = [file for path, file in known.items() if path not in self._now and disk.is_gone(self._place_of(file))]
        for file in gone:
            if file.photo_id is None:
                files.drop(conn, self._root_id, file.path)
        return [replace(file, outcome=Outcome.MISSING, reason=None) for file in gone if file.photo_id is not None]


def _again(before: KnownFile) -> KnownFile:
    """What to know of a file that has not changed: what was said of it still holds."""
    if before.photo_id is None:
        return before
    return replace(before, outcome=Outcome.ALREADY_THERE, reason=None)


def _batches(opened: Iterable[Opened | None]) -> Iterator[list[Opened]]:
    """Gather what is ready: a full batch, or what came in about a second; an empty one while there is none."""
    batch, since = list[Opened](), 0.0
    for one in opened:
        if one is not None:
            since = since if batch else time.monotonic()
            batch.append(one)
        if len(batch) == BATCH or (batch and time.monotonic() - since >= BATCH_SECONDS):
            yield batch
            batch = []
        else:
            yield []
    if batch:
        yield batch
