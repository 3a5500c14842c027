import io
import shutil

import pytest
from PIL import Image

from core.base import errors
from core.flows import eyes, train
from core.flows import recognise as flow
from core.rules import decisions
from core.store import recognise
from core.vision.look import Looker
from tests import classroom, drawing
from tests.classroom import Classroom


def test_a_dropped_photo_is_looked_at_scored_and_left_in_no_table(room: Classroom, looker: Looker) -> None:
    classroom.separable(room.album)
    run = train.train_head(room.album)
    before = classroom.tree(room.album.folder)
    drop = recognise.put(room.album, [drawing.jpeg(drawing.with_faces(2)), b"no photo"])
    seen: list[tuple[int, int]] = []
    faces = flow.recognise_drop(room.album, drop, run.id, looker, lambda done, total: seen.append((done, total)))
    assert faces == 2
    assert seen == [(1, 2), (2, 2)]
    photo, refused = recognise.take(room.album, drop)
    assert (photo.width, photo.height, len(photo.faces)) == (640, 480, 2)
    assert all(len(face.scores) == len(run.person_ids) for face in photo.faces)
    assert all(0.0 <= score <= 1.0 for face in photo.faces for score in face.scores)
    assert refused.refused is not None and refused.refused.key == "photo-unknown"
    assert classroom.tree(room.album.folder) == before
    with room.album.read() as conn:
        assert len(decisions.judge(recognise.basis(conn, run, [photo, refused])).person) == 2


def test_a_photo_that_crashes_its_decoder_costs_itself_alone(
    room: Classroom, looker: Looker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(eyes, "MEMORY", 100 << 20)  # bytes; too little for the large one
    classroom.separable(room.album)
    run = train.train_head(room.album)
    file = io.BytesIO()
    Image.new("RGB", (9000, 9000)).save(file, "PNG")
    drop = recognise.put(room.album, [file.getvalue(), drawing.jpeg(drawing.with_faces(1))])
    assert flow.recognise_drop(room.album, drop, run.id, looker) == 1
    refused, photo = recognise.take(room.album, drop)
    assert refused.refused is not None and refused.refused.key == "photo-takes-memory"
    assert len(photo.faces) == 1


def test_a_run_without_its_file_says_so(room: Classroom, looker: Looker) -> None:
    drop = recognise.put(room.album, [b"no photo"])
    shutil.rmtree(room.album.folder / "runs" / str(room.run_id), ignore_errors=True)
    with pytest.raises(errors.MissingError):
        flow.recognise_drop(room.album, drop, room.run_id, looker)
