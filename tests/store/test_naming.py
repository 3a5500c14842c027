import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.base.records import LabelOrigin, Standing, Statement
from core.store import faces, labels, naming, people
from core.store.db import Album
from core.store.naming import Done, Step
from tests.conftest import LittleClass

NAMED = LabelOrigin.NAMED


@pytest.fixture
def class_of_two(little_class: LittleClass) -> tuple[Album, list[int], int, int]:
    """An album with four faces, and two children."""
    with little_class.album.write() as conn:
        ids = faces.table(conn).ids.tolist()
        return little_class.album, ids, people.add(conn, "Anna").id, people.add(conn, "Bora").id


def rows(album: Album) -> int:
    with album.read() as conn:
        return labels.last(conn)


def who(album: Album) -> dict[int, int | Statement | None]:
    with album.read() as conn:
        return {
            face_id: stands.person_id or stands.identity
            for face_id, stands in labels.standing(conn).items()
            if stands != Standing()
        }


def follow(album: Album, done: list[Done], steps: list[Step]) -> list[Done]:
    with album.write() as conn:
        return naming.follow(conn, done, steps, NAMED)


def test_steps_are_written_once_however_often_they_come(
    class_of_two: tuple[Album, list[int], int, int],
) -> None:
    album, ids, anna, bora = class_of_two
    steps = [Step((ids[0], ids[1]), Statement.IS_PERSON, anna), Step((ids[0],), Statement.IS_PERSON, bora)]
    done = follow(album, [], steps)
    assert who(album) == {ids[0]: bora, ids[1]: anna}
    assert rows(album) == 3
    assert follow(album, done, steps) == done
    follow(album, [], steps[1:])
    assert rows(album) == 3


def test_a_step_that_is_gone_is_undone_and_what_stood_before_it_stands(
    class_of_two: tuple[Album, list[int], int, int],
) -> None:
    album, ids, anna, bora = class_of_two
    steps = [
        Step((ids[0],), Statement.IS_PERSON, anna),
        Step((ids[0],), Statement.IS_PERSON, bora),
        Step((ids[2],), Statement.IS_STRANGER),
    ]
    done = follow(album, [], steps)
    done = follow(album, done, steps[:1])
    assert who(album) == {ids[0]: anna}
    assert follow(album, done, []) == []
    assert who(album) == {}
    assert rows(album) == 6


def test_a_step_that_says_what_stands_anyway_leaves_it_standing_when_undone(
    class_of_two: tuple[Album, list[int], int, int],
) -> None:
    album, ids, anna, _ = class_of_two
    follow(album, [], [Step((ids[0],), Statement.IS_PERSON, anna)])
    done = follow(album, [], [Step((ids[0],), Statement.IS_PERSON, anna)])
    follow(album, done, [])
    assert who(album) == {ids[0]: anna}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lists=st.lists(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4), max_size=4))
def test_any_way_to_a_list_of_steps_ends_where_the_list_does(
    class_of_two: tuple[Album, list[int], int, int], lists: list[list[tuple[int, int]]]
) -> None:
    album, ids, anna, bora = class_of_two
    words = [
        (Statement.IS_PERSON, anna),
        (Statement.IS_PERSON, bora),
        (Statement.IS_STRANGER, None),
        (Statement.IS_NOT_FACE, None),
    ]
    done: list[Done] = []
    for wish in lists:
        done = follow(album, done, [Step((ids[face],), *words[word]) for face, word in wish])
        assert who(album) == {ids[face]: words[word][1] or words[word][0] for face, word in wish}
    follow(album, done, [])
    assert who(album) == {}


def test_a_step_of_any_kind_is_said_only_of_faces_that_are_there(
    class_of_two: tuple[Album, list[int], int, int],
) -> None:
    album, ids, anna, _ = class_of_two
    gone = max(ids) + 1
    steps = [Step((ids[0], gone), Statement.WEARS_MASK), Step((gone, ids[0]), Statement.IS_NOT_PERSON, anna)]
    done = follow(album, [], steps)
    assert [len(one.label_ids) for one in done] == [1, 1]
    with album.read() as conn:
        assert labels.standing(conn) == {ids[0]: Standing(masked=True, not_people=frozenset({anna}))}


def test_withdrawn_steps_are_taken_back_only_where_they_are_the_newest_word(
    class_of_two: tuple[Album, list[int], int, int],
) -> None:
    album, ids, anna, bora = class_of_two
    step = Step((ids[0], ids[1], ids[2]), Statement.IS_PERSON, anna)
    follow(album, [], [step, Step((ids[1],), Statement.IS_PERSON, bora)])
    with album.write() as conn:
        for _ in range(2):
            naming.withdraw(conn, [step], NAMED)
    assert who(album) == {ids[1]: bora}
