import numpy as np
import pytest

from core.vision import align, painted_masks

GREY = np.full((align.SIDE, align.SIDE, 3), 120, np.uint8)


@pytest.mark.parametrize("seed", range(8))
def test_mask_covers_mouth_and_nose_and_leaves_the_eyes(seed: int) -> None:
    painted = painted_masks.paint(GREY, np.random.default_rng(seed))
    changed = (painted != GREY).any(axis=2)
    right_eye, left_eye, nose, *mouth = np.rint(align.TEMPLATE).astype(int)
    assert all(changed[y, x] for x, y in mouth)
    assert changed[nose[1] + 4, nose[0]]  # below its tip
    assert not changed[: right_eye[1] - 4].any()
    assert not any(changed[y, x] for x, y in (right_eye, left_eye))
    assert painted.shape == GREY.shape
    assert painted.dtype == np.uint8


def test_masks_differ_in_form_and_colour() -> None:
    chance = np.random.default_rng(0)
    masks = [painted_masks.paint(GREY, chance) for _ in range(30)]
    middle = {tuple(mask[95, 56] // 32) for mask in masks}
    assert len(middle) > 5
    assert len({mask.tobytes() for mask in masks}) == 30


@pytest.mark.parametrize(("share", "least", "most"), [(0.0, 0, 0), (0.5, 25, 75), (1.0, 100, 100)])
def test_a_part_is_painted_and_the_given_crops_stay(share: float, least: int, most: int) -> None:
    crops = np.stack([GREY] * 100)
    painted, chosen = painted_masks.paint_some(crops, share, np.random.default_rng(1))
    assert least <= chosen.sum() <= most
    assert (painted != crops).any(axis=(1, 2, 3)).tolist() == chosen.tolist()
    assert (crops == 120).all()
