import pytest

from core.base import errors
from core.base.records import Statement
from core.store import labels, people, spot_checks
from core.store.spot_checks import Pile
from tests.classroom import Classroom


def begin(room: Classroom, photos: list[str], size: int = 4) -> int:
    anna = room.people["Anna"]
    drawn = [room.face_ids[name][0] for name in photos]
    with room.album.write() as conn:
        return spot_checks.start(conn, Pile(anna, 0.9, size, 2), drawn, None)


def test_answers_are_labels_and_can_be_taken_back(room: Classroom) -> None:
    check_id = begin(room, ["a.jpg", "b.jpg", "c.jpg"])
    first, second, third = (room.face_ids[name][0] for name in ("a.jpg", "b.jpg", "c.jpg"))
    anna = room.people["Anna"]
    with room.album.write() as conn:
        check = spot_checks.unfinished(conn)
        assert check is not None and check.next is not None and check.next.face_id == first
        spot_checks.answer(conn, check_id, first, right=True, said=Statement.IS_PERSON, person_id=anna)
        spot_checks.answer(conn, check_id, second, right=False, said=Statement.IS_NOT_PERSON, person_id=anna)
        assert labels.standing_of(conn, [first])[first].person_id == anna
        assert labels.standing_of(conn, [second])[second].not_people == {anna}
        spot_checks.take_back(conn, check_id)
        assert second not in labels.standing_of(conn, [second])
        again = spot_checks.get(conn, check_id)
        assert [one.right for one in again.answers] == [True, None, None]
        spot_checks.answer(conn, check_id, second, right=False, said=None)
        spot_checks.answer(conn, check_id, third, right=True, said=Statement.IS_PERSON, person_id=anna)
        assert spot_checks.unfinished(conn) is None
        (done,) = spot_checks.recent(conn, 5)
    assert (done.found.pile, done.found.seen, done.found.right) == (4, 3, 2)
    assert (done.found.low, done.found.high) == (2, 3)
    assert done.pile == Pile(anna, 0.9, 4, 2)


def test_only_the_newest_unfinished_check_is_gone_on_with(room: Classroom) -> None:
    begin(room, ["a.jpg"])
    newer = begin(room, ["b.jpg"])
    with room.album.write() as conn:
        check = spot_checks.unfinished(conn)
        assert check is not None and check.id == newer
        spot_checks.drop(conn, newer)
        with pytest.raises(errors.MissingError):
            spot_checks.get(conn, newer)
        assert spot_checks.recent(conn, 5) == []


def test_a_check_goes_with_its_child_and_a_face_with_its_answers(room: Classroom) -> None:
    check_id = begin(room, ["a.jpg", "c.jpg"])
    with room.album.write() as conn:
        conn.exec_driver_sql(f"DELETE FROM face WHERE id = {room.face_ids['a.jpg'][0]}")
        assert len(spot_checks.get(conn, check_id).answers) == 1
        conn.exec_driver_sql("DELETE FROM run")
        people.delete(conn, room.people["Anna"])
        assert spot_checks.unfinished(conn) is None
        with pytest.raises(errors.MissingError):
            spot_checks.photo_of(conn, room.face_ids["a.jpg"][0])
