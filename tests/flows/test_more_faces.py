"""Faces that a run finds beside the known ones: proposed once, in batches, and never against what people said."""

import shutil
import subprocess
import sys
import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import select

from core.base import errors
from core.base.records import Box, FaceOrigin, LabelOrigin, RunState, Statement
from core.flows import forget, ingest, more_faces
from core.flows.more_faces import Proposed
from core.rules import kinds
from core.store import db, drawn, faces, files, labels, people, proposals, run_files, runs, tables
from core.store.db import Album
from core.store.drawn import Draw, Move, Remove
from core.store.proposals import Told
from core.vision.look import Looker
from tests import classroom, drawing, finding
from tests.conftest import LittleClass

ROOT = Path(__file__).parents[2]
NEW = {"none.jpg": 4, "one.jpg": 3, "twin/one.jpg": 3, "two.jpg": 2}  # finding.PLACES without the drawn faces
ALONE = "import sys, pathlib; from core.flows import more_faces; from core.store import db; "
ALONE += "from core.vision.look import Looker; more_faces.BATCH = 1; "
ALONE += "more_faces.find(db.open_album(pathlib.Path(sys.argv[1])), int(sys.argv[2]), Looker('cpu'))"
PATIENCE = 240  # seconds that a busy machine may take


class _EnoughError(Exception):
    pass


@pytest.fixture
def run_id(little_class: LittleClass) -> int:
    return finding.run(little_class.album)


@dataclass(frozen=True)
class Searched:
    """The little class after a search, and what was found and told.

    Attributes:
        before: The faces that there had been, and all that stood of them.
        people: Anna and Bora, whom the run has learned.
    """

    room: LittleClass
    run_id: int
    before: dict[int, object]
    people: tuple[int, int]
    found: Proposed
    told: list[tuple[int, int]]

    @property
    def album(self) -> Album:
        """The album."""
        return self.room.album

    def proposed(self) -> list[int]:
        """The faces that the run proposed, in their order."""
        with self.album.read() as conn:
            return sorted(proposals.everyone(conn))


