"""One face among the scores of all runs: which runs lack it, and what is read to find it."""

from typing import Any

import numpy as np
import pytest
from sqlalchemy import event

from core.store import face_scores, runs
from core.store.face_scores import Row
from tests.classroom import SURE, Classroom


def test_a_face_is_cut_out_and_put_back(room: Classroom) -> None:
    (face_id,), people = room.face_ids["a.jpg"], tuple(room.people.values())
    with room.album.write() as conn:
        (row,) = face_scores.of(conn, face_id)
        assert row == Row(room.run_id, people, np.array([SURE, 0], "<f2").tobytes())
        face_scores.cut(conn, face_id)
        assert face_scores.of(conn, face_id) == []
        assert face_scores.lacking(conn, room.run_id, [face_id, *room.face_ids["b.jpg"]]) == {face_id}
        face_scores.put(conn, face_id, row)
        assert face_scores.of(conn, face_id) == [row]
        assert face_scores.lacking(conn, room.run_id, [face_id]) == set()


def test_a_run_that_scored_nothing_lacks_all(room: Classroom) -> None:
    with room.album.write() as conn:
        assert face_scores.lacking(conn, runs.start(conn, "head", {}, None, 0), [1, 2]) == {1, 2}


def test_scores_are_read_only_of_the_part_that_holds_the_face(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "FACES_PER_PART", 1)
    with room.album.write() as conn:
        runs.put_scores(conn, room.run_id, *runs.scores(conn, runs.get(conn, room.run_id)))
        read = []

        def note(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
            if statement.startswith("SELECT") and "prediction.scores" in statement:
                read.append(parameters)

        event.listen(conn, "before_cursor_execute", note)
        face_scores.cut(conn, room.face_ids["c.jpg"][0])
        assert read == [(room.run_id, 3)]  # of five parts
