"""Going through the photos: which, in what order, and what stands on them."""

from datetime import datetime

import pytest

from core.base.records import Box, LabelOrigin, Standing, Statement
from core.rules.canvas_boxes import Size
from core.store import browse, drawn, labels, tables
from core.store.browse import Which
from core.store.db import Album
from core.store.drawn import Draw
from core.store.overview import UNDATED, Month
from tests.classroom import Classroom

NAMED = LabelOrigin.NAMED
MARCH, APRIL = Month(2024, 3), Month(2024, 4)


@pytest.fixture
def dated(room: Classroom) -> Classroom:
    """The room with a and b in March, c in April, and d without a time; nobody but a machine has named a face."""
    days = {"a.jpg": datetime(2024, 3, 1), "b.jpg": datetime(2024, 3, 31, 23, 59), "c.jpg": datetime(2024, 4, 1)}
    with room.album.write() as conn:
        for name, at in days.items():
            here = tables.photo.c.id == room.photo_ids[name]
            conn.execute(tables.photo.update().where(here).values(taken_at=at))
        conn.execute(tables.face.delete().where(tables.face.c.photo_id == room.photo_ids["d.jpg"]))
    return room


def names(room: Classroom, which: Which = Which.ALL, month: Month | None = None) -> str:
    """The photos to go through, as their letters."""
    by_id = {photo_id: name[0] for name, photo_id in room.photo_ids.items()}
    with room.album.read() as conn:
        return "".join(by_id[photo_id] for photo_id in browse.photo_ids(conn, which, month))


@pytest.mark.parametrize(
    ("which", "month", "wanted"),
    [
        pytest.param(Which.ALL, None, "cbad", id="all, the newest first"),
        pytest.param(Which.ALL, MARCH, "ba", id="a month up to its last minute"),
        pytest.param(Which.ALL, APRIL, "c", id="a month from its first minute on"),
        pytest.param(Which.ALL, UNDATED, "d", id="without a time"),
        pytest.param(Which.UNNAMED, None, "cba", id="with a face that has no name"),
        pytest.param(Which.NO_FACE, None, "d", id="without a face"),
        pytest.param(Which.NO_FACE, MARCH, "", id="none is like that"),
    ],
)
def test_photo_ids(dated: Classroom, which: Which, month: Month | None, wanted: str) -> None:
    assert names(dated, which, month) == wanted


def test_a_photo_is_named_when_its_last_face_is(dated: Classroom) -> None:
    dated.say("b.jpg", 0, "Anna")
    assert names(dated, Which.UNNAMED) == "cba"
    dated.say("b.jpg", 1, None)
    assert names(dated, Which.UNNAMED) == "ca"
    with dated.album.write() as conn:
        labels.say(conn, dated.face_ids["a.jpg"][0], Statement.IS_NOT_FACE, origin=NAMED)
    assert names(dated, Which.UNNAMED) == "c"


def test_photos_of_a_person(dated: Classroom) -> None:
    dated.say("b.jpg", 0, "Anna")
    dated.say("c.jpg", 0, "Anna")
    dated.say("c.jpg", 0, "Bora")
    with dated.album.read() as conn:
        assert browse.photos_of(conn, dated.people["Anna"]) == {dated.photo_ids["b.jpg"]}
        assert browse.photos_of(conn, dated.people["Bora"]) == {dated.photo_ids["c.jpg"]}


def test_a_photo_with_its_faces_from_left_to_right(dated: Classroom) -> None:
    dated.say("b.jpg", 1, "Bora")
    photo_id = dated.photo_ids["b.jpg"]
    with dated.album.write() as conn:
        between = Draw("new-1", Box(9, 0, 17, 8))
        (done,) = drawn.follow(conn, dated.album, photo_id, [], [between], NAMED)
        photo = browse.photo(conn, photo_id)
    assert photo is not None
    assert (photo.name, photo.size, photo.taken_at) == ("b.jpg", Size(48, 36), datetime(2024, 3, 31, 23, 59))
    first, second = dated.face_ids["b.jpg"]
    assert [face.id for face in photo.faces] == [first, done.face_id, second]
    assert [face.is_drawn for face in photo.faces] == [False, True, False]
    named = Standing(Statement.IS_PERSON, dated.people["Bora"])
    assert [face.stands for face in photo.faces] == [Standing(), Standing(), named]
    assert [face.box for face in photo.faces] == [Box(0, 0, 10, 10), Box(9, 0, 17, 8), Box(12, 0, 22, 10)]


def test_no_such_photo(room: Classroom) -> None:
    with room.album.read() as conn:
        assert browse.photo(conn, 12345) is None


def test_months_are_told_in_order_and_unknown_times_come_last(dated: Classroom) -> None:
    with dated.album.write() as conn:
        assert browse.months(conn) == [MARCH, APRIL, UNDATED]
        at = tables.photo.c.taken_at
        conn.execute(tables.photo.update().where(at.is_(None)).values(taken_at=datetime(2023, 12, 31, 23)))
        assert browse.months(conn) == [Month(2023, 12), MARCH, APRIL]


def test_an_album_without_photos_has_no_months(album: Album) -> None:
    with album.read() as conn:
        assert browse.months(conn) == []
