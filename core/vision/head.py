"""A linear head over embeddings: who each face is, or a stranger; learned in seconds, also from unlabelled faces.

A raw score is the head's probability for a person times the cosine to the middle of the person's faces. The head
tells the persons apart, the cosine keeps out whoever is like none of them.
"""

import hashlib
import io
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special
from threadpoolctl import threadpool_limits

from core.base import progress, whole_files
from core.base.errors import MissingError
from core.base.progress import Progress
from core.rules import calibrate, crowd, decide, split
from core.vision import logistic

ROUNDS = 4  # of teaching itself
LEAST_COSINE = 0.5  # to the middle of a person's faces, for a face to be taken as that person's
# So many of the labelled faces are less like anyone else than a face must be like a person to be taken as that
# person's: where children and strangers resemble each other, as the drawn ones do, LEAST_COSINE lets too many in.
UNLIKE = 0.9
LEFT_OUT = 5  # groups of persons that are left out in turn, so that learning takes seconds with any number of them
POOL = 3000  # unlabelled faces it may teach itself with, so that learning takes seconds in every album


@dataclass(frozen=True)
class Lesson:
    """What a head learns from: all faces of an album, a few of them labelled.

    Attributes:
        embeddings: Unit vectors, shape (F, D).
        said: What humans have said about the faces.
        photos: Photo of each face, shape (F,).
        moments: Moment of each face, shape (F,).
        left_out: Faces that are nothing to learn from, but are judged like any other, shape (F,); None for no face.
        alike: What LEAST_COSINE is for the embedder of these embeddings.
    """

    embeddings: NDArray[np.float32]
    said: decide.Said
    photos: NDArray[np.integer]
    moments: NDArray[np.integer]
    left_out: NDArray[np.bool_] | None = None
    alike: float = LEAST_COSINE

    @property
    def named(self) -> NDArray[np.intp]:
        """Person or STRANGER of each labelled face to learn from, UNKNOWN or NOT_A_FACE of the others, shape (F,)."""
        return self.said.person if self.left_out is None else np.where(self.left_out, decide.UNKNOWN, self.said.person)

    @property
    def people(self) -> int:
        """Number of persons."""
        return int(self.said.denied.shape[1])

    def take(self, rows: NDArray[np.bool_] | NDArray[np.intp]) -> "Lesson":
        """Leave out all faces but these."""
        said = self.said.take(rows)
        left_out = None if self.left_out is None else self.left_out[rows]
        return Lesson(self.embeddings[rows], said, self.photos[rows], self.moments[rows], left_out, self.alike)


