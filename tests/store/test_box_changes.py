"""Which changed faces no run has scored, and how a change is seen by what decisions rest on."""

from core.store import box_changes, clock, deciding, decision_basis, runs
from core.store.db import Connection
from tests.classroom import Classroom
from tests.store.test_drawn import HERE, THERE


def again(conn: Connection, room: Classroom) -> int:
    """A newer head of the same people, which scored all faces as they are now."""
    head = runs.get(conn, room.run_id)
    assert head.evidence is not None and head.calibration is not None
    newer = runs.start(conn, "head", {}, head.embedder, 0)
    runs.finish(conn, newer, head.person_ids, {}, head.evidence, head.calibration, f"{newer}/head.npz", "0" * 64)
    runs.put_scores(conn, newer, *runs.scores(conn, head))
    return newer


def test_a_face_that_is_moved_back_under_its_run_is_scored(room: Classroom) -> None:
    (face_id,), photo_id = room.face_ids["a.jpg"], room.photo_ids["a.jpg"]
    with room.album.write() as conn:
        assert box_changes.unscored(conn, photo_id) == {}
        change = box_changes.move(conn, room.album, face_id, HERE)
        assert box_changes.unscored(conn, photo_id) == {face_id: HERE}
        box_changes.take_back(conn, room.album, change, clock.now())
        assert box_changes.unscored(conn, photo_id) == {}


def test_a_face_that_is_moved_back_after_a_learning_is_not_scored_by_the_new_run(room: Classroom) -> None:
    (face_id,), photo_id = room.face_ids["a.jpg"], room.photo_ids["a.jpg"]
    with room.album.write() as conn:
        change = box_changes.move(conn, room.album, face_id, HERE)
        again(conn, room)
        box_changes.take_back(conn, room.album, change, clock.now())
        assert set(box_changes.unscored(conn, photo_id)) == {face_id}
        assert box_changes.unscored(conn, room.photo_ids["b.jpg"]) == {}
        deciding.choose(conn, room.run_id)
        assert set(box_changes.unscored(conn, photo_id)) == {face_id}  # the quick one may decide again


def test_faces_that_only_came_later_are_not_asked_for(room: Classroom) -> None:
    """They are learned or scored with all others; only a change of a box asks by itself."""
    with room.album.write() as conn:
        ids, scores = runs.scores(conn, runs.get(conn, room.run_id))
        runs.put_scores(conn, room.run_id, ids[1:], scores[1:])
        assert box_changes.unscored(conn, room.photo_ids["a.jpg"]) == {}


def test_without_a_run_there_is_nothing_to_score_with(room: Classroom) -> None:
    with room.album.write() as conn:
        box_changes.move(conn, room.album, room.face_ids["a.jpg"][0], HERE)
        runs.delete(conn, room.run_id)
        assert box_changes.unscored(conn, room.photo_ids["a.jpg"]) == {}


def test_decisions_see_every_change_and_every_turn_of_one(room: Classroom) -> None:
    first, second = room.face_ids["a.jpg"][0], room.face_ids["d.jpg"][0]
    with room.album.write() as conn:
        scores = runs.scores(conn, runs.get(conn, room.run_id))
        changes: list[int] = []
        seen = []

        def stamp() -> None:
            runs.put_scores(conn, room.run_id, *scores)  # as many as before: the worker has looked
            seen.append(decision_basis.stamp(conn, runs.get(conn, room.run_id)))

        stamp()
        for face_id, box in ((first, HERE), (second, THERE)):
            changes.append(box_changes.move(conn, room.album, face_id, box))
            stamp()
        for change in changes:
            assert box_changes.take_back(conn, room.album, change, clock.now())
            stamp()
        assert box_changes.make_again(conn, room.album, changes[0])  # the newest taking back is still the other one's
        stamp()
        assert len(set(seen)) == len(seen) == 6
