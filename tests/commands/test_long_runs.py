import json
from pathlib import Path

import pytest

from core.base.records import RunKind
from core.flows import training
from core.rules import kinds
from core.store import runs
from core.store.db import Album
from core.vision.look import Looker
from tests import learning_class
from tests.commands.conftest import Cubby


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Album:
    """The class, with which nothing comes to pass here."""
    return learning_class.make(tmp_path_factory.mktemp("untrained"), looker)


def test_long_run_is_begun_gone_on_with_and_told(cubby: Cubby, tmp_path: Path, looker: Looker) -> None:
    album = learning_class.make(tmp_path, looker)
    quick = ["--set", "epochs=1", "--set", "side=16", "--set", "batch=4"]
    said = cubby("--album", album.folder, "train", "--kind", "crops", *quick)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0].startswith("It computes on ")
    assert any(line.startswith("Round 1 of 1: sorts with ") for line in lines)
    assert any(line.startswith("Run 1 has learned from 16 named faces") for line in lines)
    second = training.plan(album, RunKind.CROPS, kinds.complete(kinds.CROPS, {"epochs": 1, "side": 16, "batch": 4})).id
    said = cubby("--album", album.folder, "train", "--resume", second, "--json")
    facts = json.loads(said.out)
    assert (facts["run"], facts["kind"], len(facts["every_epoch"])) == (2, "crops", 1)
    assert facts["settings"]["side"] == 16
    assert facts["every_epoch"][0]["loss"] > 0


@pytest.mark.parametrize(
    ("words", "code", "start"),
    [
        pytest.param(["--kind", "yolo"], 3, "The file yolo11n.pt is needed", id="weights that would be downloaded"),
        pytest.param(["--kind", "yolo", "--set", "size=1"], 2, "The setting size", id="a size out of range"),
        pytest.param(["--kind", "crops", "--set", "magic=1"], 2, "There is no setting magic", id="no such setting"),
        pytest.param(["--resume", "7"], 3, "There is no run 7", id="no such run"),
    ],
)
def test_long_run_that_cannot_be(cubby: Cubby, untrained: Album, words: list[str], code: int, start: str) -> None:
    said = cubby("--album", untrained.folder, "train", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(start)
    with untrained.read() as conn:
        assert runs.every(conn) == []
