from typing import Any

import pytest

from core.rules import advice

EQUAL = {"masked": {"faces": 10, "found": 9}, "unmasked": {"faces": 10, "found": 9}}
WORSE_MASKED = {"masked": {"faces": 10, "found": 4}, "unmasked": {"faces": 20, "found": 19}}
WORSE_UNMASKED = {"masked": {"faces": 20, "found": 20}, "unmasked": {"faces": 10, "found": 3}}
TOO_FEW = {"masked": {"faces": 2, "found": 1}, "unmasked": {"faces": 10, "found": 9}}
ONLY_UNMASKED = {"masked": {"faces": 0, "found": 0}, "unmasked": {"faces": 10, "found": 9}}


@pytest.mark.parametrize(
    ("figures", "kind"),
    [
        pytest.param(EQUAL, "any", id="as many are found of both"),
        pytest.param(WORSE_MASKED, "masked", id="fewer of those with a mask"),
        pytest.param(WORSE_UNMASKED, "unmasked", id="fewer of those without"),
        pytest.param(TOO_FEW, "any", id="one of two proves nothing"),
        pytest.param(ONLY_UNMASKED, "any", id="none with a mask was named"),
        pytest.param({}, "any", id="a run that does not say it"),
    ],
)
def test_kind_of_which_fewer_are_found(figures: dict[str, Any], kind: str) -> None:
    assert advice.of_person(figures, 5, 5).kind == kind


@pytest.mark.parametrize(
    ("more", "left", "is_enough", "can_be_reached"),
    [
        pytest.param(0, 0, True, True, id="enough"),
        pytest.param(5, 5, False, True, id="just as many as there are"),
        pytest.param(6, 5, False, False, id="more than there are"),
    ],
)
def test_how_many_more(more: int, left: int, is_enough: bool, can_be_reached: bool) -> None:
    found = advice.of_person(EQUAL, more, left)
    assert (found.is_enough, found.can_be_reached) == (is_enough, can_be_reached)
