from dataclasses import replace

import numpy as np
import pytest

from core.base.records import FaceTable, Person
from core.rules import calibrate, decide, decisions, preview
from core.rules.decisions import Basis

ANNA, BORA, CHRIS = (
    Person(place + 1, name, "#000000", 0.5, True) for place, name in enumerate(("Anna", "Bora", "Chris"))
)


def basis(scores: list[list[float]], photos: list[int], said: list[int] | None = None) -> Basis:
    """Faces 100, 101, …; Anna and Bora were learned, Chris was named since; everyone's threshold is 0.5."""
    count = len(photos)
    number = np.zeros(count)
    moments = np.zeros(count, np.int64)
    ids = np.arange(100, 100 + count)
    faces = FaceTable(ids, np.array(photos), np.zeros((count, 4)), moments, number, number, number, number)
    labels = decide.nothing_said(count, 3)
    if said is not None:
        labels = decide.Said(np.array(said, np.intp), labels.denied)
    nobody, nothing = np.empty(0, np.intp), np.empty(0)
    evidence = calibrate.Evidence(nobody, nobody, nothing, nobody, nothing, np.empty(0, np.bool_))
    calibration = calibrate.Calibration(1.0, 0.0, 0.2, np.ones(2), nothing)
    return Basis((ANNA, BORA, CHRIS), faces, np.array(scores, np.float32), labels, evidence, calibration)


def test_counts_photos_and_shows_faces_from_sure_to_unsure() -> None:
    scores = [[0.6, 0, 0], [0.9, 0, 0], [0.3, 0, 0], [0.4, 0, 0], [0.1, 0, 0], [0, 0.7, 0]]
    anna, bora, chris = preview.folders(decisions.judge(basis(scores, [1, 2, 3, 4, 5, 5])), shown=5)
    assert (anna.photos, bora.photos, chris.photos) == (2, 1, 0)
    assert (anna.sample.tolist(), anna.unsure.tolist()) == ([1, 0], [3, 2])
    assert (anna.learned, bora.learned, chris.learned) == (True, True, False)


def test_named_faces_count_and_step_back_in_the_sample() -> None:
    made = decisions.judge(basis([[0.9, 0, 0], [0.8, 0, 0]], [1, 2], said=[0, decide.UNKNOWN]))
    anna = preview.folders(made, shown=5)[0]
    assert (anna.photos, anna.named, anna.sample.tolist()) == (2, 1, [1])


def test_a_child_named_twice_on_a_photo_counts_once() -> None:
    made = decisions.judge(basis([[0, 0, 0], [0, 0, 0], [0, 0, 0.4]], [1, 2, 2], said=[2, 2, decide.UNKNOWN]))
    chris = preview.folders(made, shown=5)[2]
    assert (chris.photos, chris.named, chris.sample.tolist(), chris.unsure.tolist()) == (2, 2, [0, 1], [])


@pytest.mark.parametrize(
    ("shown", "rows"),
    [
        pytest.param(1, [0], id="only the surest"),
        pytest.param(2, [0, 4], id="both ends"),
        pytest.param(3, [0, 2, 4], id="evenly between"),
        pytest.param(9, [0, 1, 2, 3, 4], id="all that there are"),
    ],
)
def test_the_sample_is_spread(shown: int, rows: list[int]) -> None:
    falling = [[0.9, 0, 0], [0.8, 0, 0], [0.7, 0, 0], [0.6, 0, 0], [0.5, 0, 0]]
    assert preview.folders(decisions.judge(basis(falling, [1, 2, 3, 4, 5])), shown=shown)[0].sample.tolist() == rows


def test_a_higher_threshold_moves_photos_to_the_unsure() -> None:
    known = basis([[0.6, 0, 0], [0.9, 0, 0]], [1, 2])
    stricter = replace(known, people=(replace(ANNA, threshold=0.8), BORA, CHRIS))
    anna = preview.folders(decisions.judge(stricter), shown=5)[0]
    assert (anna.photos, anna.unsure.tolist()) == (1, [0])
