import numpy as np
import pytest

from core.base import errors
from core.base.records import FaceOrigin, LabelOrigin, Standing, Statement
from core.rules import decide
from core.store import decision_basis, faces, labels, looks, people, runs
from tests.classroom import DIMENSIONS, DOUBTFUL, STRANGE, SURE, Classroom, looked

IDS = np.array([3, 5, 8], np.int64)


def say(room: Classroom, photo: str, statement: Statement, name: str | None = None) -> None:
    with room.album.write() as conn:
        person_id = None if name is None else room.people[name]
        labels.add(conn, room.face_ids[photo][0], statement, person_id, origin=LabelOrigin.NAMED)


def test_scores_stand_where_their_faces_and_people_are(room: Classroom) -> None:
    with room.album.write() as conn:
        cem = people.add(conn, "Cem")
        faces.delete(conn, room.face_ids["a.jpg"])
        new = looked(np.ones(DIMENSIONS, np.float32))
        faces.add(conn, room.photo_ids["a.jpg"], [new], "another", FaceOrigin.HUMAN)
        basis = decision_basis.gather(conn, runs.to_decide_with(conn, None))
    assert [person.name for person in basis.people] == ["Anna", "Bora", "Cem"]
    assert basis.people[2] == cem
    assert basis.faces.ids.tolist() == [2, 3, 4, 5, 6]
    assert basis.scores.tolist() == [[SURE, 0, 0], [0, SURE, 0], [0, DOUBTFUL, 0], [STRANGE, 0, 0], [0, 0, 0]]


def test_run_that_is_not_done_decides_nothing(room: Classroom) -> None:
    with room.album.write() as conn:
        runs.start(conn, "head", {}, None, 0)
        running = runs.every(conn)[-1]
        with pytest.raises(errors.MissingError):
            decision_basis.gather(conn, running)


def test_a_humans_word_about_a_mask_goes_before_the_machines(room: Classroom) -> None:
    say(room, "a.jpg", Statement.WEARS_MASK)
    say(room, "c.jpg", Statement.WEARS_NO_MASK)
    with room.album.read() as conn:
        basis = decision_basis.gather(conn, runs.to_decide_with(conn, None))
    assert np.array_equal(basis.faces.masked, [1.0, np.nan, np.nan, 0.0, np.nan], equal_nan=True)


def test_stamp_changes_with_what_is_read(room: Classroom) -> None:
    def stamp() -> tuple[int, ...]:
        with room.album.read() as conn:
            return decision_basis.stamp(conn, runs.to_decide_with(conn, None))

    seen = [stamp()]
    assert stamp() == seen[0]
    say(room, "a.jpg", Statement.IS_STRANGER)
    seen.append(stamp())
    with room.album.write() as conn:
        people.add(conn, "Cem")
    seen.append(stamp())
    with room.album.write() as conn:
        faces.delete(conn, room.face_ids["d.jpg"])
    seen.append(stamp())
    with room.album.write() as conn:
        looks.record(conn, [room.photo_ids["a.jpg"]], "another look")
    seen.append(stamp())
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    ("stands", "person", "denied"),
    [
        pytest.param(Standing(), decide.UNKNOWN, [False, False], id="nothing said of who it is"),
        pytest.param(Standing(Statement.IS_PERSON, 12), 1, [False, False], id="somebody"),
        pytest.param(Standing(Statement.IS_STRANGER), decide.STRANGER, [False, False], id="a stranger"),
        pytest.param(Standing(Statement.IS_NOT_FACE), decide.NOT_A_FACE, [False, False], id="no face"),
        pytest.param(Standing(not_people=frozenset({11})), decide.UNKNOWN, [True, False], id="not somebody"),
        pytest.param(Standing(not_people=frozenset({99})), decide.UNKNOWN, [False, False], id="not somebody unknown"),
    ],
)
def test_what_was_said(stands: Standing, person: int, denied: list[bool]) -> None:
    said = decision_basis.what_was_said(IDS, {5: stands, 4: Standing(Statement.IS_STRANGER)}, [11, 12])
    assert said.person.tolist() == [decide.UNKNOWN, person, decide.UNKNOWN]
    assert said.denied.tolist() == [[False, False], denied, [False, False]]
