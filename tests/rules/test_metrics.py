"""Figures of folders that a person can count, and exact intervals from published tables."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import metrics
from core.rules.metrics import FolderFigures

ANNA, BORA, UNKNOWN, STRANGER = 0, 1, -1, -2


def test_a_photo_counts_once_in_a_folder() -> None:
    photos = np.array([1, 1, 2, 3, 4])
    named = np.array([ANNA, ANNA, ANNA, UNKNOWN, BORA])
    person = np.array([ANNA, STRANGER, BORA, ANNA, BORA])
    figures = metrics.folders(photos, named, person, 2)
    assert figures == (FolderFigures(right=1, named=2, there=2), FolderFigures(right=1, named=1, there=2))
    assert [folder.precision for folder in figures] == [0.5, 1.0]
    assert metrics.mean_precision(figures) == 0.75
    assert metrics.mean_recall(figures) == 0.5


def test_who_has_no_folder_and_no_photo_spoils_no_mean() -> None:
    figures = (FolderFigures(right=1, named=2, there=4), FolderFigures(right=0, named=0, there=0))
    assert metrics.mean_precision(figures) == 0.5
    assert metrics.mean_recall(figures) == 0.25
    assert metrics.mean_precision(()) == metrics.mean_recall(()) == 1.0


@pytest.mark.parametrize(
    ("right", "named", "low", "high"),
    [
        pytest.param(0, 0, 0.0, 1.0, id="nothing seen, nothing known"),
        pytest.param(10, 10, 0.05 ** (1 / 10), 1.0, id="all right"),
        pytest.param(0, 10, 0.0, 1 - 0.05 ** (1 / 10), id="all wrong"),
        pytest.param(9, 10, 0.6058, 0.9949, id="one wrong of ten, by the tables"),
    ],
)
def test_interval(right: int, named: int, low: float, high: float) -> None:
    assert metrics.interval(right, named) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(
    ("right", "named", "target", "more"),
    [
        pytest.param(0, 0, 0.95, 59, id="59 faultless names make one sure of 0.95"),
        pytest.param(58, 58, 0.95, 1, id="one short"),
        pytest.param(59, 59, 0.95, 0, id="enough"),
        pytest.param(59, 60, 0.95, 33, id="with one wrong it takes 93 in all"),
    ],
)
def test_more_needed(right: int, named: int, target: float, more: int) -> None:
    assert metrics.more_needed(right, named, target) == more


@given(st.integers(0, 60), st.integers(0, 5), st.sampled_from([0.9, 0.95, 0.98]))
def test_more_needed_is_the_fewest_that_is_enough(right: int, wrong: int, target: float) -> None:
    more = metrics.more_needed(right, right + wrong, target)
    assert metrics.interval(right + more, right + wrong + more)[0] >= target
    assert more == 0 or metrics.interval(right + more - 1, right + wrong + more - 1)[0] < target
