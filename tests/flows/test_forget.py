from pathlib import Path

import numpy as np
import pytest

from core.base import errors
from core.base.records import LabelOrigin, SortMode
from core.flows import forget, ingest, sort, train
from core.store import faces, labels, people, photos, recognise, runs, sorts, thumbs
from core.store.db import Album
from core.vision import embed
from tests import classroom, drawing
from tests.classroom import Classroom

NAME = "Zwanhild"  # stands in no other file by chance


@pytest.fixture
def album(album: Album) -> Album:
    """Three separable children, two of them learned, with a thumbnail of each face."""
    classroom.separable(album)
    train.train_head(album)
    with album.write() as conn:
        people.rename(conn, "Child 1", NAME)
        for path in thumbnails(album, faces.table(conn).ids.tolist()):
            drawing.save(path, b"a face")
    return album


def thumbnails(album: Album, face_ids: list[int]) -> list[Path]:
    with album.read() as conn:
        hashes, table = photos.hashes(conn), faces.table(conn)
        photo_of = dict(zip(table.ids.tolist(), table.photo_ids.tolist(), strict=True))
        return [
            thumbs.face_path(album, hashes[photo_of[face_id]], faces.of_photo(conn, photo_of[face_id])[face_id])
            for face_id in face_ids
        ]


def vectors(album: Album) -> dict[int, bytes]:
    with album.read() as conn:
        face_ids, embeddings = faces.embeddings(conn, embed.NAME)
    return dict(zip(face_ids.tolist(), (row.astype("<f4").tobytes() for row in embeddings), strict=True))


def everything(folder: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_of_the_child_is_left(album: Album) -> None:
    known = vectors(album)
    hers = range(13, 25)  # the second child's faces; six of them named, the others recognised
    pictures = thumbnails(album, list(hers))
    assert NAME.encode() in everything(album.folder)
    assert known[13] in everything(album.folder)
    receipt = forget.forget(album, NAME.lower())
    rest = everything(album.folder)
    assert NAME.encode() not in rest
    assert not any(known[face_id] in rest for face_id in hers)
    assert all(known[face_id] in rest for face_id in known if face_id not in hers)
    assert not any(picture.exists() for picture in pictures)
    assert list((album.folder / "runs").iterdir()) == []
    with album.read() as conn:
        assert [person.name for person in people.everyone(conn)] == ["Child 0", "Child 2"]
        assert set(faces.table(conn).ids.tolist()) == set(known) - set(hers)
        assert runs.every(conn) == []
        assert not set(labels.standing(conn)) & set(hers)
        assert photos.count(conn) == 48  # others may stand on them
    assert receipt == forget.Receipt(
        NAME, faces=12, labels=6, runs=(1,), files=13, sorted_files=0, folders=(), no_trace=True
    )


def test_the_others_can_be_learned_again(album: Album) -> None:
    forget.forget(album, NAME)
    assert train.train_head(album).metrics["held_out_precision"] == 1.0


def test_run_that_had_not_learned_the_child_stays(album: Album) -> None:
    with album.write() as conn:
        people.add(conn, "Cem")
    receipt = forget.forget(album, "Cem")
    assert (receipt.faces, receipt.labels, receipt.runs, receipt.files) == (0, 0, (), 0)
    with album.read() as conn:
        assert runs.to_decide_with(conn, None).id == 1


def test_named_child_of_whom_nothing_was_learned(album: Album) -> None:
    with album.write() as conn:
        cem = people.add(conn, "Cem").id
        labels.say_identity(conn, 40, cem, origin=LabelOrigin.NAMED)
        runs.delete(conn, 1)
    receipt = forget.forget(album, "Cem")
    assert (receipt.faces, receipt.labels, receipt.files) == (1, 2, 1)  # he was called a stranger before


def test_run_without_its_checkpoint_does_not_stand_in_the_way(album: Album) -> None:
    (album.folder / "runs/1/head.npz").unlink()
    with album.write() as conn:
        classroom.lone_face(conn, np.random.default_rng(1), 1)
    receipt = forget.forget(album, NAME)
    assert (receipt.faces, receipt.runs) == (6, (1,))  # those that were named
    assert NAME.encode() not in everything(album.folder)


def test_faces_that_came_after_the_run_are_recognised_too(album: Album) -> None:
    with album.write() as conn:
        classroom.lone_face(conn, np.random.default_rng(1), 1)
    assert forget.forget(album, NAME).faces == 13


def test_unknown_child(album: Album) -> None:
    before = classroom.tree(album.folder)
    with pytest.raises(errors.MissingError) as caught:
        forget.forget(album, "Nobody")
    assert caught.value.message.key == "person-missing"
    assert classroom.tree(album.folder) == before


def test_sorted_photos_stay_and_are_told(room: Classroom) -> None:
    room.sort()
    other = room.folder / "other"
    room.sort(SortMode.MOVE, to=other)
    receipt = forget.forget(room.album, "Bora")
    assert (receipt.sorted_files, set(receipt.folders)) == (2, {room.sorted, other})
    assert (room.sorted / "Bora/b.jpg").exists()
    assert "Bora" not in (room.sorted / sorts.MANIFEST).read_text()
    with room.album.read() as conn:
        assert {file.path for file in sorts.manifest(conn, 1)} == {"Anna/a.jpg", "Anna/b.jpg"}
    with pytest.raises(errors.MissingError):  # the run is gone with the child
        sort.sort(room.album, room.wish())


def test_forgetting_waits_for_no_import_but_says_so(album: Album) -> None:
    with ingest.alone(album), pytest.raises(errors.WrongUseError) as caught:
        forget.forget(album, NAME)
    assert caught.value.message.key == "import-busy"
    with album.read() as conn:
        assert people.find(conn, NAME) is not None


def test_photos_that_somebody_has_just_dropped_go_along(room: Classroom) -> None:
    recognise.put(room.album, [b"a photo of Bora"])
    forget.forget(room.album, "Bora")
    assert list((room.album.folder / recognise.FOLDER).iterdir()) == []
