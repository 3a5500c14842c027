"""Between an album's faces and a detector with one class a person: labels for it, and scores from what it finds."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.rules import boxes

SURE = 0.25  # confidence from which a face counts as found
SAME_FACE_IOU = 0.4  # of a detection with the face that it belongs to; both are drawn tightly around a face


def label_lines(classes: Sequence[int], corners: NDArray[np.floating], width: float, height: float) -> str:
    """Write the labels of one photo: a line for each box with class, middle and size as parts of the photo.

    Args:
        classes: Class of each box.
        corners: Boxes in pixels, shape (N, 4).
        width: Of the photo, in the same pixels.
        height: Likewise.
    """
    x1, y1, x2, y2 = corners.astype(np.float64).T / np.array([[width], [height], [width], [height]])
    x1, y1, x2, y2 = (side.clip(0.0, 1.0) for side in (x1, y1, x2, y2))
    rows = zip(classes, (x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1, strict=True)
    return "".join(f"{number} {x:.6f} {y:.6f} {wide:.6f} {high:.6f}\n" for number, x, y, wide, high in rows)


def scores(
    faces: NDArray[np.floating],
    found: NDArray[np.floating],
    classes: NDArray[np.integer],
    confidence: NDArray[np.floating],
    people: int,
) -> NDArray[np.float32]:
    """Score the faces of one photo by what a detector found on it; a detection belongs to one face alone.

    Args:
        faces: Boxes, shape (F, 4).
        found: Detected boxes in the same frame, shape (N, 4).
        classes: Column of the person of each detection, shape (N,).
        confidence: In [0, 1], shape (N,).
        people: Number of persons P.

    Returns:
        The highest confidence of each person at each face, 0 where nothing was found, shape (F, P).
    """
    best = np.zeros((len(faces), people), np.float32)
    if len(faces) and len(found):
        overlap = boxes.iou(faces, found)
        face = overlap.argmax(axis=0)
        near = overlap.max(axis=0) >= SAME_FACE_IOU
        np.maximum.at(best, (face[near], classes[near]), confidence[near].astype(np.float32))
    return best


def found_share(faces: NDArray[np.floating], found: NDArray[np.floating]) -> int:
    """Count the faces of one photo that a detector found, each detection for one face."""
    return int((boxes.match(faces, found, SAME_FACE_IOU) != boxes.NO_MATCH).sum())


def unknown(
    faces: NDArray[np.floating], found: NDArray[np.floating], confidence: NDArray[np.floating], least: float = SURE
) -> NDArray[np.intp]:
    """Say which detections of one photo are of no known face, nor of one that a surer detection is of.

    Args:
        faces: Boxes of the known faces, shape (F, 4).
        found: Detected boxes in the same frame, shape (N, 4).
        confidence: In [0, 1], shape (N,).
        least: Confidence from which a detection counts.

    Returns:
        Rows of `found`, the surest first.
    """
    taken, rows = faces.astype(np.float64).reshape(-1, 4), list[int]()
    for row in np.argsort(-confidence, kind="stable").tolist():
        one = found[row : row + 1]
        if confidence[row] >= least and boxes.is_new(one, taken).all():
            taken, rows = np.concatenate([taken, one]), [*rows, row]
    return np.array(rows, np.intp)


def repeats(classes: Sequence[frozenset[int]], balance: float) -> list[int]:
    """Say how often each photo is shown, so that rare persons are not drowned by frequent ones.

    Args:
        classes: Whom each photo shows.
        balance: 0 shows each photo once; 1 shows a photo of the rarest person as often as makes all persons even.

    Returns:
        At least 1 and at most MOST_REPEATS for each photo.

    Source: repeat factors, Gupta et al. 2019, "LVIS"; the power is theirs (one half), the reference the most frequent.
    """
    count = {one: sum(one in on_photo for on_photo in classes) for on_photo in classes for one in on_photo}
    most = max(count.values(), default=1)
    factor = {one: min(MOST_REPEATS, (most / number) ** balance) for one, number in count.items()}
    return [round(max((factor[one] for one in on_photo), default=1.0)) for on_photo in classes]


MOST_REPEATS = 5.0
