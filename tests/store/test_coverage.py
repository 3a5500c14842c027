from core.store import coverage, people
from core.store.overview import UNDATED, Month
from tests.classroom import Classroom

MARCH, MAY = Month(2026, 3), Month(2026, 5)


def test_who_is_on_how_many_photos_of_a_month(room: Classroom) -> None:
    dates = {"a.jpg": "2026-03-31 23:59:59", "b.jpg": "2026-05-01 00:00:00", "c.jpg": "2026-03-01 12:00:00"}
    with room.album.write() as conn:
        for name, taken_at in dates.items():
            conn.exec_driver_sql("UPDATE photo SET taken_at = ? WHERE id = ?", (taken_at, room.photo_ids[name]))
    made = room.wish().decisions
    with room.album.read() as conn:
        found = coverage.count(made, coverage.months(conn))
    assert [person.name for person in found.people] == ["Anna", "Bora"]
    assert found.months == (MARCH, MAY, UNDATED)
    assert found.photos.tolist() == [[1, 1, 0], [0, 1, 0]]
    assert [(person.name, month) for person, month in found.missing] == [("Bora", MARCH)]


def test_who_is_off_the_list_is_not_missed(room: Classroom) -> None:
    with room.album.write() as conn:
        people.set_active(conn, room.people["Bora"], active=False)
    made = room.wish().decisions
    with room.album.read() as conn:
        assert [person.name for person in coverage.count(made, coverage.months(conn)).people] == ["Anna"]
