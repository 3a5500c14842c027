from pathlib import Path

import pytest

from core.base import errors
from core.base.messages import LANGUAGES, Catalogue
from core.base.records import Box
from core.flows import label_files
from core.flows.label_files import Format
from core.rules.label_lines import LabelledFace, LabelledPhoto
from tests import privileges
from tests.drawing import save

FACE = LabelledFace(Box(10, 20, 110, 140), "민지")
PHOTO = LabelledPhoto("spring/a.jpg", "spring/a", 640, 480, (FACE, LabelledFace(Box(0, 0, 20, 20), "")))
NO_FACE = LabelledPhoto("b.jpg", "b", 640, 480, (LabelledFace(Box(10, 20, 110, 140), "", is_face=False),))
VOC = (
    b"<annotation><filename>a.jpg</filename><object><name>Anna</name><bndbox><xmin>1</xmin><ymin>2</ymin>"
    b"<xmax>30</xmax><ymax>40</ymax></bndbox></object></annotation>"
)
YOLO = b"0 0.5 0.5 0.25 0.5\n1 0.1 0.1 0.1 0.1\n"


def said(path: Path, format_: Format) -> tuple[list[tuple[str, int, str]], list[tuple[str, int, str]]]:
    """Each entry by file and number: who it is, or why it can't be used."""
    good, bad = label_files.read(path, format_)
    assert all(Catalogue(language).show(line.reason) for line in bad for language in LANGUAGES)
    return (
        [(line.file, line.number, line.person) for line in good],
        [(line.file, line.number, line.reason.key) for line in bad],
    )


# Reading


def test_folder_of_voc(tmp_path: Path) -> None:
    for name in ("b.xml", "a.XML", "in/c.xml"):
        save(tmp_path / name, VOC)
    save(tmp_path / "in/bad.xml", VOC[:-9])
    save(tmp_path / "notes.txt", b"no list")
    assert said(tmp_path, Format.VOC) == (
        [("a.XML", 1, "Anna"), ("b.xml", 1, "Anna"), ("in/c.xml", 1, "Anna")],
        [("in/bad.xml", 0, "labels-not-xml")],
    )
    assert said(tmp_path / "b.xml", Format.VOC) == ([("b.xml", 1, "Anna")], [])


def test_folder_of_yolo_as_labelimg_leaves_it(tmp_path: Path) -> None:
    save(tmp_path / "classes.txt", "Anna\n민지\n".encode())
    save(tmp_path / "a.txt", YOLO)
    save(tmp_path / "b.txt", b"")
    save(tmp_path / "c.txt", b"2 0.5 0.5 0.25 0.5\n")
    save(tmp_path / "d.txt", "민지".encode("cp949"))
    assert said(tmp_path, Format.YOLO) == (
        [("a.txt", 1, "Anna"), ("a.txt", 2, "민지")],
        [("c.txt", 1, "line-class-unknown"), ("d.txt", 0, "labels-file-not-text")],
    )
    assert said(tmp_path / "a.txt", Format.YOLO) == ([("a.txt", 1, "Anna"), ("a.txt", 2, "민지")], [])


def test_folder_of_yolo_as_ultralytics_wants_it(tmp_path: Path) -> None:
    save(tmp_path / "data.yaml", b"path: .\ntrain: images\nnames:\n  0: Bora\n  1: stranger\n")
    save(tmp_path / "labels/train/a.txt", YOLO)
    assert said(tmp_path, Format.YOLO) == ([("labels/train/a.txt", 1, "Bora"), ("labels/train/a.txt", 2, "")], [])
    (line, _), _ = label_files.read(tmp_path, Format.YOLO)
    assert line.photo == str(tmp_path / "labels/train/a")


