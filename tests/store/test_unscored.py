"""The faces that wait for a score: new ones, whatever went meanwhile, and none that can never have one."""

import numpy as np
import pytest

from core.base.records import FaceOrigin, RunKind
from core.store import box_changes, embedders, faces, runs, unscored
from core.store.db import Connection
from core.store.runs import Run
from core.vision import embed
from tests import classroom
from tests.classroom import Classroom

OTHER = "another-embedder"


def head(room: Classroom, conn: Connection) -> Run:
    return runs.get(conn, room.run_id)


def network(room: Classroom, conn: Connection) -> Run:
    """A run of another kind that has scored what the head of the room has."""
    known = head(room, conn)
    assert known.evidence is not None and known.calibration is not None
    run_id = runs.start(conn, RunKind.CROPS.value, {}, None, 0)
    runs.finish(conn, run_id, known.person_ids, {}, known.evidence, known.calibration, f"{run_id}/a.pt", "0" * 64)
    runs.put_scores(conn, run_id, *runs.scores(conn, known))
    return runs.get(conn, run_id)


def new_face(room: Classroom, conn: Connection, embedder: str = embed.NAME) -> int:
    looked = classroom.looked(np.eye(1, classroom.DIMENSIONS)[0])
    (face_id,) = faces.add(conn, room.photo_ids["d.jpg"], [looked], embedder, FaceOrigin.DETECTOR)
    return face_id


@pytest.mark.parametrize("of_kind", [head, network])
@pytest.mark.parametrize("gone", [0, 1, 2])
@pytest.mark.parametrize("new", [0, 1, 2])
def test_new_faces_are_counted_whatever_went(room: Classroom, of_kind: type, gone: int, new: int) -> None:
    with room.album.write() as conn:
        run = of_kind(room, conn)
        faces.delete(conn, room.face_ids["b.jpg"][:gone])
        added = [new_face(room, conn) for _ in range(new)]
        assert unscored.of_run(conn, run).tolist() == added


def test_a_drawn_face_waits_for_its_look_before_a_head_counts_it(room: Classroom) -> None:
    with room.album.write() as conn:
        known, long_run = head(room, conn), network(room, conn)
        drawn, _ = box_changes.draw(conn, room.photo_ids["d.jpg"], classroom.looked(np.ones(1)).detection.box)
        assert unscored.of_run(conn, known).tolist() == []
        assert unscored.of_run(conn, long_run).tolist() == [drawn]


def test_a_face_of_the_chosen_embedder_waits_for_the_next_head(room: Classroom) -> None:
    with room.album.write() as conn:
        known, theirs = head(room, conn), new_face(room, conn, OTHER)
        assert unscored.of_run(conn, known).tolist() == []
        embedders.choose(conn, OTHER)
        assert unscored.of_run(conn, known).tolist() == [theirs]


def test_a_run_that_has_scored_nothing(room: Classroom) -> None:
    with room.album.write() as conn:
        run = network(room, conn)
        runs.put_scores(conn, run.id, np.empty(0, np.int64), np.empty((0, len(run.person_ids)), np.float32))
        assert unscored.of_run(conn, run).tolist() == faces.table(conn).ids.tolist()


def test_an_album_without_faces(room: Classroom) -> None:
    with room.album.write() as conn:
        run = network(room, conn)
        faces.delete(conn, faces.table(conn).ids.tolist())
        assert unscored.of_run(conn, run).tolist() == unscored.of_run(conn, head(room, conn)).tolist() == []


def test_which_faces_are_still_there(room: Classroom) -> None:
    (first,), (second,) = room.face_ids["a.jpg"], room.face_ids["c.jpg"]
    with room.album.write() as conn:
        faces.delete(conn, [first])
        assert unscored.still_there(conn, np.array([second, first, 99])).tolist() == [True, False, False]
