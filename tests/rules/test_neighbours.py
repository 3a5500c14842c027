import numpy as np
import pytest

from core.rules import neighbours

EAST, NORTH = (1.0, 0.0), (0.0, 1.0)
NEAR_EAST, JUST = (0.8, 0.6), (0.55, 0.835165)  # cosines of 0.8 and 0.55 to EAST


@pytest.mark.parametrize(
    ("others", "photos", "rows"),
    [
        pytest.param([EAST, NORTH, NEAR_EAST], [2, 3, 4], [0, 2], id="the most alike first, others not at all"),
        pytest.param([NEAR_EAST, EAST], [2, 2], [1], id="one on a photo"),
        pytest.param([EAST], [1], [], id="nobody stands twice on the photo spoken about"),
        pytest.param([JUST], [2], [0], id="exactly alike enough"),
        pytest.param([], [], [], id="nobody else"),
    ],
)
def test_alike(others: list[tuple[float, float]], photos: list[int], rows: list[int]) -> None:
    vectors = np.array(others, np.float32).reshape(-1, 2)
    found = neighbours.alike(np.array([EAST], np.float32), np.array([1]), vectors, np.array(photos, np.int64))
    assert found.tolist() == rows


def test_nothing_was_spoken_about() -> None:
    empty = np.empty((0, 2), np.float32)
    assert neighbours.alike(empty, np.empty(0, np.int64), np.array([EAST], np.float32), np.array([2])).tolist() == []
