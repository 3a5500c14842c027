import pytest
from hypothesis import given

from core.base.messages import LANGUAGES, Catalogue
from core.base.records import Box
from core.rules import label_frames, label_yolo
from core.rules.label_frames import Shape
from core.rules.label_lines import Canvas, LabelledFace, LabelledPhoto, LabelLine
from tests.rules import label_strategies

CLASSES = ["Anna", "stranger", "not a face", "face", ""]


def parse(text: str | bytes) -> tuple[list[LabelLine], dict[int, str]]:
    data = text.encode() if isinstance(text, str) else text
    good, bad = label_yolo.parse(data, "a.txt", "/p/a", CLASSES)
    assert {line.file for line in good} | {line.file for line in bad} <= {"a.txt"}
    assert all(Catalogue(language).show(line.reason) for line in bad for language in LANGUAGES)
    return good, {line.number: line.reason.key for line in bad}


def test_faces_of_a_photo() -> None:
    good, bad = parse("0 0.5 0.5 0.25 0.5\n\n 1  0.125 0.5 0.25 1 \r\n2 0.5 0.5 1 1")
    parts = Canvas(in_parts=True)
    assert bad == {}
    assert good == [
        LabelLine(1, "/p/a", Box(0.375, 0.25, 0.625, 0.75), "Anna", "a.txt", canvas=parts),
        LabelLine(3, "/p/a", Box(0, 0, 0.25, 1), "", "a.txt", canvas=parts),
        LabelLine(4, "/p/a", Box(0, 0, 1, 1), "", "a.txt", is_face=False, canvas=parts),
    ]


def test_photo_without_a_face_says_nothing() -> None:
    assert parse("") == parse("\n \n") == parse(b"\xef\xbb\xbf") == ([], {})


def test_one_bad_line_does_not_stop_the_others() -> None:
    good, bad = parse(
        "0 0.5 0.5 0.25\n"
        "0 0.5 0.5 0.25 0.5 0.99\n"
        "0 0.1 0.1 0.2 0.2 0.3 0.1\n"
        "5 0.5 0.5 0.25 0.5\n"
        "-1 0.5 0.5 0.25 0.5\n"
        "Anna 0.5 0.5 0.25 0.5\n"
        "0 0.5 0,5 0.25 0.5\n"
        "0 0.5 0.5 -0.25 0.5\n"
        "0 0.5 0.5 nan 0.5\n"
        "3 0.5 0.5 0.25 0.5\n"
        "4 0.5 0.5 0.25 0.5\n"
        "0 0.5 0.5 0.25 0.5\n"
    )
    assert [line.number for line in good] == [12]
    assert bad == {
        1: "line-fields",
        2: "line-fields",
        3: "line-fields",
        4: "line-class-unknown",
        5: "line-class-unknown",
        6: "line-class-unknown",
        7: "line-box-numbers",
        8: "line-box-order",
        9: "line-box-order",
        10: "line-nameless",
        11: "line-no-name",
    }


def test_file_that_is_no_text() -> None:
    assert parse("민지".encode("cp949")) == ([], {0: "labels-file-not-text"})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Anna\nBora\n", ["Anna", "Bora"], id="a name on each line"),
        pytest.param("Anna\r\n\r\n민지\r\n\r\n", ["Anna", "", "민지"], id="an empty line is a number, too"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_classes_txt(text: str, names: list[str]) -> None:
    assert label_yolo.read_classes_txt(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("names: [Anna, Bora]", ["Anna", "Bora"], id="a list"),
        pytest.param("path: x\nnc: 2\nnames:\n  1: Bora\n  0: Anna\n", ["Anna", "Bora"], id="by number"),
        pytest.param(
            "names: [No, 7, null, yes]", ["No", "7", "null", "yes"], id="children named like truth and numbers"
        ),
        pytest.param("names: []", [], id="nobody"),
        pytest.param("names: !!python/object/apply:os.getcwd []", [], id="code, which is not run"),
    ],
)
def test_data_yaml(text: str, names: list[str]) -> None:
    assert label_yolo.read_data_yaml(text) == names


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("nc: 2", id="no names"),
        pytest.param("names: Anna", id="a word"),
        pytest.param("names: [[Anna]]", id="lists in a list"),
        pytest.param("names: {1: Anna, 2: Bora}", id="without number 0"),
        pytest.param("names: {a: Anna}", id="no numbers"),
        pytest.param("- names", id="a list"),
        pytest.param("names: [Anna", id="no YAML"),
        pytest.param("names: " + "[" * 5000, id="deep"),
        pytest.param("a: &a [x]\nb: &b [*a,*a]\nnames: [*b,*b]", id="a bomb"),
    ],
)
def test_data_yaml_without_names(text: str) -> None:
    with pytest.raises(ValueError):
        label_yolo.read_data_yaml(text)


def test_written_as_labelimg_reads_it() -> None:
    faces = (LabelledFace(Box(0, 120, 320, 360), "Anna"), LabelledFace(Box(320, 0, 640, 480), ""))
    photo = LabelledPhoto("a.jpg", "a", 640, 480, faces)
    assert label_yolo.classes_of([photo]) == ["Anna", "stranger"]
    assert label_yolo.write(photo, ["Anna", "stranger"]) == (
        "0 0.250000000 0.500000000 0.500000000 0.500000000\n1 0.750000000 0.500000000 0.500000000 1.000000000\n"
    )


@given(label_strategies.photos())
def test_what_is_written_reads_back(photos: list[LabelledPhoto]) -> None:
    classes = label_yolo.classes_of(photos)
    assert len(set(classes)) == len(classes)
    for photo in photos:
        good, bad = label_yolo.parse(label_yolo.write(photo, classes).encode(), "x.txt", photo.base, classes)
        assert bad == []
        for line, face in zip(good, photo.faces, strict=True):
            assert (line.person, line.is_face) == (face.person, face.is_face)
            assert line.box is not None
            assert line.canvas is not None
            assert label_frames.read(line.box, line.canvas, Shape(6000, 6000, 1)).upright == face.box
