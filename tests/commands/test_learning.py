import csv
import json
from pathlib import Path

import pytest

from core.store import runs
from core.store.db import Album
from tests import classroom
from tests.classroom import Classroom
from tests.commands.conftest import Cubby


def test_learning_is_told(cubby: Cubby, album: Album) -> None:
    classroom.separable(album)
    said = cubby("--album", album.folder, "train", "--kind", "head")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[:2] == [
        "Run 1 has learned from 18 named faces and 4 strangers.",
        "It also learned from 18 faces that nobody had named.",
    ]
    assert [line.partition(" (")[0] for line in lines[2:]] == ["Child 0", "Child 1", "Child 2"]
    assert all("Not enough evidence yet to be sure" in line for line in lines[2:])
    said = cubby("--album", album.folder, "train", "--json", "--set", "precision=0.9")
    facts = json.loads(said.out)
    assert (facts["run"], facts["kind"], facts["labels"], facts["precision"]) == (2, "head", 18, 0.9)
    assert [person["name"] for person in facts["people"]] == ["Child 0", "Child 1", "Child 2"]
    assert all(0.4 <= person["threshold"] <= 1 for person in facts["people"])
    said = cubby("--album", album.folder, "runs")
    assert [line.split()[0] for line in said.out.splitlines()] == ["1", "2"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["--kind", "magic"], 2, id="unknown kind"),
        pytest.param(["--set", "precision=2"], 2, id="precision out of range"),
        pytest.param(["--set", "epochs=2"], 2, id="unknown setting"),
        pytest.param([], 3, id="no labels"),
    ],
)
def test_learning_that_cannot_be(cubby: Cubby, room: Classroom, words: list[str], code: int) -> None:
    said = cubby("--album", room.album.folder, "train", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    with room.album.read() as conn:
        assert len(runs.every(conn)) == 1  # as before


def test_one_child(cubby: Cubby, room: Classroom) -> None:
    for photo in ("a.jpg", "b.jpg"):
        room.say(photo, 0, "Anna")
    said = cubby("--album", room.album.folder, "train")
    assert (said.code, said.err.startswith("Only one child is named so far.")) == (3, True)


def test_no_runs_yet(cubby: Cubby, album: Album) -> None:
    sentence = "Nothing has been learned yet. Learn first: python -m core train\n"
    assert cubby("--album", album.folder, "runs").out == sentence
    said = cubby("--album", album.folder, "decisions", album.folder / "x.csv")
    assert (said.code, said.err) == (3, sentence)


def test_decisions_are_written(cubby: Cubby, room: Classroom, tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    said = cubby("--album", room.album.folder, "decisions", path)
    assert (said.code, said.out) == (0, f"3 of 5 faces have a name by run 1. Written to {path}.\n")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert ",".join(rows[0]) == "photo,face,x1,y1,x2,y2,person,source,score,candidate,masked,quality"
    assert len(rows) == 6
    said = cubby("--album", room.album.folder, "decisions", path, "--precision", "0.9", "--run", "1")
    assert said.out.startswith("4 of 5 faces")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["list.csv", "--run", "7"], 3, id="unknown run"),
        pytest.param(["list.csv", "--run", "x"], 2, id="a run that is no number"),
        pytest.param(["list.csv", "--precision", "1.5"], 2, id="precision too high"),
        pytest.param(["list.csv", "--precision", "0.2"], 2, id="precision too low"),
        pytest.param(["photo.JPG"], 2, id="a photo's name"),
        pytest.param(["no/folder/list.csv"], 2, id="a folder that is not there"),
        pytest.param(["."], 2, id="a folder"),
    ],
)
def test_decisions_that_cannot_be(
    cubby: Cubby, room: Classroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    said = cubby("--album", room.album.folder, "decisions", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    assert list((tmp_path / "here").iterdir()) == []


def test_no_more_names_are_asked_for_than_there_are_faces(cubby: Cubby, album: Album) -> None:
    classroom.separable(album)  # six faces of each child have no name; seventy would be needed
    said = cubby("--album", album.folder, "train")
    assert said.out.count("there are only about 6 more faces of this child to name.") == 3
    assert "name about" not in said.out
