from dataclasses import replace

import numpy as np
import pytest

from core.rules import decide, decisions, examples
from core.rules.examples import Flaw
from tests.rules.test_changes import basis

RIGHT, UP = [1.0, 0.0], [0.0, 1.0]
NEARLY_RIGHT = [0.95, 0.3122499]  # its cosine to RIGHT is 0.95


@pytest.mark.parametrize(
    ("side", "sharpness", "yaw", "found"),
    [
        pytest.param(112.0, 80.0, 0.0, (), id="well seen"),
        pytest.param(55.0, 80.0, 0.0, (Flaw.SMALL,), id="small"),
        pytest.param(112.0, 14.0, 0.0, (Flaw.BLURRED,), id="blurred"),
        pytest.param(112.0, 80.0, -0.7, (Flaw.TURNED,), id="turned to the left"),
        pytest.param(20.0, 1.0, 1.0, (Flaw.SMALL, Flaw.BLURRED, Flaw.TURNED), id="all at once"),
        pytest.param(112.0, 0.0, 0.0, (), id="drawn, and not looked at yet"),
    ],
)
def test_flaws(side: float, sharpness: float, yaw: float, found: tuple[Flaw, ...]) -> None:
    assert examples.flaws(side, sharpness, yaw) == found


@pytest.mark.parametrize(
    ("vectors", "groups", "worth", "folds"),
    [
        pytest.param([], [], [], [], id="no face"),
        pytest.param([RIGHT, UP], [0, 0], [1, 2], [(0,), (1,)], id="different pictures"),
        pytest.param([RIGHT, NEARLY_RIGHT], [0, 0], [1, 2], [(1, 0)], id="the best one stands before the other"),
        pytest.param([RIGHT, NEARLY_RIGHT], [0, 1], [1, 2], [(0,), (1,)], id="at different moments"),
        pytest.param([RIGHT, RIGHT], [-1, -1], [1, 2], [(0,), (1,)], id="when is not known"),
        pytest.param([[0.0, 0.0], [0.0, 0.0]], [0, 0], [1, 1], [(0,), (1,)], id="without embeddings"),
        pytest.param([RIGHT, UP, RIGHT, UP], [0] * 4, [4, 1, 3, 2], [(0, 2), (3, 1)], id="two of two"),
    ],
)
def test_fold(vectors: list[list[float]], groups: list[int], worth: list[float], folds: list[tuple[int, ...]]) -> None:
    found = examples.fold(
        np.array(vectors, np.float32).reshape(-1, 2), np.array(groups, np.int64), np.array(worth, np.float64)
    )
    assert found == folds


SURE, UNSURE = [0.9, 0.0], [0.3, 0.0]


@pytest.mark.parametrize(
    ("photos", "sides", "moments", "scores", "said", "rows"),
    [
        pytest.param([10, 11, 11], [90.0] * 3, [1, 2, 2], [SURE] * 3, {}, [0], id="alone on the photo"),
        pytest.param(
            [10, 11, 11], [90.0] * 3, [1, 2, 2], [SURE] * 3, {2: decide.NOT_A_FACE}, [0, 1], id="but for no face"
        ),
        pytest.param([10, 11], [90.0, 90.0], [1, 2], [SURE, UNSURE], {}, [0], id="sure enough"),
        pytest.param([10, 11], [90.0, 50.0], [1, 2], [SURE, SURE], {}, [0], id="large enough"),
        pytest.param([10, 11], [90.0, 90.0], [1, 2], [SURE, SURE], {0: 0}, [1], id="not named yet"),
        pytest.param([10, 11, 12], [90.0, 80.0, 70.0], [1, 1, 2], [SURE] * 3, {}, [0, 2, 1], id="moment after moment"),
        pytest.param(
            [10, 11], [70.0, 90.0], [-1, -1], [SURE, SURE], {}, [1, 0], id="when is not known: the best first"
        ),
        pytest.param([], [], [], [], {}, [], id="no face"),
    ],
)
def test_propose(
    photos: list[int],
    sides: list[float],
    moments: list[int],
    scores: list[list[float]],
    said: dict[int, int],
    rows: list[int],
) -> None:
    words = decide.nothing_said(len(photos), 2)
    for row, word in said.items():
        words.person[row] = word
    known = basis(photos, scores, words)
    seen = {"sides": np.array(sides), "sharpness": np.full(len(photos), 80.0), "moments": np.array(moments, np.int64)}
    made = decisions.judge(
        replace(
            known,
            faces=replace(known.faces, **seen, yaws=np.zeros(len(photos))),
            scores=np.array(scores, np.float32).reshape(-1, 2),
        )
    )
    assert examples.propose(made, 0).tolist() == rows
