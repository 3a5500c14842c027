import pytest
from defusedxml import ElementTree
from hypothesis import given

from core.base.messages import LANGUAGES, Catalogue
from core.base.records import Box
from core.rules import label_voc
from core.rules.label_lines import Canvas, LabelledFace, LabelledPhoto, LabelLine
from tests.rules import label_strategies

BOMB = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY c "&a;&a;&a;&a;">]><annotation><filename>&c;</filename></annotation>'
FILE_BOMB = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]><annotation><filename>&a;</filename></annotation>'


def entry(name: str = "Anna", corners: str = "10 20 110 140") -> str:
    xmin, ymin, xmax, ymax = corners.split()
    return (
        f"<object><name>{name}</name><pose>Unspecified</pose><bndbox><xmin>{xmin}</xmin><ymin>{ymin}</ymin>"
        f"<xmax>{xmax}</xmax><ymax>{ymax}</ymax></bndbox></object>"
    )


def annotation(*entries: str, photo: str = "<filename>a.jpg</filename>", size: str = "640 480") -> bytes:
    """As labelImg writes it."""
    width, height = size.split()
    return (
        f"<annotation>{photo}<size><width>{width}</width><height>{height}</height><depth>3</depth></size>"
        f"<segmented>0</segmented>{''.join(entries)}</annotation>"
    ).encode()


def refused(data: bytes) -> list[tuple[int, str]]:
    good, bad = label_voc.parse(data, "a.xml")
    assert good == []
    assert all(Catalogue(language).show(line.reason) for line in bad for language in LANGUAGES)
    return [(line.number, line.reason.key) for line in bad]


def test_faces_of_a_photo() -> None:
    good, bad = label_voc.parse(annotation(entry(), entry("stranger", "200.5 20 300 140.25")), "a.xml")
    assert bad == []
    assert good == [
        LabelLine(1, "a.jpg", Box(10, 20, 110, 140), "Anna", "a.xml", canvas=Canvas((640, 480))),
        LabelLine(2, "a.jpg", Box(200.5, 20, 300, 140.25), "", "a.xml", canvas=Canvas((640, 480))),
    ]


def test_photo_without_a_face_says_nothing() -> None:
    assert label_voc.parse(annotation(), "a.xml") == ([], [])


@pytest.mark.parametrize(
    ("photo", "name"),
    [
        pytest.param("<filename>a.jpg</filename>", "a.jpg", id="a file name alone"),
        pytest.param("<folder>spring</folder><filename>a.jpg</filename>", "spring/a.jpg", id="with its folder"),
        pytest.param(
            r"<folder>x</folder><filename>a.jpg</filename><path>C:\class\spring\a.jpg</path>",
            r"C:\class\spring\a.jpg",
            id="a path of Windows",
        ),
        pytest.param("<filename>a</filename><path>/p/a.jpg</path>", "/p/a.jpg", id="old labelImg: no ending"),
        pytest.param("<filename>a.b</filename><path>/p/a.b.jpg</path>", "/p/a.b.jpg", id="no ending, but a full stop"),
        pytest.param("<filename>b.jpg</filename><path>/p/a.jpg</path>", "b.jpg", id="a path of another photo"),
        pytest.param("<path>/p/a.jpg</path>", "/p/a.jpg", id="a path alone"),
        pytest.param("", "lists/one", id="nothing: the list's own name"),
        pytest.param("<filename/><path> </path>", "lists/one", id="nothing between the tags"),
    ],
)
def test_name_of_the_photo(photo: str, name: str) -> None:
    (line,), _ = label_voc.parse(annotation(entry(), photo=photo), "lists/one.xml")
    assert line.photo == name


@pytest.mark.parametrize("size", ["0 0", "640 0", "x 480", "-640 480", "640.5 480"])
def test_size_that_is_none(size: str) -> None:
    (line,), bad = label_voc.parse(annotation(entry(), size=size), "a.xml")
    assert (line.canvas, bad) == (Canvas(None), [])


def test_one_bad_entry_does_not_stop_the_others() -> None:
    entries = [
        entry("Anna", "110 20 10 140"),
        entry("Anna", "10 140 110 20"),
        entry("Anna", "x 20 110 140"),
        entry("face"),
        entry(""),
        "<object><name>Anna</name></object>",
        "<object/>",
        entry("Bora"),
    ]
    good, bad = label_voc.parse(annotation(*entries), "a.xml")
    assert [(line.number, line.person) for line in good] == [(8, "Bora")]
    assert [(line.number, line.reason.key, line.file) for line in bad] == [
        (1, "line-box-order", "a.xml"),
        (2, "line-box-order", "a.xml"),
        (3, "line-box-numbers", "a.xml"),
        (4, "line-nameless", "a.xml"),
        (5, "line-no-name", "a.xml"),
        (6, "line-box-numbers", "a.xml"),
        (7, "line-no-name", "a.xml"),
    ]


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(b"", "labels-not-xml", id="empty"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "labels-not-xml", id="a picture"),
        pytest.param(annotation(entry("민지"))[:-20], "labels-not-xml", id="cut off"),
        pytest.param(annotation(entry("민지")).decode().encode("cp949"), "labels-not-xml", id="not UTF-8"),
        pytest.param(b'<?xml version="1.0" encoding="cp949"?><annotation/>', "labels-not-xml", id="many-byte letters"),
        pytest.param(b'<?xml version="1.0" encoding="klingon"?><annotation/>', "labels-not-xml", id="no encoding"),
        pytest.param(BOMB.encode(), "labels-not-xml", id="a bomb of entities"),
        pytest.param(FILE_BOMB.encode(), "labels-not-xml", id="an entity that reads a file"),
        pytest.param(b"<svg/>", "labels-not-voc", id="other XML"),
    ],
)
def test_file_that_is_no_list(data: bytes, key: str) -> None:
    assert refused(data) == [(0, key)]


def test_deep_xml_is_no_danger() -> None:
    assert label_voc.parse(b"<annotation>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</annotation>", "a.xml") == (
        [],
        [],
    )


def test_other_encodings_that_say_so() -> None:
    text = '<?xml version="1.0" encoding="{}"?>' + annotation(entry("Zoë")).decode()
    for encoding in ("utf-8", "utf-16", "iso-8859-1"):
        (line,), _ = label_voc.parse(text.format(encoding).encode(encoding), "a.xml")
        assert line.person == "Zoë"


def test_written_as_labelimg_reads_it() -> None:
    face = LabelledFace(Box(0, 20.5, 110, 140), "Anna")
    top = ElementTree.fromstring(label_voc.write(LabelledPhoto("spring/a.jpg", "spring/a", 640, 480, (face,))))
    told = {name: top.findtext(name) for name in ("folder", "filename", "path", "size/width", "size/height")}
    assert told == {
        "folder": "spring", "filename": "a.jpg", "path": "spring/a.jpg", "size/width": "640", "size/height": "480",
    }  # fmt: skip
    assert [top.findtext(f"object/bndbox/{corner}") for corner in label_voc.CORNERS] == ["0", "20.5", "110", "140"]
    assert top.findtext("object/difficult") == "0"


@given(label_strategies.photos())
def test_what_is_written_reads_back(photos: list[LabelledPhoto]) -> None:
    for photo in photos:
        good, bad = label_voc.parse(label_voc.write(photo).encode(), "x.xml")
        assert bad == []
        assert {line.photo for line in good} == {photo.name}
        assert label_strategies.facts_read(good, Canvas((6000, 6000))) == label_strategies.facts(photo)
