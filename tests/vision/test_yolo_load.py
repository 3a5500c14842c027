"""Weight files that somebody offers as a base: good ones, broken ones, and such that want to run something."""

import importlib
import os
import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from core.base import errors
from core.base.child import Child, Tell
from core.vision import yolo_load


class Hostile:
    """What runs a command when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, (f"touch '{self.mark}'",)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("ultralytics")


@pytest.fixture(scope="module")
def models(home: Path) -> Any:
    yolo_load.package(home)
    return importlib.import_module("ultralytics.nn.tasks")


@pytest.fixture(scope="module")
def detector(models: Any, home: Path) -> Path:
    """A small untrained detector of two classes."""
    network = models.DetectionModel("yolo11n.yaml", nc=2, verbose=False)
    torch.save({"model": network, "epoch": -1}, home / "detector.pt")
    return home / "detector.pt"


def refusal(path: Path, home: Path) -> str:
    with pytest.raises(errors.AlbumError) as caught:
        yolo_load.network(path, home)
    assert str(caught.value)
    return caught.value.message.key


def test_detector_is_read(detector: Path, home: Path) -> None:
    assert yolo_load.class_names(detector, home) == ["0", "1"]


def test_hostile_file_is_refused_and_runs_nothing(tmp_path: Path, home: Path) -> None:
    mark, hostile = tmp_path / "it ran", tmp_path / "hostile.pt"
    torch.save({"model": Hostile(mark), "epoch": 3}, hostile)
    assert refusal(hostile, home) == "yolo-base-refused"
    plain = tmp_path / "plain.pt"
    plain.write_bytes(pickle.dumps(Hostile(mark)))
    assert refusal(plain, home) == "yolo-base-broken"
    assert not mark.exists()
    with hostile.open("rb") as file, zipfile.ZipFile(file) as archive:  # the trap is a real one
        name = next(name for name in archive.namelist() if name.endswith("data.pkl"))
        with pytest.raises(KeyError):
            pickle.loads(archive.read(name))["nothing"]
    assert mark.exists()


def test_other_files(tmp_path: Path, home: Path, detector: Path, models: Any) -> None:
    whole = detector.read_bytes()
    names = ("cut.pt", "bent.pt", "empty.pt", "photo.pt")
    contents = (whole[: len(whole) // 2], whole[:2000] + b"\0" * 64 + whole[2064:], b"", b"\xff\xd8\xff" * 2000)
    for name, content in zip(names, contents, strict=True):
        (tmp_path / name).write_bytes(content)
        assert refusal(tmp_path / name, home) == "yolo-base-broken", name
    torch.save({"weights": torch.zeros(9)}, tmp_path / "numbers.pt")
    classifier = models.ClassificationModel("yolov8n-cls.yaml", nc=3, verbose=False)
    torch.save({"model": classifier}, tmp_path / "classifier.pt")
    for name in ("numbers.pt", "classifier.pt"):
        assert refusal(tmp_path / name, home) == "yolo-base-other", name
    assert refusal(tmp_path / "nothing.pt", home) == "yolo-base-missing"


def kept(_tell: Tell, home: Path) -> tuple[bool, str]:
    """Whether the package would tell others of itself, and where it keeps its settings."""
    package = yolo_load.package(home)
    return package.settings["sync"], str(package.settings.file)


def test_it_stays_at_home(tmp_path: Path) -> None:
    with Child() as fresh:  # another test of this process may have loaded the package with a home of its own
        syncs, settings = fresh.call(kept, tmp_path)
    assert syncs is False
    assert Path(settings).is_relative_to(tmp_path)
