"""Aligning: landmarks come to lie where the embedder expects them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.records import UprightImage
from core.vision import align

EXPECTED = align.TEMPLATE.astype(np.float32)


@given(st.floats(0.2, 20), st.floats(-3.1, 3.1), st.floats(-500, 500), st.floats(-500, 500))
def test_any_turn_scale_and_shift_is_undone(scale: float, angle: float, x: float, y: float) -> None:
    turn = scale * np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    moved = align.TEMPLATE @ turn + (x, y)

    matrix = align.similarity(moved, align.TEMPLATE)

    np.testing.assert_allclose(moved @ matrix[:, :2].T + matrix[:, 2], align.TEMPLATE, atol=1e-6)


def _dots(times: int, reduced: int) -> UprightImage:
    """A black photo with a white square of `times` x `times` pixels on each landmark, reduced."""
    side = align.SIDE * times
    pixels = np.zeros((side // reduced, side // reduced, 3), np.uint8)
    half = max(1, times // reduced)
    for x, y in EXPECTED * times / reduced:
        pixels[round(y) - half : round(y) + half, round(x) - half : round(x) + half] = 255
    return UprightImage(pixels, side, side)


@pytest.mark.parametrize(
    ("times", "reduced"),
    [
        pytest.param(1, 1, id="as large as the crop"),
        pytest.param(8, 1, id="eight times larger"),
        pytest.param(8, 4, id="eight times larger, decoded at a quarter"),
    ],
)
def test_landmarks_come_to_lie_on_the_template(times: int, reduced: int) -> None:
    crop = align.crop(_dots(times, reduced), EXPECTED * times)

    assert crop.shape == (112, 112, 3)
    for x, y in EXPECTED:
        rows, columns = np.nonzero(crop[round(y) - 6 : round(y) + 7, round(x) - 6 : round(x) + 7, 0] > 60)
        assert abs(rows.mean() - 6) <= 1
        assert abs(columns.mean() - 6) <= 1


def test_a_large_face_is_averaged_down() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (1120, 1120, 1), np.uint8).repeat(3, axis=2)

    crop = align.crop(UprightImage(noise, 1120, 1120), EXPECTED * 10)

    assert crop.std() < noise.std() / 5  # a mean of a hundred pixels; single pixels would vary as the noise does
