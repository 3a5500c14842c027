import json
from typing import Any

import pytest
from hypothesis import given

from core.base import errors
from core.base.messages import LANGUAGES, Catalogue
from core.base.records import Box
from core.rules import label_coco
from core.rules.label_lines import Canvas, LabelledFace, LabelledPhoto, LabelLine
from tests.rules import label_strategies

IMAGES = [{"id": 1, "file_name": "a.jpg", "width": 640, "height": 480}, {"id": "x", "file_name": "p\\b.jpg"}]
CATEGORIES = [{"id": 3, "name": "Anna"}, {"id": 4, "name": "stranger"}, {"id": 5, "name": "face"}]
GOOD = {"id": 9, "image_id": 1, "category_id": 3, "bbox": [10, 20, 100, 120], "iscrowd": 0}


def parse(
    annotations: Any, images: Any = IMAGES, categories: Any = CATEGORIES
) -> tuple[list[LabelLine], dict[int, str]]:
    facts = {"images": images, "annotations": annotations, "categories": categories}
    good, bad = label_coco.parse(json.dumps(facts).encode(), "list.json")
    assert all(Catalogue(language).show(line.reason) for line in bad for language in LANGUAGES)
    return good, {line.number: line.reason.key for line in bad}


def changed(**facts: Any) -> dict[str, Any]:
    return GOOD | facts


def test_faces_of_photos() -> None:
    good, bad = parse([GOOD, changed(image_id="x", category_id=4, bbox=[0.5, 0, 8.25, 9])])
    assert bad == {}
    assert good == [
        LabelLine(1, "a.jpg", Box(10, 20, 110, 140), "Anna", "list.json", canvas=Canvas((640, 480))),
        LabelLine(2, "p\\b.jpg", Box(0.5, 0, 8.75, 9), "", "list.json", canvas=Canvas(None)),
    ]


def test_list_of_nothing_says_nothing() -> None:
    assert parse([], [], []) == ([], {})


def test_polygon_does_not_stop_its_box() -> None:
    good, _ = parse([changed(segmentation=[[10, 20, 110, 20, 60, 140]])])
    assert [line.box for line in good] == [Box(10, 20, 110, 140)]


@pytest.mark.parametrize(
    ("annotation", "key"),
    [
        pytest.param(changed(image_id=2), "line-id-unknown", id="an unknown photo's number"),
        pytest.param(changed(image_id="1"), "line-id-unknown", id="a number as a word"),
        pytest.param({"category_id": 3, "bbox": [1, 2, 3, 4]}, "line-id-unknown", id="no photo's number"),
        pytest.param(changed(category_id=99), "line-id-unknown", id="an unknown class"),
        pytest.param(changed(category_id=[3]), "line-id-unknown", id="a class that is a list"),
        pytest.param(changed(category_id=5), "line-nameless", id="face"),
        pytest.param(changed(iscrowd=1, segmentation={"counts": [5], "size": [1, 5]}), "line-crowd", id="a crowd"),
        pytest.param({"image_id": 1, "category_id": 3}, "line-box-numbers", id="no box"),
        pytest.param(changed(bbox=None), "line-box-numbers", id="a box of nothing"),
        pytest.param(changed(bbox=[1, 2, 3]), "line-box-numbers", id="three numbers"),
        pytest.param(changed(bbox=["1", 2, 3, 4]), "line-box-numbers", id="a word in the box"),
        pytest.param(changed(bbox=[1, 2, 10**400, 4]), "line-box-numbers", id="a huge number"),
        pytest.param(changed(bbox=[10, 20, -5, 5]), "line-box-order", id="a negative width"),
        pytest.param(changed(bbox=[float("nan"), 20, 5, 5]), "line-box-order", id="not a number"),
        pytest.param("Anna", "line-no-entry", id="a word"),
    ],
)
def test_bad_entry_does_not_stop_the_others(annotation: Any, key: str) -> None:
    good, bad = parse([GOOD, annotation, GOOD])
    assert ([line.number for line in good], bad) == ([1, 3], {2: key})


