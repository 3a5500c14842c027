import numpy as np
import pytest
from sqlalchemy import update

from core.base.records import FaceOrigin, LabelOrigin, Statement
from core.rules import decisions
from core.rules.review_order import Which
from core.store import decision_basis, faces, labels, photos, review, runs, tables
from core.store.naming import Step
from core.store.review import Added
from core.vision import embed
from tests import classroom
from tests.classroom import Classroom

ONE, TWO, THREE = (Step((face,), Statement.IS_STRANGER) for face in (1, 2, 3))
MORE = Step((8, 9), Statement.IS_STRANGER)


def add(room: Classroom, photo: str, looks: list[float]) -> int:
    """Add a face that looks so; only its first numbers are given."""
    vector = np.zeros(classroom.DIMENSIONS)
    vector[: len(looks)] = looks
    with room.album.write() as conn:
        looked = [classroom.looked(vector, left=24.0)]
        return faces.add(conn, room.photo_ids[photo], looked, embed.NAME, FaceOrigin.DETECTOR)[0]


def test_near_faces_are_of_the_same_moment_look_alike_and_are_open(room: Classroom) -> None:
    spoken, alike, other = add(room, "a.jpg", [1]), add(room, "b.jpg", [4, 3]), add(room, "b.jpg", [0, 1])
    named, elsewhere = add(room, "c.jpg", [1]), add(room, "d.jpg", [1])
    with room.album.write() as conn:
        photos.set_moments(conn, {room.photo_ids[name]: moment for name, moment in
                                  (("a.jpg", 1), ("b.jpg", 1), ("c.jpg", 1), ("d.jpg", 2))})  # fmt: skip
        labels.say_identity(conn, named, None, origin=LabelOrigin.NAMED)
        assert review.near(conn, [spoken], embed.NAME, 9) == [alike]
        assert review.near(conn, [spoken], embed.NAME, 0) == []
        assert review.near(conn, [elsewhere], embed.NAME, 9) == []
    assert other != alike


def test_photos_without_a_moment_have_no_neighbours(room: Classroom) -> None:
    spoken, _ = add(room, "a.jpg", [1]), add(room, "b.jpg", [1])
    with room.album.write() as conn:
        photos.set_moments(conn, dict.fromkeys(room.photo_ids.values(), None))  # type: ignore[arg-type]
        assert review.near(conn, [spoken], embed.NAME, 9) == []


def test_in_order(room: Classroom) -> None:
    with room.album.read() as conn:
        run = runs.to_decide_with(conn, room.run_id)
        made = decisions.judge(decision_basis.gather(conn, run))
        anna, (of_b, bora), doubtful, _ = (room.face_ids[name] for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg"))
        assert review.in_order(conn, made, Which.FILED, None, embed.NAME) == [*anna, of_b, bora]
        assert review.in_order(conn, made, Which.UNSURE, 1, embed.NAME) == [*doubtful]
        teaching = review.in_order(conn, made, Which.TEACHING, None, embed.NAME)
    assert teaching[0] == doubtful[0]  # the most doubtful of all
    assert len(teaching) == len(set(teaching)) == 5


def test_faces_that_only_a_run_found_teach_last(room: Classroom) -> None:
    with room.album.write() as conn:
        made = decisions.judge(decision_basis.gather(conn, runs.to_decide_with(conn, room.run_id)))
        before = review.in_order(conn, made, Which.TEACHING, None, embed.NAME)
        only_proposed = update(tables.face).where(tables.face.c.id == before[0]).values(origin=FaceOrigin.RUN.value)
        conn.execute(only_proposed)
        assert review.in_order(conn, made, Which.TEACHING, None, embed.NAME) == [*before[1:], before[0]]


@pytest.mark.parametrize(
    ("steps", "added", "together"),
    [
        pytest.param([ONE, TWO], [], [ONE, TWO], id="nothing was added"),
        pytest.param([ONE, TWO], [Added((ONE,), MORE)], [ONE, MORE, TWO], id="behind the step it was added to"),
        pytest.param([ONE, THREE], [Added((ONE, TWO), MORE)], [ONE, THREE], id="gone with its step"),
        pytest.param([ONE], [Added((ONE, TWO), MORE)], [ONE], id="its step was undone"),
        pytest.param([], [Added((), MORE)], [MORE], id="before any step"),
        pytest.param([], [], [], id="nothing at all"),
    ],
)
def test_together(steps: list[Step], added: list[Added], together: list[Step]) -> None:
    assert review.together(steps, added) == together
