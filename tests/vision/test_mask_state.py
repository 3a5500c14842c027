"""Masks, on embeddings of which one direction alone tells them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from core.vision import mask_state

MASKED = np.tile([1.0, 0.0], 20)  # every second face wears one


def embeddings(masked: NDArray[np.float64], spread: float = 0.2) -> NDArray[np.float32]:
    """Unit vectors whose first number is high with a mask and low without, the others being chance."""
    vectors = np.random.default_rng(0).normal(0.0, spread, (len(masked), 8))
    vectors[:, 0] += np.where(masked == 1.0, 1.0, -1.0)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def learn(
    said: NDArray[np.float64],
    vectors: NDArray[np.float32] | None = None,
    scores: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    vectors = embeddings(MASKED) if vectors is None else vectors
    scores = np.full(len(said), 0.9) if scores is None else scores
    return mask_state.learn(vectors, scores, np.full(len(said), 100.0), said)


def said_of(first: int) -> NDArray[np.float64]:
    """People spoke of the first faces alone."""
    return np.where(np.arange(len(MASKED)) < first, MASKED, np.nan)


def test_faces_nobody_spoke_of_are_told_by_those_that_somebody_did() -> None:
    probability = learn(said_of(10))
    assert (probability[10:] > 0.5).tolist() == (MASKED[10:] == 1.0).tolist()


@pytest.mark.parametrize("first", [0, 1, 8, 9], ids=lambda first: f"{first} spoken of")
def test_too_few_words_say_nothing(first: int) -> None:
    assert np.isnan(learn(said_of(first))).all()


def test_where_only_masks_were_spoken_of_nothing_is_known() -> None:
    assert np.isnan(learn(np.where(MASKED == 1.0, 1.0, np.nan))).all()


def test_a_face_that_looks_like_both_stays_unknown() -> None:
    vectors = embeddings(MASKED)
    vectors[-1] = 0.0
    vectors[-1, 1] = 1.0  # neither high nor low
    probability = learn(said_of(10), vectors)
    assert np.isnan(probability[-1])
    assert not np.isnan(probability[10:-1]).any()


def test_the_detectors_doubt_tells_a_mask_where_the_face_does_not() -> None:
    alike = np.zeros((len(MASKED), 8), np.float32)
    alike[:, 0] = 1.0
    scores = np.where(MASKED == 1.0, 0.6, 0.95)
    scores[-1] = np.nan  # drawn by a human
    probability = learn(said_of(20), alike, scores)
    assert (probability[20:-1] > 0.5).tolist() == (MASKED[20:-1] == 1.0).tolist()
    assert not probability[-1] < 1.0 - mask_state.SURE  # nothing speaks against a mask
