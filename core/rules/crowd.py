"""How large a crowd of one stranger's faces an album holds, so that faces with names can play strangers."""

import numpy as np
from numpy.typing import NDArray

from core.rules import clusters


def largest(
    embeddings: NDArray[np.float32], photos: NDArray[np.integer], labelled: NDArray[np.bool_], alike: float
) -> int:
    """Count the largest group of faces that look alike and none of which anybody has spoken about; at least 1.

    Args:
        embeddings: Unit vectors, shape (F, D).
        photos: Photo of each face, shape (F,).
        labelled: True for faces that somebody has spoken about, shape (F,).
        alike: Lowest mean cosine of a group.
    """
    groups = clusters.group(embeddings, photos.astype(np.int64), alike)
    nobody = (groups != clusters.NOBODY) & ~np.isin(groups, groups[labelled])
    return int(np.bincount(groups[nobody], minlength=1).max(initial=1))


def beyond(person: NDArray[np.intp], most: int) -> NDArray[np.bool_]:
    """Tell which named faces are more than a number for each person; those within are spread over the album.

    Args:
        person: Column of the person a human named, negative for others, shape (F,).
        most: Faces of each person that are within.
    """
    over = person >= 0
    for column in np.unique(person[over]):
        faces = np.flatnonzero(person == column)
        over[faces[np.linspace(0, len(faces) - 1, min(most, len(faces))).astype(np.intp)]] = False
    return over
