"""One row of weights for each kind of face, on points that a person can picture."""

import numpy as np
import pytest
from numpy.typing import NDArray

from core.vision import logistic


def around(kinds: int, each: int, seed: int) -> tuple[NDArray[np.float32], NDArray[np.intp]]:
    """Points around the corners of a space, and the corner of each."""
    kind = np.arange(kinds * each) % kinds
    near = np.eye(8)[kind] + np.random.default_rng(seed).normal(0.0, 0.3, (len(kind), 8))
    return np.asarray(near / np.linalg.norm(near, axis=1, keepdims=True), np.float32), kind


@pytest.mark.parametrize("kinds", [2, 3], ids=["two kinds, of which only the difference is fitted", "three kinds"])
def test_each_kind_has_its_row_and_a_start_leads_to_the_same_end(kinds: int) -> None:
    faces, kind = around(kinds, 20, seed=0)
    weights, intercepts = logistic.fit(faces, kind)
    assert weights.shape == (kinds, 8)
    assert ((faces @ weights.T + intercepts).argmax(axis=1) == kind).mean() > 0.9
    earlier = logistic.fit(*around(kinds, 20, seed=1))
    again, again_intercepts = logistic.fit(faces, kind, earlier)
    assert np.allclose(again, weights, atol=0.02)
    assert np.allclose(again_intercepts, intercepts, atol=0.02)
