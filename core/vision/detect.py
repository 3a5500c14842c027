"""Detecting: from a photo to the faces on it."""

import threading
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images
from core.base.records import Box, Detection, UprightImage
from core.rules import boxes
from core.vision import weights

NAME = weights.YUNET.name

# All of this was measured on two composed albums of 448 photos with 733 faces, half of them masked, 1280 px wide.
# What the network is given is three quarters of a photo's side: more than finding needs, but landmarks from 960 px and
# 640 px together sort 78 % of the photos right at 95 % precision, those from 640 px alone 72 and 74 %.
PART_OF_SIDE = 0.75
LEAST_SIDE, MOST_SIDE = 640, 1600  # in pixels; at 1600 a face of 100 px in a photo of 4000 px is found
PASSES = (1.0, 2 / 3)  # the second pass costs under half of the first, and sees what is too large for it
QUICK_SIDE = 640  # of the only pass of a quick look
# At 0.6, its makers' choice, one in seven masked faces is lost, at 0.45 one in 13, at 0.35 one in 17; for that, one
# photo in 15 has a box more without a face.
SCORE = 0.35
ALIKE, LEAST_SCORE = 0.5, 0.2  # IoU with the surest box of a face and score from which a candidate's landmarks count

DRAWN_SCORE = 0.1  # a human says that there is a face: look for the likeliest one
DRAWN_MARGIN = 0.5  # of the drawn box's longer side, on each side: a detector needs what surrounds a face
# Mean place of the landmarks in a box, as parts of its width and height, of 1237 faces; for a box and nothing else.
MEAN_LANDMARKS = np.array([[0.29, 0.4], [0.69, 0.4], [0.48, 0.61], [0.32, 0.75], [0.65, 0.75]], np.float32)
_QUIET = threading.Lock()  # what OpenCV logs is decided for the whole process


class Detector:
    """YuNet. One thread may use it at a time: each thread makes its own."""

    def __init__(self, passes: Sequence[float] = PASSES) -> None:
        """Load the weights.

        Args:
            passes: Side of each look at a photo, as a part of the first one's.

        Raises:
            MissingError: The weight file is absent or wrong.
        """
        self._passes = tuple(passes)
        path = str(weights.locate(weights.YUNET))
        with _QUIET:  # or OpenCV warns that it computes on the processor, as it should
            level = cv2.utils.logging.getLogLevel()
            cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
            # An overlap of 1 keeps all candidates of a face: the mean of their landmarks is steadier than one.
            self._network = cv2.FaceDetectorYN.create(path, "", (LEAST_SIDE, LEAST_SIDE), LEAST_SCORE, 1.0)
            cv2.utils.logging.setLogLevel(level)

    def detect(self, image: UprightImage, *, quick: bool = False) -> list[Detection]:
        """Find the faces on a photo.

        Args:
            image: The photo, perhaps reduced.
            quick: Whether to look once, at few pixels.

        Returns:
            Faces in pixels of the full photo, the surest first; boxes end at the photo's edges.
        """
        side = min(max(PART_OF_SIDE * max(image.width, image.height), LEAST_SIDE), MOST_SIDE)
        sides = [QUICK_SIDE] if quick else [round(side * part) for part in self._passes]
        rows = [self._rows(image, one) for one in sides]
        return [_detection(row, image) for row in _one_each(np.concatenate(rows)) if row[14] >= SCORE]

    def detect_in(self, image: UprightImage, box: Box) -> Detection:
        """Find the landmarks of a face that a human drew.

        Args:
            image: The photo, perhaps reduced.
            box: In pixels of the full photo.

        Returns:
            The drawn box, with the landmarks of the face found there, or else, with score 0, with a mean face's.
        """
        margin = DRAWN_MARGIN * max(box.x2 - box.x1, box.y2 - box.y1)
        x, y, right, bottom = (
            round(edge * image.scale)
            for edge in (max(0, box.x1 - margin), max(0, box.y1 - margin), box.x2 + margin, box.y2 + margin)
        )
        pixels = image.pixels[y:bottom, x:right]
        region = UprightImage(pixels, round(pixels.shape[1] / image.scale), round(pixels.shape[0] / image.scale))
        shift = np.array([x, y], np.float32) / image.scale
        rows = np.array(_one_each(self._rows(region, LEAST_SIDE // 2, DRAWN_SCORE))).reshape(-1, 15)
        rows[:, :2] += shift
        rows[:, 4:14] += np.tile(shift, 5)
        corners = np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4]], axis=1)
        (match,) = boxes.match(np.array([box]), corners)
        if match == boxes.NO_MATCH:
            size = np.array([box.x2 - box.x1, box.y2 - box.y1], np.float32)
            return Detection(box, np.array(box[:2], np.float32) + MEAN_LANDMARKS * size, 0.0)
        return Detection(box, rows[match, 4:14].reshape(5, 2), float(rows[match, 14]))

    def _rows(self, image: UprightImage, side: int, score: float = LEAST_SCORE) -> NDArray[np.float32]:
        """Run the network once.

        Args:
            image: A photo or a part of one.
            side: Longest side that the network is given, in pixels.
            score: Lowest score of interest.

        Returns:
            x, y, width, height, five landmarks, score; in pixels of the full photo, shape (N, 15).
        """
        pixels = images.shrink(image.pixels, side)
        height, width = pixels.shape[:2]
        self._network.setInputSize((width, height))
        self._network.setScoreThreshold(score)
        _, found = self._network.detect(cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))
        if found is None:
            return np.empty((0, 15), np.float32)
        rows = np.array(found, np.float32)
        rows[:, :14] *= np.tile([image.width / width, image.height / height], 7)
        return rows


def _one_each(rows: NDArray[np.float32]) -> list[NDArray[np.float32]]:
    """Make one row of all candidates for a face: the surest box, with the mean landmarks of those like it."""
    faces = []
    while len(rows):
        first = rows[rows[:, 14].argmax()].copy()
        shared, areas = _shared(first, rows), rows[:, 2:4].prod(axis=1)
        area = first[2:4].prod()
        alike = rows[shared >= ALIKE * (areas + area - shared)]
        first[4:14] = np.average(alike[:, 4:14], axis=0, weights=alike[:, 14])
        faces.append(first)
        rows = rows[shared < boxes.SAME_FACE * np.minimum(areas, area)]
    return faces


def _shared(row: NDArray[np.float32], others: NDArray[np.float32]) -> NDArray[np.float32]:
    """Area that a box shares with each other one, in square pixels, shape (N,)."""
    ends = np.minimum(row[:2] + row[2:4], others[:, :2] + others[:, 2:4])
    return np.asarray((ends - np.maximum(row[:2], others[:, :2])).clip(min=0.0).prod(axis=1), np.float32)


def _detection(row: NDArray[np.float32], image: UprightImage) -> Detection:
    x, y, width, height = (float(number) for number in row[:4])
    box = Box(max(0.0, x), max(0.0, y), min(float(image.width), x + width), min(float(image.height), y + height))
    return Detection(box, row[4:14].reshape(5, 2), float(row[14]))
