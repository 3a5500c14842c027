from collections.abc import Sequence

import numpy as np
import pytest
from sqlalchemy import select

from core.base.records import Box, LabelOrigin, Standing, Statement
from core.store import drawn, faces, history, labels, people, runs, tables
from core.store.box_changes import Act
from core.store.db import Album
from core.store.drawn import Draw, Move, Remove, Say, Step
from core.store.history import Past, Told, Wish
from tests.classroom import Classroom
from tests.conftest import LittleClass

NAMED = LabelOrigin.NAMED


@pytest.fixture
def told(little_class: LittleClass) -> tuple[Album, list[int], int, int]:
    """Two faces named Anna at once, one of them then Bora, which was taken back; a third one a masked stranger."""
    with little_class.album.write() as conn:
        ids = faces.table(conn).ids.tolist()
        anna, bora = people.add(conn, "Anna").id, people.add(conn, "Bora").id
        labels.say_of(conn, ids[:2], Statement.IS_PERSON, anna, origin=NAMED)
        (wrong,) = labels.say_of(conn, ids[:1], Statement.IS_PERSON, bora, origin=NAMED)
        labels.undo(conn, wrong, origin=NAMED)
        labels.say_of(conn, ids[2:3], Statement.IS_STRANGER, origin=NAMED)
        labels.say_of(conn, ids[2:3], Statement.WEARS_MASK, origin=NAMED)
    return little_class.album, ids, anna, bora


def steps(album: Album, wish: Wish, most: int = 10) -> list[tuple[Statement | Act, set[int], bool]]:
    """What is told, a few steps at a time."""
    found, behind = [], history.NEWEST
    with album.read() as conn:
        while some := history.steps(conn, wish, most, behind):
            found += [(what(one), set(one.face_ids), one.taken_back) for one in some]
            behind = history.after(behind, some)
    return found


def what(one: Past) -> Statement | Act:
    return one.statement if isinstance(one, Told) else one.act


@pytest.mark.parametrize("most", [1, 2, 10])
def test_steps_come_newest_first_whatever_the_pages(told: tuple[Album, list[int], int, int], most: int) -> None:
    album, ids, _, _ = told
    assert steps(album, Wish(), most) == [
        (Statement.WEARS_MASK, {ids[2]}, False),
        (Statement.IS_STRANGER, {ids[2]}, False),
        (Statement.IS_PERSON, {ids[0]}, True),
        (Statement.IS_PERSON, {ids[0], ids[1]}, False),
    ]


def test_wishes(told: tuple[Album, list[int], int, int]) -> None:
    album, ids, anna, bora = told
    assert [faces_ for _, faces_, _ in steps(album, Wish(face_id=ids[1]))] == [{ids[1]}]
    assert [faces_ for _, faces_, _ in steps(album, Wish(person_id=anna))] == [{ids[0], ids[1]}]
    assert [faces_ for _, faces_, _ in steps(album, Wish(kind=Statement.IS_STRANGER))] == [{ids[2]}]
    assert steps(album, Wish(taken_back=True)) == steps(album, Wish(person_id=bora))
    assert len(steps(album, Wish(taken_back=False))) == 3


def test_an_old_step_is_taken_back_and_said_again(told: tuple[Album, list[int], int, int]) -> None:
    album, ids, anna, bora = told
    with album.write() as conn:
        (oldest,) = history.steps(conn, Wish(person_id=anna), 1)
        history.take_back(conn, album, oldest)
        assert not {ids[0], ids[1]} & labels.standing(conn).keys()
        (wrong,) = history.steps(conn, Wish(person_id=bora), 1)
        history.do_again(conn, album, wrong)
        assert labels.standing(conn)[ids[0]] == Standing(Statement.IS_PERSON, bora)
        (oldest,) = history.steps(conn, Wish(person_id=anna), 1)
        assert oldest.taken_back
        history.do_again(conn, album, oldest)
        assert labels.standing(conn)[ids[0]] == labels.standing(conn)[ids[1]] == Standing(Statement.IS_PERSON, anna)


def test_many_steps_are_taken_back_at_once_and_said_again(told: tuple[Album, list[int], int, int]) -> None:
    album, _, anna, _ = told
    with album.write() as conn:
        before = labels.standing(conn)
        assert history.taken_back_last(conn)  # Bora, which was taken back by itself
        newest = history.steps(conn, Wish(taken_back=False), 2)
        history.take_back(conn, album, *newest)
        assert {stands.person_id for stands in labels.standing(conn).values() if stands.identity} == {anna}
        assert [what(one) for one in history.taken_back_last(conn)] == [what(one) for one in newest]
        history.do_again(conn, album, *history.taken_back_last(conn))
        assert labels.standing(conn) == before
        assert history.taken_back_last(conn) == []  # all of it stands again


