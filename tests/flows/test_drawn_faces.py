"""The look at faces that a human drew: what it finds, what it leaves alone, and what it says where it can't look."""

import numpy as np
import pytest

from core.base.errors import MissingError
from core.base.records import Box, FaceOrigin, LabelOrigin
from core.flows import drawn_faces, ingest, train
from core.store import box_changes, clock, deciding, drawn, faces, files, runs, tables
from core.store.db import Album
from core.store.drawn import Draw, Move, Step
from core.vision.look import Looker
from tests import classroom
from tests.classroom import Classroom
from tests.conftest import LittleClass

FACE = Box(80, 80, 240, 280)  # where the left face of tests/drawing.py is


def follow(album_class: LittleClass, photo_id: int, *steps: Step) -> dict[int, Box]:
    """Draw on a photo from the beginning, and return what waits to be looked at."""
    with album_class.album.write() as conn:
        drawn.follow(conn, album_class.album, photo_id, [], steps, LabelOrigin.NAMED)
        return drawn.waiting(conn, photo_id)


def photo_of(album_class: LittleClass, name: str) -> int:
    with album_class.album.read() as conn:
        return next(photo for photo, path in files.all_paths(conn) if path == album_class.photos / name)


def test_a_drawn_face_takes_part_like_the_detected_one(little_class: LittleClass, looker: Looker) -> None:
    photo_id = photo_of(little_class, "one.jpg")
    with little_class.album.read() as conn:
        (found,) = faces.of_photo(conn, photo_id)
    places = follow(little_class, photo_id, Draw("new-1", FACE))
    assert drawn_faces.look(little_class.album, photo_id, places, looker) == 1
    with little_class.album.read() as conn:
        ids, vectors = faces.embeddings(conn, looker.embedder_name)
        row = conn.execute(tables.face.select().where(tables.face.c.origin == FaceOrigin.HUMAN.value)).one()
        assert drawn.waiting(conn, photo_id) == {}
    mine, its = (vectors[ids.tolist().index(face_id)] for face_id in (row.id, found))
    assert float(mine @ its) > 0.9  # the same face, aligned by the landmarks that were found in the box
    assert Box(row.x1, row.y1, row.x2, row.y2) == FACE
    assert (len(row.landmarks), row.side, row.detector_score) == (5, 200, None)


def test_faces_that_were_moved_on_or_are_done_are_left_alone(little_class: LittleClass, looker: Looker) -> None:
    photo_id = photo_of(little_class, "two.jpg")
    places = follow(little_class, photo_id, Draw("new-1", FACE))
    (face_id,) = places
    follow(little_class, photo_id, Move(str(face_id), Box(85, 85, 240, 280)))
    assert drawn_faces.look(little_class.album, photo_id, places, looker) == 0
    again = {face_id: Box(85, 85, 240, 280)}
    assert [drawn_faces.look(little_class.album, photo_id, again, looker) for _ in range(2)] == [1, 0]


def test_a_later_import_leaves_them_as_they_are(little_class: LittleClass, looker: Looker) -> None:
    photo_id = photo_of(little_class, "one.jpg")
    with little_class.album.read() as conn:
        (found,) = faces.of_photo(conn, photo_id)
    drawn_faces.look(
        little_class.album,
        photo_id,
        follow(little_class, photo_id, Draw("new-1", FACE), Move(str(found), FACE)),
        looker,
    )
    with little_class.album.read() as conn:
        before = conn.execute(tables.face.select().where(tables.face.c.photo_id == photo_id)).all()
    ingest.import_photos(little_class.album, [little_class.photos], looker)
    with little_class.album.read() as conn:
        assert conn.execute(tables.face.select().where(tables.face.c.photo_id == photo_id)).all() == before


def test_a_photo_that_is_gone_is_told(room: Classroom, looker: Looker) -> None:
    photo_id = room.photo_ids["a.jpg"]
    with room.album.write() as conn:
        drawn.follow(conn, room.album, photo_id, [], [Draw("new-1", Box(20, 10, 32, 24))], LabelOrigin.NAMED)
        places = drawn.waiting(conn, photo_id)
    (room.photos / "a.jpg").unlink()
    with pytest.raises(MissingError, match="no longer where it was"):
        drawn_faces.look(room.album, photo_id, places, looker)


def test_also_the_quick_run_forgets_the_old_box_where_another_decides(room: Classroom, looker: Looker) -> None:
    photo_id, (face_id,) = room.photo_ids["a.jpg"], room.face_ids["a.jpg"]
    with room.album.write() as conn:
        head = runs.get(conn, room.run_id)
        assert head.evidence is not None and head.calibration is not None
        newer = runs.start(conn, "head", {}, head.embedder, 0)
        runs.finish(conn, newer, head.person_ids, {}, head.evidence, head.calibration, f"{newer}/head.npz", "0" * 64)
        runs.put_scores(conn, newer, *runs.scores(conn, head))
        deciding.choose(conn, head.id)
        drawn.follow(conn, room.album, photo_id, [], [Move(str(face_id), Box(20, 10, 32, 24))], LabelOrigin.NAMED)
        places = drawn.waiting(conn, photo_id)
    assert drawn_faces.look(room.album, photo_id, places, looker) == 1  # neither run has a checkpoint to score it with
    with room.album.read() as conn:
        for run_id in (room.run_id, newer):
            assert face_id not in runs.scores(conn, runs.get(conn, run_id))[0]


def test_what_a_run_said_of_the_old_box_is_forgotten(room: Classroom, looker: Looker) -> None:
    photo_id, (face_id,) = room.photo_ids["a.jpg"], room.face_ids["a.jpg"]
    with room.album.write() as conn:
        drawn.follow(conn, room.album, photo_id, [], [Move(str(face_id), Box(20, 10, 32, 24))], LabelOrigin.NAMED)
        places = drawn.waiting(conn, photo_id)
    assert drawn_faces.look(room.album, photo_id, places, looker) == 1  # this run has no checkpoint to score it with
    with room.album.read() as conn:
        scored, _ = runs.scores(conn, runs.to_decide_with(conn, room.run_id))
    assert face_id not in scored
    assert np.isin(room.face_ids["b.jpg"], scored).all()


def test_a_face_that_was_moved_back_after_a_learning_is_scored_without_another_look(
    album: Album, looker: Looker
) -> None:
    classroom.separable(album)
    train.train_head(album)
    with album.write() as conn:
        change = box_changes.move(conn, album, 1, Box(20, 10, 32, 24))
    run = train.train_head(album)
    with album.write() as conn:
        box_changes.take_back(conn, album, change, clock.now())
        places = box_changes.unscored(conn, 1)
        before = faces.embeddings(conn, looker.embedder_name)[1].tolist()
    assert set(places) == {1}
    assert drawn_faces.look(album, 1, places, looker) == 0
    with album.read() as conn:
        assert box_changes.unscored(conn, 1) == {}
        assert 1 in runs.scores(conn, run)[0] and run.id in [one.id for one in deciding.either(conn)]
        assert faces.embeddings(conn, looker.embedder_name)[1].tolist() == before
