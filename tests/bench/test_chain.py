"""How long the whole chain takes, and what an import costs beside the sum of its parts.

Run with: pytest -m bench -s tests/bench/test_chain.py
CUBBY_BENCH_PHOTOS names another folder of photos, and CUBBY_BENCH_LABELS a list of labels for it.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from core.base import images
from core.base.records import UprightImage
from core.demo import album as demo
from core.flows import decisions, ingest, label_files, label_lists, sort, train
from core.flows.label_files import Format
from core.flows.sort import Wish
from core.store import db
from core.store.db import Album
from core.vision import align, look
from core.vision.detect import Detector
from core.vision.embed import Embedder
from core.vision.look import Looker

AIM = 1.5  # an import may take this many times the sum of its parts


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Path], Path]:
    """Photos, and labels for them: those that the environment names, else a drawn class."""
    if "CUBBY_BENCH_PHOTOS" in os.environ:
        folder, labels = Path(os.environ["CUBBY_BENCH_PHOTOS"]), Path(os.environ["CUBBY_BENCH_LABELS"])
    else:
        drawn = tmp_path_factory.mktemp("bench") / "class"
        demo.draw(drawn, children=9, photos=150, seed=1)
        folder, labels = drawn / "photos", drawn / "labels.csv"
    return sorted(folder.iterdir()), labels


@pytest.mark.bench
def test_chain(material: tuple[list[Path], Path], tmp_path: Path) -> None:
    photos, labels = material
    album, looker = db.open_album(tmp_path / "album", create=True), Looker()
    looker.embed([looker.see(photo.read_bytes()) for photo in photos[:4]])  # models are loaded before the clock starts
    parts = _parts(photos)
    whole = _seconds(lambda: ingest.import_photos(album, [photos[0].parent], looker))
    again = _seconds(lambda: ingest.import_photos(album, [photos[0].parent], looker))
    total = sum(parts.values())
    print()
    for name, seconds in {**parts, "sum of parts": total, "import": whole, "import again": again}.items():
        print(f"{name:24} {seconds:7.2f} s {len(photos) / seconds:9.1f} photos/s")
    print(f"{'import / sum of parts':24} {whole / total:7.2f}")
    for name, seconds in _rest(album, looker, labels, tmp_path / "sorted").items():
        print(f"{name:24} {seconds:7.2f} s")
    assert whole <= AIM * total


def _parts(photos: list[Path]) -> dict[str, float]:
    """Seconds of each part by itself, on one thread: reduced decode, one detector pass, one embedder pass per face."""
    cv2.setNumThreads(1)
    detector, embedder = Detector(), Embedder()
    opened: list[UprightImage] = []
    crops: list[NDArray[np.uint8]] = []
    decode = _seconds(lambda: opened.extend(images.open_upright(one.read_bytes(), look.DECODED_SIDE) for one in photos))
    found = [(image, face) for image in opened for face in detector.detect(image)]
    crops.extend(align.crop(image, face.landmarks) for image, face in found)
    once = Detector(passes=(1.0,))
    one_pass = _seconds(lambda: [once.detect(image) for image in opened])
    embed = _seconds(lambda: [embedder.embed(crop[None]) for crop in crops])
    return {"reduced decode": decode, "one detector pass": one_pass, "one embedder pass a face": embed}


def _rest(album: Album, looker: Looker, labels: Path, folder: Path) -> dict[str, float]:
    naming = _seconds(lambda: label_lists.import_labels(album, label_files.read(labels, Format.CSV), looker))
    learning = _seconds(lambda: train.train_head(album))
    deciding = _seconds(lambda: decisions.decide(album))
    run, made = decisions.decide(album)
    sorting = _seconds(lambda: sort.sort(album, Wish(folder, made, run.id, 0.97)))
    return {"labels": naming, "train": learning, "decide": deciding, "sort": sorting}


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
