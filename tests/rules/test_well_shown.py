import numpy as np
import pytest

from core.rules import well_shown


@pytest.mark.parametrize(
    ("side", "sharpness", "yaw", "score"),
    [
        pytest.param(112.0, 70.0, 0.0, 1.0, id="large, sharp, into the camera"),
        pytest.param(500.0, 9000.0, 0.0, 1.0, id="more is not better"),
        pytest.param(14.0, 70.0, 0.0, 0.5, id="an eighth of the size"),
        pytest.param(112.0, 8.75, 0.0, 0.5, id="an eighth of the sharpness"),
        pytest.param(112.0, 70.0, -0.875, 0.5, id="turned to the left"),
        pytest.param(112.0, 70.0, 0.875, 0.5, id="turned to the right"),
        pytest.param(112.0, 70.0, 1.0, 0.0, id="a profile"),
        pytest.param(112.0, 70.0, -1.5, 0.0, id="beyond a profile"),
        pytest.param(0.0, 0.0, 0.0, 0.0, id="nothing to be seen"),
    ],
)
def test_score(side: float, sharpness: float, yaw: float, score: float) -> None:
    assert well_shown.score(np.array([side]), np.array([sharpness]), np.array([yaw])) == pytest.approx([score])


@pytest.mark.parametrize(
    ("box", "width", "height", "score"),
    [
        pytest.param((44, 44, 156, 156), 200, 200, 1.0, id="large and in the middle"),
        pytest.param((344, 44, 456, 156), 800, 200, 1.0, id="a third of the shorter side is enough"),
        pytest.param((1544, 1544, 1656, 1656), 3200, 3200, (112 / 480) ** 0.2, id="small beside all else"),
        pytest.param((0, 44, 0, 156), 200, 200, 0.5**0.2, id="at the edge"),
        pytest.param((-50, 44, 0, 156), 200, 200, 0.5**0.2, id="beyond the edge"),
    ],
)
def test_subject(box: tuple[int, ...], width: int, height: int, score: float) -> None:
    seen = (np.array([112.0]), np.array([70.0]), np.array([0.0]))
    found = well_shown.subject(*seen, np.array([box], np.float64), np.array([width]), np.array([height]))
    assert found == pytest.approx([score])
