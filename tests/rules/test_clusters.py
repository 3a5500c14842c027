"""Clusters of faces on a circle: the cosine of two faces is the cosine of the angle between them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import clusters
from core.rules.clusters import NOBODY


def at(*degrees: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Unit vectors at these angles."""
    angles = np.radians(np.array(degrees, np.float64))
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.mark.parametrize(
    ("degrees", "photos", "groups"),
    [
        pytest.param([], [], [], id="no faces"),
        pytest.param([0], [1], [NOBODY], id="one face is no group"),
        pytest.param([0, 10, 90, 95], [1, 2, 3, 4], [0, 0, 1, 1], id="two pairs, of equal size the earlier first"),
        pytest.param([0, 5, 90, 95, 100], [1, 2, 3, 4, 5], [1, 1, 0, 0, 0], id="the largest group is 0"),
        pytest.param([0, 90], [1, 2], [NOBODY, NOBODY], id="unlike faces stay alone"),
        pytest.param([0, 10], [1, 1], [NOBODY, NOBODY], id="nobody stands twice in a photo"),
        pytest.param([0, 10, 30], [1, 2, 1], [0, 0, NOBODY], id="the more similar face of a photo goes in"),
        pytest.param([0, 40, 80], [1, 2, 3], [0, 0, NOBODY], id="alike on average, not in a chain"),
    ],
)
def test_group(degrees: Sequence[float], photos: Sequence[int], groups: Sequence[int]) -> None:
    found = clusters.group(at(*degrees), np.array(photos, np.int64), alike=0.6)
    assert found.tolist() == groups


def test_more_faces_than_are_compared_at_once() -> None:
    faces = clusters.BLOCK + 10
    degrees = [120.0 * (face % 3) + face / faces for face in range(faces)]
    told: list[tuple[int, int]] = []
    found = clusters.group(at(*degrees), np.arange(faces), on_progress=lambda done, total: told.append((done, total)))
    assert all(len(set(found[kind::3].tolist())) == 1 for kind in range(3))
    assert sorted(set(found.tolist())) == [0, 1, 2]
    assert told == [(clusters.BLOCK, faces), (faces, faces)]


@given(st.lists(st.tuples(st.integers(0, 359), st.integers(0, 5)), max_size=25))
def test_a_group_has_at_least_two_faces_and_no_photo_twice(faces: list[tuple[int, int]]) -> None:
    degrees, photos = [degree for degree, _ in faces], np.array([photo for _, photo in faces], np.int64)
    found = clusters.group(at(*degrees), photos)
    groups = sorted(set(found.tolist()) - {NOBODY})
    sizes = [int((found == group).sum()) for group in groups]
    assert groups == list(range(len(groups)))
    assert sizes == sorted(sizes, reverse=True)
    for group in groups:
        members = photos[found == group].tolist()
        assert len(members) == len(set(members)) >= 2


def test_likeness_is_the_mean_cosine_to_the_three_nearest_of_the_group() -> None:
    degrees, groups = (0, 0, 60, 60, 60, 0), (0, 0, 0, 0, 0, NOBODY)
    found = clusters.likeness(at(*degrees), np.array(groups, np.int64))
    expected = [(1 + 0.5 + 0.5) / 3] * 2 + [(1 + 1 + 0.5) / 3] * 3 + [np.nan]
    np.testing.assert_allclose(found, expected, atol=1e-6)


def test_likeness_in_a_group_of_two_is_their_cosine() -> None:
    np.testing.assert_allclose(clusters.likeness(at(0, 60), np.array([0, 0])), [0.5, 0.5], atol=1e-6)


def test_a_slice_takes_one_face_of_each_moment_before_a_second_the_surest_first() -> None:
    faces = clusters.SLICE + 3
    moments = np.array([7] * 4 + list(range(10, 10 + faces - 4)))  # four of one moment, all others alone
    likeness = np.linspace(0.9, 0.6, faces)
    found = clusters.slices(np.zeros(faces, np.int64), moments, likeness)
    assert found.tolist() == [0, 1, 1, 1] + [0] * (faces - 4)


def test_photos_without_a_moment_are_moments_of_their_own() -> None:
    found = clusters.slices(np.zeros(16, np.int64), np.full(16, -1), np.linspace(0.6, 0.9, 16))
    assert found.tolist() == [1] + [0] * 15


def test_each_group_has_its_own_slices_and_a_face_alone_has_none() -> None:
    groups = np.array([0] * 16 + [NOBODY] + [1] * 2)
    found = clusters.slices(groups, np.arange(19), np.full(19, 0.9))
    assert found.tolist() == [0] * 15 + [1, NOBODY, 0, 0]


def test_a_face_far_below_the_others_of_its_group_or_unlike_them_all_is_doubtful() -> None:
    groups = np.array([0, 0, 0, 1, 1, NOBODY])
    likeness = np.array([0.9, 0.9, 0.8, 0.53, 0.51, np.nan])  # nine tenths of the middle one of group 0 are 0.81
    assert clusters.doubtful(groups, likeness).tolist() == [False, False, True, False, True, False]
