"""Training YOLO on upright copies of the labelled photos, and matching what it finds to the album's faces."""

import re
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base import errors, images
from core.base.messages import Message
from core.flows import fetched, originals, staging
from core.flows.course import Course
from core.flows.judging import Learned
from core.flows.material import Material
from core.flows.staging import Staged
from core.rules import decide, held_out, kinds, yolo_match
from core.rules.kinds import Value
from core.store import faces, photos, proposals, run_files, runs
from core.store.db import Album
from core.store.runs import Run
from core.vision import accelerator, yolo, yolo_load
from core.vision.passes import Passed
from core.vision.yolo import Look, Recipe

EMPTY = 0.1  # photos without a face that are learned from, as a part of the labelled ones
EARLIER = re.compile(r"run:(\d+)")  # a base that an earlier run learned


def check(album: Album, settings: Mapping[str, Value]) -> None:
    """Make sure that the base is there, or may be fetched, and can be used."""
    base = _base(album, settings)
    if base is not None:
        yolo_load.network(base, run_files.ultralytics(album))


def learn(course: Course, after: Path | None) -> None:
    """Learn from copies."""
    staged = _stage(course)
    names = _names(course.material, course.run.settings)
    data = staging.describe(course.staging, staged, names, float(course.setting("balance")))
    if after is None:
        _tell_base(course, names)
    tell_people = course.setting("classes") == kinds.PEOPLE
    person = course.material.said.person[course.material.judged]

    def passed(one: Passed) -> bool:
        if one.figures["batch"] < course.batch:  # Ultralytics has halved it by itself
            course.batch = int(one.figures["batch"])
            course.remark(Message("train-memory-full", {"batch": course.batch}))
        return course.passed(one, held_out.sorting(person, one.scores) if tell_people else one.figures["map50"])

    course.part("train-part-epochs")
    yolo.train(_recipe(course, data, len(names)), course.device, lambda look: _judged(course, look), passed, after)


def result(course: Course) -> Learned:
    """Look at the album with the best checkpoint."""
    course.part("train-part-scores")
    checkpoint, sha256 = course.best_checkpoint()
    look = yolo.load(checkpoint, run_files.ultralytics(course.album), course.number("size"), course.device)
    if course.setting("classes") == kinds.FACE:
        return Learned(checkpoint, sha256, _compared(course, look))
    material, judged = course.material, course.material.judged
    raw = np.zeros((len(material.face_ids), len(material.person_ids)), np.float32)
    others = 0
    for rows, found in _looked(course, look, np.arange(len(material.face_ids))):
        raw[rows] = yolo_match.scores(material.boxes[rows], found.boxes, found.classes, found.confidence, raw.shape[1])
        others += len(yolo_match.unknown(material.boxes[rows], found.boxes, found.confidence))
    evidence = held_out.evidence(material.said.person[judged], raw[judged])
    return Learned(checkpoint, sha256, {"other_boxes": others}, raw, evidence)


def scores(album: Album, run: Run, face_ids: NDArray[np.int64]) -> NDArray[np.float32]:
    """Score faces that came later."""
    with album.read() as conn:
        table, source = faces.table(conn), originals.find(conn)
    size = int(run.settings["size"])
    look = yolo.load(fetched.checkpoint(album, run), run_files.ultralytics(album), size, accelerator.find().device)
    raw = np.zeros((len(face_ids), len(run.person_ids)), np.float32)
    place = np.searchsorted(table.ids, face_ids)
    for photo_id in np.unique(table.photo_ids[place]).tolist():
        image = source.upright(photo_id, size)
        if image is not None:
            rows = np.flatnonzero(table.photo_ids[place] == photo_id)
            found = look(image.pixels)
            boxes = found.boxes / image.scale
            corners = table.boxes[place[rows]]
            raw[rows] = yolo_match.scores(corners, boxes, found.classes, found.confidence, raw.shape[1])
    return raw


def _stage(course: Course) -> list[Staged]:
    """Copy the photos with a label and some without a face."""
    course.part("train-part-copies")
    staging.remove(course.staging)
    with course.album.read() as conn:
        source = originals.find(conn)
        empty = sorted(set(photos.hashes(conn)) - set(course.material.photos.tolist()))
    wanted = [*_labelled(course), *_empty(course, empty)]
    copied = []
    for number, one in enumerate(wanted, start=1):
        if staging.copy(source, one, course.staging, course.number("size")):
            copied.append(one)
        course.step(number, len(wanted))
    lost = len(wanted) - len(copied)
    if lost:
        course.remark(Message("train-copies-gone", {"photos": lost}))
    if {one.part for one in copied} != {staging.TRAIN, staging.VALIDATE}:
        raise errors.MissingError("train-photos-needed")
    return copied


def _labelled(course: Course) -> Iterator[Staged]:
    material, tell_people = course.material, course.setting("classes") == kinds.PEOPLE
    said, left_out = material.said.person, material.left_out & ~material.held  # held-out ones are judged
    unsure = (said == decide.UNKNOWN) & (material.unconfirmed | tell_people)
    for photo_id in np.unique(material.photos[material.labelled]).tolist():
        rows = material.photos == photo_id
        learned = rows & ((said >= 0) & ~left_out if tell_people else (said != decide.NOT_A_FACE) & ~unsure)
        covered = rows & (unsure | left_out if tell_people else unsure)
        classes = said[learned] if tell_people else np.zeros(int(learned.sum()), np.intp)
        part = staging.VALIDATE if material.held[rows].any() else staging.TRAIN
        yield Staged(photo_id, part, tuple(classes.tolist()), material.boxes[learned], material.boxes[covered])