def test_nearest_names_count(tmp_path: Path) -> None:
    save(tmp_path / "data.yml", b"names: [Anna, Bora]")
    save(tmp_path / "a.txt", YOLO)
    save(tmp_path / "in/classes.txt", b"Cleo\nDora\n")
    save(tmp_path / "in/b.txt", YOLO)
    people = [person for _, _, person in said(tmp_path, Format.YOLO)[0]]
    assert people == ["Anna", "Bora", "Cleo", "Dora"]


def test_two_lists_of_names_that_agree(tmp_path: Path) -> None:
    save(tmp_path / "data.yaml", b"names: [Anna, Bora]")
    save(tmp_path / "classes.txt", b"\xef\xbb\xbfAnna\r\nBora\r\n")
    save(tmp_path / "a.txt", YOLO)
    assert len(said(tmp_path, Format.YOLO)[0]) == 2


@pytest.mark.parametrize(
    ("files", "key"),
    [
        pytest.param({}, "labels-folder-empty", id="nothing"),
        pytest.param({"classes.txt": b"Anna"}, "labels-folder-empty", id="names alone"),
        pytest.param({"a.txt": YOLO}, "labels-no-classes", id="no names"),
        pytest.param({"a.txt": YOLO, "x/classes.txt": b"Anna"}, "labels-no-classes", id="names elsewhere"),
        pytest.param({"a.txt": YOLO, "classes.txt": "민지".encode("cp949")}, "labels-no-names", id="names not UTF-8"),
        pytest.param({"a.txt": YOLO, "data.yaml": b"nc: 2"}, "labels-no-names", id="data.yaml without names"),
        pytest.param(
            {"a.txt": YOLO, "classes.txt": b"Anna\nBora", "data.yaml": b"names: [Bora, Anna]"},
            "labels-classes-differ",
            id="names that differ",
        ),
    ],
)
def test_yolo_without_its_names(tmp_path: Path, files: dict[str, bytes], key: str) -> None:
    for name, data in files.items():
        save(tmp_path / name, data)
    with pytest.raises(errors.AlbumError) as caught:
        label_files.read(tmp_path, Format.YOLO)
    assert caught.value.message.key == key


@pytest.mark.parametrize("format_", Format)
def test_list_that_is_not_there(tmp_path: Path, format_: Format) -> None:
    with pytest.raises(errors.MissingError) as caught:
        label_files.read(tmp_path / "gone", format_)
    assert caught.value.message.key == "labels-missing"


@pytest.mark.parametrize("format_", [Format.CSV, Format.COCO])
def test_folder_for_a_file(tmp_path: Path, format_: Format) -> None:
    with pytest.raises(errors.MissingError) as caught:
        label_files.read(tmp_path, format_)
    assert caught.value.message.key == "labels-unreadable"


def test_one_unreadable_file_does_not_stop_the_others() -> None:
    with privileges.without() as folder:
        save(folder / "a.xml", VOC)
        save(folder / "b.xml", VOC).chmod(0)
        assert said(folder, Format.VOC) == ([("a.xml", 1, "Anna")], [("b.xml", 0, "labels-file-unreadable")])
        with pytest.raises(errors.MissingError):
            label_files.read(folder / "b.xml", Format.VOC)


# Writing


@pytest.mark.parametrize(
    ("format_", "names"),
    [
        pytest.param(Format.CSV, None, id="csv"),
        pytest.param(Format.COCO, None, id="coco"),
        pytest.param(Format.VOC, ["b.xml", "spring/a.xml"], id="voc"),
        pytest.param(Format.YOLO, ["b.txt", "classes.txt", "spring/a.txt"], id="yolo"),
    ],
)
def test_files_of_a_format(format_: Format, names: list[str] | None) -> None:
    written = label_files.put([PHOTO, NO_FACE], format_)
    assert (None if isinstance(written.content, str) else sorted(written.content)) == names
    assert written.labels == (2 if format_ is Format.CSV else 3)


def test_nothing_to_write() -> None:
    for photos, format_ in (([], Format.VOC), ([NO_FACE], Format.CSV)):
        with pytest.raises(errors.MissingError, match="no labels"):
            label_files.put(photos, format_)
