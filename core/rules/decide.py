"""From scores to names: human labels first, then each photo's faces jointly, then the thresholds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

UNKNOWN = -1  # the machine does not say; of a label: nobody has said anything
STRANGER = -2  # a human said: none of them
NOT_A_FACE = -3  # a human said: no face at all


@dataclass(frozen=True)
class Said:
    """What humans have said about each face; it always wins.

    Attributes:
        person: Column of the person, STRANGER, NOT_A_FACE, or UNKNOWN where nothing was said, shape (F,).
        denied: True where a human said "not this person", shape (F, P).
    """

    person: NDArray[np.intp]
    denied: NDArray[np.bool_]

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Said":
        """Leave out all faces but these."""
        return Said(self.person[rows], self.denied[rows])


def is_labelled(person: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Tell which faces somebody named or called strangers, from their column, STRANGER or another word, shape (F,)."""
    return np.asarray((person >= 0) | (person == STRANGER))


@dataclass(frozen=True)
class Candidates:
    """The best name for each face before any threshold; nobody is it twice in a photo unless a human said so.

    Attributes:
        person: Column of the person, or UNKNOWN where none is left, shape (F,).
        score: Score of that person in [0, 1]; 1 where a human named the face, 0 where none is left, shape (F,).
        by_human: True where a label settles who it is, shape (F,).
    """

    person: NDArray[np.intp]
    score: NDArray[np.float32]
    by_human: NDArray[np.bool_]


def nothing_said(faces: int, people: int) -> Said:
    """Make the labels of an album in which nobody has said anything."""
    return Said(np.full(faces, UNKNOWN, dtype=np.intp), np.zeros((faces, people), dtype=np.bool_))


def candidates(scores: NDArray[np.float32], photos: NDArray[np.integer], said: Said) -> Candidates:
    """Find the best name for each face, jointly over the faces of each photo.

    Args:
        scores: Calibrated probabilities in [0, 1], shape (F, P).
        photos: Photo of each face, shape (F,).
        said: What humans have said about the same faces.
    """
    settled = said.person != UNKNOWN
    named = said.person >= 0
    free = np.where(said.denied | settled[:, None], np.float32(0.0), scores)
    free[_named_in_photo(photos, said.person, scores.shape[1])] = 0.0
    person = _best_per_photo(free, photos)
    score = np.append(free, np.zeros((len(free), 1), np.float32), axis=1)[np.arange(len(free)), person]
    person = np.where(score > 0.0, person, UNKNOWN)
    return Candidates(
        person=np.where(named, said.person, person), score=np.where(named, np.float32(1.0), score), by_human=settled
    )


def decide(found: Candidates, thresholds: NDArray[np.floating]) -> NDArray[np.intp]:
    """Name each face, or leave it unknown.

    Args:
        found: The best name for each face.
        thresholds: Lowest score at which each person is named, shape (P,).

    Returns:
        Column of the person or UNKNOWN, shape (F,). A stranger and what is not a face are unknown, too.
    """
    lowest = np.append(thresholds, np.inf)[found.person]  # UNKNOWN is -1, so it reads the infinity at the end
    given = found.by_human | (found.score >= lowest)
    return np.where(given, found.person, UNKNOWN)


def _named_in_photo(photos: NDArray[np.integer], person: NDArray[np.intp], people: int) -> NDArray[np.bool_]:
    """Tell who stands in each face's photo according to humans, shape (F, P)."""
    _, photo = np.unique(photos, return_inverse=True)
    there = np.zeros((photo.max(initial=-1) + 1, people), dtype=np.bool_)
    named = person >= 0
    there[photo[named], person[named]] = True
    return there[photo]


def _best_per_photo(scores: NDArray[np.float32], photos: NDArray[np.integer]) -> NDArray[np.intp]:
    """Give persons to faces so that most right names can be expected; UNKNOWN for a face that gets none.

    Each name counts its score squared: the chance that it is right times the share of thresholds that it passes.
    """
    if scores.shape[1] == 0:
        return np.full(len(scores), UNKNOWN, dtype=np.intp)
    best: NDArray[np.intp] = scores.argmax(axis=1)  # the joint best, too, where no two faces want the same person
    for faces in _rivals(scores, photos, best):
        best[faces] = UNKNOWN
        rows, people = linear_sum_assignment(np.square(scores[faces]), maximize=True)
        best[faces[rows]] = people
    return best


def _rivals(scores: NDArray[np.float32], photos: NDArray[np.integer], best: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """List the faces of each photo in which two faces want the same person."""
    wanted = scores.max(axis=1) > 0.0
    _, photo = np.unique(photos, return_inverse=True)
    wish = (photo * scores.shape[1] + best)[wanted]
    _, pair, count = np.unique(wish, return_inverse=True, return_counts=True)
    contested = np.isin(photos, photos[wanted][count[pair] > 1])
    faces = np.flatnonzero(contested)[np.argsort(photos[contested], kind="stable")]
    return np.split(faces, np.flatnonzero(np.diff(photos[faces])) + 1) if len(faces) else []
