"""Every kind of run with the network cut: it runs, or says what it would need and from where."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.base.records import RunKind
from core.store import runs
from core.store.db import Album
from core.vision import crops, yolo_load
from core.vision.look import Looker
from tests import learning_class

ROOT = Path(__file__).parents[1]
CUT = ("unshare", "-rn")  # a namespace of its own, without a route to anywhere
SMALL = {
    RunKind.HEAD: [],
    RunKind.CROPS: ["epochs=1", "side=16", "batch=4"],
    RunKind.EMBEDDER: ["epochs=1", "layers=1"],
    RunKind.YOLO: ["base=scratch", "size=64", "epochs=1"],
}


def can_cut() -> bool:
    """Whether a process may have a network of its own, and whether that then leads nowhere."""
    if shutil.which(CUT[0]) is None:
        return False
    routes = subprocess.run([*CUT, "cat", "/proc/net/route"], capture_output=True, text=True, check=False)
    return routes.returncode == 0 and len(routes.stdout.splitlines()) <= 1  # a heading at most, and nothing below it


pytestmark = pytest.mark.skipif(not can_cut(), reason="may not cut the network")


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Album:
    return learning_class.make(tmp_path_factory.mktemp("cut"), looker)


def cubby(album: Album, home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """What the command line says where there is no network, and no weights that somebody has fetched before."""
    environment = {**os.environ, "TORCH_HOME": str(home), "LANG": "C.UTF-8"}
    command = [*CUT, sys.executable, "-m", "core", "--album", str(album.folder), *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("kind", SMALL)
def test_it_runs(named: Album, tmp_path: Path, kind: RunKind) -> None:
    wished = [word for setting in SMALL[kind] for word in ("--set", setting)]
    said = cubby(named, tmp_path, "train", "--kind", kind.value, *wished, "--json")
    assert (said.returncode, json.loads(said.stdout)["kind"]) == (0, kind.value), said.stderr
    with named.read() as conn:
        assert runs.to_decide_with(conn, json.loads(said.stdout)["run"]).kind == kind


YOLO_NEEDS, RESNET_NEEDS = "The file yolo11n.pt is needed", "The file ResNet-18 is needed"


@pytest.mark.parametrize(
    ("kind", "settings", "sentence", "url"),
    [
        pytest.param("yolo", [], YOLO_NEEDS, yolo_load.ASSETS + "yolo11n.pt", id="an official YOLO"),
        pytest.param("crops", ["weights=imagenet"], RESNET_NEEDS, crops.IMAGENET, id="ImageNet's weights"),
        pytest.param(
            "yolo", ["allow_download=yes"], "could not be downloaded", yolo_load.ASSETS, id="a YOLO that may be fetched"
        ),
        pytest.param(
            "crops",
            ["weights=imagenet", "allow_download=yes"],
            "could not be downloaded",
            crops.IMAGENET,
            id="ImageNet's weights that may be fetched",
        ),
    ],
)
def test_it_says_what_it_needs_and_from_where(
    named: Album, tmp_path: Path, kind: str, settings: list[str], sentence: str, url: str
) -> None:
    with named.read() as conn:
        before = len(runs.every(conn))
    words = [word for setting in settings for word in ("--set", setting)]
    said = cubby(named, tmp_path, "train", "--kind", kind, *words)
    assert (said.returncode, said.stdout, len(said.stderr.splitlines())) == (3, "", 1), said.stderr
    assert sentence in said.stderr and url in said.stderr
    place = str(tmp_path) if kind == "crops" else str(named.folder / "weights")
    assert place in said.stderr  # where it may be laid by hand
    with named.read() as conn:
        assert len(runs.every(conn)) == before
