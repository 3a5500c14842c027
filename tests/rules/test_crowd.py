"""How many faces a stranger has in an album, on vectors that can be checked in the head."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.rules import crowd

ALIKE = 0.5


def looks(*directions: int) -> NDArray[np.float32]:
    return np.eye(8, dtype=np.float32)[list(directions)]


def size(faces: NDArray[np.float32], labelled: list[int]) -> int:
    spoken = np.zeros(len(faces), np.bool_)
    spoken[labelled] = True
    return crowd.largest(faces, np.arange(len(faces)), spoken, ALIKE)


def test_the_largest_group_that_nobody_spoke_about_counts() -> None:
    assert size(looks(0, 0, 0, 0, 1, 1, 1, 2), labelled=[0]) == 3


def test_where_no_two_are_alike_a_stranger_has_one_face() -> None:
    assert size(looks(0, 1, 2), labelled=[0]) == 1
    assert size(looks(0, 0), labelled=[0]) == 1


def test_faces_of_one_photo_are_never_one_stranger() -> None:
    assert crowd.largest(looks(0, 0), np.array([7, 7]), np.zeros(2, np.bool_), ALIKE) == 1


def test_those_within_are_spread_over_the_album() -> None:
    person = np.array([0, 0, 0, 0, 0, -2, 1, -1])
    assert np.flatnonzero(~crowd.beyond(person, 3)).tolist() == [0, 2, 4, 5, 6, 7]


@given(st.lists(st.integers(-3, 3), max_size=40), st.integers(1, 8))
def test_as_many_as_allowed_are_within(person: list[int], most: int) -> None:
    columns = np.array(person, np.intp)
    within = ~crowd.beyond(columns, most)
    assert within[columns < 0].all()
    for column in set(person) - {-3, -2, -1}:
        assert (within & (columns == column)).sum() == min(most, person.count(column))
