"""Learning: from the labels of an album to a run that scores every face."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import errors
from core.base.records import Person
from core.flows import masks
from core.rules import calibrate, decide, figures, split
from core.store import decision_basis, faces, labels, people, runs
from core.store.db import Album, Connection
from core.store.runs import Run
from core.vision import embed, head


@dataclass(frozen=True)
class _Material:
    """What a head learns from, and whose faces these are.

    Attributes:
        learned: People with at least one named face, in the order of the columns.
        face_ids: Face of each row of the lesson, shape (F,).
        last_label: Where the journal stood.
    """

    learned: tuple[Person, ...]
    face_ids: NDArray[np.int64]
    lesson: head.Lesson
    last_label: int


def train_head(album: Album, precision: float = calibrate.TARGET) -> Run:
    """Learn a linear head from all labels, judge it by what it had not seen, and score the whole album.

    Who wears a mask is learned beside it.

    Args:
        album: The album.
        precision: Share of right names that the reported thresholds aim at, in (0, 1).

    Raises:
        MissingError: There are too few labels to learn from.
        WrongUseError: A child was forgotten meanwhile.
    """
    with album.read() as conn:
        material = _gather(conn)
    lesson = material.lesson
    learned = head.fit(lesson)
    held = split.make(lesson.said.person, lesson.photos, lesson.moments)
    evidence = head.out_of_fold(lesson, learned, held)
    raw = learned.scores(lesson.embeddings)
    best = decide.candidates(raw, lesson.photos, lesson.said)
    calibration = calibrate.fit(evidence, best.score[~best.by_human], len(material.learned))
    facts = _facts(material, evidence, calibration, precision)
    facts |= {"taught_itself": learned.taught, "split_by_moment": held.by_moment}
    masks.learn(album)
    with album.write() as conn:
        _require_everyone(conn, material.learned)
        run_id = runs.start(conn, "head", {"precision": precision}, embed.NAME, material.last_label)
        checkpoint = f"{run_id}/head.npz"
        path = album.folder / "runs" / checkpoint
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
        face_ids, embeddings = faces.embeddings(conn, embed.NAME)
        scored, _ = runs.scores(conn, run)
    if np.isin(face_ids, scored).all() or run.calibration is None:
        return
    learned = head.load(album.folder / "runs" / (run.checkpoint or ""), run.checkpoint_sha256 or "")
    with album.write() as conn:
        runs.put_scores(conn, run.id, face_ids, run.calibration.probability(learned.scores(embeddings)))


def _gather(conn: Connection) -> _Material:
    table = faces.table(conn)
    face_ids, embeddings = faces.embeddings(conn, embed.NAME)
    rows = np.searchsorted(table.ids, face_ids)
    standing = labels.standing(conn)
    named = {stands.person_id for stands in standing.values()}
    learned = tuple(person for person in people.everyone(conn) if person.id in named)
    moments = np.where(table.moments >= 0, table.moments, -table.photo_ids)  # where unknown, a photo is its own
    lesson = head.Lesson(
        embeddings=embeddings,
        said=decision_basis.what_was_said(face_ids, standing, [person.id for person in learned]),
        photos=table.photo_ids[rows],
        moments=moments[rows],
    )
    return _Material(learned, face_ids, lesson, labels.last(conn))


def _require_everyone(conn: Connection, learned: Iterable[Person]) -> None:
    """Keep nothing of what was learned of somebody who was forgotten meanwhile.

    Raises:
        WrongUseError: So it is.
    """
    if not {person.id for person in learned} <= {person.id for person in people.everyone(conn)}:
        raise errors.WrongUseError("train-forgotten")


def _facts(
    material: _Material, evidence: calibrate.Evidence, calibration: calibrate.Calibration, precision: float
) -> dict[str, Any]:
    """What is known of a run before it decides."""
    said = material.lesson.said.person
    judged = (said >= 0) | (said == decide.STRANGER)
    solved = calibrate.thresholds(evidence, calibration, precision)
    facts = figures.of_people(said, [person.id for person in material.learned], solved)
    facts |= figures.of_held_out(material.lesson.photos[judged], evidence, calibration, solved)
    return facts | {"precision": precision}
