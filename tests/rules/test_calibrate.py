"""Probabilities and thresholds, on evidence drawn from curves that are known."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.rules import calibrate
from core.rules.decide import STRANGER

ANNA, BORA = 0, 1


def faces(known: int, strangers: int, seed: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Raw scores of known faces, near 0.4, and of strangers, near 0.15, and which are known."""
    chance = np.random.default_rng(seed)
    raw = np.concatenate([chance.normal(0.4, 0.1, known), chance.normal(0.15, 0.1, strangers)]).clip(0.001, 0.999)
    return raw, np.arange(known + strangers) < known


def evidence(known: int = 120, seed: int = 1) -> calibrate.Evidence:
    """Named faces, half Anna's and half Bora's, all rightly recognised; taken for the other one like strangers."""
    raw, _ = faces(known, known, seed)
    person = np.arange(known) % 2
    return calibrate.Evidence(person, person, raw[:known], 1 - person, raw[known:], np.ones(known, np.bool_))


def empirical_precision(known: int, strangers: int, threshold: float, calibration: calibrate.Calibration) -> float:
    raw, right = faces(known, strangers, seed=99)
    return float(right[calibration.probability(raw) >= threshold].mean())


@pytest.mark.parametrize("strangers", [500, 2000, 6000])
@pytest.mark.parametrize("target", [0.9, 0.95, 0.98])
def test_the_album_gets_the_precision_asked_for_however_many_strangers_it_holds(strangers: int, target: float) -> None:
    known = evidence(known=400)
    calibration = calibrate.fit(known, faces(2000, strangers, seed=2)[0], people=2)
    assert calibration.strangers == pytest.approx(strangers / (2000 + strangers), abs=0.06)
    for person in calibrate.thresholds(known, calibration, target):
        assert empirical_precision(2000, strangers, person.threshold, calibration) >= target - 0.02


def test_probabilities_rise_with_the_score_and_zero_stays_zero() -> None:
    calibration = calibrate.fit(evidence(), faces(100, 100, seed=3)[0], people=2)
    probability = calibration.probability(np.array([[0.0, 0.1], [0.3, 0.9]], np.float32))
    assert probability.dtype == np.float32
    assert probability[0, 0] == 0.0 < probability[0, 1] < probability[1, 0] < probability[1, 1] <= 1.0


def test_more_precision_never_asks_for_less_score() -> None:
    known = evidence()
    calibration = calibrate.fit(known, faces(300, 300, seed=4)[0], people=2)
    lowest = [calibrate.thresholds(known, calibration, target)[ANNA].threshold for target in (0.8, 0.9, 0.97, 0.99)]
    assert lowest == sorted(lowest)
    assert lowest[0] == calibrate.LIKELY < lowest[-1]


def test_who_others_are_taken_for_needs_a_higher_score() -> None:
    known = evidence()
    twins = np.where(np.arange(120) % 12 == 1, ANNA, known.named)  # one in six of Bora's faces is called Anna
    mixed = calibrate.Evidence(known.person, twins, known.score, known.mistaken, known.mistaken_score, known.judged)
    calibration = calibrate.fit(mixed, faces(300, 300, seed=4)[0], people=2)
    anna, bora = calibrate.thresholds(mixed, calibration, 0.97)
    assert calibration.wrong[ANNA] > 1.0 > calibration.wrong[BORA]
    assert anna.threshold > bora.threshold


def test_the_childs_own_evidence_stands_beside_the_threshold() -> None:
    known = evidence(known=8)
    calibration = calibrate.fit(known, faces(50, 10, seed=5)[0], people=3)
    anna, _, nobody = calibrate.thresholds(known, calibration, 0.95)
    assert (anna.right, anna.named) == (4, 4)
    assert anna.low == pytest.approx(0.05 ** (1 / 4))
    assert anna.high == 1.0
    assert anna.more_needed == 59 - 4
    assert 0.9 < anna.expected_recall <= 1.0
    assert (nobody.named, nobody.low, nobody.high, nobody.more_needed) == (0, 0.0, 1.0, 59)


def test_strangers_lower_the_low_end_of_a_childs_interval_alone() -> None:
    person = np.array([ANNA] * 4 + [STRANGER])  # five faces are called Anna, and one is a stranger's
    surely, nobody = np.full(5, 0.9), np.zeros(5)
    called = calibrate.Evidence(person, np.full(5, ANNA), surely, np.full(5, BORA), nobody, np.ones(5, np.bool_))
    (anna,) = calibrate.thresholds(called, calibrate.Calibration(10.0, -5.0, 0.25, np.ones(1), np.full(9, 0.98)), 0.9)
    assert (anna.right, anna.named) == (4, 5)
    assert anna.low == pytest.approx(0.3426, abs=1e-4)  # as the tables say for four of five
    assert anna.high == 1.0


def test_a_face_whose_person_the_head_did_not_know_is_no_failure() -> None:
    known = evidence()
    person = np.append(known.person, 2)
    lone = calibrate.Evidence(
        person,
        np.append(known.named, ANNA),
        np.append(known.score, 0.05),
        np.append(known.mistaken, ANNA),
        np.append(known.mistaken_score, 0.05),
        np.append(known.judged, False),
    )
    pile = faces(300, 300, seed=4)[0]
    with_it = calibrate.thresholds(lone, calibrate.fit(lone, pile, people=3))[ANNA]
    without = calibrate.thresholds(known, calibrate.fit(known, pile, people=2))[ANNA]
    assert with_it.expected_recall == pytest.approx(without.expected_recall, abs=0.02)


def test_where_the_wish_is_out_of_reach_each_name_must_be_that_sure_by_itself() -> None:
    known = evidence()
    doubtful = np.full(40, 0.2)
    calibration = calibrate.fit(known, doubtful, people=2)
    assert (calibration.probability(doubtful) < 0.9).all()
    for person in calibrate.thresholds(known, calibration, 0.99):
        assert 0.9 < person.threshold < 1.0


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_evidence_gives_usable_thresholds(data: st.DataObject) -> None:
    count, people = data.draw(st.integers(1, 12)), 3
    column, share = st.integers(0, people - 1), st.floats(0, 1)

    def draw(of: st.SearchStrategy[Any]) -> NDArray[Any]:
        return np.array(data.draw(st.lists(of, min_size=count, max_size=count)))

    odd = calibrate.Evidence(
        draw(st.integers(STRANGER, people - 1).filter(lambda who: who != -1)),
        draw(column),
        draw(share),
        draw(column),
        draw(share),
        draw(st.booleans()),
    )
    pile = np.array(data.draw(st.lists(share, max_size=8)))
    calibration = calibrate.fit(odd, pile, people)
    assert calibration.slope >= 0.0
    for person in calibrate.thresholds(odd, calibration):
        assert calibrate.LIKELY <= person.threshold <= 1.0
        assert 0.0 <= person.low <= person.high <= 1.0
        assert 0.0 <= person.expected_precision <= 1.0
        assert 0.0 <= person.expected_recall <= 1.0
