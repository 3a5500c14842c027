"""Quality: blurred faces are less sharp, turned heads have more yaw."""

import cv2
import numpy as np
import pytest

from core.base.records import Box, Detection
from core.vision import quality
from tests.vision import drawing

FACE = drawing.photo(112, 112, Box(0, -5, 112, 130)).pixels


def _landmarks(nose: float) -> np.ndarray:
    """Eyes at x = 10 and x = 30, with the nose between or beside them."""
    return np.array([[10, 10], [30, 10], [nose, 20], [12, 30], [28, 30]], np.float32)


def test_each_blur_takes_sharpness_away() -> None:
    measured = [quality.sharpness(FACE)]
    measured += [quality.sharpness(np.asarray(cv2.GaussianBlur(FACE, (0, 0), blur), np.uint8)) for blur in (1, 2, 4)]
    assert measured == sorted(measured, reverse=True)
    assert measured[-1] < measured[0] / 10


def test_a_plain_crop_has_no_sharpness() -> None:
    assert quality.sharpness(np.full((112, 112, 3), 128, np.uint8)) == 0


@pytest.mark.parametrize(
    ("nose", "yaw"),
    [
        pytest.param(20, 0.0, id="looks into the camera"),
        pytest.param(25, 0.5, id="half turned to the left eye"),
        pytest.param(15, -0.5, id="half turned to the right eye"),
        pytest.param(30, 1.0, id="nose under the left eye"),
        pytest.param(40, 1.0, id="nose beyond the left eye"),
        pytest.param(0, -1.0, id="nose beyond the right eye"),
    ],
)
def test_yaw(nose: float, yaw: float) -> None:
    assert quality.yaw(_landmarks(nose)) == pytest.approx(yaw)


def test_yaw_does_not_depend_on_tilt_and_size() -> None:
    turn = 7 * np.array([[np.cos(0.6), np.sin(0.6)], [-np.sin(0.6), np.cos(0.6)]])
    assert quality.yaw((_landmarks(25) @ turn).astype(np.float32)) == pytest.approx(0.5, abs=1e-5)


def test_eyes_on_one_spot_are_a_profile() -> None:
    assert quality.yaw(np.zeros((5, 2), np.float32)) == 1.0


def test_side_is_the_longer_one_in_the_full_photo() -> None:
    face = Detection(Box(100, 200, 180, 300), _landmarks(20), 0.9)
    assert quality.measure(FACE, face).side == 100