@pytest.fixture(scope="module")
def searched_once(imported_once: LittleClass, tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Searched:
    copy = shutil.copytree(imported_once.album.folder, tmp_path_factory.mktemp("searched") / "album")
    album, told = db.open_album(copy), list[tuple[int, int]]()
    with album.write() as conn:
        anna, bora = (people.add(conn, name).id for name in ("Anna", "Bora"))
        before = faces.table(conn).ids.tolist()
    run_id, stood = finding.run(album), rows(album, before)
    found = more_faces.find(album, run_id, looker, lambda *at: told.append(at))
    album.engine.dispose()
    return Searched(LittleClass(album, imported_once.photos), run_id, stood, (anna, bora), found, told)


@pytest.fixture
def searched(searched_once: Searched, tmp_path: Path) -> Searched:
    """A copy of the searched album to do anything with."""
    copy = db.open_album(shutil.copytree(searched_once.album.folder, tmp_path / "searched"))
    return replace(searched_once, room=LittleClass(copy, searched_once.room.photos))


def proposed(album: Album) -> dict[int, list[Box]]:
    """The boxes of all proposals, by photo."""
    with album.read() as conn:
        mine = proposals.everyone(conn)
        found = {photo: faces.of_photo(conn, photo) for photo, _ in files.all_paths(conn)}
    boxes = {photo: [box for face_id, box in some.items() if face_id in mine] for photo, some in found.items()}
    return {photo: some for photo, some in boxes.items() if some}


def counted(little_class: LittleClass) -> dict[str, int]:
    """How many proposals there are, by file."""
    found = proposed(little_class.album)
    with little_class.album.read() as conn:
        paths = files.all_paths(conn)
    return {path.relative_to(little_class.photos).as_posix(): len(found.get(photo, [])) for photo, path in paths}


def rows(album: Album, face_ids: Collection[int]) -> dict[int, object]:
    """All that stands of some faces."""
    with album.read() as conn:
        return {row.id: tuple(row) for row in conn.execute(select(tables.face).where(tables.face.c.id.in_(face_ids)))}


def test_unknown_boxes_become_faces(searched: Searched, looker: Looker) -> None:
    album, photos = searched.album, classroom.facts(searched.room.photos)
    assert searched.found == Proposed(4, 12, 0)
    assert searched.told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert counted(searched.room) == NEW
    assert rows(album, searched.before) == searched.before
    for some in proposed(album).values():
        assert {Box(*map(round, box)) for box in some} <= set(finding.PLACES)
    with album.read() as conn:
        table = faces.table(conn)
        ids, vectors = faces.embeddings(conn, looker.embedder_name)
        mine = tables.face.c.id.in_(searched.proposed())
        origins = conn.execute(select(tables.face.c.origin).where(mine)).scalars().all()
        assert proposals.told(conn, searched.run_id) == Told(photos=4, left=0, faces=12, open=12)
        assert proposals.missed(conn) == set(searched.proposed())
    assert ids.tolist() == table.ids.tolist()  # each can be named, grouped and scored as any other
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert origins == [FaceOrigin.RUN.value] * 12
    assert len(list((album.folder / "thumbs").rglob("*_*.jpg"))) == 4 + 12
    assert classroom.facts(searched.room.photos) == photos


def test_asked_again_it_looks_at_new_photos_alone(searched: Searched, looker: Looker, tmp_path: Path) -> None:
    assert more_faces.find(searched.album, searched.run_id, looker) == Proposed(0, 0, 0)
    drawing.save(tmp_path / "later/new.jpg", drawing.jpeg(drawing.with_faces(2, seed=9)))
    ingest.import_photos(searched.album, [tmp_path / "later"], looker)
    assert more_faces.find(searched.album, searched.run_id, looker) == Proposed(1, 2, 0)


def test_what_is_said_to_be_no_face_does_not_come_again(searched: Searched, looker: Looker) -> None:
    album = searched.album
    with album.write() as conn:
        for face_id in proposals.everyone(conn):
            labels.say(conn, face_id, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
    run_files.delete(album, searched.run_id)  # what somebody spoke about stays, and what it says, too
    assert more_faces.find(album, finding.run(album), looker) == Proposed(4, 0, 0)


def test_drawn_faces_are_known_faces(little_class: LittleClass, run_id: int, looker: Looker) -> None:
    album = little_class.album
    with album.write() as conn:
        (photo_id,) = (photo for photo, path in files.all_paths(conn) if path == little_class.photos / "none.jpg")
        drawn.follow(conn, album, photo_id, [], [Draw("new", Box(60, 40, 280, 300))], LabelOrigin.NAMED)
        own = set(faces.of_photo(conn, photo_id))
    before = rows(album, own)
    more_faces.find(album, run_id, looker)
    assert counted(little_class)["none.jpg"] == 3  # the upper left one lies in what was drawn around the whole head
    assert rows(album, own) == before


def test_proposal_that_is_removed_on_its_photo_is_said_to_be_no_face(searched: Searched) -> None:
    first, second, *_ = searched.proposed()
    steps = (Remove(str(first)), Move(str(second), Box(90, 90, 200, 200)), Remove(str(second)))
    with searched.album.write() as conn:
        ids = tables.face.c.id.in_([first, second])
        photo_id, *_ = conn.execute(select(tables.face.c.photo_id).where(ids)).scalars()
        drawn.follow(conn, searched.album, photo_id, [], steps, LabelOrigin.NAMED)
        standing = labels.standing(conn)
    assert {face_id: stands.identity for face_id, stands in standing.items()} == dict.fromkeys(
        (first, second), Statement.IS_NOT_FACE
    )


def test_deleted_run_takes_along_what_nobody_spoke_about(searched: Searched) -> None:
    album, (anna, _) = searched.album, searched.people
    named, refused, moved, *others = searched.proposed()
    kept = tables.face.c.id.in_([named, refused, moved])
    with album.write() as conn:
        labels.say_identity(conn, named, anna, origin=LabelOrigin.NAMED)
        labels.say(conn, refused, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
        photo_id = conn.execute(select(tables.face.c.photo_id).where(tables.face.c.id == moved)).scalar_one()
        drawn.follow(conn, album, photo_id, [], [Move(str(moved), Box(90, 90, 200, 200))], LabelOrigin.NAMED)
    run_files.delete(album, searched.run_id)
    assert rows(album, [*searched.before, *others]) == searched.before
    with album.read() as conn:
        assert set(labels.standing(conn)) == {named, refused}
        facts = conn.execute(select(tables.face.c.origin, tables.face.c.detector_score).where(kept)).all()
        assert [tuple(row) for row in facts] == [(FaceOrigin.HUMAN.value, None)] * 3
        assert proposals.everyone(conn) == set()
    assert len(list((album.folder / "thumbs").rglob("*_*.jpg"))) == 4 + 2
    assert not run_files.folder(album, searched.run_id).exists()


def test_forgotten_child_takes_its_runs_proposals_along(searched: Searched) -> None:
    album, (anna, bora) = searched.album, searched.people
    own, other, *_ = searched.proposed()
    with album.write() as conn:
        labels.say_identity(conn, own, anna, origin=LabelOrigin.NAMED)
        labels.say_identity(conn, other, bora, origin=LabelOrigin.NAMED)
    forget.forget(album, "Anna")
    with album.read() as conn:
        assert set(labels.standing(conn)) == {other}
        assert faces.table(conn).ids.tolist() == [*searched.before, other]


def test_called_off_it_keeps_what_it_has(little_class: LittleClass, run_id: int, looker: Looker) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 3:
            raise _EnoughError

    with pytest.MonkeyPatch.context() as patch, pytest.raises(_EnoughError):
        patch.setattr(more_faces, "BATCH", 2)
        more_faces.find(little_class.album, run_id, looker, stop)
    with little_class.album.read() as conn:
        assert (proposals.told(conn, run_id).photos, proposals.told(conn, run_id).left) == (2, 2)
    assert more_faces.find(little_class.album, run_id, looker).photos == 2
    assert counted(little_class) == NEW


def test_killed_it_goes_on_and_proposes_nothing_twice(little_class: LittleClass, run_id: int, looker: Looker) -> None:
    album = little_class.album
    process = subprocess.Popen([sys.executable, "-c", ALONE, str(album.folder), str(run_id)], cwd=ROOT)
    until = time.monotonic() + PATIENCE

    def looked() -> int:
        with album.read() as conn:
            return proposals.told(conn, run_id).photos

    while process.poll() is None and not looked():
        assert time.monotonic() < until
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert looked()  # also where it was done before this test saw it
    more_faces.find(album, run_id, looker)
    assert counted(little_class) == NEW


def test_photos_that_are_gone_are_passed_by(
    little_class: LittleClass, run_id: int, looker: Looker, tmp_path: Path
) -> None:
    photos = shutil.copytree(little_class.photos, tmp_path / "photos")
    album = db.open_album(tmp_path / "own", create=True)
    ingest.import_photos(album, [photos], looker)
    run_id = finding.run(album)
    (photos / "two.jpg").unlink()
    (photos / "one.jpg").write_bytes(b"something else")
    assert more_faces.find(album, run_id, looker) == Proposed(2, 7, 2)
    shutil.copy(little_class.photos / "two.jpg", photos)
    assert more_faces.find(album, run_id, looker) == Proposed(1, 2, 1)


def test_run_that_is_deleted_meanwhile_leaves_nothing(little_class: LittleClass, run_id: int, looker: Looker) -> None:
    def delete(done: int, _total: int) -> None:
        if done == 4:
            run_files.delete(little_class.album, run_id)

    with pytest.raises(errors.MissingError) as caught:
        more_faces.find(little_class.album, run_id, looker, delete)
    assert caught.value.message.key == "run-missing"
    assert set(counted(little_class).values()) == {0}


def test_only_runs_that_find_faces(little_class: LittleClass, looker: Looker) -> None:
    album = little_class.album
    with album.write() as conn:
        head = runs.start(conn, "head", {}, None, 0)
        unfinished = runs.start(conn, "yolo", kinds.complete(kinds.YOLO, {}), None, 0)
        runs.end(conn, unfinished, RunState.STOPPED)
    for run_id in (head, unfinished):
        with pytest.raises(errors.WrongUseError) as caught:
            more_faces.find(album, run_id, looker)
        assert caught.value.message.key == "run-cannot-find"


def test_network_that_is_gone_or_can_not_be_loaded(little_class: LittleClass, run_id: int, looker: Looker) -> None:
    network = run_files.folder(little_class.album, run_id) / "network.pt"
    network.write_bytes(b"something else")
    with pytest.raises(errors.MissingError):
        more_faces.find(little_class.album, run_id, looker)
    network.unlink()
    with pytest.raises(errors.MissingError):
        more_faces.find(little_class.album, run_id, looker)


def test_beside_the_detector_it_looks_at_what_comes_after_the_choice(
    little_class: LittleClass, run_id: int, looker: Looker, tmp_path: Path
) -> None:
    album = little_class.album
    assert more_faces.find_beside_detector(album, looker) is None
    with album.write() as conn:
        proposals.choose_detector(conn, run_id)
    assert more_faces.find_beside_detector(album, looker) == Proposed(0, 0, 0)
    drawing.save(tmp_path / "later/new.jpg", drawing.jpeg(drawing.with_faces(1, seed=9)))
    ingest.import_photos(album, [tmp_path / "later"], looker)
    assert more_faces.find_beside_detector(album, looker) == Proposed(1, 3, 0)
    run_files.delete(album, run_id)
    assert more_faces.find_beside_detector(album, looker) is None


def test_import_and_search_do_not_run_at_once(little_class: LittleClass, run_id: int, looker: Looker) -> None:
    with ingest.alone(little_class.album), pytest.raises(errors.BusyError):
        more_faces.find(little_class.album, run_id, looker)
