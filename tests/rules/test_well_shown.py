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
