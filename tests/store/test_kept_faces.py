"""What is kept of a face that is moved or removed, and what of it comes back once runs and embedders have gone."""

import numpy as np
import pytest
from sqlalchemy import select

from core.base.records import Box, FaceOrigin, RunState
from core.rules import kinds
from core.rules.embedders import BUILT_IN, CLOTHES
from core.store import box_changes, clock, embedders, faces, proposals, runs, tables
from core.store.db import Connection
from core.store.runs import HeldOut
from tests.classroom import DIMENSIONS, STRANGE, SURE, Classroom, looked
from tests.store.test_drawn import HERE, THERE
from tests.store.test_embedders import bring

SCORED = {"a.jpg": [SURE, 0.0], "d.jpg": [STRANGE, 0.0]}  # of Anna and of Bora


def scored(conn: Connection, run_id: int) -> dict[int, list[float]]:
    ids, matrix = runs.scores(conn, runs.get(conn, run_id))
    return dict(zip(ids.tolist(), matrix.tolist(), strict=True))


def vectors(conn: Connection, face_id: int) -> set[str]:
    """Whose vectors a face has."""
    query = select(tables.embedding.c.embedder).where(tables.embedding.c.face_id == face_id)
    return set(conn.execute(query).scalars())


def kept(conn: Connection) -> str:
    """All that is kept, as it lies in the file."""
    return "\n".join(text for (text,) in conn.exec_driver_sql("SELECT kept FROM box_change WHERE kept IS NOT NULL"))


def facts(conn: Connection, face_id: int) -> tuple[str, float | None]:
    row = conn.execute(select(tables.face).where(tables.face.c.id == face_id)).one()
    return row.origin, row.detector_score


def own_embedder(conn: Connection, face_ids: list[int]) -> tuple[int, str]:
    """A run that trained an embedder, with a vector of each face."""
    run_id = runs.start(conn, "embedder", {}, None, 0)
    name = f"own-{run_id}"
    runs.plan(conn, run_id, [], HeldOut((), by_moment=True), {}, name)
    faces.put_embeddings(conn, name, np.array(face_ids), np.eye(len(face_ids), 4, dtype=np.float32))
    return run_id, name


@pytest.mark.parametrize("photo", ["a.jpg", "d.jpg"])
def test_scores_of_a_face_that_is_moved_back_come_back(room: Classroom, photo: str) -> None:
    (face_id,) = room.face_ids[photo]
    with room.album.write() as conn:
        before = scored(conn, room.run_id)
        assert before[face_id] == SCORED[photo]
        change = box_changes.move(conn, room.album, face_id, HERE)
        assert scored(conn, room.run_id) == {one: row for one, row in before.items() if one != face_id}
        assert box_changes.take_back(conn, room.album, change, clock.now())
        assert scored(conn, room.run_id) == before
        assert list(scored(conn, room.run_id)) == sorted(before)  # each row stands where it stood


def test_scores_of_a_drawn_face_go_and_come_with_its_box(room: Classroom) -> None:
    with room.album.write() as conn:
        drawn, _ = box_changes.draw(conn, room.photo_ids["a.jpg"], HERE)
        ids, matrix = runs.scores(conn, runs.get(conn, room.run_id))
        runs.put_scores(conn, room.run_id, np.append(ids, drawn), np.vstack([matrix, [[0.25, 0.5]]]))
        change = box_changes.remove(conn, room.album, drawn)
        assert list(scored(conn, room.run_id)) == ids.tolist()  # a face that is gone does not count as scored
        box_changes.take_back(conn, room.album, change, clock.now())
        assert scored(conn, room.run_id)[drawn] == [0.25, 0.5]


def test_scores_of_a_run_that_is_gone_or_is_about_others_stay_away(room: Classroom) -> None:
    (face_id,), album = room.face_ids["a.jpg"], room.album
    with album.write() as conn:
        head = runs.get(conn, room.run_id)
        assert head.evidence is not None and head.calibration is not None
        other = runs.start(conn, "head", {}, BUILT_IN, 0)
        runs.finish(conn, other, head.person_ids, {}, head.evidence, head.calibration, "2/head.npz", "0" * 64)
        runs.put_scores(conn, other, *runs.scores(conn, head))
        change = box_changes.move(conn, album, face_id, HERE)
        assert f'"{other}": [[' in kept(conn)
        runs.delete(conn, other)
        assert f'"{other}": [[' not in kept(conn)
        conn.execute(tables.run_person.delete().where(tables.run_person.c.column == 1))
        left = conn.execute(select(tables.prediction)).all()
        box_changes.take_back(conn, album, change, clock.now())
        assert conn.execute(select(tables.prediction)).all() == left


