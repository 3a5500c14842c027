import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import Base

from core.base import images
from core.base.records import Box
from core.rules import label_frames
from core.rules.label_frames import Readings, Shape
from core.rules.label_lines import Canvas, LabelLine

WIDTH, HEIGHT = 60, 40  # of the upright photo
FACE = Box(5, 10, 25, 18)
TURNED = range(2, 9)
SWAPPED = range(5, 9)


def stored(box: Box, orientation: int) -> Box:
    """Where a tool that ignores EXIF sees what an upright tool sees in a box: read off real pixels."""
    upright = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    upright[int(box.y1) : int(box.y2), int(box.x1) : int(box.x2)] = 255
    # Of the eight ways to lay a photo down, the one that EXIF undoes.
    for way in (None, *Image.Transpose):
        lying = Image.fromarray(upright) if way is None else Image.fromarray(upright).transpose(way)
        exif = Image.Exif()
        exif[Base.Orientation] = orientation
        file = io.BytesIO()
        lying.save(file, "PNG", exif=exif.tobytes())
        again = images.open_upright(file.getvalue()).pixels
        if again.shape == upright.shape and (again == upright).all():
            rows, columns = np.nonzero(np.asarray(lying)[:, :, 0])
            return Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    raise AssertionError


@pytest.mark.parametrize("orientation", range(1, 9))
def test_box_turns_as_its_photo_does(orientation: int) -> None:
    shape = Shape(WIDTH, HEIGHT, orientation)
    assert shape.stored == ((HEIGHT, WIDTH) if orientation in SWAPPED else (WIDTH, HEIGHT))
    assert label_frames.turn_upright(stored(FACE, orientation), shape) == FACE


@pytest.mark.parametrize("orientation", SWAPPED)
def test_size_tells_where_a_turn_swaps_it(orientation: int) -> None:
    shape, lying = Shape(WIDTH, HEIGHT, orientation), stored(FACE, orientation)
    assert label_frames.read(FACE, Canvas((WIDTH, HEIGHT)), shape) == Readings(FACE, None)
    assert label_frames.read(lying, Canvas((HEIGHT, WIDTH)), shape) == Readings(None, FACE)
    assert label_frames.read(lying, Canvas((HEIGHT, WIDTH + 1)), shape) == Readings(None, None)
    assert label_frames.read(lying, Canvas(None), shape).stored == FACE


@pytest.mark.parametrize("orientation", [2, 3, 4])
def test_size_leaves_it_open_where_no_turn_swaps_it(orientation: int) -> None:
    lying = stored(FACE, orientation)
    readings = label_frames.read(lying, Canvas((WIDTH, HEIGHT)), Shape(WIDTH, HEIGHT, orientation))
    assert readings == Readings(lying, FACE)
    assert readings.choose(as_stored=False) == (lying, False)
    assert readings.choose(as_stored=True) == (FACE, True)


@pytest.mark.parametrize("orientation", TURNED)
def test_parts_of_a_photo(orientation: int) -> None:
    shape, lying = Shape(WIDTH, HEIGHT, orientation), stored(FACE, orientation)
    wide, high = shape.stored
    parts = Box(lying.x1 / wide, lying.y1 / high, lying.x2 / wide, lying.y2 / high)
    assert label_frames.read(parts, Canvas(in_parts=True), shape).stored == FACE
    upright_parts = Box(FACE.x1 / WIDTH, FACE.y1 / HEIGHT, FACE.x2 / WIDTH, FACE.y2 / HEIGHT)
    assert label_frames.read(upright_parts, Canvas(in_parts=True), shape).upright == FACE


def test_photo_that_was_stored_upright_has_one_reading() -> None:
    shape = Shape(WIDTH, HEIGHT, 1)
    assert label_frames.read(FACE, Canvas(None), shape) == Readings(FACE, None)
    assert label_frames.read(FACE, Canvas((HEIGHT, WIDTH)), shape) == Readings(None, None)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        pytest.param([], False, id="nothing"),
        pytest.param([(Readings(FACE, Box(30, 0, 50, 8)), {1: FACE})], False, id="upright"),
        pytest.param([(Readings(Box(30, 0, 50, 8), FACE), {1: FACE})], True, id="as stored"),
        pytest.param([(Readings(Box(30, 0, 50, 8), FACE), {})], False, id="no face to compare with"),
        pytest.param(
            [(Readings(Box(30, 0, 50, 8), FACE), {1: FACE})] * 2 + [(Readings(FACE, Box(30, 0, 50, 8)), {1: FACE})],
            True,
            id="most boxes as stored",
        ),
        pytest.param([(Readings(None, FACE), {}), (Readings(FACE, FACE), {})], True, id="the size of one tells of all"),
        pytest.param([(Readings(FACE, None), {}), (Readings(FACE, FACE), {})], False, id="and so it does upright"),
        pytest.param([(Readings(None, None), {})], False, id="other sizes tell nothing"),
    ],
)
def test_were_stored(told: list[tuple[Readings, dict[int, Box]]], wanted: bool) -> None:
    assert label_frames.were_stored(told) is wanted


def test_whole_list_is_brought_upright() -> None:
    shapes = {1: Shape(WIDTH, HEIGHT, 6), 2: Shape(WIDTH, HEIGHT, 3), 3: Shape(WIDTH, HEIGHT, 1)}
    by_photo = {
        1: [LabelLine(1, "a", stored(FACE, 6), "Anna", canvas=Canvas((HEIGHT, WIDTH)))],
        2: [LabelLine(2, "b", stored(FACE, 3), "Anna", canvas=Canvas((WIDTH, HEIGHT)))],  # open: the first one tells
        3: [
            LabelLine(3, "c", FACE, "Anna", canvas=Canvas((WIDTH, HEIGHT))),
            LabelLine(4, "c", FACE, "Anna", canvas=Canvas((99, 99))),
            LabelLine(5, "c", FACE, "Anna"),
            LabelLine(6, "c", None, "Anna"),
        ],
    }
    done = label_frames.turn(by_photo, shapes, {1: {}, 2: {}, 3: {}})
    boxes = {line.number: line.box for lines in done.by_photo.values() for line in lines}
    assert boxes == {1: FACE, 2: FACE, 3: FACE, 5: FACE, 6: None}
    assert done.turned == 2
    assert [(line.number, line.reason.key) for line in done.refused] == [(4, "line-other-size")]


SIDES = st.integers(1, 40)


@given(st.sampled_from(range(1, 9)), st.tuples(SIDES, SIDES, SIDES, SIDES), st.integers(), st.integers())
def test_turned_box_keeps_its_area_and_stays_inside(orientation: int, sides: tuple[int, ...], x: int, y: int) -> None:
    left, wide, top, high = sides
    width, height = left + wide + x % 7, top + high + y % 7
    shape = Shape(width, height, orientation)
    across, down = shape.stored
    box = Box(min(left, across - 1), min(top, down - 1), across, down)
    turned = label_frames.turn_upright(box, shape)
    assert (turned.x2 - turned.x1) * (turned.y2 - turned.y1) == (box.x2 - box.x1) * (box.y2 - box.y1)
    assert min(turned) >= 0
    assert (turned.x2 <= width, turned.y2 <= height) == (True, True)
