import dataclasses

import numpy as np
import pytest
from sqlalchemy import Connection

from core.base import errors
from core.base.messages import Message
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


def test_a_run_that_is_called_off_just_as_it_is_done_stays_done(album: Album) -> None:
    with album.write() as conn:
        run_id = runs.start(conn, "crops", {}, None, 0)
        finish(conn, run_id, [people.add(conn, "Anna").id])
        done = runs.get(conn, run_id)
        runs.end(conn, run_id, RunState.STOPPED)
        assert (runs.get(conn, run_id).state, runs.get(conn, run_id).ended_at) == (RunState.DONE, done.ended_at)


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


def test_number_of_what_was_scored_changes_with_faces_and_scores(album: Album) -> None:
    one, other = (np.array([[0.5]], np.float32), np.array([[0.25]], np.float32))
    first, second = (np.array([face_id]) for face_id in (1, 2))
    with album.write() as conn:
        run_id = runs.start(conn, "head", {}, None, 0)
        finish(conn, run_id, [people.add(conn, "Anna").id])
        run = runs.to_decide_with(conn, run_id)
        numbers = [runs.scores_stamp(conn, run)]
        for ids, scores in ((first, one), (first, other), (second, other), (first, one)):
            runs.put_scores(conn, run_id, ids, scores)
            numbers.append(runs.scores_stamp(conn, run))
    assert numbers[1] == numbers[4]
    assert len(set(numbers)) == 4


def test_long_run_from_plan_to_stop(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        run_id = runs.start(conn, "crops", {"epochs": 2}, None, 5, "job")
        runs.plan(conn, run_id, [anna], runs.HeldOut((3, 4), by_moment=True), {"torch": "2"}, "sface-1")
        runs.note(conn, run_id, Message("crops-from-chance"))
        runs.note(conn, run_id, Message("train-memory-full", {"batch": 4}))
        runs.end(conn, run_id, RunState.FAILED, Message("train-died"))
        run = runs.get(conn, run_id)
        assert (run.state, run.error, run.person_ids) == (RunState.FAILED, Message("train-died"), (anna,))
        assert (run.split, run.versions) == (runs.HeldOut((3, 4), by_moment=True), {"torch": "2"})
        assert [note.key for note in run.notes] == ["crops-from-chance", "train-memory-full"]
        assert (run.embedder, run.ended_at is None) == ("sface-1", False)
        assert runs.asked_by(conn, "job") == run
        assert runs.asked_by(conn, "other") is None
        runs.end(conn, run_id, RunState.RUNNING)
        again = runs.get(conn, run_id)
        assert (again.state, again.error, again.ended_at) == (RunState.RUNNING, None, None)


def test_long_runs_decide_only_when_asked_for(album: Album) -> None:
    with album.write() as conn:
        anna = people.add(conn, "Anna").id
        head, crops = (runs.start(conn, kind, {}, None, 0) for kind in ("head", "crops"))
        finish(conn, crops, [anna])
        assert runs.to_decide_with(conn, None).id == crops  # there is no other
        finish(conn, head, [anna])
        assert runs.to_decide_with(conn, None).id == head
        assert runs.to_decide_with(conn, crops).id == crops


def test_run_that_tells_nobody_apart_can_not_decide(album: Album) -> None:
    with album.write() as conn:
        run_id = runs.start(conn, "yolo", {"classes": "face"}, None, 0)
        runs.finish(conn, run_id, [], {"found": 3}, None, None, "1/a.pt", "0" * 64)
        for asked, key in ((run_id, "run-cannot-name"), (None, "run-none")):
            with pytest.raises(errors.MissingError) as caught:
                runs.to_decide_with(conn, asked)
            assert caught.value.message.key == key