def test_scores_come_back_into_a_run_that_has_none_left(room: Classroom) -> None:
    (face_id,) = room.face_ids["a.jpg"]
    with room.album.write() as conn:
        change = box_changes.move(conn, room.album, face_id, HERE)
        runs.put_scores(conn, room.run_id, np.empty(0, np.int64), np.empty((0, 2), np.float32))
        box_changes.take_back(conn, room.album, change, clock.now())
        assert scored(conn, room.run_id) == {face_id: [SURE, 0]}


def test_scores_in_several_parts_stay_in_their_order(room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "FACES_PER_PART", 2)
    with room.album.write() as conn:
        runs.put_scores(conn, room.run_id, *runs.scores(conn, runs.get(conn, room.run_id)))
        assert len(conn.execute(select(tables.prediction)).all()) == 3
        before = list(scored(conn, room.run_id).items())
        for face_id in (1, 4, 5, 2, 3):
            change = box_changes.move(conn, room.album, face_id, HERE)
            box_changes.take_back(conn, room.album, change, clock.now())
            assert list(scored(conn, room.run_id).items()) == before


@pytest.mark.parametrize("goes", ["the run", "the brought one", "nothing"])
def test_only_vectors_that_mean_anything_come_back(room: Classroom, goes: str) -> None:
    (face_id,), album = room.face_ids["a.jpg"], room.album
    brought = bring(album)
    with album.write() as conn:
        run_id, own = own_embedder(conn, [face_id])
        faces.put_embeddings(conn, CLOTHES, np.array([face_id]), np.ones((1, 4), np.float32))
        change = box_changes.move(conn, album, face_id, HERE)
        assert all(f'"{name}"' in kept(conn) for name in (own, brought, CLOTHES, BUILT_IN))
        if goes == "the run":
            runs.delete(conn, run_id)
    if goes == "the brought one":
        embedders.remove(album, brought)
    gone = {"the run": own, "the brought one": brought}.get(goes)
    with album.write() as conn:
        assert f'"{gone}"' not in kept(conn)
        box_changes.take_back(conn, album, change, clock.now())
        assert vectors(conn, face_id) == {own, brought, CLOTHES, BUILT_IN} - {gone}


def test_vectors_of_an_embedder_that_nobody_knows_stay_away(room: Classroom) -> None:
    (face_id,) = room.face_ids["a.jpg"]
    with room.album.write() as conn:
        faces.put_embeddings(conn, "unheard-of", np.array([face_id]), np.ones((1, 4), np.float32))
        change = box_changes.move(conn, room.album, face_id, HERE)
        box_changes.take_back(conn, room.album, change, clock.now())
        assert vectors(conn, face_id) == {BUILT_IN}


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("run_goes", [True, False])
def test_a_moved_proposal_whose_run_is_gone_stays_a_humans(room: Classroom, times: int, *, run_goes: bool) -> None:
    """Nothing tells any more that a run found it, so that it neither counts as the detector's nor as a run's."""
    album, photo_id = room.album, room.photo_ids["a.jpg"]
    with album.write() as conn:
        run_id = runs.start(conn, "yolo", kinds.complete(kinds.YOLO, {}), None, 0)
        runs.end(conn, run_id, RunState.DONE)
        (face_id,) = proposals.put(conn, run_id, photo_id, [looked(np.ones(DIMENSIONS), left=30.0)], BUILT_IN)
        was = facts(conn, face_id)
        changes = [box_changes.move(conn, album, face_id, box) for box in (HERE, THERE)[:times]]
        if run_goes:
            proposals.take_back(conn, album, run_id)
            runs.delete(conn, run_id)
        seen = []
        for change in reversed(changes):
            assert box_changes.take_back(conn, album, change, clock.now())
            seen.append(facts(conn, face_id))
        assert faces.of_photo(conn, photo_id)[face_id] == Box(30, 0, 40, 10)
        human = FaceOrigin.HUMAN.value
        assert seen == ([(human, None)] * times if run_goes else [*[(human, 0.9)] * (times - 1), was])
        assert was == (FaceOrigin.RUN.value, 0.9)
        assert proposals.missed(conn) == {face_id}


def test_a_removed_face_of_a_moved_proposal_comes_back_as_a_humans(room: Classroom) -> None:
    album, photo_id = room.album, room.photo_ids["a.jpg"]
    with album.write() as conn:
        run_id = runs.start(conn, "yolo", kinds.complete(kinds.YOLO, {}), None, 0)
        (face_id,) = proposals.put(conn, run_id, photo_id, [looked(np.ones(DIMENSIONS), left=30.0)], BUILT_IN)
        change = box_changes.remove(conn, album, face_id)
        box_changes.take_back(conn, album, change, clock.now())
        assert facts(conn, face_id) == (FaceOrigin.HUMAN.value, None)  # its proposal went with it
