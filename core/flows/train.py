"""Learning: from the labels of an album to a run that scores every face."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import errors, progress
from core.base.progress import Progress
from core.base.records import Person
from core.flows import masks
from core.rules import calibrate, decide, figures, split
from core.rules.embedders import BUILT_IN, as_rare
from core.store import decision_basis, embedders, faces, labels, people, run_files, runs, unscored
from core.store.db import Album, Connection
from core.store.runs import Run
from core.vision import head


@dataclass(frozen=True)
class _Material:
    """What a head learns from, and whose faces these are.

    Attributes:
        learned: People with at least one named face, in the order of the columns.
        face_ids: Every face that can be scored, shape (F,).
        embeddings: Unit vectors of these, shape (F, D).
        taught: Which of them the lesson holds, as its rows; not those that only a run takes for faces, shape (F,).
        last_label: Where the journal stood.
        embedder: Whose embeddings the lesson holds.
        seen: What is learned of masks from.
    """

    learned: tuple[Person, ...]
    face_ids: NDArray[np.int64]
    embeddings: NDArray[np.float32]
    taught: NDArray[np.bool_]
    lesson: head.Lesson
    last_label: int
    embedder: str
    seen: masks.Seen

    @property
    def judged(self) -> NDArray[np.bool_]:
        """Rows of the lesson that somebody named or called strangers."""
        return decide.is_labelled(self.lesson.said.person)


def train_head(
    album: Album,
    precision: float = calibrate.TARGET,
    asked_by: str | None = None,
    on_progress: Progress = progress.untold,
) -> Run:
    """Learn a linear head from all labels, judge it by what it had not seen, and score the whole album.

    Who wears a mask is learned beside it.

    Args:
        album: The album.
        precision: Share of right names that the reported thresholds aim at, in (0, 1).
        asked_by: The job that asks; asked again, as after a kill, it gets the run that it has made.
        on_progress: Told how many heads of how many have learned.

    Raises:
        MissingError: There are too few labels to learn from.
        WrongUseError: A child was forgotten meanwhile.
    """
    with album.read() as conn:
        known = runs.asked_by(conn, asked_by) if asked_by else None
        if known is not None:
            return known
        material = _gather(conn)
    lesson = material.lesson
    learned = head.fit(lesson)
    held = split.make(lesson.said.person, lesson.photos, lesson.moments)
    evidence = head.out_of_fold(lesson, learned, held, on_progress=on_progress)
    raw = learned.scores(material.embeddings)
    best = decide.candidates(raw[material.taught], lesson.photos, lesson.said)
    calibration = calibrate.fit(evidence, best.score[~best.by_human], len(material.learned))
    masks.learn(album, material.seen)
    with album.read() as conn:
        masked = decision_basis.masked(conn, material.face_ids[material.taught][material.judged])
    facts = _facts(material, masked, evidence, calibration, precision)
    facts |= {"taught_itself": learned.taught, "split_by_moment": held.by_moment}
    with album.write() as conn:
        _require_everyone(conn, material.learned)
        settings = {"precision": precision}
        run_id = runs.start(conn, "head", settings, material.embedder, material.last_label, asked_by)
        checkpoint = f"{run_id}/head.npz"
        path = run_files.root(album) / checkpoint
        path.parent.mkdir(parents=True, exist_ok=True)
        sha256 = head.save(learned, path)
        person_ids = [person.id for person in material.learned]
        runs.finish(conn, run_id, person_ids, facts, evidence, calibration, checkpoint, sha256)
        runs.put_scores(conn, run_id, material.face_ids, calibration.probability(raw))
        return runs.to_decide_with(conn, run_id)


def score_new_faces(album: Album, run: Run) -> None:
    """Let a run score the faces that came into the album after it.

    Raises:
        MissingError: The run's checkpoint is gone or was changed.
    """
    with album.read() as conn:
        face_ids, embeddings = faces.embeddings(conn, run.embedder or "")
        scored, _ = runs.scores(conn, run)
    if np.isin(face_ids, scored).all() or run.calibration is None:
        return
    learned = head.load(run_files.root(album) / (run.checkpoint or ""), run.checkpoint_sha256 or "")
    probability = run.calibration.probability(learned.scores(embeddings))
    with album.write() as conn:
        there = unscored.still_there(conn, face_ids)
        runs.put_scores(conn, run.id, face_ids[there], probability[there])


def _gather(conn: Connection) -> _Material:
    table = faces.table(conn)
    embedder = embedders.chosen(conn)
    face_ids, embeddings = faces.embeddings(conn, embedder)
    standing = labels.standing(conn)
    taught = ~decision_basis.unconfirmed(conn, face_ids, standing)
    ids, vectors = face_ids[taught], embeddings[taught]
    rows = np.searchsorted(table.ids, ids)
    named = {stands.person_id for stands in standing.values()}
    learned = tuple(person for person in people.everyone(conn) if person.id in named)
    moments = np.where(table.moments >= 0, table.moments, -table.photo_ids)  # where unknown, a photo is its own
    lesson = head.Lesson(
        embeddings=vectors,
        said=decision_basis.what_was_said(ids, standing, [person.id for person in learned]),
        photos=table.photo_ids[rows],
        moments=moments[rows],
        left_out=decision_basis.left_out(ids, standing),
        alike=_alike(conn, embedder, ids, vectors),
    )
    seen = masks.gather(conn, table, (face_ids, embeddings) if embedder == BUILT_IN else None)
    return _Material(learned, face_ids, embeddings, taught, lesson, labels.last(conn), embedder, seen)


def _alike(conn: Connection, embedder: str, face_ids: NDArray[np.int64], vectors: NDArray[np.float32]) -> float:
    """The cosine that says as much for an embedder as the head's does for the built-in one, where it was measured."""
    if embedder == BUILT_IN:
        return head.LEAST_COSINE
    known_ids, known = faces.embeddings(conn, BUILT_IN)
    both, rows, known_rows = np.intersect1d(face_ids, known_ids, assume_unique=True, return_indices=True)
    return as_rare(head.LEAST_COSINE, known[known_rows], vectors[rows]) if len(both) else head.LEAST_COSINE


def _require_everyone(conn: Connection, learned: Iterable[Person]) -> None:
    """Keep nothing of what was learned of somebody who was forgotten meanwhile.

    Raises:
        WrongUseError: So it is.
    """
    if not {person.id for person in learned} <= {person.id for person in people.everyone(conn)}:
        raise errors.WrongUseError("train-forgotten")


def _facts(
    material: _Material,
    masked: NDArray[np.float64],
    evidence: calibrate.Evidence,
    calibration: calibrate.Calibration,
    precision: float,
) -> dict[str, Any]:
    """What is known of a run before it decides."""
    said, judged = material.lesson.said.person, material.judged
    solved = calibrate.thresholds(evidence, calibration, precision)
    facts = figures.of_people(said, [person.id for person in material.learned], solved)
    facts |= figures.of_held_out(material.lesson.photos[judged], evidence, calibration, solved)
    by_mask = figures.by_mask(evidence, calibration, solved, masked)
    facts["people"] = [person | more for person, more in zip(facts["people"], by_mask, strict=True)]
    return facts | {"precision": precision}
