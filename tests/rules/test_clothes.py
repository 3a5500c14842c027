"""Clothes: who wears what the child wears on another photo of the day whom the face is held for."""

import numpy as np
import pytest

from core.rules import clothes
from core.rules.clothes import Seen
from core.rules.decide import NOT_A_FACE, STRANGER, UNKNOWN

ANNA, BORA = 0, 1
RED, REDDISH, BLUE = (1.0, 0.0), (0.8, 0.6), (0.0, 1.0)  # products: red and reddish 0.8, reddish and blue 0.6
OUTSIDE = (0.0, 0.0)


def seen(*faces: tuple[tuple[float, float], int, int, int], best: int = ANNA) -> Seen:
    """Faces as (clothes, day, photo, person); best is whom the run holds all of them for."""
    colours, days, photos, person = zip(*faces, strict=True)
    return Seen(
        np.array(colours, np.float32),
        np.array(days),
        np.array(photos),
        np.array(person, np.intp),
        np.full(len(faces), best, np.intp),
    )


@pytest.mark.parametrize(
    ("faces", "expected"),
    [
        pytest.param(seen((RED, 1, 1, ANNA), (RED, 1, 2, UNKNOWN)), [(1, ANNA, 0)], id="the same on one day"),
        pytest.param(seen((RED, 1, 1, ANNA), (REDDISH, 1, 2, UNKNOWN)), [(1, ANNA, 0)], id="on the threshold"),
        pytest.param(seen((RED, 1, 1, ANNA), (BLUE, 1, 2, UNKNOWN)), [], id="something else"),
        pytest.param(seen((RED, 1, 1, ANNA), (RED, 2, 2, UNKNOWN)), [], id="another day"),
        pytest.param(seen((RED, 1, 1, ANNA), (RED, 1, 1, UNKNOWN)), [], id="nobody stands twice on a photo"),
        pytest.param(seen((RED, 1, 1, ANNA), (RED, 1, 2, UNKNOWN), best=BORA), [], id="the face says somebody else"),
        pytest.param(
            seen((REDDISH, 1, 1, ANNA), (RED, 1, 3, STRANGER), (RED, 1, 2, UNKNOWN)), [], id="more like a stranger"
        ),
        pytest.param(seen((REDDISH, 1, 1, ANNA), (RED, 1, 3, BORA), (RED, 1, 2, UNKNOWN)), [], id="more like Bora"),
        pytest.param(
            seen((REDDISH, 1, 1, ANNA), (RED, 1, 3, BORA), (RED, 1, 2, UNKNOWN), best=BORA),
            [(2, BORA, 1)],
            id="more like Bora, and held for her",
        ),
        pytest.param(seen((OUTSIDE, 1, 1, ANNA), (OUTSIDE, 1, 2, UNKNOWN)), [], id="outside the photo"),
        pytest.param(seen((RED, 1, 1, ANNA), (RED, 1, 2, NOT_A_FACE)), [], id="no face"),
        pytest.param(seen((RED, 1, 1, ANNA), (RED, 1, 2, STRANGER)), [], id="a known stranger"),
    ],
)
def test_suggest(faces: Seen, expected: list[tuple[int, int, int]]) -> None:
    assert [(one.row, one.person, one.like) for one in clothes.suggest(faces, at_least=0.8)] == expected


def test_the_surest_come_first() -> None:
    faces = seen((RED, 1, 1, ANNA), (REDDISH, 1, 2, UNKNOWN), (RED, 1, 3, UNKNOWN))
    assert [one.row for one in clothes.suggest(faces, at_least=0.5)] == [2, 1]