def test_said_again_in_the_order_in_which_it_was_said(told: tuple[Album, list[int], int, int]) -> None:
    album, ids, anna, bora = told
    with album.write() as conn:
        for person_id in (bora, anna, bora):
            labels.say(conn, ids[1], Statement.IS_PERSON, person_id, origin=NAMED)
        history.take_back(conn, album, *history.steps(conn, Wish(face_id=ids[1], taken_back=False), 3))
        history.do_again(conn, album, *history.taken_back_last(conn))
        assert labels.standing(conn)[ids[1]] == Standing(Statement.IS_PERSON, bora)


EVERYTHING = Wish()
HERE, THERE = Box(20, 10, 32, 24), Box(22, 12, 36, 30)


class Desk:
    """What was done on the photo b.jpg: Anna found there, a drawn Bora, both moved, and Bora's box removed."""

    def __init__(self, room: Classroom) -> None:
        self.album, self.photo_id = room.album, room.photo_ids["b.jpg"]
        self.found, self.anna, self.bora = room.face_ids["b.jpg"][0], room.people["Anna"], room.people["Bora"]
        self.drawn = 1 + max(face_id for ids in room.face_ids.values() for face_id in ids)
        self.states = [self.state()]
        self.steps: list[Step] = []
        for step in (
            Draw("new-1", HERE),
            Say("new-1", Statement.IS_PERSON, self.bora),
            Move("new-1", THERE),
            Move(str(self.found), HERE),
            Remove("new-1"),
        ):
            self.steps.append(step)
            self.follow(*self.steps)
            self.states.append(self.state())

    def follow(self, *steps: Step) -> None:
        with self.album.write() as conn:
            self.done = drawn.follow(conn, self.album, self.photo_id, getattr(self, "done", []), steps, NAMED)

    def state(self) -> dict[int, tuple[Box, int | None]]:
        """Where each face of the photo is, and who."""
        with self.album.read() as conn:
            boxes = faces.of_photo(conn, self.photo_id)
            standing = labels.standing_of(conn, list(boxes))
        return {face_id: (box, standing.get(face_id, Standing()).person_id) for face_id, box in boxes.items()}

    def past(self, wish: Wish = EVERYTHING) -> list[Past]:
        with self.album.read() as conn:
            return history.steps(conn, wish, 10)

    def take_back(self, *past: Past) -> int:
        with self.album.write() as conn:
            return history.take_back(conn, self.album, *past)

    def do_again(self, *past: Past) -> int:
        with self.album.write() as conn:
            return history.do_again(conn, self.album, *past)

    def last(self) -> list[Past]:
        with self.album.read() as conn:
            return history.taken_back_last(conn)


@pytest.fixture
def desk(room: Classroom) -> Desk:
    return Desk(room)


def acts(past: Sequence[Past]) -> list[Statement | Act]:
    return [what(one) for one in past]


def test_boxes_stand_among_the_words_newest_first(desk: Desk) -> None:
    assert acts(desk.past()) == [Act.REMOVED, Act.MOVED, Act.MOVED, Act.DRAWN]  # what was said of the drawn one is gone
    desk.take_back(desk.past()[0])
    assert (
        steps(desk.album, Wish(), 1)
        == steps(desk.album, Wish())
        == [
            (Act.REMOVED, {desk.drawn}, True),
            (Act.MOVED, {desk.found}, False),
            (Act.MOVED, {desk.drawn}, False),
            (Statement.IS_PERSON, {desk.drawn}, False),
            (Act.DRAWN, {desk.drawn}, False),
        ]
    )


def test_wishes_about_boxes(desk: Desk) -> None:
    assert acts(desk.past(Wish(kind=Act.MOVED))) == [Act.MOVED, Act.MOVED]
    assert acts(desk.past(Wish(face_id=desk.found))) == [Act.MOVED]
    assert acts(desk.past(Wish(person_id=desk.bora))) == [Act.REMOVED, Act.MOVED]
    assert acts(desk.past(Wish(kind=Statement.IS_PERSON))) == []
    desk.take_back(desk.past()[0])
    assert acts(desk.past(Wish(person_id=desk.bora))) == [Act.REMOVED, Act.MOVED, Statement.IS_PERSON, Act.DRAWN]
    assert acts(desk.past(Wish(taken_back=True))) == [Act.REMOVED]
    assert acts(desk.past(Wish(taken_back=False, kind=Act.REMOVED))) == []


