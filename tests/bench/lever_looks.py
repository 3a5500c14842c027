"""Looking at a class's photos in several ways at once, each kept in a file, so that levers can be compared.

A class is a folder with photos/, labels.csv and truth.csv, as `python -m core demo` draws it.
"""

import csv
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images
from core.base.records import Detection, UprightImage
from core.rules import boxes, moments
from core.vision import align, detect, look, quality
from core.vision.detect import Detector
from core.vision.embed import Embedder

AS_IT_IS, ONE_CANDIDATE, ONE_PASS, PASS_640, TILES = (
    "as it is",
    "one candidate",
    "one pass",
    "one pass, 640 px",
    "tiles",
)
WAYS = (AS_IT_IS, ONE_CANDIDATE, ONE_PASS, PASS_640, TILES)
LEAST_SCORE = 0.3  # faces below are kept in no way
STRANGER, NO_FACE, UNSAID = -2, -4, -1
COVERED_FROM = 62  # row of a crop below the eyes
BOX_AND_SCORE = [0, 1, 2, 3, 14]  # columns of what the detector's network gives


@dataclass
class Looked:
    """A class as one way of looking saw it; F faces.

    Attributes:
        people: Names, by column.
        photos: File name of each face's photo, shape (F,).
        facts: Columns of F rows: box, detector, sharpness, embedding, eyes, torso, moment.
        said: Column that the labels name, STRANGER or UNSAID, shape (F,).
        true: Column of who it is, STRANGER or NO_FACE, shape (F,).
        masked: 1 or 0 by the truth, -1 where there is no face, shape (F,).
        pairs: Photos without a label with who stands on them, and whether masked.
        there: True faces on these photos by (is known, is masked), and how many of these were found.
        seconds: Spent on a photo.
    """

    people: list[str]
    photos: NDArray[np.str_]
    facts: dict[str, NDArray[np.float32]]
    said: NDArray[np.intp]
    true: NDArray[np.intp]
    masked: NDArray[np.intp]
    pairs: dict[tuple[str, int], bool] = field(default_factory=dict)
    there: dict[tuple[bool, bool], int] = field(default_factory=lambda: defaultdict(int))
    found: dict[tuple[bool, bool], int] = field(default_factory=lambda: defaultdict(int))
    seconds: float = 0.0

    @property
    def scored(self) -> NDArray[np.bool_]:
        """Which faces are on photos without a label, shape (F,)."""
        return ~np.isin(self.photos, self.photos[self.said != UNSAID])


def look_at(folder: Path, detector: Detector, embedder: Embedder) -> dict[str, Looked]:
    """See every photo of a class in every way."""
    seen: dict[str, list[tuple[str, dict[str, NDArray[np.float32]]]]] = {way: [] for way in WAYS}
    seconds = dict.fromkeys(WAYS, 0.0)
    paths = sorted((folder / "photos").iterdir())
    for path in paths:
        start = time.perf_counter()
        data = path.read_bytes()
        image = images.open_upright(data, look.DECODED_SIDE)
        decoding = time.perf_counter() - start
        taken = images.read_header(data).taken_at
        for way, (found, took) in _detections(image, detector).items():
            start = time.perf_counter()
            facts = _facts(image, found, embedder)
            seconds[way] += decoding + took + time.perf_counter() - start
            facts["eyes"] = _eyes(image, found, embedder) if way == AS_IT_IS else facts["embedding"]
            facts["torso"] = np.array([_torso(image, one) for one in found], np.float32).reshape(-1, 64)
            facts["moment"] = np.full(len(found), 0 if taken is None else taken.timestamp(), np.float64)
            seen[way].append((path.name, facts))
    return {way: _with_truth(folder, seen[way], seconds[way] / len(paths)) for way in WAYS}


def _detections(image: UprightImage, detector: Detector) -> dict[str, tuple[list[Detection], float]]:
    """What each way finds, and the seconds that it took."""
    side = min(max(detect.PART_OF_SIDE * max(image.width, image.height), detect.LEAST_SIDE), detect.MOST_SIDE)
    rows, took = {}, {}
    for name, of in (("first", side), ("second", side * detect.PASSES[1]), ("640", 640), ("tiles", 0)):
        start = time.perf_counter()
        rows[name] = detector._rows(image, round(of)) if of else _tiles(image, detector, round(side))
        took[name] = time.perf_counter() - start
    parts = {
        AS_IT_IS: ("first", "second"),
        ONE_CANDIDATE: ("first", "second"),
        ONE_PASS: ("first",),
        PASS_640: ("640",),
        TILES: ("first", "second", "tiles"),
    }
    found = {}
    for way, names in parts.items():
        merged = detect._one_each(np.concatenate([rows[name] for name in names]))
        if way == ONE_CANDIDATE:
            every = np.concatenate([rows[name] for name in names])
            merged = [every[(every[:, BOX_AND_SCORE] == face[BOX_AND_SCORE]).all(axis=1).argmax()] for face in merged]
        kept = [detect._detection(row, image) for row in merged if row[14] >= LEAST_SCORE]
        found[way] = kept, sum(took[name] for name in names)
    return found


