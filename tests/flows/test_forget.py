import base64
from pathlib import Path

import numpy as np
import pytest

from core.base import errors
from core.base.records import Box, LabelOrigin, SortMode, Statement
from core.flows import forget, ingest, sort, train
from core.store import (
    deciding,
    drawn,
    faces,
    history,
    labels,
    looks,
    people,
    photos,
    proposals,
    recognise,
    runs,
    sorts,
    thumbs,
)
from core.store.db import Album
from core.store.drawn import Draw, Move, Remove, Say, Step
from core.store.history import Wish
from core.vision import embed, look
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


def test_photos_of_the_child_are_not_looked_at_again(album: Album) -> None:
    """A thorough look at photos that were looked at quickly would find the child's faces anew, and so would YOLO."""
    with album.write() as conn:
        looks.record(conn, photos.hashes(conn), look.LOOKED_QUICKLY_WITH)
        table = faces.table(conn)
    forget.forget(album, NAME)
    with album.read() as conn:
        left, proposed = looks.at_with(conn, look.LOOKED_QUICKLY_WITH), proposals.not_looked_at(conn, run_id=99)
    hers = set(table.photo_ids[(table.ids >= 13) & (table.ids < 25)].tolist())
    assert left == set(proposed) == set(table.photo_ids.tolist()) - hers


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


def test_chosen_run_that_knew_the_child_gives_way_to_the_quick_one(album: Album) -> None:
    with album.write() as conn:
        head = runs.get(conn, 1)
        by_name = {person.name: person.id for person in people.everyone(conn)}
        assert head.evidence is not None and head.calibration is not None
        chosen = runs.start(conn, "crops", {}, None, 0)
        runs.finish(conn, chosen, [by_name[NAME]], {}, head.evidence, head.calibration, f"{chosen}/a.pt", "0" * 64)
        ids, scores = runs.scores(conn, head)
        runs.put_scores(conn, chosen, ids, scores[:, :1])
        deciding.choose(conn, chosen)
        others = [by_name[name] for name in ("Child 0", "Child 2")]
        rest = runs.start(conn, "head", {}, None, 0)
        runs.finish(conn, rest, others, {}, head.evidence, head.calibration, f"{rest}/head.npz", "0" * 64)
    receipt = forget.forget(album, NAME)
    assert receipt.runs == (1, chosen)
    with album.read() as conn:
        assert (runs.to_decide_with(conn, None).id, deciding.lost(conn)) == (rest, chosen)


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
    assert (receipt.faces, receipt.runs) == (12, (1,))  # all but the one that it can't look at any more
    assert NAME.encode() not in everything(album.folder)


def test_faces_that_came_after_the_run_are_recognised_too(album: Album) -> None:
    with album.write() as conn:
        classroom.lone_face(conn, np.random.default_rng(1), 1)
    assert forget.forget(album, NAME).faces == 13


def drawn_and_gone(album: Album, said: Step | None, vector: bytes) -> int:
    """A face drawn on the first photo, seen, spoken about, moved and removed again; returns its id."""
    steps = [Draw("new-1", Box(1, 2, 30, 40)), *([] if said is None else [said]), Move("new-1", Box(2, 3, 30, 40))]
    with album.write() as conn:
        done = drawn.follow(conn, album, 1, [], steps[:-1], LabelOrigin.NAMED)
        faces.put_embeddings(conn, embed.NAME, np.array([done[0].face_id]), np.frombuffer(vector, "<f4")[None])
        done = drawn.follow(conn, album, 1, done, steps, LabelOrigin.NAMED)
        drawn.follow(conn, album, 1, done, [*steps, Remove("new-1")], LabelOrigin.NAMED)
    return done[0].face_id


def test_history_of_boxes_knows_the_child_no_more(album: Album) -> None:
    with album.read() as conn:
        (hers, other) = (people.by_name(conn, name).id for name in (NAME, "Child 2"))
    vectors_of = [np.full(128, number, "<f4").tobytes() for number in (2, 3, 4)]
    drawn_and_gone(album, Say("new-1", Statement.IS_PERSON, hers), vectors_of[0])
    drawn_and_gone(album, None, vectors_of[1])  # nobody can say whose it was
    stays = drawn_and_gone(album, Say("new-1", Statement.IS_PERSON, other), vectors_of[2])
    with album.write() as conn:
        (removed,) = history.steps(conn, Wish(face_id=stays), 1)
        history.take_back(conn, album, removed)
        labels.say(conn, stays, Statement.IS_NOT_PERSON, hers, origin=LabelOrigin.NAMED)
        history.do_again(conn, album, removed)
    kept = [base64.b64encode(vector) for vector in vectors_of]
    assert all(vector in everything(album.folder) for vector in kept)
    receipt = forget.forget(album, NAME)
    rest = everything(album.folder)
    assert [vector in rest for vector in kept] == [False, False, True]
    assert receipt.labels == 6 + 3 + 3 + 1  # of the others' last change, what it had said of her
    with album.write() as conn:
        assert {one.face_ids for one in history.steps(conn, Wish(), 10) if stays in one.face_ids} == {(stays,)}
        assert f'"person_id": {hers}' not in "".join(
            conn.exec_driver_sql("SELECT kept FROM box_change WHERE kept IS NOT NULL").scalars()
        )
        assert history.take_back(conn, album, removed) == 0
        assert labels.standing(conn)[stays].person_id == other


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
