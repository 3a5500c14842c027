"""What a run is told to have done, on evidence that can be checked in the head."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import decide, results
from core.rules.calibrate import Calibration, Evidence
from core.rules.results import Judged, Share

ANNA, BORA, STRANGER, NOBODY = 0, 1, decide.STRANGER, decide.UNKNOWN


def judged(*faces: tuple[int, int, float, int]) -> Judged:
    """Each face: who it is, the best name, its probability, the name it got."""
    person, best, probability, named = (np.array(column) for column in zip(*faces, strict=True))
    return Judged(
        person.astype(np.intp),
        best.astype(np.intp),
        probability.astype(np.float64),
        named.astype(np.intp),
        np.ones(len(faces), np.bool_),
        2,
    )


SEEN = judged(
    (ANNA, ANNA, 0.9, ANNA),
    (ANNA, ANNA, 0.8, ANNA),
    (ANNA, BORA, 0.7, BORA),
    (BORA, BORA, 0.3, NOBODY),
    (STRANGER, ANNA, 0.6, ANNA),
    (STRANGER, BORA, 0.1, NOBODY),
)


def test_the_table_counts_who_was_given_which_name() -> None:
    assert results.confusion(SEEN).tolist() == [[2, 1, 0], [0, 0, 1], [1, 0, 1]]


def test_each_number_of_the_table_leads_to_its_faces() -> None:
    table = results.confusion(SEEN)
    for row in range(3):
        for column in range(3):
            assert len(results.cell(SEEN, row, column)) == table[row, column]
    assert results.cell(SEEN, 2, 0).tolist() == [4]


def test_precision_and_recall_of_each_and_of_all() -> None:
    assert results.precision(SEEN, ANNA) == Share(2, 3)
    assert results.recall(SEEN, ANNA) == Share(2, 3)
    assert results.precision(SEEN, BORA) == Share(0, 1)
    assert results.recall(SEEN, BORA) == Share(0, 1)
    assert results.overall(SEEN) == (Share(2, 4), Share(2, 4))


def test_a_share_of_nothing_could_be_anything() -> None:
    assert Share(0, 0).value == 0.0
    assert Share(0, 0).interval == (0.0, 1.0)


def test_the_curve_falls_from_the_surest_face_on() -> None:
    curve = results.curve(SEEN, ANNA)
    assert curve.cut_off.tolist() == [0.9, 0.8, 0.6]
    assert curve.precision.tolist() == [1.0, 1.0, pytest.approx(2 / 3)]
    assert curve.recall.tolist() == [pytest.approx(1 / 3), pytest.approx(2 / 3), pytest.approx(2 / 3)]


def test_of_equally_sure_names_the_wrong_one_goes_first() -> None:
    curve = results.curve(judged((ANNA, ANNA, 0.5, ANNA), (STRANGER, ANNA, 0.5, ANNA)), ANNA)
    assert curve.precision.tolist() == [0.0, 0.5]


def test_what_was_said_is_held_against_what_was_seen() -> None:
    low, middle = results.reliability(
        judged((ANNA, ANNA, 0.1, ANNA), (BORA, ANNA, 0.3, ANNA), (ANNA, ANNA, 1.0, ANNA)), 2
    )
    assert low.said == pytest.approx(0.2) and low.seen == Share(1, 2)
    assert middle.said == 1.0 and middle.seen == Share(1, 1)


def test_the_surest_wrong_names_come_first_then_the_nearest_misses() -> None:
    assert results.worst(SEEN).tolist() == [2, 4, 3]


def test_a_face_whose_only_moment_it_is_counts_for_nothing() -> None:
    evidence = Evidence(
        person=np.array([ANNA, BORA]),
        named=np.array([ANNA, ANNA]),
        score=np.array([0.9, 0.9]),
        mistaken=np.array([BORA, ANNA]),
        mistaken_score=np.array([0.1, 0.9]),
        judged=np.array([True, False]),
    )
    calibration = Calibration(slope=10.0, intercept=-5.0, strangers=0.2, wrong=np.ones(2), pile=np.ones(1))
    found = results.judge(evidence, calibration, np.array([0.5, 0.5]))
    assert found.given.tolist() == [ANNA, ANNA]
    assert results.confusion(found).tolist() == [[1, 0, 0], [0, 0, 0], [0, 0, 0]]


FACE = st.tuples(
    st.sampled_from([ANNA, BORA, STRANGER]),
    st.sampled_from([ANNA, BORA]),
    st.floats(0, 1),
    st.sampled_from([0, 1, NOBODY]),
)


@given(st.lists(FACE, min_size=1, max_size=30))
def test_every_view_counts_the_same_faces(faces: list[tuple[int, int, float, int]]) -> None:
    seen = judged(*[(who, best, sure, best if named >= 0 else NOBODY) for who, best, sure, named in faces])
    table = results.confusion(seen)
    assert table.sum() == len(faces) == sum(one.seen.of for one in results.reliability(seen))
    precision, recall = results.overall(seen)
    assert precision.hits == recall.hits == int(np.trace(table[:2, :2]))
    assert precision.of == int(table[:, :2].sum())
    assert len(results.worst(seen)) == precision.of - precision.hits + int(table[:2, 2].sum())
    low, high = precision.interval
    assert low <= precision.value <= high or precision.of == 0
