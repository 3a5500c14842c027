from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.records import FaceTable, Person
from core.rules import decide, decisions
from core.rules.calibrate import Calibration, Evidence
from core.rules.decisions import Basis
from core.rules.plan import Pair

ANNA, BORA, CEM = 0, 1, 2
HIGH, LOW = 0.984375, 0.5  # thresholds that the pile gives for a precision of 0.97, and for one of 0.9
EVIDENCE = Evidence(
    person=np.array([ANNA, BORA]),
    named=np.array([ANNA, BORA]),
    score=np.ones(2),
    mistaken=np.array([BORA, ANNA]),
    mistaken_score=np.zeros(2),
    judged=np.ones(2, np.bool_),
)
CALIBRATION = Calibration(10.0, -5.0, 0.25, np.ones(2), np.array([HIGH] * 10 + [0.625, 0.25]))


def people(*, anna: float | None = None, active: bool = True) -> tuple[Person, ...]:
    """Anna and Bora, whom the run learned, and Cem, who was named since; their ids are 11, 12 and 13."""
    return (
        Person(11, "Anna", "#000000", anna, active),
        Person(12, "Bora", "#000000", None, active=True),
        Person(13, "Cem", "#000000", None, active=True),
    )


def basis(
    scores: Sequence[Sequence[float]], photos: Sequence[int], *, said: dict[int, int] | None = None,
    denied: Sequence[tuple[int, int]] = (), who: tuple[Person, ...] | None = None,
) -> Basis:  # fmt: skip
    count = len(scores)
    nothing = np.zeros(count)
    table = FaceTable(
        np.arange(1, count + 1), np.array(photos, np.int64), np.zeros((count, 4)), np.zeros(count, np.int64),
        nothing, nothing, nothing, nothing,
    )  # fmt: skip
    heard = decide.nothing_said(count, 3)
    for face, word in (said or {}).items():
        heard.person[face] = word
    for face, column in denied:
        heard.denied[face, column] = True
    matrix = np.array([[*row, 0.0] for row in scores], np.float32).reshape(count, 3)
    return Basis(who or people(), table, matrix, heard, EVIDENCE, CALIBRATION)


@pytest.mark.parametrize(
    ("scores", "precision", "named"),
    [
        pytest.param([[HIGH, 0.0]], 0.97, [ANNA], id="on the threshold"),
        pytest.param([[0.98, 0.0]], 0.97, [decide.UNKNOWN], id="below it"),
        pytest.param([[0.625, 0.0]], 0.9, [ANNA], id="less is asked for"),
        pytest.param([[HIGH, 0.98], [HIGH, 0.0]], 0.9, [BORA, ANNA], id="nobody stands twice in a photo"),
        pytest.param([[HIGH, 0.0], [HIGH, 0.0]], 0.97, [ANNA, decide.UNKNOWN], id="not even when that leaves one out"),
    ],
)
def test_names_of_one_photo(scores: list[list[float]], precision: float, named: list[int]) -> None:
    assert decisions.judge(basis(scores, [1] * len(scores)), precision).person.tolist() == named


def test_labels_win_over_scores() -> None:
    made = decisions.judge(
        basis(
            [[HIGH, 0.0]] * 5,
            [1, 2, 3, 4, 5],
            said={0: BORA, 1: decide.STRANGER, 2: decide.NOT_A_FACE, 3: CEM},
            denied=[(4, ANNA)],
        )
    )
    assert made.person.tolist() == [BORA, decide.UNKNOWN, decide.UNKNOWN, CEM, decide.UNKNOWN]
    assert made.found.by_human.tolist() == [True, True, True, True, False]


def test_person_named_since_is_given_by_labels_alone() -> None:
    everyone = basis([[0.0, 0.0]], [1])
    everyone.scores[0, CEM] = 1.0  # even if there were a score
    assert decisions.judge(everyone).person.tolist() == [decide.UNKNOWN]
    assert decisions.judge(everyone).thresholds.tolist() == [HIGH, HIGH, decisions.NEVER]


def test_own_threshold_goes_before_the_runs() -> None:
    scores, photos = [[0.625, 0.0], [0.0, 0.625]], [1, 2]
    assert decisions.judge(basis(scores, photos, who=people(anna=0.6))).person.tolist() == [ANNA, decide.UNKNOWN]
    assert decisions.judge(basis([[HIGH, 0.0]], [1], who=people(anna=0.99))).person.tolist() == [decide.UNKNOWN]


def test_child_off_the_list_is_on_no_photo() -> None:
    made = decisions.judge(basis([[HIGH, 0.0], [0.0, HIGH]], [1, 1], said={0: ANNA}, who=people(active=False)))
    assert made.person.tolist() == [decide.UNKNOWN, BORA]
    assert made.pairs() == [Pair(1, 12)]


def test_pairs_come_by_photo_then_in_the_order_of_the_children() -> None:
    scores = [[0.0, HIGH], [HIGH, 0.0], [HIGH, 0.0], [0.0, 0.0]]
    assert decisions.judge(basis(scores, [2, 2, 1, 3])).pairs() == [Pair(1, 11), Pair(2, 11), Pair(2, 12)]


def test_two_faces_that_people_gave_one_name_are_one_pair() -> None:
    assert decisions.judge(basis([[0.0, 0.0]] * 2, [1, 1], said={0: ANNA, 1: ANNA})).pairs() == [Pair(1, 11)]


@given(
    st.lists(st.tuples(st.floats(0, 1, width=16), st.floats(0, 1, width=16), st.integers(1, 4)), max_size=12),
    st.floats(0.5, 0.999),
    st.floats(0.5, 0.999),
)
def test_asking_for_more_precision_never_adds_a_name(
    faces: list[tuple[float, float, int]], one: float, other: float
) -> None:
    everyone = basis([face[:2] for face in faces], [face[2] for face in faces])
    strict, loose = (decisions.judge(everyone, precision) for precision in (max(one, other), min(one, other)))
    assert np.all(strict.thresholds >= loose.thresholds)
    assert set(strict.pairs()) <= set(loose.pairs())
    for made in (strict, loose):
        named = [(photo, who) for (*_, photo), who in zip(faces, made.person.tolist(), strict=True) if who >= 0]
        assert len(named) == len(set(named))  # nobody stands twice in a photo


def test_how_many_more_faces_of_a_child_are_to_be_expected() -> None:
    scores = [[0.9, 0.0], [0.75, 0.2], [0.4, 0.0], [0.95, 0.0], [0.1, 0.6]]
    made = decisions.judge(basis(scores, [1, 2, 3, 4, 5], said={3: ANNA}))
    assert made.unnamed(ANNA) == 2  # 0.9 + 0.75 + 0.4, without the face that is named
    assert made.unnamed(BORA) == 1
    assert made.unnamed(CEM) == 0
