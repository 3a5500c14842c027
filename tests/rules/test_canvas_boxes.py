"""Between canvas and photo: never off by more than one canvas pixel, whatever the sizes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.records import Box
from core.rules import canvas_boxes
from core.rules.canvas_boxes import LEAST_SIDE_PX, Size

SIDE = 1600
PHOTOS = st.builds(Size, st.integers(8, 12_000), st.integers(8, 12_000))
PARTS = st.floats(0, 1)


def test_a_twelve_megapixel_photo_to_the_pixel() -> None:
    photo = Size(4000, 3000)
    canvas = canvas_boxes.fit(photo, SIDE)
    assert canvas == Size(1600, 1200)
    assert canvas_boxes.to_photo(Box(100, 200, 300, 420), photo, canvas) == Box(250, 500, 750, 1050)
    assert canvas_boxes.to_canvas(Box(250, 500, 750, 1050), photo, canvas) == Box(100, 200, 300, 420)


@pytest.mark.parametrize(
    ("photo", "canvas"),
    [
        pytest.param(Size(4000, 3000), Size(1600, 1200), id="wide"),
        pytest.param(Size(3000, 4000), Size(1200, 1600), id="tall"),
        pytest.param(Size(640, 480), Size(640, 480), id="a small photo stays as it is"),
        pytest.param(Size(20_000, 10), Size(1600, 1), id="a panorama keeps a pixel"),
    ],
)
def test_fit(photo: Size, canvas: Size) -> None:
    assert canvas_boxes.fit(photo, SIDE) == canvas


@pytest.mark.parametrize(
    ("drawn", "box"),
    [
        pytest.param(Box(100, 50, 200, 150), Box(250, 125, 500, 375), id="plain"),
        pytest.param(Box(200, 150, 100, 50), Box(250, 125, 500, 375), id="drawn from the lower right corner"),
        pytest.param(Box(-40, -3, 100, 150), Box(0, 0, 250, 375), id="beyond the edge"),
        pytest.param(Box(1500, 1100, 1700, 1300), Box(3750, 2750, 4000, 3000), id="beyond the far edge"),
        pytest.param(Box(100, 100, 103.2, 150), Box(250, 250, 258, 375), id="just large enough"),
        pytest.param(Box(100, 100, 102, 102), None, id="a click"),
        pytest.param(Box(1650, 100, 1900, 200), None, id="outside"),
    ],
)
def test_to_photo(drawn: Box, box: Box | None) -> None:
    assert canvas_boxes.to_photo(drawn, Size(4000, 3000), Size(1600, 1200)) == box


@given(PHOTOS, PARTS, PARTS, PARTS, PARTS)
def test_what_is_drawn_comes_back_within_half_a_pixel_of_the_photo(
    photo: Size, left: float, top: float, right: float, bottom: float
) -> None:
    canvas = canvas_boxes.fit(photo, SIDE)
    x1, x2 = sorted((left * canvas.width, right * canvas.width))
    y1, y2 = sorted((top * canvas.height, bottom * canvas.height))
    box = canvas_boxes.to_photo(Box(x1, y1, x2, y2), photo, canvas)
    least = (LEAST_SIDE_PX + 1) * max(canvas.width / photo.width, canvas.height / photo.height)
    if min(x2 - x1, y2 - y1) >= least:
        assert box is not None
    if box is not None:
        assert box == Box(*map(round, box))
        assert 0 <= box.x1 < box.x2 <= photo.width
        assert 0 <= box.y1 < box.y2 <= photo.height
        back = canvas_boxes.to_canvas(box, photo, canvas)
        half = max(canvas.width / photo.width, canvas.height / photo.height) / 2 + 1e-6
        assert max(abs(now - then) for now, then in zip(back, (x1, y1, x2, y2), strict=True)) <= half <= 0.5 + 1e-6


@given(PHOTOS, st.tuples(PARTS, PARTS, PARTS, PARTS))
def test_whole_pixels_of_the_photo_survive_the_way_there_and_back(
    photo: Size, parts: tuple[float, float, float, float]
) -> None:
    x1, x2 = sorted(round(part * photo.width) for part in parts[:2])
    y1, y2 = sorted(round(part * photo.height) for part in parts[2:])
    box, canvas = Box(x1, y1, x2, y2), canvas_boxes.fit(photo, SIDE)
    expected = box if min(x2 - x1, y2 - y1) >= LEAST_SIDE_PX else None
    assert canvas_boxes.to_photo(canvas_boxes.to_canvas(box, photo, canvas), photo, canvas) == expected
