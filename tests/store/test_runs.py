import dataclasses

import numpy as np
import pytest
from sqlalchemy import Connection

from core.base import errors
from core.base.records import RunState
from core.rules.calibrate import Calibration, Evidence
from core.store import people, runs
from core.store.db import Album

EVIDENCE = Evidence(
    person=np.array([0, 1, -1]),
    named=np.array([0, -1, -1]),
    score=np.array([0.9, 0.25, 0.5]),
    mistaken=np.array([1, 0, 0]),
    mistaken_score=np.array([0.1, 0.2, 0.3]),
    judged=np.array([True, False, True]),
)
CALIBRATION = Calibration(2.0, -1.0, 0.25, np.array([0.5, 0.125]), np.array([0.5, 0.75]))


def finish(conn: Connection, run_id: int, person_ids: list[int]) -> None:
    runs.finish(conn, run_id, person_ids, {"faces": 12}, EVIDENCE, CALIBRATION, "1.npz", "0" * 64)


def test_run_from_start_to_end(album: Album) -> None:
    with album.write() as conn:
        bora, anna = (people.add(conn, name).id for name in ("Bora", "Anna"))
        run_id = runs.start(conn, "head", {"folds": 5}, "sface", 7)
        (running,) = runs.every(conn)
        assert (running.state, running.person_ids, dict(running.metrics)) == (RunState.RUNNING, (), {})
        finish(conn, run_id, [anna, bora])
        run = runs.to_decide_with(conn, run_id)
        assert (run.state, run.kind, run.settings, run.embedder, run.last_label) == (
            RunState.DONE, "head", {"folds": 5}, "sface", 7,
        )  # fmt: skip
        assert (run.person_ids, run.metrics, run.checkpoint) == ((anna, bora), {"faces": 12}, "1.npz")
        for kept, given in ((run.evidence, EVIDENCE), (run.calibration, CALIBRATION)):
            assert kept is not None
            for field in dataclasses.fields(given):
                value, wanted = getattr(kept, field.name), getattr(given, field.name)
                assert np.array_equal(value, wanted)
                assert np.asarray(value).dtype == np.asarray(wanted).dtype
        assert run.ended_at is not None


def test_decisions_rest_on_the_newest_run_that_is_done(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        with pytest.raises(errors.MissingError) as caught:
            runs.to_decide_with(conn, None)
        assert caught.value.message.key == "run-none"
        first, second, third = (runs.start(conn, "head", {}, None, 0) for _ in range(3))
        for done in (second, first):
            finish(conn, done, [anna])
        assert runs.to_decide_with(conn, None).id == second
        assert runs.to_decide_with(conn, first).id == first
        for wrong in (third, 99):
            with pytest.raises(errors.MissingError) as caught:
                runs.to_decide_with(conn, wrong)
            assert caught.value.message.key == "run-missing"


def test_scores_of_many_faces_are_kept_in_parts(album: Album) -> None:
    faces = 2 * runs.FACES_PER_PART + 1
    ids = np.arange(faces, dtype=np.int64) * 3
    scores = np.linspace(0, 1, 2 * faces, dtype=np.float32).reshape(faces, 2)
    with album.write() as conn:
        people_ids = [people.add(conn, name).id for name in ("Anna", "Bora")]
        run_id = runs.start(conn, "head", {}, None, 0)
        finish(conn, run_id, people_ids)
        run = runs.to_decide_with(conn, run_id)
        empty_ids, empty = runs.scores(conn, run)
        assert (empty_ids.shape, empty.shape) == ((0,), (0, 2))
        for _ in range(2):  # a second time replaces the first
            runs.put_scores(conn, run_id, ids, scores)
        found_ids, found = runs.scores(conn, run)
    assert found_ids.tolist() == ids.tolist()
    assert np.allclose(found, scores, atol=5e-4)  # float16 near 1
