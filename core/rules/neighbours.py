"""Neighbours: faces of one moment that look like a face that somebody has just spoken about."""

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.55  # lowest cosine to one of the faces spoken about


def alike(
    spoken_about: NDArray[np.float32],
    spoken_photos: NDArray[np.integer],
    embeddings: NDArray[np.float32],
    photos: NDArray[np.integer],
) -> NDArray[np.intp]:
    """Find the faces that probably show the same person, at most one on a photo.

    S is the number of faces spoken about, F that of the others in their moments.

    Args:
        spoken_about: Unit vectors, shape (S, D).
        spoken_photos: Their photos, on which nobody is looked for: nobody stands twice on one; shape (S,).
        embeddings: Unit vectors of the others, shape (F, D).
        photos: Photo of each of these, shape (F,).

    Returns:
        Rows of the others, the most alike first.
    """
    if len(spoken_about) == 0 or len(embeddings) == 0:
        return np.empty(0, np.intp)
    cosine = (embeddings @ spoken_about.T).max(axis=1)
    cosine[np.isin(photos, spoken_photos)] = -1.0
    falling = np.argsort(-cosine, kind="stable")
    _, first = np.unique(photos[falling], return_index=True)  # the most alike of each photo
    best = falling[np.sort(first)]
    return np.asarray(best[cosine[best] >= ALIKE], np.intp)