def _tiles(image: UprightImage, detector: Detector, side: int) -> NDArray[np.float32]:
    """Look at four overlapping quarters, each as large as the whole photo is looked at."""
    height, width = image.pixels.shape[:2]
    rows = []
    for top in (0, round(height * 0.4)):
        for left in (0, round(width * 0.4)):
            part = image.pixels[top : top + round(height * 0.6), left : left + round(width * 0.6)]
            region = UprightImage(part, round(part.shape[1] / image.scale), round(part.shape[0] / image.scale))
            found = detector._rows(region, side)
            shift = np.array([left, top], np.float32) / image.scale
            found[:, :2] += shift
            found[:, 4:14] += np.tile(shift, 5)
            rows.append(found)
    return np.concatenate(rows)


def _facts(image: UprightImage, found: list[Detection], embedder: Embedder) -> dict[str, NDArray[np.float32]]:
    crops = np.array([align.crop(image, one.landmarks) for one in found], np.uint8).reshape(-1, 112, 112, 3)
    return {
        "box": np.array([one.box for one in found], np.float32).reshape(-1, 4),
        "detector": np.array([one.score for one in found], np.float32),
        "sharpness": np.array([quality.sharpness(crop) for crop in crops], np.float32),
        "embedding": embedder.embed(crops) if found else np.empty((0, 128), np.float32),
    }


def _eyes(image: UprightImage, found: list[Detection], embedder: Embedder) -> NDArray[np.float32]:
    """Embed the crops with everything below the eyes covered."""
    crops = np.array([align.crop(image, one.landmarks) for one in found], np.uint8).reshape(-1, 112, 112, 3)
    crops[:, COVERED_FROM:] = 127
    return embedder.embed(crops) if found else np.empty((0, 128), np.float32)


def _torso(image: UprightImage, face: Detection) -> NDArray[np.float32]:
    """Colours under a face: a histogram of four steps each of red, green and blue, summing to 1; 0 below the photo."""
    x1, _, x2, y2 = (edge * image.scale for edge in face.box)
    side = x2 - x1
    part = image.pixels[round(y2 + 0.4 * side) : round(y2 + 1.4 * side), max(0, round(x1)) : round(x2)]
    if part.size == 0:
        return np.zeros(64, np.float32)
    counts = cv2.calcHist([part], [0, 1, 2], None, [4, 4, 4], [0, 256] * 3).ravel()
    return np.asarray(counts / counts.sum(), np.float32)


def _with_truth(folder: Path, seen: list[tuple[str, dict[str, NDArray[np.float32]]]], seconds: float) -> Looked:
    truth, labels = (_by_photo(folder / name) for name in ("truth.csv", "labels.csv"))
    people = sorted({row["person"] for rows in truth.values() for row in rows} - {""})
    column = {name: place for place, name in enumerate(people)} | {"": STRANGER}
    names = np.array([name for name, facts in seen for _ in facts["detector"]])
    facts = {key: np.concatenate([facts[key] for _, facts in seen]) for key in seen[0][1]}
    stamps = np.unique(facts["moment"])
    shots = [moments.Shot(moments.When(_at(stamp)), 0) for stamp in stamps]
    facts["moment"] = np.array(moments.group(shots))[np.searchsorted(stamps, facts["moment"])]
    unsaid, no_face = np.full(len(names), UNSAID), np.full(len(names), NO_FACE)
    looked = Looked(people, names, facts, unsaid, no_face, np.full(len(names), -1), seconds=seconds)
    for photo, rows in truth.items():
        here = np.flatnonzero(names == photo)
        for row, face in zip(rows, _match(rows, facts["box"][here]), strict=True):
            kind = bool(row["person"]), row["masked"] == "1"
            if photo not in labels:
                looked.there[kind] += 1
                looked.found[kind] += face >= 0
                if kind[0]:
                    looked.pairs[photo, column[row["person"]]] = kind[1]
            if face >= 0:
                looked.true[here[face]], looked.masked[here[face]] = column[row["person"]], kind[1]
    for photo, rows in labels.items():
        here = np.flatnonzero(names == photo)
        for row, face in zip(rows, _match(rows, facts["box"][here]), strict=True):
            if face >= 0:
                looked.said[here[face]] = column[row["person"]]
    return looked


def _match(rows: list[dict[str, str]], found: NDArray[np.float32]) -> NDArray[np.intp]:
    return boxes.match(np.array([[float(row[side]) for side in ("x1", "y1", "x2", "y2")] for row in rows]), found)


def _by_photo(path: Path) -> dict[str, list[dict[str, str]]]:
    by_photo = defaultdict(list)
    with path.open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            by_photo[row["photo"]].append(row)
    return by_photo


def _at(stamp: float) -> datetime:
    return datetime.fromtimestamp(stamp)  # without a zone, as a camera's time
