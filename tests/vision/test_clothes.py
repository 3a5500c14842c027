"""Clothes: the colours under a face."""

import numpy as np
import pytest

from core.base.records import Box, UprightImage
from core.vision import clothes

FACE = Box(80.0, 20.0, 120.0, 70.0)  # 40 wide: its clothes lie from 74 to 126 and from 78 to 118
RED, BLUE, GREEN = (200, 30, 30), (30, 30, 200), (30, 160, 60)


def photo(*bands: tuple[int, int, tuple[int, int, int]], height: int = 200) -> UprightImage:
    """A grey photo of 200 in width with coloured bands from x to x."""
    pixels = np.full((height, 200, 3), 128, np.uint8)
    for left, right, colour in bands:
        pixels[:, left:right] = colour
    return UprightImage(pixels, 200, height)


def measured(image: UprightImage, face: Box = FACE) -> np.ndarray:
    found = clothes.measure(image, face)
    assert found is not None
    return found


def test_it_is_a_unit_vector_of_64() -> None:
    found = measured(photo((0, 100, RED), (100, 200, BLUE)))
    assert found.shape == (clothes.DIMENSIONS,)
    assert np.linalg.norm(found) == pytest.approx(1.0, abs=1e-5)


@pytest.mark.parametrize(
    ("other", "low", "high"),
    [
        pytest.param(photo((74, 126, RED)), 0.999, 1.001, id="the same under the face, another background"),
        pytest.param(photo((0, 200, (205, 36, 34))), 0.97, 1.0, id="a little more light"),
        pytest.param(photo((0, 200, BLUE)), -0.1, 0.5, id="another colour"),
        pytest.param(photo((0, 100, RED), (100, 200, GREEN)), 0.6, 0.8, id="half of it"),
    ],
)
def test_alike(other: UprightImage, low: float, high: float) -> None:
    assert low < measured(photo((0, 200, RED))) @ measured(other) < high


def test_a_reduced_photo_says_the_same() -> None:
    whole = photo((0, 90, RED), (90, 200, BLUE))
    half = UprightImage(whole.pixels[::2, ::2], 200, 200)
    assert measured(whole) @ measured(half) == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize(
    ("height", "is_told"),
    [
        pytest.param(72, False, id="the photo ends under the chin"),
        pytest.param(85, False, id="a strip is seen"),
        pytest.param(95, True, id="nearly half is seen"),
    ],
)
def test_at_the_edge(height: int, is_told: bool) -> None:
    assert (clothes.measure(photo((0, 200, RED), height=height), FACE) is not None) is is_told


def test_a_face_beside_the_photo_has_none() -> None:
    assert clothes.measure(photo(), Box(-90.0, 20.0, -50.0, 70.0)) is None
