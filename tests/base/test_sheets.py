import numpy as np
import pytest

from core.base import images, sheets

GREY = (sheets.PAPER,) * 3
RED, BLUE = (220, 30, 30), (30, 30, 220)


def picture(colour: tuple[int, int, int], side: int) -> bytes:
    return images.encode_jpeg(np.full((side, side, 3), colour, np.uint8))


def test_pictures_lie_in_rows_whatever_their_size_and_a_missing_one_is_grey() -> None:
    pictures = [picture(RED, 160), None, *[picture(BLUE, 20)] * 9]
    sheet = images.open_upright(sheets.make(pictures)).pixels
    assert sheet.shape == (2 * sheets.SIDE, sheets.COLUMNS * sheets.SIDE, 3)
    middles = sheet[sheets.SIDE // 2 :: sheets.SIDE, sheets.SIDE // 2 :: sheets.SIDE].astype(int)
    wanted = np.array([[RED, GREY, *[BLUE] * 8], [BLUE, *[GREY] * 9]])
    assert np.abs(middles - wanted).max() < 6


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_row_is_enough(count: int) -> None:
    sheet = images.open_upright(sheets.make([None] * count)).pixels
    assert sheet.shape == (sheets.SIDE, sheets.COLUMNS * sheets.SIDE, 3)


def test_tiles_may_have_another_size() -> None:
    sheet = images.open_upright(sheets.make([picture(RED, 20), picture(BLUE, 90)], 40)).pixels
    assert sheet.shape == (40, 40 * sheets.COLUMNS, 3)
    assert np.abs(sheet[20, [20, 60]].astype(int) - [RED, BLUE]).max() < 6
