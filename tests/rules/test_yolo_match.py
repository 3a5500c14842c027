import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import yolo_match

LEFT, RIGHT = [0, 0, 100, 100], [200, 0, 300, 100]
ANNA, BORA = 0, 1


@pytest.mark.parametrize(
    ("found", "scores"),
    [
        pytest.param([], [[0, 0], [0, 0]], id="nothing found"),
        pytest.param([(LEFT, ANNA, 0.75)], [[0.75, 0], [0, 0]], id="one name"),
        pytest.param([(LEFT, ANNA, 0.75), (LEFT, BORA, 0.5)], [[0.75, 0.5], [0, 0]], id="two names for one face"),
        pytest.param([(LEFT, ANNA, 0.25), ([5, 5, 99, 99], ANNA, 0.5)], [[0.5, 0], [0, 0]], id="the surer one counts"),
        pytest.param([([0, 0, 200, 200], ANNA, 1.0)], [[0, 0], [0, 0]], id="a box around much more"),
        pytest.param([([400, 400, 500, 500], ANNA, 1.0)], [[0, 0], [0, 0]], id="elsewhere"),
        pytest.param([(LEFT, ANNA, 0.5), (RIGHT, BORA, 1.0)], [[0.5, 0], [0, 1.0]], id="each face its own"),
    ],
)
def test_scores(found: list[tuple[list[float], int, float]], scores: list[list[float]]) -> None:
    boxes = np.array([box for box, _, _ in found], float).reshape(-1, 4)
    classes, sure = np.array([one for _, one, _ in found], int), np.array([sure for *_, sure in found], float)
    assert yolo_match.scores(np.array([LEFT, RIGHT]), boxes, classes, sure, 2).tolist() == scores


def test_no_face_on_the_photo() -> None:
    none = np.empty((0, 4))
    assert yolo_match.scores(none, np.array([LEFT]), np.array([0]), np.array([1.0]), 2).shape == (0, 2)


def test_each_detection_finds_one_face() -> None:
    assert yolo_match.found_share(np.array([LEFT, RIGHT]), np.array([LEFT])) == 1
    assert yolo_match.found_share(np.array([LEFT, RIGHT]), np.empty((0, 4))) == 0


def test_label_lines() -> None:
    lines = yolo_match.label_lines([1, 0], np.array([[0, 0, 100, 50], [50, 25, 100, 50]]), 100, 50)
    assert lines == "1 0.500000 0.500000 1.000000 1.000000\n0 0.750000 0.750000 0.500000 0.500000\n"
    assert yolo_match.label_lines([], np.empty((0, 4)), 100, 50) == ""


@given(st.lists(st.tuples(*[st.floats(-50, 450)] * 4), max_size=5))
def test_labels_lie_in_the_photo(corners: list[tuple[float, float, float, float]]) -> None:
    boxes = np.array([sorted(one[::2]) + sorted(one[1::2]) for one in corners], float).reshape(-1, 4)[:, [0, 2, 1, 3]]
    for line in yolo_match.label_lines([0] * len(boxes), boxes, 400, 300).splitlines():
        x, y, wide, high = (float(number) for number in line.split()[1:])
        assert -1e-5 <= x - wide / 2 <= x + wide / 2 <= 1 + 1e-5
        assert -1e-5 <= y - high / 2 <= y + high / 2 <= 1 + 1e-5


@pytest.mark.parametrize(
    ("shown", "balance", "repeats"),
    [
        pytest.param([[ANNA], [ANNA], [ANNA], [ANNA], [BORA]], 1.0, [1, 1, 1, 1, 4], id="until all are even"),
        pytest.param([[ANNA], [ANNA], [ANNA], [ANNA], [BORA]], 0.5, [1, 1, 1, 1, 2], id="half way"),
        pytest.param([[ANNA], [ANNA], [ANNA], [ANNA], [BORA]], 0.0, [1, 1, 1, 1, 1], id="not at all"),
        pytest.param([[ANNA]] * 20 + [[BORA]], 1.0, [1] * 20 + [5], id="five times at most"),
        pytest.param([[ANNA], []], 1.0, [1, 1], id="an empty photo once"),
        pytest.param([], 1.0, [], id="none"),
    ],
)
def test_repeats(shown: list[list[int]], balance: float, repeats: list[int]) -> None:
    assert yolo_match.repeats([frozenset(one) for one in shown], balance) == repeats


@pytest.mark.parametrize(
    ("found", "rows"),
    [
        pytest.param([], [], id="nothing found"),
        pytest.param([(RIGHT, 0.5)], [], id="a known face"),
        pytest.param([([400, 0, 500, 100], 0.25)], [0], id="a new one that is just sure enough"),
        pytest.param([([400, 0, 500, 100], 0.24)], [], id="one that is not"),
        pytest.param([([400, 0, 500, 100], 0.5), ([405, 5, 505, 105], 0.75)], [1], id="the surer of two on one face"),
        pytest.param([([400, 0, 500, 100], 0.5), ([600, 0, 700, 100], 0.75)], [1, 0], id="two, the surer first"),
        pytest.param([([20, 50, 80, 100], 0.9)], [], id="a half face in a known one"),
        pytest.param([([-100, -100, 200, 200], 0.9)], [], id="a head around a known face"),
        pytest.param([([50, 0, 150, 100], 0.9)], [], id="just half beside it"),
        pytest.param([([51, 0, 151, 100], 0.9)], [0], id="more than half beside it"),
    ],
)
def test_unknown(found: list[tuple[list[float], float]], rows: list[int]) -> None:
    boxes = np.array([box for box, _ in found], float).reshape(-1, 4)
    sure = np.array([sure for _, sure in found], float)
    assert yolo_match.unknown(np.array([LEFT, RIGHT]), boxes, sure).tolist() == rows


def test_unknown_where_there_is_no_face() -> None:
    assert yolo_match.unknown(np.empty((0, 4)), np.array([LEFT]), np.array([1.0])).tolist() == [0]
