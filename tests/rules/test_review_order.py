from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.rules import decide, decisions, review_order
from core.rules.review_order import Which
from tests.rules.test_changes import PEOPLE, basis

EAST, NORTH, WEST = (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)


@pytest.mark.parametrize(
    ("scores", "vectors", "groups", "order"),
    [
        pytest.param([0.9, 0.5, 0.6], [EAST, NORTH, WEST], [0, 1, 2], [1, 2, 0], id="the most doubtful first"),
        pytest.param(
            [0.6, 0.5, 0.6], [EAST, NORTH, EAST], [0, 1, 2], [0, 2, 1], id="two alike before one that is alone"
        ),
        pytest.param(
            [0.5, 0.5, 0.9], [EAST, EAST, NORTH], [0, 0, 1], [0, 1, 2], id="of one kind the second counts half"
        ),
        pytest.param([0.5, 0.5, 0.6], [EAST, EAST, NORTH], [0, 0, 1], [0, 1, 2], id="which can still be more"),
        pytest.param([1.0, 0.0], [EAST, NORTH], [0, 1], [0, 1], id="nothing is in doubt"),
        pytest.param([], [], [], [], id="no face"),
    ],
)
def test_by_worth(scores: list[float], vectors: list[tuple[float, float]], groups: list[int], order: list[int]) -> None:
    faces = np.array(vectors, np.float32).reshape(-1, 2)
    assert review_order.by_worth(np.array(scores), faces, np.array(groups, np.int64)).tolist() == order


def test_place_in_group() -> None:
    worth, groups = np.array([1.0, 3.0, 2.0, 9.0]), np.array([7, 7, 7, -1])
    assert review_order.place_in_group(worth, groups).tolist() == [3, 1, 2, 1]


@given(some.lists(some.integers(0, 3), max_size=30))
def test_places_in_a_group_count_from_one(groups: list[int]) -> None:
    places = review_order.place_in_group(np.ones(len(groups)), np.array(groups, np.int64))
    for group in set(groups):
        own = sorted(places[np.array(groups) == group].tolist())
        assert own == list(range(1, len(own) + 1))


def test_large_albums_are_compared_with_some_faces_only() -> None:
    many = np.tile(np.array([EAST, NORTH], np.float32), (3 * review_order.COMPARED, 1))
    carried = review_order.carried(many[:4], many)
    assert carried == pytest.approx(len(many) / 2, rel=0.01)


def test_of_very_many_faces_those_in_least_doubt_come_last() -> None:
    scores = np.full(review_order.WEIGHED + 2, 0.5)
    scores[[3, 7]] = 0.99, 0.9
    faces = np.tile(np.array([EAST], np.float32), (len(scores), 1))
    order = review_order.by_worth(scores, faces, np.arange(len(scores)))
    assert order[-2:].tolist() == [7, 3]
    assert sorted(order.tolist()) == list(range(len(scores)))


@pytest.mark.parametrize(
    ("which", "column", "rows"),
    [
        pytest.param(Which.FILED, None, [1, 0], id="in the folders, the least sure first"),
        pytest.param(Which.FILED, 0, [0], id="in Anna's folder"),
        pytest.param(Which.UNSURE, None, [2, 3], id="just short, the likeliest first"),
        pytest.param(Which.UNSURE, 0, [2, 3], id="just short of Anna's folder"),
        pytest.param(Which.TEACHING, 1, [1], id="all that are held for Bora"),
    ],
)
def test_pile(which: Which, column: int | None, rows: list[int]) -> None:
    scores = [[0.9, 0.0], [0.0, 0.8], [0.4, 0.0], [0.3, 0.0], [0.1, 0.0], [0.9, 0.0]]
    said = decide.nothing_said(6, 2)
    said.person[5] = 0  # named by a human: nothing to be asked
    made = decisions.judge(basis([1, 2, 3, 4, 5, 6], scores, said))
    assert review_order.pile(made, which, column).tolist() == rows


def test_who_is_off_the_list_is_not_asked_about() -> None:
    everyone = replace(basis([1, 2], [[0.9, 0.0], [0.0, 0.8]]), people=(PEOPLE[0], replace(PEOPLE[1], active=False)))
    made = decisions.judge(everyone)
    assert review_order.pile(made, Which.TEACHING, None).tolist() == [0]


def test_a_named_face_whose_photo_the_rules_leave_out_does_not_fall_short() -> None:
    made = decisions.judge(basis([1, 2], [[0.9, 0.0], [0.4, 0.0]]))
    by_rules = replace(made, person=np.array([decide.UNKNOWN] * 2), left_out=np.array([True, False]))
    assert review_order.pile(by_rules, Which.FILED, None).tolist() == []
    assert review_order.pile(by_rules, Which.UNSURE, None).tolist() == [1]
