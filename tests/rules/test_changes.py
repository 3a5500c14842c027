from dataclasses import replace

import numpy as np
import pytest

from core.base.records import FaceTable, Person
from core.rules import changes, decide, decisions
from core.rules.calibrate import Calibration, Evidence
from core.rules.decisions import Basis
from core.rules.plan import Pair

PEOPLE = tuple(Person(number, name, "#000000", 0.5, active=True) for number, name in ((1, "Anna"), (2, "Bora")))
ANNA, BORA = 1, 2


def basis(photos: list[int], scores: list[list[float]], said: decide.Said | None = None) -> Basis:
    """Faces on photos, with a score for Anna and one for Bora; both are named from 0.5 on."""
    count, flat = len(photos), np.zeros(len(photos))
    ids = np.arange(count, dtype=np.int64)
    table = FaceTable(ids, np.array(photos, np.int64), np.zeros((count, 4)), ids, flat, flat, flat, flat)
    column, ones = np.arange(2, dtype=np.intp), np.ones(2)
    evidence = Evidence(column, column, ones, column, np.zeros(2), ones.astype(np.bool_))
    calibration = Calibration(10.0, -5.0, 0.25, ones, np.array([0.9]))
    return Basis(
        PEOPLE, table, np.array(scores, np.float32), said or decide.nothing_said(count, 2), evidence, calibration
    )


def test_compare() -> None:
    made = decisions.judge(basis([10, 11, 11], [[0.9, 0], [0.8, 0], [0, 0.7]]))
    found = changes.compare({Pair(10, ANNA), Pair(11, ANNA), Pair(12, BORA)}, made)
    assert found.stay == {Pair(10, ANNA), Pair(11, ANNA)}
    assert found.into == {Pair(11, BORA)}
    assert found.out == {Pair(12, BORA)}


@pytest.mark.parametrize(
    ("person", "denied", "against"),
    [
        pytest.param([BORA - 1, decide.UNKNOWN], [[], []], [], id="the other face could still be Anna"),
        pytest.param([BORA - 1, decide.STRANGER], [[], []], [Pair(10, ANNA)], id="no face is left that could be Anna"),
        pytest.param([decide.UNKNOWN] * 2, [[0], [0]], [Pair(10, ANNA)], id="said of both: not Anna"),
        pytest.param([decide.UNKNOWN] * 2, [[0], []], [], id="said of one: not Anna"),
    ],
)
def test_against_what_people_said(person: list[int], denied: list[list[int]], against: list[Pair]) -> None:
    said = decide.nothing_said(2, 2)
    said.person[:] = person
    for row, columns in enumerate(denied):
        said.denied[row, columns] = True
    made = decisions.judge(basis([10, 10], [[0.3, 0], [0.2, 0]], said))
    assert changes.compare({Pair(10, ANNA)}, made).against == set(against)


def test_face_of_a_pair_is_the_likeliest_on_the_photo() -> None:
    made = decisions.judge(basis([10, 10, 11], [[0.2, 0.1], [0.6, 0.3], [0.9, 0]]))
    assert changes.face_of(made, Pair(10, ANNA)) == 1
    said = decide.nothing_said(3, 2)
    said.person[0] = 0
    assert (
        changes.face_of(decisions.judge(basis([10, 10, 11], [[0.2, 0], [0.6, 0], [0, 0]], said)), Pair(10, ANNA)) == 0
    )


def test_a_named_child_that_the_rules_leave_out_contradicts_nobody() -> None:
    said = decide.nothing_said(1, 2)
    said.person[0] = ANNA - 1
    made = decisions.judge(basis([10], [[0.9, 0]], said))
    made = replace(made, person=np.array([decide.UNKNOWN]))
    found = changes.compare({Pair(10, ANNA)}, made)
    assert found.out == {Pair(10, ANNA)}
    assert not found.against
