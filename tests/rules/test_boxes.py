"""Overlap and matching of boxes, on squares that a person can draw."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.rules import boxes

SQUARE = [0, 0, 10, 10]
corners = arrays(np.int64, st.tuples(st.integers(0, 5), st.just(4)), elements=st.integers(-20, 20))


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param([0, 0, 10, 10], 1.0, id="the same box"),
        pytest.param([5, 0, 15, 10], 50 / 150, id="half beside it"),
        pytest.param([2, 2, 7, 7], 0.25, id="inside it"),
        pytest.param([10, 0, 20, 10], 0.0, id="touching: x2 is exclusive"),
        pytest.param([3, 3, 3, 3], 0.0, id="without area"),
        pytest.param([9, 9, 1, 1], 0.0, id="inside out"),
    ],
)
def test_iou(other: list[int], expected: float) -> None:
    assert boxes.iou(np.array([SQUARE]), np.array([other])).tolist() == [[pytest.approx(expected)]]


def test_two_boxes_without_area_do_not_overlap() -> None:
    assert boxes.iou(np.zeros((1, 4)), np.zeros((1, 4))).tolist() == [[0.0]]
    assert boxes.shared_part(np.zeros((1, 4)), np.zeros((1, 4))).tolist() == [[0.0]]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param([0, 0, 10, 10], 1.0, id="the same box"),
        pytest.param([5, 0, 15, 10], 0.5, id="half beside it"),
        pytest.param([2, 2, 7, 7], 1.0, id="inside it"),
        pytest.param([-50, -50, 50, 50], 1.0, id="around it"),
        pytest.param([8, 0, 12, 10], 0.5, id="half of the smaller one"),
        pytest.param([10, 0, 20, 10], 0.0, id="touching"),
    ],
)
def test_shared_part(other: list[int], expected: float) -> None:
    for first, second in (([SQUARE], [other]), ([other], [SQUARE])):
        assert boxes.shared_part(np.array(first), np.array(second)).tolist() == [[expected]]


@given(corners, corners)
def test_iou_is_symmetric_and_a_share(first: np.ndarray, second: np.ndarray) -> None:
    overlap = boxes.iou(first, second)
    assert overlap.shape == (len(first), len(second))
    assert ((overlap >= 0.0) & (overlap <= 1.0)).all()
    assert (overlap == boxes.iou(second, first).T).all()


@pytest.mark.parametrize(
    ("labelled", "found", "expected"),
    [
        pytest.param([SQUARE], [[40, 40, 50, 50], SQUARE], [1], id="the one that overlaps"),
        pytest.param([SQUARE], [[8, 0, 18, 10]], [boxes.NO_MATCH], id="overlaps too little"),
        pytest.param([SQUARE], [[3, 3, 7, 7]], [0], id="the face in the middle of a generous label"),
        pytest.param([SQUARE], [[4, 4, 6, 6]], [boxes.NO_MATCH], id="a small face behind the one that was meant"),
        pytest.param([SQUARE], [[7, 0, 17, 10]], [boxes.NO_MATCH], id="an overlap as large at the edge does not count"),
        pytest.param([SQUARE, SQUARE], [SQUARE], [0, boxes.NO_MATCH], id="a found box is given once"),
        pytest.param(
            [[0, 0, 10, 10], [4, 0, 14, 10]], [[2, 0, 12, 10], [0, 0, 6, 10]], [1, 0], id="jointly, not greedily"
        ),
        pytest.param([], [SQUARE], [], id="nothing labelled"),
        pytest.param([SQUARE], [], [boxes.NO_MATCH], id="nothing found"),
    ],
)
def test_match(labelled: list[list[int]], found: list[list[int]], expected: list[int]) -> None:
    matched = boxes.match(np.reshape(labelled, (-1, 4)), np.reshape(found, (-1, 4)))
    assert matched.tolist() == expected


def test_a_pair_that_does_not_count_never_pushes_out_one_that_does() -> None:
    labelled = np.array([[0, 0, 10, 10], [8, 0, 18, 10]])
    found = np.array(
        [[2, 0, 12, 10], [-8, 0, 2, 10]]
    )  # without the rule, both labels would get one, the second wrongly
    assert boxes.match(labelled, found, least=0.3).tolist() == [0, boxes.NO_MATCH]
