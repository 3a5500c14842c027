"""A class without models: real photos in a real album, with faces and scores that are written out in the test.

Who is on a photo is a list of names: "Anna" was recognised surely, "Anna?" only doubtfully, "" is a stranger.
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import update

from core.base.records import Box, Detection, FaceOrigin, Header, LabelOrigin, LookedFace, Quality, SortMode
from core.flows import decisions, ingest, sort
from core.flows.sort import SortReport, Wish
from core.rules.calibrate import Calibration, Evidence
from core.rules.moments import Shot
from core.rules.plan import Pair
from core.store import db, faces, files, labels, people, photos, runs, sorts, tables
from core.store.db import Album
from core.store.photos import NewPhoto
from core.vision import embed
from core.vision.look import Looker
from tests import drawing

SURE, DOUBTFUL, STRANGE = 0.984375, 0.625, 0.25  # scores that float16 holds exactly
SHOWN = {"a.jpg": ["Anna"], "b.jpg": ["Anna", "Bora"], "c.jpg": ["Bora?"], "d.jpg": [""]}
SORTED = {"Anna/a.jpg", "Anna/b.jpg", "Bora/b.jpg"}  # how SHOWN is sorted at the precision of 0.97
DIMENSIONS = 128


@dataclass(frozen=True)
class Classroom:
    """An album of a few photos that a crafted run can decide about.

    Attributes:
        folder: Holds everything else.
        photo_ids: By file name.
        face_ids: By file name, in the order of the names on it.
        people: Person id by name.
    """

    folder: Path
    album: Album
    photo_ids: Mapping[str, int]
    face_ids: Mapping[str, Sequence[int]]
    people: Mapping[str, int]
    run_id: int

    @property
    def photos(self) -> Path:
        """Where the originals are."""
        return self.folder / "photos"

    @property
    def sorted(self) -> Path:
        """Where they are sorted to."""
        return self.folder / "sorted"

    def sort(self, mode: SortMode = SortMode.COPY, *, to: Path | None = None, dry_run: bool = False) -> SortReport:
        """Sort at the precision of 0.97."""
        return sort.sort(self.album, self.wish(mode, to=to), dry_run=dry_run)

    def wish(self, mode: SortMode = SortMode.COPY, *, to: Path | None = None, precision: float = 0.97) -> Wish:
        """The wish to sort as the run decides."""
        run, made = decisions.decide(self.album, self.run_id, precision)
        return Wish(to or self.sorted, made, run.id, precision, mode)

    def say(self, photo: str, face: int, name: str | None) -> None:
        """Say who a face is; None for a stranger."""
        with self.album.write() as conn:
            person_id = None if name is None else people.by_name(conn, name).id
            labels.say_identity(conn, self.face_ids[photo][face], person_id, origin=LabelOrigin.CORRECTION)

    def pairs(self) -> set[Pair]:
        """The pairs that decisions give."""
        return set(self.wish().decisions.pairs())


def make(
    folder: Path,
    looker: Looker,
    shown: Mapping[str, Sequence[str]] = SHOWN,
    save: Callable[..., list[Path]] = drawing.save_plain,
) -> Classroom:
    """Draw the photos, import them, and let a crafted run recognise whom the test says.

    The class of SHOWN, which most ask for, is imported once; each gets a copy of it.
    """
    if (shown, save) != (SHOWN, drawing.save_plain):
        return _import(folder, looker, shown, save)
    original, room = _imported_once(looker)
    shutil.copytree(original.name, folder)
    album = db.open_album(folder / "album")
    with album.write() as conn:
        conn.execute(update(tables.root).values(path=str((folder / "photos").resolve())))
    return replace(room, folder=folder, album=album)


@cache
def _imported_once(looker: Looker) -> tuple["tempfile.TemporaryDirectory[str]", Classroom]:
    """The class of SHOWN, in a folder that goes with this process."""
    folder = tempfile.TemporaryDirectory()
    room = _import(Path(folder.name), looker, SHOWN, drawing.save_plain)
    room.album.engine.dispose()
    return folder, room


def _import(
    folder: Path, looker: Looker, shown: Mapping[str, Sequence[str]], save: Callable[..., list[Path]]
) -> Classroom:
    age(save(folder / "photos", *shown))
    album = db.open_album(folder / "album", create=True)
    ingest.import_photos(album, [folder / "photos"], looker)
    names = sorted({name.rstrip("?") for on_photo in shown.values() for name in on_photo} - {""})
    with album.write() as conn:
        by_name = {path.relative_to(folder / "photos").as_posix(): photo for photo, path in files.all_paths(conn)}
        photo_ids = {name: by_name[name] for name in shown}
        person_ids = {name: people.add(conn, name).id for name in names}
        looks = np.random.default_rng(0)
        face_ids = {
            name: faces.add(conn, photo_ids[name], _faces(len(on_photo), looks), embed.NAME, FaceOrigin.DETECTOR)
            for name, on_photo in shown.items()
        }
        run_id = _run(conn, list(person_ids.values()))
        rows = [_scores(who, names) for on_photo in shown.values() for who in on_photo]
        ids = np.array([face_id for ids in face_ids.values() for face_id in ids], np.int64)
        runs.put_scores(conn, run_id, ids, np.array(rows, np.float32).reshape(len(ids), len(names)))
    return Classroom(folder, album, photo_ids, face_ids, person_ids, run_id)


def looked(embedding: NDArray[np.floating], *, left: float = 0.0, side: float = 10.0) -> LookedFace:
    """A face as the look would give it."""
    box = Box(left, 0.0, left + side, side)
    detection = Detection(box, np.zeros((5, 2), np.float32), 0.9)
    unit = (embedding / np.linalg.norm(embedding)).astype(np.float32)
    return LookedFace(detection, Quality(side, 200.0, 0.0), unit, b"a thumbnail")


def tree(folder: Path) -> dict[str, bytes]:
    """What lies below a folder: content by path; what SQLite only keeps for who reads at the moment aside."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


