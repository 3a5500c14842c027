from pathlib import Path

import pytest

from core.store import labels, people
from tests.commands.conftest import Cubby
from tests.conftest import LittleClass

HEADER = "photo,x1,y1,x2,y2,person\n"


def test_list_in_and_out(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    folder = little_class.album.folder
    list_in, list_out = tmp_path / "in.csv", tmp_path / "out.csv"
    list_in.write_text(HEADER + "photos/one.jpg,,,,,Anna\ntwo.jpg,80,80,240,280,Bora\ntwo.jpg,375,90,530,280,\n")
    said = cubby("--album", folder, "labels", "import", list_in, "--format", "csv")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Labels: 3 added, 0 already there, 0 refused.", "New children: Anna, Bora.",
    ]  # fmt: skip
    said = cubby("--album", folder, "labels", "export", list_out)
    assert (said.code, said.out) == (0, f"3 labels were written to {list_out}.\n")
    lines = list_out.read_text().splitlines()
    assert [lines[0] + "\n", *(line.rpartition(",")[2] for line in lines[1:])] == [HEADER, "Anna", "Bora", ""]
    said = cubby("--album", folder, "labels", "import", list_out)
    assert said.out == "Labels: 0 added, 3 already there, 0 refused.\n"


def test_bad_lines_are_told_one_by_one(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text(
        HEADER + "unknown.jpg,,,,,Anna\none.jpg,,,,,Anna\ntwo.jpg,600,400,700,500,Anna\nnone.jpg,,,,,Anna\n"
    )
    said = cubby("--album", little_class.album.folder, "labels", "import", tmp_path / "bad.csv")
    assert (said.code, said.err) == (4, "")
    assert said.out.splitlines() == [
        "Line 2: no photo named unknown.jpg in this album",
        "Line 3: 2 photos are named one.jpg: write more of its path",
        "Line 4: the box 600,400,700,500 does not lie inside the photo, which is 640 × 480",
        "Line 5: no face was found on the photo: give a box",
        "Labels: 0 added, 0 already there, 4 refused.",
    ]
    with little_class.album.read() as conn:
        assert (labels.standing(conn), people.everyone(conn)) == ({}, [])


@pytest.mark.parametrize(
    ("content", "words", "code"),
    [
        pytest.param("photo,left,top\n", [], 2, id="unknown columns"),
        pytest.param("", [], 2, id="nothing in it"),
        pytest.param(None, [], 3, id="not there"),
        pytest.param(HEADER, ["--format", "xml"], 2, id="unknown format"),
    ],
)
def test_lists_that_are_none(
    cubby: Cubby, little_class: LittleClass, tmp_path: Path, content: str | None, words: list[str], code: int
) -> None:
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_text(content)
    said = cubby("--album", little_class.album.folder, "labels", "import", path, *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    with little_class.album.read() as conn:
        assert labels.last(conn) == 0


def test_no_labels_to_export(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    said = cubby("--album", little_class.album.folder, "labels", "export", tmp_path / "out.csv")
    assert (said.code, said.err) == (3, "There are no labels yet. Name some faces first.\n")
    assert not (tmp_path / "out.csv").exists()


def test_photo_is_never_written_over_by_a_list(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text(HEADER + "photos/one.jpg,,,,,Anna\n")
    cubby("--album", little_class.album.folder, "labels", "import", tmp_path / "in.csv")
    photo = little_class.photos / "one.jpg"
    before = photo.read_bytes()
    said = cubby("--album", little_class.album.folder, "labels", "export", photo)
    assert (said.code, photo.read_bytes() == before) == (2, True)
    assert "has the name of a photo" in said.err
