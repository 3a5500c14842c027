import pytest

from core.base.records import LabelOrigin, Standing, Statement
from core.store import faces, history, labels, people
from core.store.db import Album
from core.store.history import Wish
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


def steps(album: Album, wish: Wish, most: int = 10) -> list[tuple[Statement, set[int], bool]]:
    """What is told, a few steps at a time."""
    found, before = [], None
    with album.read() as conn:
        while some := history.steps(conn, wish, most, before):
            found += [(one.statement, set(one.face_ids), one.taken_back) for one in some]
            before = some[-1].label_ids[-1]
    return found


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
    assert [faces_ for _, faces_, _ in steps(album, Wish(statement=Statement.IS_STRANGER))] == [{ids[2]}]
    assert steps(album, Wish(taken_back=True)) == steps(album, Wish(person_id=bora))
    assert len(steps(album, Wish(taken_back=False))) == 3


def test_an_old_step_is_taken_back_and_said_again(told: tuple[Album, list[int], int, int]) -> None:
    album, ids, anna, bora = told
    with album.write() as conn:
        (oldest,) = history.steps(conn, Wish(person_id=anna), 1)
        history.take_back(conn, oldest)
        assert not {ids[0], ids[1]} & labels.standing(conn).keys()
        (wrong,) = history.steps(conn, Wish(person_id=bora), 1)
        history.say_again(conn, wrong)
        assert labels.standing(conn)[ids[0]] == Standing(Statement.IS_PERSON, bora)
        (oldest,) = history.steps(conn, Wish(person_id=anna), 1)
        assert oldest.taken_back
        history.say_again(conn, oldest)
        assert labels.standing(conn)[ids[0]] == labels.standing(conn)[ids[1]] == Standing(Statement.IS_PERSON, anna)


def test_many_steps_are_taken_back_at_once_and_said_again(told: tuple[Album, list[int], int, int]) -> None:
    album, _, anna, _ = told
    with album.write() as conn:
        before = labels.standing(conn)
        assert history.taken_back_last(conn)  # Bora, which was taken back by itself
        newest = history.steps(conn, Wish(taken_back=False), 2)
        history.take_back(conn, *newest)
        assert {stands.person_id for stands in labels.standing(conn).values() if stands.identity} == {anna}
        assert [one.statement for one in history.taken_back_last(conn)] == [one.statement for one in newest]
        history.say_again(conn, *history.taken_back_last(conn))
        assert labels.standing(conn) == before
        assert history.taken_back_last(conn) == []  # all of it stands again


def test_said_again_in_the_order_in_which_it_was_said(told: tuple[Album, list[int], int, int]) -> None:
    album, ids, anna, bora = told
    with album.write() as conn:
        for person_id in (bora, anna, bora):
            labels.say(conn, ids[1], Statement.IS_PERSON, person_id, origin=NAMED)
        history.take_back(conn, *history.steps(conn, Wish(face_id=ids[1], taken_back=False), 3))
        history.say_again(conn, *history.taken_back_last(conn))
        assert labels.standing(conn)[ids[1]] == Standing(Statement.IS_PERSON, bora)
