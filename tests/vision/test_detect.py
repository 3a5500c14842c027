"""Detecting: every face once, in pixels of the full photo."""

import numpy as np
import pytest

from core.base import images
from core.base.records import Box, UprightImage
from core.rules import boxes
from core.vision.detect import Detector
from tests.vision import drawing

NEAR, FAR = Box(300, 200, 700, 680), Box(1000, 300, 1200, 540)


@pytest.fixture(scope="module")
def detector() -> Detector:
    return Detector()


def _overlap(first: Box, second: Box) -> float:
    return float(boxes.iou(np.array([first]), np.array([second]))[0, 0])


def test_each_face_is_found_once_the_surest_first(detector: Detector) -> None:
    found = detector.detect(drawing.photo(1280, 960, NEAR, FAR))

    assert len(found) == 2
    assert found[0].score >= found[1].score
    for head, face in zip((NEAR, FAR), sorted(found, key=lambda face: face.box.x1), strict=True):
        assert _overlap(head, face.box) > 0.4  # the head's box has hair and air in it


def test_a_photo_without_faces(detector: Detector) -> None:
    assert detector.detect(drawing.photo(1280, 960)) == []


@pytest.mark.parametrize("head", [NEAR, FAR], ids=["near", "far"])
def test_landmarks_lie_where_they_were_drawn(detector: Detector, head: Box) -> None:
    (face,) = detector.detect(drawing.photo(1280, 960, head))
    drawn = np.array([(140, 225), (260, 225), (200, 310), (150, 370), (250, 370)]) / (400, 480)
    width, height = head.x2 - head.x1, head.y2 - head.y1

    off = (face.landmarks - head[:2]) / (width, height) - drawn

    assert np.abs(off).max() < 0.08


def test_a_reduced_photo_gives_boxes_of_the_full_one(detector: Detector) -> None:
    full = drawing.photo(4000, 3000, Box(1000, 800, 1800, 1760))
    reduced = UprightImage(images.shrink(full.pixels, 1000), full.width, full.height)

    (in_full,), (in_reduced,) = detector.detect(full), detector.detect(reduced)

    assert _overlap(in_full.box, in_reduced.box) > 0.85
    assert np.abs(in_full.landmarks - in_reduced.landmarks).max() < 40  # a twentieth of the face


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(Box(2000, 1000, 2140, 1168), id="small in a photo of 12 megapixels"),
        pytest.param(Box(700, 0, 3200, 3000), id="fills the photo"),
    ],
)
def test_near_and_far(detector: Detector, head: Box) -> None:
    (face,) = detector.detect(drawing.photo(4000, 3000, head))
    assert _overlap(head, face.box) > 0.4


def test_a_box_ends_at_the_edge_of_the_photo(detector: Detector) -> None:
    (face,) = detector.detect(drawing.photo(800, 600, Box(300, 350, 600, 710)))
    assert face.box.y2 == 600.0


def test_a_drawn_box_is_kept_and_gets_the_landmarks_of_the_face_in_it(detector: Detector) -> None:
    image = drawing.photo(1280, 960, NEAR, FAR)
    drawn = Box(990, 310, 1190, 560)

    face = detector.detect_in(image, drawn)

    found = max(detector.detect(image), key=lambda face: face.box.x1)
    assert face.box == drawn
    assert face.score > 0
    assert np.abs(face.landmarks - found.landmarks).max() < 20


def test_where_nothing_is_found_a_drawn_box_gets_the_landmarks_of_a_mean_face(detector: Detector) -> None:
    face = detector.detect_in(drawing.photo(1280, 960), Box(100, 200, 200, 300))

    right, left, nose, *_ = face.landmarks
    assert face.score == 0.0
    assert 100 < right[0] < nose[0] < left[0] < 200
    assert 200 < right[1] < nose[1] < 300


@pytest.mark.parametrize(
    "drawn",
    [Box(0, 0, 1280, 960), Box(-50, -50, 60, 60), Box(1279, 959, 1280, 960)],
    ids=["all", "over the edge", "a pixel"],
)
def test_any_drawn_box_can_be_looked_at(detector: Detector, drawn: Box) -> None:
    face = detector.detect_in(drawing.photo(1280, 960, NEAR), drawn)
    assert face.box == drawn
    assert np.isfinite(face.landmarks).all()
