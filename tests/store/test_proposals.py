"""Which run looks beside the detector, and what a run has looked at and proposed."""

import pytest
from sqlalchemy import select

from core.base import errors
from core.base.records import FaceOrigin, LabelOrigin, RunState, Statement
from core.rules import kinds
from core.store import drawn, faces, labels, proposals, runs, tables
from core.store.db import Album, Connection
from core.store.drawn import Draw
from core.store.proposals import Told
from tests.classroom import Classroom
from tests.store.test_drawn import HERE


def finder(conn: Connection, classes: str = kinds.FACE, state: RunState = RunState.DONE) -> int:
    """A run that finds faces, without its files."""
    run_id = runs.start(conn, "yolo", kinds.complete(kinds.YOLO, {"classes": classes}), None, 0)
    runs.end(conn, run_id, state)
    return run_id


def propose(conn: Connection, run_id: int, photo_id: int, *face_ids: int) -> None:
    """Let faces be found by a run alone, and the photo be looked at by it."""
    proposals.put(conn, run_id, photo_id, [], "")
    for face_id in face_ids:
        conn.execute(tables.proposal.insert().values(face_id=face_id, run_id=run_id))
        conn.execute(tables.face.update().where(tables.face.c.id == face_id).values(origin=FaceOrigin.RUN.value))


def test_photos_that_are_left(room: Classroom) -> None:
    a, b, c, d = (room.photo_ids[name] for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"))
    with room.album.write() as conn:
        one, other = finder(conn), finder(conn)
        propose(conn, one, b)
        assert proposals.not_looked_at(conn, one) == [a, c, d]
        assert proposals.not_looked_at(conn, one, after=a) == [c, d]
        assert proposals.not_looked_at(conn, one, after=d) == []
        assert proposals.not_looked_at(conn, other) == [a, b, c, d]


def test_what_is_told_of_a_run(room: Classroom) -> None:
    (anna, bora), (stranger,) = room.face_ids["b.jpg"], room.face_ids["d.jpg"]
    with room.album.write() as conn:
        one, other = finder(conn), finder(conn)
        propose(conn, one, room.photo_ids["b.jpg"], anna, bora)
        propose(conn, other, room.photo_ids["d.jpg"], stranger)
        labels.say(conn, anna, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
        assert proposals.told(conn, one) == Told(photos=1, left=3, faces=2, open=1)
        assert proposals.runs_of(conn, [anna, stranger, room.face_ids["a.jpg"][0]]) == {anna: one, stranger: other}
        assert proposals.everyone(conn) == {anna, bora, stranger}


def test_what_the_detector_missed(room: Classroom) -> None:
    (_, bora), photo_id = room.face_ids["b.jpg"], room.photo_ids["a.jpg"]
    with room.album.write() as conn:
        propose(conn, finder(conn), room.photo_ids["b.jpg"], bora)
        drawn.follow(conn, room.album, photo_id, [], [Draw("new", HERE)], LabelOrigin.NAMED)
        new = max(faces.of_photo(conn, photo_id))
        assert proposals.missed(conn) == {bora, new}


def test_one_run_looks_beside_the_detector(album: Album) -> None:
    with album.write() as conn:
        run_id = finder(conn)
        assert proposals.detector(conn) is None
        proposals.choose_detector(conn, run_id)
        assert proposals.detector(conn) == (run_id, 0)
        proposals.choose_detector(conn, None)
        assert proposals.detector(conn) is None
        proposals.choose_detector(conn, run_id)
        runs.delete(conn, run_id)
        assert proposals.detector(conn) is None  # back to the detector alone


def test_it_looks_at_photos_that_come_after_the_choice(room: Classroom) -> None:
    with room.album.write() as conn:
        run_id = finder(conn)
        proposals.choose_detector(conn, run_id)
        assert proposals.detector(conn) == (run_id, max(room.photo_ids.values()))


@pytest.mark.parametrize(
    ("classes", "state"),
    [
        pytest.param(kinds.PEOPLE, RunState.DONE, id="it tells children apart, so it was not compared"),
        pytest.param(kinds.FACE, RunState.STOPPED, id="it is not done"),
    ],
)
def test_runs_that_can_not_look_beside_the_detector(album: Album, classes: str, state: RunState) -> None:
    with album.write() as conn:
        run_id = finder(conn, classes, state)
        with pytest.raises(errors.WrongUseError) as caught:
            proposals.choose_detector(conn, run_id)
        assert caught.value.message.key == "run-cannot-find"
        with pytest.raises(errors.MissingError):
            proposals.choose_detector(conn, 99)
        assert proposals.detector(conn) is None


def test_what_the_detector_finds_too_stays_when_the_run_goes(room: Classroom) -> None:
    anna, bora = room.face_ids["b.jpg"]
    with room.album.write() as conn:
        run_id = finder(conn)
        propose(conn, run_id, room.photo_ids["b.jpg"], anna, bora)
        proposals.adopt(conn, anna, 0.75)
        proposals.adopt(conn, room.face_ids["a.jpg"][0], 0.25)  # nobody's proposal
        assert proposals.told(conn, run_id).faces == 1
        assert proposals.take_back(conn, room.album, run_id) == 1
        row = conn.execute(select(tables.face).where(tables.face.c.id == anna)).one()
        assert (row.origin, row.detector_score) == (FaceOrigin.DETECTOR.value, 0.75)
        other = conn.execute(select(tables.face).where(tables.face.c.id == room.face_ids["a.jpg"][0])).one()
        assert other.detector_score != 0.25
