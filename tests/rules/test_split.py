"""Who is held out when, on labels whose folds a person can list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.errors import MissingError
from core.rules import split
from core.rules.decide import STRANGER, UNKNOWN

ANNA, BORA = 0, 1


def make(person: list[int], photos: list[int], moments: list[int]) -> split.Split:
    return split.make(np.array(person), np.array(photos), np.array(moments))


def test_a_moment_is_never_torn_and_its_unlabelled_faces_go_with_it() -> None:
    person = [ANNA, BORA, UNKNOWN, ANNA, BORA, UNKNOWN]
    held = make(person, photos=[1, 2, 3, 4, 5, 6], moments=[1, 1, 1, 2, 2, 3])
    assert held.by_moment
    assert held.folds == 2
    first, second = held.fold[0], held.fold[3]
    assert held.fold.tolist() == [first, first, first, second, second, split.NEVER]
    assert {int(first), int(second)} == {0, 1}


def test_people_are_balanced() -> None:
    person = [ANNA, ANNA, BORA, BORA, STRANGER, STRANGER]
    held = make(person, photos=[1, 2, 3, 4, 5, 6], moments=[1, 2, 3, 4, 5, 6])
    assert held.folds == 2
    for fold in (0, 1):
        assert sorted(np.array(person)[held.fold == fold].tolist()) == [STRANGER, ANNA, BORA]


def test_photos_must_do_where_each_child_is_named_in_one_moment() -> None:
    held = make([ANNA, ANNA, BORA, BORA], photos=[1, 2, 3, 4], moments=[1, 1, 2, 2])
    assert not held.by_moment
    assert held.fold[0] != held.fold[1]
    assert held.fold[2] != held.fold[3]


@pytest.mark.parametrize(
    ("person", "photos"),
    [
        pytest.param([ANNA, BORA], [1, 1], id="one photo"),
        pytest.param([ANNA, BORA], [1, 2], id="each in one photo"),
        pytest.param([ANNA, STRANGER, STRANGER], [1, 2, 3], id="only strangers stand in two"),
        pytest.param([UNKNOWN, UNKNOWN], [1, 2], id="nobody is named"),
    ],
)
def test_nothing_to_judge_by(person: list[int], photos: list[int]) -> None:
    with pytest.raises(MissingError, match="photo"):
        make(person, photos, moments=photos)


@given(st.lists(st.tuples(st.integers(STRANGER, 3), st.integers(0, 30)), min_size=1, max_size=60))
def test_every_label_is_held_out_once_and_moments_stay_whole(faces: list[tuple[int, int]]) -> None:
    person, photos = np.array(faces).T
    moments = photos // 3
    try:
        held = split.make(person, photos, moments)
    except MissingError:
        assert all(len(np.unique(photos[person == who])) < 2 for who in range(4))
        return
    assert (held.fold[(person >= 0) | (person == STRANGER)] != split.NEVER).all()
    groups = moments if held.by_moment else photos
    assert all(len(np.unique(held.fold[groups == group])) == 1 for group in np.unique(groups))
    assert (held.fold == split.make(person, photos, moments).fold).all()
