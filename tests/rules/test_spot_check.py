"""Spot checks: sizes and bounds that can be counted by hand, and what holds for every pile."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from core.rules import metrics, spot_check

SURE = 0.95


@pytest.mark.parametrize(
    ("pile", "seen", "right", "bounds"),
    [
        pytest.param(5, 5, 4, (4, 4), id="all were looked at: nothing is open"),
        pytest.param(5, 0, 0, (0, 5), id="none was looked at: nothing is known"),
        # of 20 with 2 wrong ones, 15 drawn miss both with a chance of 5/20 * 4/19 = 0.053; 3 wrong ones: 0.009
        pytest.param(20, 15, 15, (18, 20), id="two wrong ones could just be missed, three not"),
        pytest.param(2, 1, 1, (1, 2), id="one of two"),
        pytest.param(2, 1, 0, (0, 1), id="one of two is wrong"),
    ],
)
def test_bounds(pile: int, seen: int, right: int, bounds: tuple[int, int]) -> None:
    found = spot_check.found(pile, seen, right)
    assert (found.low, found.high) == bounds
    assert (found.pile, found.seen, found.right) == (pile, seen, right)


def test_a_huge_pile_is_an_endless_one() -> None:
    low, high = metrics.interval(57, 60)
    found = spot_check.found(1_000_000, 60, 57)
    assert found.low / found.pile == pytest.approx(low, abs=1e-4)
    assert found.high / found.pile == pytest.approx(high, abs=1e-4)


@given(some.data())
def test_bounds_keep_their_word(data: some.DataObject) -> None:
    """However many are right, the low end lies above the truth in at most one of twenty samples."""
    pile = data.draw(some.integers(1, 60))
    truth = data.draw(some.integers(0, pile))
    seen = data.draw(some.integers(0, pile))
    rights = range(max(0, seen - (pile - truth)), min(seen, truth) + 1)
    chance = {right: float(stats.hypergeom.pmf(right, pile, truth, seen)) for right in rights}
    bounds = {right: spot_check.found(pile, seen, right) for right in rights}
    assert sum(chance[right] for right in rights if bounds[right].low > truth) <= 1 - SURE + 1e-9
    assert sum(chance[right] for right in rights if bounds[right].high < truth) <= 1 - SURE + 1e-9
    assert all(right <= bounds[right].low <= bounds[right].high <= pile - (seen - right) for right in rights)


@pytest.mark.parametrize(
    ("pile", "needed", "wrong", "size"),
    [
        pytest.param(
            20, 18, 0, 12, id="twelve of twenty: three wrong ones among them are missed in one case of twenty (0.049)"
        ),
        pytest.param(
            20, 20, 0, 19, id="one wrong one hides in the last that is not looked at with a chance of 1 in 20"
        ),
        pytest.param(20, 20, 1, None, id="all must be right, and one is wrong"),
        pytest.param(20, 0, 0, 0, id="nothing is claimed"),
        pytest.param(1_000_000, 970_000, 0, 99, id="the 99 faultless ones that Clopper and Pearson want for 97 %"),
        pytest.param(1_000_000, 950_000, 0, 59, id="and 59 for 95 %"),
        pytest.param(1_000_000, 950_000, 1, 93, id="93 where one may be wrong"),
    ],
)
def test_sample_size(pile: int, needed: int, wrong: int, size: int | None) -> None:
    assert spot_check.sample_size(pile, needed, wrong) == size


@given(pile=some.integers(1, 80), share=some.floats(0.5, 0.99), wrong=some.integers(0, 3))
def test_sample_is_just_large_enough(pile: int, share: float, wrong: int) -> None:
    needed = spot_check.still_needed(0, pile, share)
    size = spot_check.sample_size(pile, needed, wrong)
    if size is None:
        assert pile - wrong < needed
    elif needed > 0:
        assert spot_check.found(pile, size, size - wrong).low >= needed
        assert size == wrong or spot_check.found(pile, size - 1, size - 1 - wrong).low < needed


@pytest.mark.parametrize(
    ("known", "pile", "share", "needed"),
    [
        pytest.param(0, 100, 0.97, 97, id="no rounding up of what is whole"),
        pytest.param(0, 40, 0.97, 39, id="38.8 photos are 39"),
        pytest.param(60, 40, 0.97, 37, id="those that a human named are right"),
        pytest.param(99, 1, 0.97, 0, id="the named ones alone are enough"),
    ],
)
def test_still_needed(known: int, pile: int, share: float, needed: int) -> None:
    assert spot_check.still_needed(known, pile, share) == needed


@given(some.integers(1, 3000))
def test_a_share_is_known_well_enough(pile: int) -> None:
    size = spot_check.size_for_share(pile)
    half = spot_check.found(pile, size, size // 2)
    assert 1 <= size <= min(pile, 75)
    assert half.high - half.low <= max(2 * spot_check.MARGIN * pile, 1)


def test_draw_is_fair_and_takes_nothing_twice() -> None:
    rows = np.array([3, 5, 8], np.intp)
    drawn = [spot_check.draw(rows, 1, np.random.default_rng(seed))[0] for seed in range(300)]
    assert all(70 < drawn.count(row) < 130 for row in rows)
    assert sorted(spot_check.draw(rows, 5, np.random.default_rng(0)).tolist()) == [3, 5, 8]
    assert len(spot_check.draw(rows, 2, np.random.default_rng(0))) == 2


@pytest.mark.parametrize(
    ("known", "pile", "seen", "right", "percent"),
    [
        pytest.param(0, 10, 10, 9, (90.0, 90.0), id="all were looked at"),
        pytest.param(10, 10, 10, 9, (95.0, 95.0), id="what is known counts as well"),
        pytest.param(0, 3, 3, 2, (66.6, 66.7), id="rounded away from each other"),
        pytest.param(0, 3000, 3000, 2999, (99.9, 100.0), id="one wrong face is not a hundred percent"),
    ],
)
def test_percent(known: int, pile: int, seen: int, right: int, percent: tuple[float, float]) -> None:
    assert spot_check.percent(spot_check.found(pile, seen, right), known) == percent