def test_id_that_two_entries_have_is_nobodys() -> None:
    assert parse([GOOD], [*IMAGES, {"id": 1, "file_name": "c.jpg"}])[1] == {1: "line-id-unknown"}
    assert parse([GOOD], IMAGES, [*CATEGORIES, {"id": 3, "name": "Bora"}])[1] == {1: "line-id-unknown"}


@pytest.mark.parametrize(
    ("image", "key"),
    [
        pytest.param({"file_name": "a.jpg"}, "line-id-unknown", id="a photo without a number"),
        pytest.param({"id": 1}, "line-no-photo", id="a photo without a name"),
        pytest.param({"id": 1, "file_name": 7}, "line-no-photo", id="a name that is a number"),
        pytest.param("a.jpg", "line-id-unknown", id="a word"),
    ],
)
def test_photo_that_is_none(image: Any, key: str) -> None:
    assert parse([GOOD], [image])[1] == {1: key}


def test_class_without_a_name() -> None:
    assert parse([GOOD], IMAGES, [{"id": 3}])[1] == {1: "line-no-name"}


@pytest.mark.parametrize("size", [(0, 0), ("640", 480), (640.5, 480), (None, 480), (-640, 480)])
def test_size_that_is_none(size: tuple[Any, Any]) -> None:
    (line,), _ = parse([GOOD], [{"id": 1, "file_name": "a.jpg", "width": size[0], "height": size[1]}])
    assert line.canvas == Canvas(None)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(b"", "labels-not-json", id="empty"),
        pytest.param(b"photo,x1,y1", "labels-not-json", id="CSV"),
        pytest.param('{"a": "민지"}'.encode("cp949"), "labels-not-json", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "labels-not-json", id="deep"),
        pytest.param(b'{"images": ' + b"1" * 10_000 + b"}", "labels-not-json", id="a number of many digits"),
        pytest.param(b"[]", "labels-not-coco", id="a list"),
        pytest.param(b"{}", "labels-not-coco", id="nothing in it"),
        pytest.param(b'{"images": [], "categories": []}', "labels-not-coco", id="no annotations"),
        pytest.param(b'{"images": {}, "annotations": [], "categories": []}', "labels-not-coco", id="images by name"),
    ],
)
def test_file_that_is_no_list(data: bytes, key: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        label_coco.parse(data, "list.json")
    assert caught.value.message.key == key
    assert len(str(caught.value)) < 300


def test_encodings_of_json() -> None:
    text = json.dumps({"images": IMAGES, "annotations": [GOOD], "categories": CATEGORIES})
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert len(label_coco.parse(text.encode(encoding), "list.json")[0]) == 1


def test_written_as_other_tools_read_it() -> None:
    photo = LabelledPhoto("a.jpg", "a", 640, 480, (LabelledFace(Box(0.1, 20, 0.3, 140.55), "Anna"),))
    assert json.loads(label_coco.write([photo])) == {
        "images": [{"id": 1, "file_name": "a.jpg", "width": 640, "height": 480}],
        "annotations": [
            {"id": 1, "image_id": 1, "category_id": 1, "bbox": [0.1, 20.0, 0.2, 120.55], "area": 24.11, "iscrowd": 0}
        ],
        "categories": [{"id": 1, "name": "Anna"}],
    }


@given(label_strategies.photos())
def test_what_is_written_reads_back(photos: list[LabelledPhoto]) -> None:
    good, bad = label_coco.parse(label_coco.write(photos).encode(), "x.json")
    assert bad == []
    lines = iter(good)
    for photo in photos:
        its_lines = [next(lines) for _ in photo.faces]
        assert {line.photo for line in its_lines} == {photo.name}
        for line, face in zip(its_lines, photo.faces, strict=True):
            assert (line.person, line.is_face, line.canvas) == (face.person, face.is_face, Canvas((6000, 6000)))
            assert line.box == pytest.approx(face.box, abs=1e-9)
    assert next(lines, None) is None
