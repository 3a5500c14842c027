"""Which run decides for an album: the one that was chosen as long as it can, else the quick way."""

import pytest
from sqlalchemy import Connection

from core.base import errors
from core.base.records import LabelOrigin, Statement
from core.store import deciding, labels, runs
from core.store.db import Album
from tests.classroom import Classroom
from tests.store.test_runs import finish


def learned(conn: Connection, room: Classroom, kind: str) -> int:
    run_id = runs.start(conn, kind, {}, None, labels.last(conn))
    finish(conn, run_id, [room.people["Anna"], room.people["Bora"]])
    return run_id


def test_the_chosen_run_decides_until_it_is_taken_back(room: Classroom) -> None:
    with room.album.write() as conn:
        crops = learned(conn, room, "crops")
        assert (deciding.chosen(conn), runs.to_decide_with(conn, None).id) == (None, room.run_id)
        deciding.choose(conn, crops)
        newest = learned(conn, room, "head")  # learning again changes nothing about the choice
        assert runs.to_decide_with(conn, None).id == crops
        assert [run.id for run in deciding.either(conn)] == [crops, newest]
        assert runs.to_decide_with(conn, newest).id == newest  # asked for by name
        deciding.choose(conn, None)
        assert (runs.to_decide_with(conn, None).id, deciding.lost(conn)) == (newest, None)


def test_what_cannot_decide_is_not_chosen(room: Classroom) -> None:
    with room.album.write() as conn:
        running = runs.start(conn, "crops", {}, None, 0)
        faces_only = runs.start(conn, "yolo", {}, None, 0)
        runs.finish(conn, faces_only, [], {}, None, None, "1.pt", "0" * 64)
        for run_id, key in ((running, "run-missing"), (99, "run-missing"), (faces_only, "run-cannot-name")):
            with pytest.raises(errors.MissingError) as caught:
                deciding.choose(conn, run_id)
            assert caught.value.message.key == key
        assert deciding.chosen(conn) is None


def test_without_the_chosen_run_the_quick_way_decides_and_that_is_told(room: Classroom) -> None:
    with room.album.write() as conn:
        crops = learned(conn, room, "crops")
        deciding.choose(conn, crops)
        runs.delete(conn, crops)
        assert (runs.to_decide_with(conn, None).id, deciding.lost(conn)) == (room.run_id, crops)
        assert learned(conn, room, "crops") != crops  # a number is never given twice
        deciding.choose(conn, None)
        assert deciding.lost(conn) is None


def test_a_newer_run_of_the_kind_is_found(room: Classroom) -> None:
    with room.album.write() as conn:
        first = runs.get(conn, learned(conn, room, "crops"))
        learned(conn, room, "head")
        assert deciding.newer(conn, first) is None
        second = learned(conn, room, "crops")
        runs.start(conn, "crops", {}, None, 0)  # is not done
        assert getattr(deciding.newer(conn, first), "id", None) == second


def test_names_since_a_run(room: Classroom) -> None:
    room.say("a.jpg", 0, "Anna")
    with room.album.write() as conn:
        run = runs.get(conn, learned(conn, room, "crops"))
        assert deciding.named_since(conn, run) == 0
    room.say("a.jpg", 0, "Bora")  # corrected: a name of its own
    room.say("b.jpg", 0, "Bora")
    room.say("b.jpg", 0, "Anna")  # one face, whatever it was called before
    room.say("d.jpg", 0, None)  # a stranger is no name
    with room.album.write() as conn:
        labels.say(conn, room.face_ids["c.jpg"][0], Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
        assert deciding.named_since(conn, run) == 2


def test_nothing_learned(album: Album) -> None:
    with album.read() as conn:
        assert (deciding.either(conn), deciding.quick(conn), deciding.lost(conn)) == ([], None, None)