def test_each_step_is_taken_back_and_done_again_from_the_newest_to_the_oldest(desk: Desk) -> None:
    for before in (4, 3, 2, 1, 0):
        (newest, *_) = desk.past(Wish(taken_back=False))
        assert desk.take_back(newest) == 0
        assert desk.state() == desk.states[before]
    assert desk.past(Wish(taken_back=False)) == []
    assert acts(desk.past()) == [Act.REMOVED, Act.MOVED, Act.MOVED, Act.DRAWN]
    (oldest,) = desk.past(Wish(kind=Act.DRAWN))
    assert desk.do_again(oldest) == 0
    assert desk.state() == desk.states[1]
    for one in reversed([past for past in desk.past(Wish(taken_back=True)) if what(past) is not Act.DRAWN]):
        assert desk.do_again(one) == 0
    assert desk.state() == desk.states[5]


def test_all_steps_are_taken_back_at_once_and_done_again_at_once(desk: Desk) -> None:
    assert desk.take_back(*desk.past()) == 0
    assert desk.state() == desk.states[0]
    assert acts(desk.last()) == [Act.REMOVED, Act.MOVED, Act.MOVED, Act.DRAWN]
    assert desk.do_again(*desk.last()) == 0
    assert (desk.state(), desk.last()) == (desk.states[5], [])


def test_what_was_said_of_a_drawn_face_goes_and_comes_with_its_box(desk: Desk) -> None:
    desk.take_back(*desk.past(Wish(kind=Act.REMOVED)))
    desk.take_back(*desk.past(Wish(face_id=desk.drawn, taken_back=False)))  # its name among them
    assert desk.drawn not in desk.state()
    desk.do_again(*desk.last())
    assert desk.state() == desk.states[4]


def test_a_box_that_was_changed_again_since_stays_where_it_is(desk: Desk) -> None:
    removed, _, moved, drawn_ = desk.past()
    assert desk.take_back(drawn_, moved) == 2  # it is gone
    desk.take_back(removed)
    assert desk.take_back(drawn_) == 1  # it was moved
    assert desk.take_back(removed) == 1  # that was done already
    assert desk.do_again(moved) == 1
    assert desk.state() == desk.states[4]
    assert desk.take_back(drawn_, moved) == 0


def test_a_step_taken_back_in_the_history_is_not_taken_back_once_more_on_the_photo(desk: Desk) -> None:
    _, moved, *_ = desk.past()
    desk.take_back(moved)
    desk.follow(*desk.steps[:3])
    assert desk.state() == desk.states[3]
    desk.follow()
    assert desk.state() == desk.states[0]


def test_a_photo_takes_the_history_of_its_boxes_along(desk: Desk) -> None:
    with desk.album.write() as conn:
        conn.execute(tables.file.delete())
        conn.execute(tables.photo.delete().where(tables.photo.c.id == desk.photo_id))
        assert conn.execute(select(tables.box_change)).all() == []


def test_a_face_that_was_moved_back_is_scored_as_it_was_there(room: Classroom) -> None:
    face_id = room.face_ids["b.jpg"][0]
    steps_on = [Move(str(face_id), HERE)]

    def scored() -> dict[int, list[float]]:
        with room.album.read() as conn:
            ids, matrix = runs.scores(conn, runs.get(conn, room.run_id))
        return dict(zip(ids.tolist(), matrix.tolist(), strict=True))

    before = scored()
    with room.album.write() as conn:
        drawn.follow(conn, room.album, room.photo_ids["b.jpg"], [], steps_on, NAMED)
    assert scored() == {one: row for one, row in before.items() if one != face_id}  # it said that of the old box
    with room.album.write() as conn:
        run = runs.get(conn, room.run_id)
        ids, scores = runs.scores(conn, run)
        runs.put_scores(conn, run.id, np.append(ids, face_id), np.vstack([scores, [[0.5, 0.5]]]))
        history.take_back(conn, room.album, *history.steps(conn, Wish(), 1))
    assert scored() == before
    with room.album.write() as conn:
        history.do_again(conn, room.album, *history.steps(conn, Wish(), 1))
    assert scored() == before | {face_id: [0.5, 0.5]}
