"""What the cosine of one embedder means for another, and what embedders are called."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import embedders
from core.rules.embedders import Brought, Colours, Scale


def turned(*degrees: float) -> np.ndarray:
    """Unit vectors in the plane."""
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


@pytest.mark.parametrize(
    ("cosine", "expected"),
    [
        pytest.param(0.4, 0.5, id="the lowest of one pair"),
        pytest.param(-0.6, -0.5, id="the lowest of two"),
        pytest.param(-1.0, -1.0, id="all pairs"),
        pytest.param(0.6, 1.0, id="no pair is so alike"),
    ],
)
def test_the_same_embedder(cosine: float, expected: float) -> None:
    faces = turned(0, 60, 180)  # cosines 0.5, -1, -0.5
    assert embedders.as_rare(cosine, faces, faces) == pytest.approx(expected, abs=1e-6)


def test_an_embedder_that_crowds_its_faces_gets_a_higher_cosine() -> None:
    known, crowded = turned(0, 10, 90, 100, 180), turned(0, 1, 9, 10, 18)
    found = embedders.as_rare(0.9, known, crowded)
    alike = crowded @ crowded.T >= found
    assert alike.sum() - len(alike) == 4  # the two pairs that the other one holds for alike, from both ends
    assert found > 0.98


def test_one_face_tells_nothing() -> None:
    assert embedders.as_rare(0.5, turned(0), turned(90)) == 0.5


@given(st.floats(-0.9, 0.9), st.integers(0, 20))
def test_as_many_pairs_are_held_for_alike(cosine: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    known, other = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True) for vectors in rng.normal(size=(2, 40, 6)))
    found = embedders.as_rare(cosine, known.astype(np.float32), other.astype(np.float32))
    pairs = np.triu_indices(40, k=1)
    shares = [((one @ one.T)[pairs] >= least).mean() for one, least in ((known, cosine), (other, found))]
    assert shares[0] == pytest.approx(shares[1], abs=2 / len(pairs[0]))


def test_a_name_tells_the_file_and_its_pixels() -> None:
    one = Brought(Path("a"), "0123456789abcdef", "MIT", "b", Colours.BGR, Scale.UNIT, 512)
    assert one.name == "onnx-0123456789ab-bgr-unit"
