"""Faces that a human draws and moves: every step is kept, and taken back exactly."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from core.base.records import Box, Detection, FaceOrigin, LabelOrigin, LookedFace, Quality, Statement
from core.store import drawn, faces, labels, people, tables, thumbs
from core.store.drawn import Done, Draw, Move, Remove, Say, Step
from core.vision import embed
from tests import classroom
from tests.classroom import Classroom, tree

NAMED = LabelOrigin.NAMED
HERE, THERE = Box(20, 10, 32, 24), Box(22, 12, 36, 30)


class Desk:
    """One visit to the photo b.jpg, on which the detector found two faces."""

    def __init__(self, room: Classroom) -> None:
        self.album = room.album
        self.photo_id = room.photo_ids["b.jpg"]
        self.first, self.second = room.face_ids["b.jpg"]
        self.anna, self.bora = room.people["Anna"], room.people["Bora"]
        self.done: list[Done] = []

    def follow(self, *steps: Step) -> None:
        with self.album.write() as conn:
            self.done = drawn.follow(conn, self.album, self.photo_id, self.done, steps, NAMED)

    def boxes(self) -> dict[int, Box]:
        with self.album.read() as conn:
            return faces.of_photo(conn, self.photo_id)

    def who(self) -> dict[int, int | Statement | None]:
        with self.album.read() as conn:
            standing = labels.standing_of(conn, list(self.boxes()))
        return {face_id: one.person_id or one.identity for face_id, one in standing.items() if one.identity}

    def waiting(self) -> dict[int, Box]:
        with self.album.read() as conn:
            return drawn.waiting(conn, self.photo_id)

    def look(self, face_id: int, box: Box) -> bool:
        """Write down a look at a face, as the worker would."""
        looked = classroom.looked(np.ones(128))
        detection = Detection(box, np.full((5, 2), 3, np.float32), 0.0)
        with self.album.write() as conn:
            face = LookedFace(detection, Quality(99.0, 50.0, 0.25), looked.embedding, b"drawn")
            return drawn.complete(conn, self.album, face_id, face, embed.NAME)

    def state(self) -> list[tuple[Any, ...]]:
        """All rows about the photo's faces but the journal's, and the thumbnails."""
        queries = (
            select(tables.face).where(tables.face.c.photo_id == self.photo_id).order_by(tables.face.c.id),
            select(tables.embedding).order_by(tables.embedding.c.face_id),
        )
        with self.album.read() as conn:
            rows: list[tuple[Any, ...]] = [tuple(map(str, row)) for query in queries for row in conn.execute(query)]
        return rows + sorted(tree(self.album.folder / "thumbs").items())


@pytest.fixture
def desk(room: Classroom) -> Desk:
    desk = Desk(room)
    for face_id, box in desk.boxes().items():
        desk.thumbnail = thumbnail(desk, box)  # type: ignore[attr-defined]
        desk.thumbnail.write_bytes(b"detected %d" % face_id)  # type: ignore[attr-defined]
    return desk


def thumbnail(desk: Desk, box: Box) -> Path:
    with desk.album.read() as conn:
        sha256 = conn.execute(select(tables.photo.c.sha256).where(tables.photo.c.id == desk.photo_id)).scalar_one()
    return thumbs.face_path(desk.album, sha256, box)


def test_a_drawn_face_is_named_at_once_and_waits_to_be_looked_at(desk: Desk) -> None:
    desk.follow(Draw("new-1", HERE), Say("new-1", Statement.IS_PERSON, desk.anna))
    (face_id,) = set(desk.boxes()) - {desk.first, desk.second}
    assert desk.boxes()[face_id] == HERE
    assert desk.who() == {face_id: desk.anna}
    assert desk.waiting() == {face_id: HERE}
    assert desk.look(face_id, HERE)
    assert desk.waiting() == {}
    assert thumbnail(desk, HERE).read_bytes() == b"drawn"


def test_a_look_at_where_a_face_was_before_is_not_written(desk: Desk) -> None:
    desk.follow(Draw("new-1", HERE))
    (face_id,) = desk.waiting()
    desk.follow(Draw("new-1", HERE), Move("new-1", THERE))
    assert not desk.look(face_id, HERE)
    assert desk.waiting() == {face_id: THERE}
    desk.follow()
    assert not desk.look(face_id, THERE)


def test_a_moved_face_keeps_its_id_and_its_name_and_becomes_human(desk: Desk) -> None:
    desk.follow(Say(str(desk.first), Statement.IS_PERSON, desk.bora), Move(str(desk.first), THERE))
    assert desk.boxes()[desk.first] == THERE
    assert desk.who() == {desk.first: desk.bora}
    assert desk.waiting() == {desk.first: THERE}
    with desk.album.read() as conn:
        face = conn.execute(select(tables.face).where(tables.face.c.id == desk.first)).one()
    assert (face.origin, face.detector_score, face.side) == (FaceOrigin.HUMAN, 0.9, 18)
    assert not thumbnail(desk, Box(0, 0, 10, 10)).exists()


def test_only_a_drawn_face_is_removed_and_a_moved_one_is_no_drawn_one(desk: Desk) -> None:
    steps: list[Step] = [Draw("new-1", HERE), Move(str(desk.first), THERE)]
    desk.follow(*steps)
    desk.follow(*steps, Remove("new-1"), Remove(str(desk.first)), Remove(str(desk.second)))
    assert set(desk.boxes()) == {desk.first, desk.second}
    assert desk.who() == dict.fromkeys((desk.first, desk.second), Statement.IS_NOT_FACE)


@pytest.mark.parametrize("step", ["draw", "move a found one", "move a drawn one", "remove a drawn one", "remove, say"])
def test_each_step_is_taken_back_exactly(desk: Desk, step: str) -> None:
    before: list[Step] = [Draw("new-1", HERE), Say("new-1", Statement.IS_PERSON, desk.anna)]
    desk.follow(*before)
    (face_id,) = desk.waiting()
    desk.look(face_id, HERE)
    state, said = desk.state(), desk.who()
    steps: dict[str, list[Step]] = {
        "draw": [Draw("new-2", THERE)],
        "move a found one": [Move(str(desk.first), THERE)],
        "move a drawn one": [Move("new-1", THERE)],
        "remove a drawn one": [Remove("new-1")],
        "remove, say": [Say("new-1", Statement.IS_STRANGER), Remove("new-1"), Remove(str(desk.second))],
    }
    desk.follow(*before, *steps[step])
    assert (desk.state(), desk.who()) != (state, said)
    desk.follow(*before)
    assert (desk.state(), desk.who()) == (state, said)
    desk.follow()
    assert set(desk.boxes()) == {desk.first, desk.second}
    assert desk.who() == {}


def test_a_step_is_written_once(desk: Desk) -> None:
    steps: list[Step] = [Draw("new-1", HERE), Say("new-1", Statement.IS_STRANGER)]
    for length in (1, 2, 2, 2):
        desk.follow(*steps[:length])
    assert len(desk.boxes()) == 3
    with desk.album.read() as conn:
        assert labels.last(conn) == 1


def test_what_is_told_once_more_by_who_does_not_know_whether_it_was_heard_is_written_once(desk: Desk) -> None:
    told: list[Step] = [
        Draw("new-1", HERE),
        Move("new-1", THERE),
        Say("new-1", Statement.IS_PERSON, desk.anna),
        Draw("new-2", HERE),
    ]
    desk.follow(*told)
    there, who, state = desk.boxes(), desk.who(), desk.state()
    desk.done = []  # the page was loaded again
    desk.follow(*told)
    assert (desk.boxes(), desk.who(), desk.state()) == (there, who, state)
    desk.follow()
    assert list(desk.boxes()) == [desk.first, desk.second]


def test_a_move_to_where_a_face_was_brought_before_leaves_that_to_stand_when_it_is_taken_back(desk: Desk) -> None:
    desk.follow(Move(str(desk.first), HERE))
    desk.done = []  # another visit
    desk.follow(Move(str(desk.first), HERE))
    desk.follow()
    assert desk.boxes()[desk.first] == HERE


def test_a_box_that_was_drawn_long_ago_is_no_reason_to_draw_none_there(desk: Desk) -> None:
    desk.follow(Draw("new-1", HERE), Move("new-1", THERE))
    with desk.album.write() as conn:
        conn.exec_driver_sql("UPDATE box_change SET at = datetime(at, '-1 hour')")
    desk.done = []
    desk.follow(Draw("new-1", HERE))
    assert list(desk.boxes().values())[2:] == [THERE, HERE]


def test_the_thumbnail_of_a_face_in_the_same_place_stays(desk: Desk) -> None:
    place = desk.boxes()[desk.first]
    desk.follow(Draw("new-1", place))
    desk.follow()
    assert thumbnail(desk, place).read_bytes() == b"detected %d" % desk.first


def test_a_face_whose_child_was_forgotten_meanwhile_stays_away(desk: Desk) -> None:
    steps: list[Step] = [Draw("new-1", HERE), Say("new-1", Statement.IS_PERSON, desk.anna), Remove("new-1")]
    desk.follow(*steps)
    with desk.album.write() as conn:
        conn.execute(tables.run_person.delete())
        people.delete(conn, desk.anna)
    desk.follow(*steps[:2])
    assert set(desk.boxes()) == {desk.first, desk.second}


def test_a_face_that_is_gone_meanwhile_is_passed_by(desk: Desk) -> None:
    desk.follow(Draw("new-1", HERE), Move(str(desk.first), THERE))
    with desk.album.write() as conn:
        faces.delete(conn, [*desk.waiting(), desk.first])
    desk.follow(Draw("new-1", HERE), Say("new-1", Statement.IS_STRANGER), Say(str(desk.first), Statement.IS_STRANGER))
    assert (list(desk.boxes()), desk.who()) == ([desk.second], {})
    desk.follow()
    assert list(desk.boxes()) == [desk.second]


KEYS = st.sampled_from(["new-1", "new-2", "first", "second"])
BOXES = st.sampled_from([HERE, THERE, Box(0, 0, 10, 10)])
LISTS = st.lists(
    st.one_of(
        st.builds(Move, KEYS, BOXES), st.builds(Remove, KEYS), st.builds(Say, KEYS, st.just(Statement.IS_STRANGER))
    ),
    max_size=6,
)


def whole(desk: Desk, steps: Sequence[Step]) -> list[Step]:
    """Both new faces first, then the steps with the ids of the found ones."""
    ids = {"first": str(desk.first), "second": str(desk.second)}
    rest = [type(step)(**{**vars(step), "key": ids.get(step.key, step.key)}) for step in steps]
    return [Draw("new-1", HERE), Draw("new-2", THERE), *rest]


@given(LISTS, LISTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_before_only_the_list_counts(desk: Desk, earlier: list[Step], now: list[Step]) -> None:
    def seen() -> list[tuple[Box, Any]]:
        said = desk.who()
        return sorted((box, str(said.get(face_id))) for face_id, box in desk.boxes().items())

    desk.follow(*whole(desk, now))
    wanted = seen()
    desk.follow(*whole(desk, earlier))
    desk.follow(*whole(desk, now))
    assert seen() == wanted
    desk.follow()
    assert set(desk.boxes()) == {desk.first, desk.second}
