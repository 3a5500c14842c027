"""Who wears a mask: learned from the faces of which people said so."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

LEAST_SAID = 5  # faces with a mask, and as many without, before anything is learned
SURE = 0.8  # a less probable state is not told
# Measured on five albums of real and three of drawn faces: with 10 faces of each state spoken of, 0.97 and 0.99 of what
# is told is right, and it is told of 0.57 and 0.50 of the faces; with 20, 0.97 and 0.99 of 0.64 and 0.70. Embeddings
# alone tell a state of 0.18 and 0.24: the detector's score falls with a mask, and a real mask's edges are sharp.
DETECTOR_WEIGHT, SHARPNESS_WEIGHT = 10.0, 0.3
STRENGTH = 10.0  # inverse of the pull of the weights towards 0


def learn(
    embeddings: NDArray[np.float32],
    detector_scores: NDArray[np.float64],
    sharpness: NDArray[np.float64],
    said: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Tell which faces wear a mask.

    Args:
        embeddings: Unit vectors, shape (F, D).
        detector_scores: In [0, 1], NaN where a human drew the face, shape (F,).
        sharpness: As in Quality, shape (F,).
        said: 1 where people said that it wears one, 0 where that it wears none, else NaN, shape (F,).

    Returns:
        Probability of a mask in [0, 1], NaN where it is not SURE enough or too few faces were spoken of, shape (F,).
    """
    known = ~np.isnan(said)
    if min((said == 1.0).sum(), (said == 0.0).sum()) < LEAST_SAID:
        return np.full(len(said), np.nan)
    score = np.where(np.isnan(detector_scores), np.nanmean(detector_scores), detector_scores)
    seen = [(score - 0.8) * DETECTOR_WEIGHT, (np.log1p(sharpness) - 5.0) * SHARPNESS_WEIGHT]  # both about 0
    facts = np.column_stack([embeddings, *seen])
    with threadpool_limits(1):
        model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=500).fit(facts[known], said[known])
    probability: NDArray[np.float64] = model.predict_proba(facts)[:, 1]
    unsure = np.maximum(probability, 1.0 - probability) < SURE
    return np.where(unsure, np.nan, probability)
