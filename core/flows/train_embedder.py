"""Training the embedder itself; the head is then learned on what it sees, as it is on the untouched one."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base.messages import Message
from core.flows import crop_cache, fetched
from core.flows.course import Course
from core.flows.judging import Learned
from core.flows.material import Material
from core.rules import decide, held_out, kinds, split
from core.rules.calibrate import Evidence
from core.rules.kinds import Value
from core.rules.split import Split
from core.store import faces
from core.store.db import Album
from core.store.runs import Run
from core.vision import accelerator, embed, finetune, head
from core.vision.finetune import Recipe
from core.vision.head import Lesson
from core.vision.passes import Passed

AT_ONCE = 2048  # crops in memory while an album is embedded
HEAD = "head.npz"


def check(_album: Album, _settings: Mapping[str, Value]) -> None:
    """Nothing can be missing: the weights that it begins with are the album's own embedder."""


def learn(course: Course, after: Path | None) -> None:
    """Learn from the kept crops of the labelled faces and of some others."""
    course.part("train-part-crops")
    lost = crop_cache.fill(course.album, course.step)
    if lost:
        course.remark(Message("train-photos-gone", {"faces": lost}))
    material, rows = course.material, _some(course.material)
    there, crops = crop_cache.of_faces(course.album, material.face_ids[rows].tolist())
    rows = rows[there]
    lesson = _lesson(material, rows, np.empty((0, 0), np.float32))
    held, person = material.held[rows], material.said.person[rows]
    judged = np.isin(rows, material.judged)

    def score(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        seen = replace(lesson, embeddings=vectors)
        return head.fit(seen.take(~held)).scores(vectors[judged])

    def passed(one: Passed) -> bool:
        return course.passed(one, held_out.sorting(person[judged], one.scores))

    course.part("train-part-epochs")
    used = ~(held | material.left_out[rows])
    taught = np.where(used, person, decide.UNKNOWN)
    people = len(material.person_ids)
    finetune.train(crops, taught, people, used, _recipe(course), course.device, score, passed, after)


def result(course: Course) -> Learned:
    """Embed the album with the best checkpoint, and learn the head on that."""
    course.part("train-part-scores")
    checkpoint, sha256 = course.best_checkpoint()
    material = course.material
    rows, vectors = _embed(course.album, course.run.embedder or "", material.face_ids, checkpoint, course.device)
    is_sure = ~material.unconfirmed[rows]
    lesson = _lesson(material, rows[is_sure], vectors[is_sure])
    learned = head.fit(lesson)
    raw = np.zeros((len(material.face_ids), len(material.person_ids)), np.float32)
    raw[rows] = learned.scores(vectors)
    head_sha256 = head.save(learned, course.folder / HEAD)
    untouched, best = course.done[0].metrics["quality"], course.best()
    if best.number == 1:
        course.remark(Message("embedder-no-better"))
    figures = {
        "head_sha256": head_sha256,
        "taught_itself": learned.taught,
        "untouched_quality": untouched,
        "quality": best.metrics["quality"],
    }
    return Learned(checkpoint, sha256, figures, raw, _evidence(material, rows[is_sure], lesson, learned))


def scores(album: Album, run: Run, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Score faces that came later."""
    crop_cache.fill(album)
    checkpoint = fetched.checkpoint(album, run)
    learned = head.load(checkpoint.parent / HEAD, run.metrics["head_sha256"])
    rows, vectors = _embed(album, run.embedder or "", face_ids, checkpoint, accelerator.find().device)
    raw = np.zeros((len(face_ids), len(run.person_ids)), np.float32)
    raw[rows] = learned.scores(vectors)
    return raw


def _evidence(material: Material, rows: NDArray[np.intp], lesson: Lesson, learned: head.Head) -> Evidence:
    """What a head says of the held-out faces that has not seen their moments; neither has the embedder."""
    held = material.held[rows]
    everything = head.out_of_fold(lesson, learned, Split(np.where(held, 0, split.NEVER), material.by_moment))
    judged = held[material.labelled[rows]]
    return Evidence(**{one.name: getattr(everything, one.name)[judged] for one in fields(everything)})


def _some(material: Material) -> NDArray[np.intp]:
    """The labelled faces and some others, spread over the album, as rows."""
    others = np.flatnonzero((material.said.person == decide.UNKNOWN) & ~material.unconfirmed)
    if len(others) > kinds.POOL:
        others = others[np.linspace(0, len(others) - 1, kinds.POOL).astype(np.intp)]
    return np.union1d(np.flatnonzero(material.labelled), others)


def _lesson(material: Material, rows: NDArray[np.intp], vectors: NDArray[np.float32]) -> Lesson:
    return Lesson(
        vectors, material.said.take(rows), material.photos[rows], material.moments[rows], material.left_out[rows]
    )


def _recipe(course: Course) -> Recipe:
    return Recipe(
        epochs=course.number("epochs"),
        layers=course.number("layers"),
        masks=float(course.setting("masks")),
        rate=float(course.setting("rate")) / course.slower,
        batch=course.batch,
        seed=course.number("seed"),
    )


def _embed(
    album: Album, embedder: str, face_ids: NDArray[np.int64], checkpoint: Path, device: str
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Embed faces and keep that under the embedder's name.

    Returns:
        Rows of the faces that have a crop, and their unit vectors, shape (N, 128).
    """
    network = finetune.load(checkpoint, device)
    rows, vectors = [np.empty(0, np.intp)], [np.empty((0, embed.DIMENSIONS), np.float32)]
    for start in range(0, len(face_ids), AT_ONCE):
        there, pixels = crop_cache.of_faces(album, face_ids[start : start + AT_ONCE].tolist())
        rows.append(start + np.flatnonzero(there))
        vectors.append(finetune.embed(network, pixels, device))
        with album.write() as conn:
            faces.put_embeddings(conn, embedder, face_ids[rows[-1]], vectors[-1])
    return np.concatenate(rows), np.concatenate(vectors)
