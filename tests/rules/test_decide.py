"""Who stands where in a photo, on scores that a person can weigh in the head."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from core.rules import decide
from core.rules.decide import NOT_A_FACE, STRANGER, UNKNOWN

ANNA, BORA = 0, 1
HALF = np.array([0.5, 0.5])


def said(person: list[int], denied: list[tuple[int, int]] | None = None, people: int = 2) -> decide.Said:
    labels = decide.nothing_said(len(person), people)
    labels.person[:] = person
    for face, column in denied or []:
        labels.denied[face, column] = True
    return labels


def names(scores: list[list[float]], labels: decide.Said, photos: list[int] | None = None) -> object:
    matrix = np.array(scores, np.float32).reshape(len(scores), labels.denied.shape[1])
    found = decide.candidates(matrix, np.array(photos or [7] * len(scores), np.int64), labels)
    return decide.decide(found, np.full(matrix.shape[1], 0.5)).tolist()


@pytest.mark.parametrize(
    ("scores", "people"),
    [
        pytest.param([[0.9, 0.0]], [ANNA], id="clear match"),
        pytest.param([[0.5, 0.25]], [ANNA], id="exactly on the threshold counts"),
        pytest.param([[0.4, 0.4]], [UNKNOWN], id="a stranger"),
        pytest.param([[0.0, 0.0]], [UNKNOWN], id="like nobody"),
        pytest.param([[0.9, 0.6], [0.8, 0.1]], [BORA, ANNA], id="the first Anna gives way if both can be named"),
        pytest.param([[0.9, 0.2], [0.8, 0.1]], [ANNA, UNKNOWN], id="nobody stands twice in a photo"),
        pytest.param([[0.9, 0.0], [0.8, 0.0], [0.7, 0.6]], [ANNA, UNKNOWN, BORA], id="more faces than people"),
        pytest.param([], [], id="no face"),
    ],
)
def test_one_photo(scores: list[list[float]], people: list[int]) -> None:
    assert names(scores, decide.nothing_said(len(scores), 2)) == people


@pytest.mark.parametrize(
    ("scores", "labels", "people"),
    [
        pytest.param([[0.9, 0.1]], said([BORA]), [BORA], id="a name against the score"),
        pytest.param([[0.0, 0.0]], said([BORA]), [BORA], id="a name without any score"),
        pytest.param([[0.9, 0.1]], said([STRANGER]), [UNKNOWN], id="a stranger"),
        pytest.param([[0.9, 0.1]], said([NOT_A_FACE]), [UNKNOWN], id="not a face"),
        pytest.param([[0.9, 0.6]], said([UNKNOWN], [(0, ANNA)]), [BORA], id="not Anna, so the next best"),
        pytest.param([[0.9, 0.1]], said([UNKNOWN], [(0, ANNA)]), [UNKNOWN], id="not Anna, and nobody else"),
        pytest.param([[0.1, 0.1], [0.9, 0.6]], said([ANNA, UNKNOWN]), [ANNA, BORA], id="a named Anna is taken"),
        pytest.param(
            [[0.9, 0.1], [0.8, 0.1]], said([STRANGER, UNKNOWN]), [UNKNOWN, ANNA], id="a stranger takes no name"
        ),
        pytest.param([[0.9, 0.1], [0.8, 0.1]], said([ANNA, ANNA]), [ANNA, ANNA], id="a mirror: humans may name twice"),
    ],
)
def test_a_human_always_wins(scores: list[list[float]], labels: decide.Said, people: list[int]) -> None:
    assert names(scores, labels) == people


def test_photos_do_not_mix() -> None:
    scores = [[0.9, 0.1], [0.8, 0.1], [0.7, 0.1]]
    assert names(scores, decide.nothing_said(3, 2), photos=[1, 2, 1]) == [ANNA, ANNA, UNKNOWN]
    assert names(scores, said([ANNA, UNKNOWN, UNKNOWN]), photos=[1, 2, 1]) == [ANNA, ANNA, UNKNOWN]


def test_each_person_has_a_threshold() -> None:
    found = decide.candidates(
        np.array([[0.6, 0.1], [0.1, 0.6]], np.float32), np.array([1, 2]), decide.nothing_said(2, 2)
    )
    assert decide.decide(found, np.array([0.7, 0.5])).tolist() == [UNKNOWN, BORA]


def test_candidate_and_score_stand_below_the_threshold_too() -> None:
    labels = said([UNKNOWN, ANNA, STRANGER])
    scores = np.array([[0.25, 0.125], [0.0, 0.9], [0.9, 0.0]], np.float32)
    found = decide.candidates(scores, np.array([1, 2, 3]), labels)
    assert found.person.tolist() == [ANNA, ANNA, UNKNOWN]
    assert found.score.tolist() == [0.25, 1.0, 0.0]
    assert found.by_human.tolist() == [False, True, True]


def test_without_people_everybody_is_unknown() -> None:
    assert names([[], []], decide.nothing_said(2, 0)) == [UNKNOWN, UNKNOWN]


@given(
    arrays(np.float32, st.tuples(st.integers(1, 12), st.integers(1, 4)), elements=st.floats(0, 1, width=16)),
    st.data(),
)
def test_nobody_stands_twice_and_nothing_denied_is_given(scores: np.ndarray, data: st.DataObject) -> None:
    faces, people = scores.shape
    photos = data.draw(arrays(np.int64, faces, elements=st.integers(0, 3)))
    labels = decide.Said(np.full(faces, UNKNOWN), data.draw(arrays(np.bool_, (faces, people))))
    found = decide.candidates(scores, photos, labels)
    named = found.person >= 0
    pairs = list(zip(photos[named].tolist(), found.person[named].tolist(), strict=True))
    assert len(pairs) == len(set(pairs))
    assert not labels.denied[named, found.person[named]].any()
    assert (found.score[named] == scores[named, found.person[named]]).all()


@given(
    arrays(np.float32, st.tuples(st.integers(1, 8), st.integers(1, 4)), elements=st.floats(0, 1, width=16)), st.data()
)
def test_the_order_of_photos_in_the_album_does_not_matter(scores: np.ndarray, data: st.DataObject) -> None:
    photos = data.draw(arrays(np.int64, len(scores), elements=st.integers(0, 2)))
    album = decide.candidates(scores, photos, decide.nothing_said(*scores.shape))
    for photo in np.unique(photos):
        here = photos == photo
        alone = decide.candidates(scores[here], photos[here], decide.nothing_said(int(here.sum()), scores.shape[1]))
        assert album.person[here].tolist() == alone.person.tolist()