def _empty(course: Course, empty: list[int]) -> Iterator[Staged]:
    """Photos on which there is nobody: what is no face must be learned, too."""
    count = round(EMPTY * len(np.unique(course.material.photos[course.material.labelled])))
    chance = np.random.default_rng(course.number("seed"))
    none = np.empty((0, 4))
    for photo_id in chance.permutation(np.array(empty, np.int64))[:count].tolist():
        yield Staged(photo_id, staging.TRAIN, (), none, none)


def _judged(course: Course, look: Look) -> NDArray[np.float32]:
    """Raw scores of the held-out labelled faces, from the copies; of one class, how sure it is that they are faces."""
    material, judged = course.material, course.material.judged
    people = len(_names(material, course.run.settings))
    scores = np.zeros((len(judged), people), np.float32)
    for photo_id in np.unique(material.photos[judged]).tolist():
        path = staging.picture(course.staging, staging.VALIDATE, photo_id)
        if path.is_file():
            image = images.open_upright(path.read_bytes())
            with course.album.read() as conn:
                width = photos.sizes(conn)[photo_id][0]
            rows = np.flatnonzero(material.photos[judged] == photo_id)
            found = look(image.pixels)
            boxes = found.boxes * (width / image.width)
            corners = material.boxes[judged[rows]]
            scores[rows] = yolo_match.scores(corners, boxes, found.classes, found.confidence, people)
    return scores


def _looked(course: Course, look: Look, rows: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], yolo.Found]]:
    """Look at the photos of some faces: the rows of each photo, and what is found there in the full photo's pixels."""
    material = course.material
    with course.album.read() as conn:
        source = originals.find(conn)
    ids = np.unique(material.photos[rows]).tolist()
    for number, photo_id in enumerate(ids, start=1):
        image = source.upright(photo_id, course.number("size"))
        if image is not None:
            found = look(image.pixels)
            there = rows[material.photos[rows] == photo_id]
            yield there, yolo.Found(found.boxes / np.float32(image.scale), found.classes, found.confidence)
        course.step(number, len(ids))


def _compared(course: Course, look: Look) -> dict[str, float]:
    """Count what it finds of the held-out labelled faces, and what the album's detector had found of them."""
    material, judged = course.material, course.material.judged
    with course.album.read() as conn:
        missed = proposals.missed(conn)
    own, others, began = 0, 0, time.monotonic()
    for rows, found in _looked(course, look, judged):
        own += yolo_match.found_share(material.boxes[rows], found.boxes[found.confidence >= yolo_match.SURE])
        on_photo = material.boxes[np.isin(material.photos, material.photos[rows])]
        others += len(yolo_match.unknown(on_photo, found.boxes, found.confidence))
    by_detector = sum(face_id not in missed for face_id in material.face_ids[judged].tolist())
    seconds = (time.monotonic() - began) / len(np.unique(material.photos[judged]))
    told = {"judged": len(judged), "found": own, "found_by_detector": by_detector, "other_boxes": others}
    return told | {"seconds_a_photo": round(seconds, 3)}


def _names(material: Material, settings: Mapping[str, Value]) -> list[str]:
    """Names of the classes: numbers, since names of children belong in no file but the album's."""
    if settings["classes"] == kinds.FACE:
        return ["face"]
    return [f"person-{person_id}" for person_id in material.person_ids]


def _recipe(course: Course, data: Path, classes: int) -> Recipe:
    return Recipe(
        data=data,
        folder=course.staging,
        home=run_files.ultralytics(course.album),
        base=_base(course.album, course.run.settings),
        classes=classes,
        epochs=course.number("epochs"),
        size=course.number("size"),
        batch=course.batch,
        freeze=course.number("freeze"),
        seed=course.number("seed"),
        augmentation=float(course.setting("augmentation")),
        slower=course.slower,
    )


def _tell_base(course: Course, names: list[str]) -> None:
    base = _base(course.album, course.run.settings)
    if base is None:
        course.remark(Message("yolo-from-chance"))
    elif not set(names) <= set(yolo_load.class_names(base, run_files.ultralytics(course.album))):
        course.remark(Message("yolo-other-classes", {"path": str(base)}))


def _base(album: Album, settings: Mapping[str, Value]) -> Path | None:
    """The weights to begin with; None to begin from chance.

    Raises:
        MissingError: They are not there, and may or can not be fetched.
    """
    wish = str(settings["base"])
    if wish == kinds.SCRATCH:
        return None
    earlier = EARLIER.fullmatch(wish)
    if earlier is not None:
        with album.read() as conn:
            return fetched.checkpoint(album, runs.get(conn, int(earlier[1])))
    if not yolo_load.OFFICIAL.fullmatch(wish):
        return Path(wish).expanduser().absolute()
    there = next((path for path in (album.folder / "weights" / wish, Path(wish)) if path.is_file()), None)
    if there is not None:
        return there.absolute()
    path, url = album.folder / "weights" / wish, yolo_load.ASSETS + wish
    if not settings["allow_download"]:
        raise errors.MissingError("weights-need-download", name=wish, url=url, path=str(path))
    return fetched.fetch(url, path)
