"""A data set for one training: upright copies of photos, never links, and their labels; removed when it has ended."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images
from core.flows.originals import Originals
from core.rules import yolo_match

QUALITY = 92  # JPEG quality of a copy
TRAIN, VALIDATE = "train", "val"  # the parts, by Ultralytics' names


@dataclass(frozen=True)
class Staged:
    """One photo of a data set.

    Attributes:
        photo_id: The photo.
        part: TRAIN or VALIDATE.
        classes: Class of each labelled box.
        boxes: Pixels of the full upright photo, shape (N, 4).
        covered: Boxes of what must be learned neither as somebody nor as nobody, shape (M, 4).
    """

    photo_id: int
    part: str
    classes: tuple[int, ...]
    boxes: NDArray[np.float64]
    covered: NDArray[np.float64]


def copy(photos: Originals, staged: Staged, folder: Path, side: int) -> bool:
    """Write the upright copy of a photo and its labels; False where the photo is gone or another one now.

    Args:
        photos: Where the originals lie.
        staged: The photo.
        folder: The data set's folder.
        side: Longer side that the copy has at least, in pixels; a smaller photo keeps its own.
    """
    image = photos.upright(staged.photo_id, side)
    if image is None:
        return False
    pixels = image.pixels.copy()
    for box in staged.covered * image.scale:
        _cover(pixels, box)
    target, labels = picture(folder, staged.part, staged.photo_id), folder / "labels" / staged.part
    for parent in (target.parent, labels):
        parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(images.encode_jpeg(pixels, QUALITY))
    lines = yolo_match.label_lines(staged.classes, staged.boxes, image.width, image.height)
    (labels / f"{staged.photo_id}.txt").write_text(lines, encoding="utf-8")
    return True


def picture(folder: Path, part: str, photo_id: int) -> Path:
    """Where the copy of a photo lies."""
    return folder / "images" / part / f"{photo_id}.jpg"


def describe(folder: Path, staged: Sequence[Staged], names: Sequence[str], balance: float) -> Path:
    """Write down what the data set holds: photos of rare persons several times.

    Returns:
        The description, a YAML file.
    """
    learned = [one for one in staged if one.part == TRAIN]
    times = yolo_match.repeats([frozenset(one.classes) for one in learned], balance)
    shown = "".join(
        f"{picture(folder, TRAIN, one.photo_id)}\n" * often for one, often in zip(learned, times, strict=True)
    )
    (folder / "train.txt").write_text(shown, encoding="utf-8")
    facts = {"path": str(folder), "train": "train.txt", "val": f"images/{VALIDATE}", "names": dict(enumerate(names))}
    description = folder / "data.yaml"
    description.write_text(json.dumps(facts), encoding="utf-8")  # JSON is YAML
    return description


def remove(folder: Path) -> None:
    """Remove a data set, whatever of it there is."""
    shutil.rmtree(folder, ignore_errors=True)


def _cover(pixels: NDArray[np.uint8], box: NDArray[np.float64]) -> None:
    """Blur a box until nobody is in it."""
    x1, y1, x2, y2 = (max(0, round(side)) for side in box.tolist())
    inside = pixels[y1:y2, x1:x2]
    if inside.size:
        few = cv2.resize(inside, (2, 2), interpolation=cv2.INTER_AREA)
        pixels[y1:y2, x1:x2] = cv2.resize(few, (inside.shape[1], inside.shape[0]), interpolation=cv2.INTER_LINEAR)