@dataclass(frozen=True)
class Head:
    """A learned head.

    Attributes:
        weights: Of each person, and of the stranger in the last row, shape (P + 1, D).
        intercepts: Minus infinity for whom the head doesn't know, shape (P + 1,).
        middles: Unit vector in the middle of each person's faces; 0 for whom the head doesn't know, shape (P, D).
        taught: Unlabelled faces that it taught itself with.
    """

    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    middles: NDArray[np.float32]
    taught: int

    def scores(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Score each face for each person; comparable within one head, not yet a probability.

        Args:
            embeddings: Unit vectors, shape (F, D).

        Returns:
            Raw scores in [0, 1], shape (F, P).
        """
        return self._shares(embeddings)[:, :-1] * self.cosines(embeddings)

    def cosines(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Compare each face with the middle of each person, in [0, 1], shape (F, P)."""
        return (embeddings @ self.middles.T).clip(0.0, 1.0)

    def _shares(self, embeddings: NDArray[np.float32]) -> NDArray[np.float32]:
        """Split one among the persons and the stranger, shape (F, P + 1)."""
        return np.asarray(special.softmax(embeddings @ self.weights.T + self.intercepts, axis=1), dtype=np.float32)


def fit(lesson: Lesson, rounds: int = ROUNDS) -> Head:
    """Learn to tell the persons apart from the labelled faces, then from those it is sure of.

    Args:
        lesson: All faces of the album.
        rounds: How often it takes unlabelled faces as learned and learns again; 0 for labels alone.

    Raises:
        MissingError: There are too few labels to learn from.
    """
    _check(lesson.named)
    with threadpool_limits(1):  # the matrices are small: threads would only wait for each other
        return _teach(_within_pool(lesson, np.ones(len(lesson.photos), np.bool_)), rounds)


def out_of_fold(
    lesson: Lesson,
    learned: Head,
    held: split.Split,
    rounds: int = ROUNDS,
    on_progress: Progress = progress.untold,
) -> calibrate.Evidence:
    """Judge the labelled faces by heads that don't know them.

    Who a face is, is judged by a head that has seen no face of its moment, labelled or not. Whom a stranger is taken
    for, is judged by heads that never heard of a person, whose named faces then lie among the unlabelled ones, as a
    stranger's do: such a head may teach itself that they are somebody else. No more of them lie there than a stranger
    has faces in this album, for a larger crowd teaches more, and then no name would seem sure enough.

    Args:
        lesson: All faces of the album.
        learned: The head that learned from all of it.
        held: Who is held out when.
        rounds: As the head itself is learned.
        on_progress: Told how many heads of how many have learned.

    Source:
        Leaving classes out: W. Scheirer et al., Toward open set recognition, IEEE TPAMI 35, 2013.
    """
    person = lesson.said.person
    raw = np.zeros((2, len(person), lesson.people), dtype=np.float32)
    judged = np.equal(person, decide.STRANGER)
    rows = decide.is_labelled(person)
    heads = held.folds + min(LEFT_OUT, lesson.people)
    with threadpool_limits(1):
        for fold in range(held.folds):
            test = rows & (held.fold == fold)
            head = _teach(_within_pool(lesson, held.fold != fold), rounds)
            raw[:, test] = head.scores(lesson.embeddings[test])
            judged[test] |= (person[test] >= 0) & np.isfinite(head.intercepts)[person[test]]
            on_progress(fold + 1, heads)
        for number, (left_out, without) in enumerate(_without_each(lesson, learned), start=held.folds + 1):
            raw[1, left_out] = _teach(without, rounds).scores(lesson.embeddings[left_out])
            on_progress(number, heads)
    return _evidence(person[rows], raw[:, rows].astype(np.float64), judged[rows])


def save(head: Head, path: Path) -> str:
    """Write a head so that a file is there in full or not at all.

    Returns:
        SHA-256 of the file, in hex.
    """
    buffer = io.BytesIO()
    np.savez(buffer, **asdict(head))
    whole_files.write(path, buffer.getvalue())
    return hashlib.sha256(buffer.getvalue()).hexdigest()


def load(path: Path, sha256: str) -> Head:
    """Read a head.

    Args:
        path: The file.
        sha256: What the file's hash was when it was written.

    Raises:
        MissingError: The file is gone or another one.
    """
    if not path.is_file():
        raise MissingError("head-file-gone", path=str(path))
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise MissingError("head-file-changed", path=str(path))
    with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
        return Head(arrays["weights"], arrays["intercepts"], arrays["middles"], int(arrays["taught"]))


def _check(person: NDArray[np.intp]) -> None:
    people = len(np.unique(person[person >= 0]))
    if people <= 1:
        raise MissingError("train-one-child" if people else "train-no-names")


def _within_pool(lesson: Lesson, rows: NDArray[np.bool_]) -> Lesson:
    """Take some faces, but of the unlabelled ones at most POOL, photo by photo, spread over the whole album."""
    unlabelled = rows & (lesson.said.person == decide.UNKNOWN)
    photos, count = np.unique(lesson.photos[unlabelled]), int(unlabelled.sum())
    if count > POOL:
        spread = np.linspace(0, len(photos) - 1, len(photos) * POOL // count).astype(np.intp)
        rows = rows & (~unlabelled | np.isin(lesson.photos, photos[spread]))
    return lesson.take(rows)


def _without_each(lesson: Lesson, learned: Head) -> Iterator[tuple[NDArray[np.bool_], Lesson]]:
    """Leave out a few persons at a time: their named faces become unlabelled ones, their other faces go.

    Yields:
        Which faces were named as these persons, shape (F,), and what is left to learn from.
    """
    person = lesson.said.person
    best = decide.candidates(learned.scores(lesson.embeddings), lesson.photos, lesson.said).person
    group = np.where(best >= 0, best % LEFT_OUT, -1)
    pool = _within_pool(lesson, np.ones(len(person), np.bool_))
    size = crowd.largest(pool.embeddings, pool.photos, pool.said.person != decide.UNKNOWN, lesson.alike)
    gone = (person == decide.UNKNOWN) | crowd.beyond(person, size)
    for number in range(min(LEFT_OUT, lesson.people)):
        left_out = (person >= 0) & (group == number)
        unnamed = decide.Said(np.where(left_out, decide.UNKNOWN, person), lesson.said.denied)
        yield left_out, _within_pool(replace(lesson, said=unnamed), ~gone | (group != number))


def _teach(lesson: Lesson, rounds: int) -> Head:
    """Learn from the labels, then from labels and what that taught, again and again until nothing changes."""
    learned, nearest = lesson.named, _nearest(lesson)
    head = _learn(lesson, learned)
    for _ in range(rounds):
        before, learned = learned, _own_answers(lesson, head, nearest)
        if np.array_equal(before, learned):
            break
        head = _learn(lesson, learned, head)
    return head


def _nearest(lesson: Lesson) -> NDArray[np.intp]:
    """Who the labelled face is that each face is most like: a person, or STRANGER; shape (F,)."""
    labelled = np.flatnonzero(decide.is_labelled(lesson.named))
    if not len(labelled):  # all of them are in the fold that is held out
        return lesson.named
    likest: NDArray[np.intp] = (lesson.embeddings @ lesson.embeddings[labelled].T).argmax(axis=1)
    return lesson.named[labelled[likest]]


def _own_answers(lesson: Lesson, head: Head, nearest: NDArray[np.intp]) -> NDArray[np.intp]:
    """Add to the labels the unlabelled faces that head, cosine and nearest agree on, one a person and photo.

    The middles move with what it teaches itself, the nearest labelled face does not: else a child with few names may
    come to be taken for another (20 albums, three names each, recall at precision 0.95: 0.70 without it, 0.73 with).
    """
    cosines = head.cosines(lesson.embeddings)
    best = decide.candidates(head.scores(lesson.embeddings), lesson.photos, lesson.said)
    like = cosines.max(axis=1) >= max(lesson.alike, _unlike(cosines, lesson.named))
    sure = like & (cosines.argmax(axis=1) == best.person) & (nearest == best.person)
    return np.where(sure & ~best.by_human, best.person, lesson.named)


def _unlike(cosines: NDArray[np.float32], person: NDArray[np.intp]) -> float:
    """Find the cosine to anyone else that UNLIKE of the labelled faces stay under; 0 where none is labelled."""
    others = cosines.copy()
    named = np.flatnonzero(person >= 0)
    others[named, person[named]] = 0.0
    labelled = decide.is_labelled(person)
    return float(np.quantile(others[labelled].max(axis=1), UNLIKE)) if labelled.any() else 0.0


def _learn(lesson: Lesson, learned: NDArray[np.intp], before: Head | None = None) -> Head:
    """Fit weights and middles to the faces whose person, or being a stranger, is taken as known.

    Args:
        lesson: All faces.
        learned: Column of the person, or STRANGER, where it is taken as known, shape (F,).
        before: The head of the round before, of the same persons: where it stands, the search begins.
    """
    people, width = lesson.people, lesson.embeddings.shape[1]
    rows = decide.is_labelled(learned)
    faces, kind = lesson.embeddings[rows], np.where(learned[rows] >= 0, learned[rows], people)
    weights = np.zeros((people + 1, width), dtype=np.float32)
    intercepts = np.full(people + 1, -np.inf, dtype=np.float32)
    middles = np.zeros((people, width), dtype=np.float32)
    known = np.unique(kind)
    intercepts[known if len(known) else people] = 0.0  # where nothing is known, everyone is a stranger
    if len(known) > 1:
        start = None if before is None else (before.weights[known], before.intercepts[known])
        weights[known], intercepts[known] = logistic.fit(faces, kind, start)
    for person in known[known < people]:
        middle = faces[kind == person].mean(axis=0)
        middles[person] = middle / np.linalg.norm(middle)
    return Head(weights, intercepts, middles, taught=int((learned != lesson.named).sum()))


def _evidence(person: NDArray[np.intp], raw: NDArray[np.float64], judged: NDArray[np.bool_]) -> calibrate.Evidence:
    """Keep of the raw scores, shape (2, N, P), what calibration needs."""
    (named, mistaken), (score, mistaken_score) = raw.argmax(axis=2), raw.max(axis=2)
    return calibrate.Evidence(person, named, score, mistaken, mistaken_score, judged)
