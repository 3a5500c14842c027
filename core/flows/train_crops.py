"""Training the crop classifier."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base.messages import Message
from core.flows import crop_cache, fetched
from core.flows.course import Course
from core.flows.judging import Learned
from core.rules import held_out, kinds
from core.rules.kinds import Value
from core.store.db import Album
from core.store.runs import Run
from core.vision import accelerator, crops
from core.vision.crops import Recipe
from core.vision.passes import Passed

AT_ONCE = 2048  # crops in memory while an album is scored


def check(_album: Album, settings: Mapping[str, Value]) -> None:
    """Make sure that the weights to begin with are there, or may be fetched.

    Raises:
        MissingError: They are not.
    """
    if settings["weights"] == kinds.ALWAYS:
        fetched.imagenet(may_download=bool(settings["allow_download"]))


def learn(course: Course, after: Path | None) -> None:
    """Learn from the kept crops of the labelled faces."""
    _cut(course)
    material = course.material
    taught, taught_crops = crop_cache.of_faces(course.album, material.face_ids[material.taught].tolist())
    judged, judged_crops = crop_cache.of_faces(course.album, material.face_ids[material.judged].tolist())
    person = material.said.person

    def passed(one: Passed) -> bool:
        scores = np.zeros((len(judged), len(material.person_ids)), np.float32)
        scores[judged] = one.scores
        return course.passed(one, held_out.sorting(person[material.judged], scores))

    course.part("train-part-epochs")
    crops.train(
        taught_crops,
        person[material.taught][taught],
        len(material.person_ids),
        judged_crops,
        _recipe(course, is_first=after is None),
        course.device,
        passed,
        after,
    )


def result(course: Course) -> Learned:
    """Score the album with the best checkpoint."""
    course.part("train-part-scores")
    checkpoint, sha256 = course.best_checkpoint()
    material = course.material
    raw = _scores(course.album, course.run, material.face_ids, checkpoint, course.device)
    judged = material.judged
    return Learned(checkpoint, sha256, {}, raw, held_out.evidence(material.said.person[judged], raw[judged]))


def scores(album: Album, run: Run, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Score faces that came later."""
    crop_cache.fill(album)
    checkpoint = fetched.checkpoint(album, run)
    return _scores(album, run, face_ids, checkpoint, accelerator.find().device)


def _cut(course: Course) -> None:
    course.part("train-part-crops")
    lost = crop_cache.fill(course.album, course.step)
    if lost:
        course.remark(Message("train-photos-gone", {"faces": lost}))


def _recipe(course: Course, *, is_first: bool) -> Recipe:
    imagenet = None
    wish = course.setting("weights")
    if is_first and wish != kinds.NEVER:
        may = bool(course.setting("allow_download"))
        imagenet = fetched.imagenet(may_download=may) if wish == kinds.ALWAYS or may else fetched.imagenet_on_disk()
        if imagenet is None:
            course.remark(Message("crops-from-chance"))
    return Recipe(
        epochs=course.number("epochs"),
        side=course.number("side"),
        masks=float(course.setting("masks")),
        rate=float(course.setting("rate")) / course.slower,
        batch=course.batch,
        seed=course.number("seed"),
        plain=course.setting("preset") == kinds.OLD_RECIPE,
        imagenet=imagenet,
    )


def _scores(album: Album, run: Run, face_ids: NDArray[np.int64], checkpoint: Path, device: str) -> NDArray[np.float32]:
    """Score faces; 0 for those without a kept crop."""
    people = len(run.person_ids)
    classify = crops.load(checkpoint, people, int(run.settings["side"]), device)
    raw = np.zeros((len(face_ids), people), np.float32)
    for start in range(0, len(face_ids), AT_ONCE):
        there, pixels = crop_cache.of_faces(album, face_ids[start : start + AT_ONCE].tolist())
        raw[start + np.flatnonzero(there)] = classify(pixels)
    return raw
