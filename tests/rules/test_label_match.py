import pytest

from core.base.records import Box
from core.rules import label_match
from core.rules.label_lines import LabelLine

WIDTH, HEIGHT = 640, 480
LEFT, RIGHT = Box(100, 100, 200, 200), Box(300, 100, 400, 200)
EMPTY = Box(500, 300, 600, 400)


def aim(known: dict[int, Box], *said: tuple[Box | None, str]) -> tuple[dict[int, int | None], dict[int, str]]:
    """Face by line number, and the reason's key by line number."""
    lines = [LabelLine(number, "a.jpg", box, person) for number, (box, person) in enumerate(said, start=2)]
    aims, refused = label_match.aim(lines, known, WIDTH, HEIGHT)
    return {one.line.number: one.face_id for one in aims}, {line.number: line.reason.key for line in refused}


def moved(box: Box, by: float) -> Box:
    return Box(box.x1 + by, box.y1, box.x2 + by, box.y2)


@pytest.mark.parametrize(
    ("box", "face"),
    [
        pytest.param(LEFT, 7, id="exactly the face"),
        pytest.param(moved(LEFT, 66), 7, id="IoU 34 / 166 with another centre"),
        pytest.param(moved(LEFT, 67), None, id="IoU 33 / 167"),
        pytest.param(moved(RIGHT, -20), 8, id="the other face"),
        pytest.param(EMPTY, None, id="no face there"),
    ],
)
def test_box_finds_its_face(box: Box, face: int | None) -> None:
    assert aim({7: LEFT, 8: RIGHT}, (box, "Anna")) == ({2: face}, {})


def test_two_boxes_do_not_share_a_face() -> None:
    assert aim({7: LEFT}, (moved(LEFT, 30), "Anna"), (moved(LEFT, 10), "Bora")) == ({2: None, 3: 7}, {})


@pytest.mark.parametrize(
    ("said", "faces", "refused"),
    [
        pytest.param([(LEFT, "Anna"), (moved(LEFT, 2), "anna")], {2: 7}, {}, id="repeated"),
        pytest.param([(LEFT, "Anna"), (moved(LEFT, 2), "Bora")], {2: 7}, {3: "line-contradicts"}, id="contradicted"),
        pytest.param([(LEFT, ""), (LEFT, "Bora")], {2: 7}, {3: "line-contradicts"}, id="stranger or Bora"),
        pytest.param([(None, "Anna"), (None, "Anna")], {2: 7}, {}, id="repeated without a box"),
        pytest.param(
            [(None, "Anna"), (None, "Bora")], {2: 7}, {3: "line-contradicts"}, id="contradicted without a box"
        ),
        pytest.param([(None, "Anna"), (LEFT, "Anna")], {3: 7}, {}, id="repeated with a box"),
        pytest.param([(None, "Anna"), (LEFT, "Bora")], {3: 7}, {2: "line-contradicts"}, id="contradicted with a box"),
        pytest.param([(None, "Anna"), (EMPTY, "Bora")], {3: None}, {2: "line-faces-many"}, id="a second face is drawn"),
    ],
)
def test_lines_about_a_photo_with_one_face(
    said: list[tuple[Box | None, str]], faces: dict[int, int | None], refused: dict[int, str]
) -> None:
    assert aim({7: LEFT}, *said) == (faces, refused)
    drawn = {100 + number: box for number, (box, _) in enumerate(said, start=2) if faces.get(number, 7) is None and box}
    again, refused_again = aim({7: LEFT} | drawn, *said)
    assert refused_again == refused  # the same list means the same once its boxes have become faces
    assert again.keys() == faces.keys()


def test_line_without_a_box_needs_one_face() -> None:
    assert aim({}, (None, "Anna")) == ({}, {2: "line-no-face"})
    assert aim({7: LEFT, 8: RIGHT}, (None, "Anna")) == ({}, {2: "line-faces-many"})
    assert aim({}, (EMPTY, "Anna"), (None, "Anna")) == ({2: None}, {})  # the face that the list itself draws


@pytest.mark.parametrize(
    ("box", "key"),
    [
        pytest.param(Box(-2, -2, 642, 482), None, id="rounded outwards"),
        pytest.param(Box(-3, 0, 100, 100), "line-box-outside", id="too far left"),
        pytest.param(Box(0, -3, 100, 100), "line-box-outside", id="too high"),
        pytest.param(Box(0, 0, 643, 100), "line-box-outside", id="too far right"),
        pytest.param(Box(0, 0, 100, 483), "line-box-outside", id="too low"),
        pytest.param(Box(1e308, 0, 1.5e308, 10), "line-box-outside", id="absurd"),
        pytest.param(Box(10, 10, 17, 30), "line-box-small", id="too narrow"),
        pytest.param(Box(10, 10, 18, 18), None, id="just large enough"),
        pytest.param(Box(-2, 10, 7, 30), "line-box-small", id="too narrow inside the photo"),
    ],
)
def test_box_must_lie_in_the_photo(box: Box, key: str | None) -> None:
    faces, refused = aim({}, (box, "Anna"))
    assert (faces, refused) == (({2: None}, {}) if key is None else ({}, {2: key}))


def test_box_is_cut_at_the_photos_edge() -> None:
    (one,), _ = label_match.aim([LabelLine(2, "a.jpg", Box(-2, -2, 642, 482), "Anna")], {}, WIDTH, HEIGHT)
    assert one.line.box == Box(0, 0, 640, 480)