def photos_in(folder: Path) -> set[str]:
    """The photos that lie below a folder; the list beside them aside."""
    return set(tree(folder)) - {sorts.MANIFEST}


def facts(folder: Path) -> dict[str, tuple[str, int]]:
    """Content hash and time of change of each file below a folder."""
    return {
        path.relative_to(folder).as_posix(): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def age(paths: Iterable[Path]) -> None:
    """Give files a time of change that is long ago."""
    for number, path in enumerate(paths):
        os.utime(path, ns=(0, 1_500_000_000_123_456_789 + number))


def _faces(count: int, looks: np.random.Generator) -> list[LookedFace]:
    return [looked(looks.normal(size=DIMENSIONS), left=12.0 * place) for place in range(count)]


def _scores(who: str, names: Sequence[str]) -> list[float]:
    best = STRANGE if who == "" else DOUBTFUL if who.endswith("?") else SURE
    return [best if name == who.rstrip("?") or (who == "" and name == names[0]) else 0.0 for name in names]


def _run(conn: db.Connection, person_ids: Sequence[int]) -> int:
    """A run whose threshold is SURE at the precision of 0.97, and LIKELY (one half) at 0.9."""
    column = np.arange(len(person_ids), dtype=np.intp)
    ones, zeros = np.ones(len(person_ids)), np.zeros(len(person_ids))
    evidence = Evidence(column, column, ones, column, zeros, ones.astype(np.bool_))
    calibration = Calibration(10.0, -5.0, 0.25, ones, np.array([SURE] * 10 + [DOUBTFUL, STRANGE]))
    run_id = runs.start(conn, "head", {}, embed.NAME, 0)
    runs.finish(conn, run_id, person_ids, {"labels": 0}, evidence, calibration, f"{run_id}/head.npz", "0" * 64)
    return run_id


def separable(
    album: Album, *, people_count: int = 3, photos_each: int = 12, named: int = 6, strangers: int = 12
) -> None:
    """Fill an album with people who look nothing alike: a face a photo, a photo a moment, the first ones named.

    Two faces of a person have a cosine of about 0.67, as an embedder gives; a third of the strangers is labelled.
    """
    looks = np.random.default_rng(7)
    with album.write() as conn:
        for number in range(people_count):
            person_id = people.add(conn, f"Child {number}").id
            for place in range(photos_each):
                face_id = lone_face(conn, looks, number)
                if place < named:
                    labels.say_identity(conn, face_id, person_id, origin=LabelOrigin.NAMED)
        for number in range(strangers):
            face_id = lone_face(conn, looks, 20 + number)
            if number % 3 == 0:
                labels.say_identity(conn, face_id, None, origin=LabelOrigin.NAMED)


def lone_face(conn: db.Connection, looks: np.random.Generator, direction: int) -> int:
    """Add a face that looks much like others of the same direction, alone on a photo in a moment of its own."""
    sha256 = looks.bytes(32).hex()
    header = Header("JPEG", 48, 36, 1, None)
    photo_id = photos.add(conn, NewPhoto(sha256, header, Shot(None, 0), "test"))
    photos.set_moments(conn, {photo_id: photo_id})
    embedding = looks.normal(size=DIMENSIONS) * 0.7 / np.sqrt(DIMENSIONS)
    embedding[direction] += 1.0
    (face_id,) = faces.add(conn, photo_id, [looked(embedding)], embed.NAME, FaceOrigin.DETECTOR)
    return face_id
