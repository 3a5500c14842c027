"""Embedding: the same numbers as the original file, alone or in batches."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.base import images
from core.base.records import Box, UprightImage
from core.vision import accelerator, align, embed, weights
from core.vision.detect import Detector
from core.vision.embed import Embedder
from tests.vision import drawing

PEOPLE = Path(__file__).parents[3] / "shared" / "data" / "dev_lfw"


@pytest.fixture(scope="module", params=["cpu", "card"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    device = "cpu" if request.param == "cpu" else accelerator.find().device
    if request.param == "card" and device == "cpu":
        pytest.skip("needs a graphics card")
    return Embedder(device)


@pytest.fixture(scope="module")
def crops() -> NDArray[np.uint8]:
    """Ten crops that all differ: a drawn face, ever darker and more mirrored."""
    face = drawing.photo(112, 112, Box(-10, -10, 122, 140)).pixels
    darker = [(face * (1 - step / 20)).astype(np.uint8) for step in range(5)]
    return np.stack([*darker, *(crop[:, ::-1] for crop in darker)]).astype(np.uint8)


def _by_original(crops: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Unit vectors that the unchanged file gives in OpenCV."""
    network = cv2.dnn.readNetFromONNX(str(weights.locate(weights.SFACE)))
    vectors = []
    for crop in crops:
        network.setInput(cv2.dnn.blobFromImage(crop, 1.0, (112, 112)), "data")
        vectors.append(network.forward().ravel().copy())
    whole = np.stack(vectors)
    return np.asarray(whole / np.linalg.norm(whole, axis=1, keepdims=True), np.float32)


def test_vectors_are_those_of_the_original_file(embedder: Embedder, crops: NDArray[np.uint8]) -> None:
    cosines = (embedder.embed(crops) * _by_original(crops)).sum(axis=1)
    assert cosines.min() > 0.9999


def test_vectors_have_length_one(embedder: Embedder, crops: NDArray[np.uint8]) -> None:
    vectors = embedder.embed(crops)
    assert vectors.shape == (10, embed.DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_batch_gives_what_one_by_one_gives(embedder: Embedder, crops: NDArray[np.uint8]) -> None:
    assert len(crops) > embed.BATCH  # so that there is more than one batch
    single = np.concatenate([embedder.embed(crop[None]) for crop in crops])
    np.testing.assert_allclose(embedder.embed(crops), single, atol=1e-4)


def test_many_threads_at_once_get_what_one_gets(embedder: Embedder, crops: NDArray[np.uint8]) -> None:
    alone = embedder.embed(crops)
    with ThreadPoolExecutor(4) as threads:
        for vectors in threads.map(embedder.embed, [crops] * 8):
            np.testing.assert_allclose(vectors, alone, atol=1e-4)


def test_no_crops_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed(np.empty((0, 112, 112, 3), np.uint8)).shape == (0, embed.DIMENSIONS)


@pytest.mark.skipif(not PEOPLE.exists(), reason="needs photos that are not part of the project")
def test_real_people_are_told_apart(embedder: Embedder) -> None:
    with (PEOPLE / "index.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if "_" not in row["path"][0]]
    people = sorted({row["identity"] for row in rows})[:5]
    chosen = [(person, row["path"]) for person in people for row in [r for r in rows if r["identity"] == person][:4]]
    vectors = embedder.embed(np.stack([_largest_face(PEOPLE / path) for _, path in chosen]))
    likeness = vectors @ vectors.T
    np.fill_diagonal(likeness, -1.0)

    nearest = [chosen[index][0] for index in likeness.argmax(axis=1)]

    assert sum(found == person for found, (person, _) in zip(nearest, chosen, strict=True)) >= 18  # of 20


def _largest_face(path: Path) -> NDArray[np.uint8]:
    image: UprightImage = images.open_upright(path.read_bytes())
    found = max(Detector().detect(image), key=lambda one: one.box.x2 - one.box.x1)
    return align.crop(image, found.landmarks)
