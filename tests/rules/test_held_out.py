import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import held_out
from core.rules.decide import STRANGER

ANNA, BORA = 0, 1


@pytest.mark.parametrize(
    ("person", "raw", "quality"),
    [
        pytest.param([ANNA, BORA], [[0.9, 0.1], [0.2, 0.8]], 1.0, id="all right"),
        pytest.param([ANNA, STRANGER], [[0.9, 0.1], [0.5, 0.2]], 1.0, id="a stranger below"),
        pytest.param([ANNA, STRANGER], [[0.4, 0.1], [0.5, 0.2]], 0.5, id="a stranger above"),
        pytest.param([ANNA, STRANGER], [[0.5, 0.1], [0.5, 0.2]], 0.5, id="a tie is no merit"),
        pytest.param([ANNA, BORA], [[0.9, 0.1], [0.3, 0.2]], 0.5, id="one of two missed"),
        pytest.param([ANNA], [[0.0, 0.0]], 0.0, id="no score at all"),
        pytest.param([STRANGER], [[0.9, 0.0]], 0.0, id="nobody to be found"),
    ],
)
def test_sorting(person: list[int], raw: list[list[float]], quality: float) -> None:
    assert held_out.sorting(np.array(person), np.array(raw)) == quality


@given(st.lists(st.tuples(st.sampled_from([ANNA, BORA, STRANGER]), st.floats(0, 1), st.floats(0, 1)), min_size=1))
def test_sorting_is_a_share(faces: list[tuple[int, float, float]]) -> None:
    person, raw = np.array([face[0] for face in faces]), np.array([face[1:] for face in faces])
    assert 0.0 <= held_out.sorting(person, raw) <= 1.0


def test_evidence() -> None:
    person = np.array([ANNA, BORA, STRANGER])
    found = held_out.evidence(person, np.array([[0.9, 0.1], [0.6, 0.3], [0.2, 0.4]]))
    assert (found.named.tolist(), found.score.tolist()) == ([ANNA, ANNA, BORA], [0.9, 0.6, 0.4])
    assert (found.mistaken.tolist(), found.mistaken_score.tolist()) == ([BORA, ANNA, BORA], [0.1, 0.6, 0.4])
    assert found.judged.all()
