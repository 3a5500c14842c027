import os
import subprocess
import sys
from pathlib import Path

import pytest

from core.base.records import LabelOrigin, Statement
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


VOC = (
    "<annotation><filename>two.jpg</filename><size><width>640</width><height>480</height></size>"
    "<object><name>Anna</name><bndbox><xmin>80</xmin><ymin>80</ymin><xmax>240</xmax><ymax>280</ymax></bndbox></object>"
    "<object><name>face</name><bndbox><xmin>375</xmin><ymin>90</ymin><xmax>530</xmax><ymax>280</ymax></bndbox></object>"
    "</annotation>"
)


@pytest.mark.parametrize("format_", ["voc", "yolo", "coco"])
def test_other_formats_in_and_out(cubby: Cubby, little_class: LittleClass, tmp_path: Path, format_: str) -> None:
    album = ("--album", little_class.album.folder)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "two.xml").write_text(VOC)
    (tmp_path / "in" / "none.xml").write_text("<annotation>")
    said = cubby(*album, "labels", "import", tmp_path / "in", "--format", "voc")
    assert (said.code, said.err) == (4, "")
    assert said.out.splitlines() == [
        "none.xml: this is not XML that can be read: no element found: line 1, column 12",
        "two.xml, entry 2: “face” says that there is a face, but not whose",
        "Labels: 1 added, 0 already there, 2 refused.",
        "New children: Anna.",
    ]
    with little_class.album.write() as conn:
        face = next(iter(labels.standing(conn)))
        labels.add(conn, face, Statement.WEARS_MASK, origin=LabelOrigin.NAMED)
    list_ = tmp_path / "list"
    said = cubby(*album, "labels", "export", list_, "--format", format_)
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        f"One label was written to {list_}.",
        "One other fact stays in the album alone, because this format can't hold masks, "
        "or that a face is not some child.",
    ]
    said = cubby(*album, "labels", "import", list_, "--format", format_)
    assert (said.code, said.out) == (0, "Labels: 0 added, 1 already there, 0 refused.\n")


def test_folder_of_something_else_is_left_alone(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    album = ("--album", little_class.album.folder)
    (tmp_path / "two.xml").write_text(VOC)
    cubby(*album, "labels", "import", tmp_path / "two.xml", "--format", "voc")
    said = cubby(*album, "labels", "export", tmp_path, "--format", "yolo")
    assert (said.code, said.out) == (2, "")
    assert "can't be written" in said.err
    assert [path.name for path in tmp_path.iterdir() if path.suffix] == ["two.xml"]


@pytest.mark.parametrize(
    ("language", "question"),
    [pytest.param("en", "Add them?", id="English"), pytest.param("ko", "등록할까요?", id="Korean")],
)
def test_person_at_the_keyboard_is_asked(
    little_class: LittleClass, tmp_path: Path, language: str, question: str
) -> None:
    (tmp_path / "two.xml").write_text(VOC)
    words = ["--album", little_class.album.folder, "labels", "import", tmp_path / "two.xml", "--format", "voc"]
    for answer, code, names in (("n\n", 4, []), ("y\n", 4, ["Anna"])):
        ended, printed = at_a_keyboard([sys.executable, "-m", "core", *map(str, words)], answer, language)
        assert (ended, question in printed) == (code, True)
        with little_class.album.read() as conn:
            assert [person.name for person in people.everyone(conn)] == names


def at_a_keyboard(command: list[str], answer: str, language: str) -> tuple[int, str]:
    """Run a program at a real terminal, and type."""
    pty = pytest.importorskip("pty")  # Windows has none
    ours, theirs = pty.openpty()
    environment = os.environ | {"CUBBY_LANG": language}
    with subprocess.Popen(command, stdin=theirs, stdout=subprocess.PIPE, text=True, env=environment) as child:
        os.write(ours, answer.encode())
        printed, _ = child.communicate(timeout=300)
    os.close(ours)
    os.close(theirs)
    return child.returncode, printed
