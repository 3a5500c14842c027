"""Telling kinds of faces apart by one row of weights for each kind."""

import warnings

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

STRENGTH = 3.0  # inverse of the pull of the weights towards 0
STEPS = 500  # of the search, at most
Fit = tuple[NDArray[np.floating], NDArray[np.floating]]  # weights, shape (K, D), and intercepts, shape (K,)


def fit(faces: NDArray[np.float32], kind: NDArray[np.intp], start: Fit | None = None) -> Fit:
    """Fit one row of weights and one intercept for each of K kinds of faces, each kind counting the same.

    Args:
        faces: Unit vectors, shape (N, D).
        kind: Number of each face's kind, of two kinds or more, shape (N,).
        start: Where the search begins: what was fitted to nearly the same faces ends it after a few steps.
    """
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=STEPS, warm_start=True)
    if start is not None:
        model.coef_, model.intercept_ = _as_kept(*start)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # nearly as many kinds as faces: so it is when names are few
        model.fit(faces, kind)
    if len(model.coef_) > 1:
        return model.coef_, model.intercept_
    half = 0.5 * model.coef_, 0.5 * model.intercept_
    return np.concatenate([-half[0], half[0]]), np.concatenate([-half[1], half[1]])


def _as_kept(weights: NDArray[np.floating], intercepts: NDArray[np.floating]) -> Fit:
    """As scikit-learn keeps them: of two kinds the difference alone."""
    is_pair = len(intercepts) == 2  # noqa: PLR2004
    return (weights[1:] - weights[:1], intercepts[1:] - intercepts[:1]) if is_pair else (weights, intercepts)
