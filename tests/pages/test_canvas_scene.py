"""What the browser sends is read step by step; what the page did not offer is left out."""

from typing import Any

import pytest

from core.base.records import Box, Person, Standing, Statement
from core.rules.canvas_boxes import Size
from core.store.drawn import Draw, Move, Remove, Say, Step
from pages.widgets import canvas_scene
from pages.widgets.canvas_scene import CanvasBox, Scene

PEOPLE = [Person(3, "Anna", "#112233", None, True)]
BOXES = (CanvasBox(17, Box(0, 0, 100, 100), False, Standing(), None),)


def scene(*, is_fixed: bool = False) -> Scene:
    return Scene("photo-1", 1, b"", Size(4000, 3000), Size(1600, 1200), BOXES, is_fixed, is_first=True, is_last=True)


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        pytest.param([["say", "17", "p3"]], [Say("17", Statement.IS_PERSON, 3)], id="a name"),
        pytest.param([["say", "17", "stranger"]], [Say("17", Statement.IS_STRANGER)], id="a stranger"),
        pytest.param([["say", "17", "not-face"]], [Say("17", Statement.IS_NOT_FACE)], id="not a face"),
        pytest.param([["say", "17", "mask"]], [], id="a word that this editor does not have"),
        pytest.param([["say", "17", "p4"]], [], id="somebody unknown"),
        pytest.param([["say", "18", "p3"], ["move", "18", [0, 0, 40, 40]], ["remove", "18"]], [], id="another photo's"),
        pytest.param([["move", "17", [4, 4, 40, 80]]], [Move("17", Box(10, 10, 100, 200))], id="moved"),
        pytest.param([["move", "17", [4, 4, 6, 6]]], [], id="too small"),
        pytest.param([["move", "17", [4, 4, float("nan"), 80]]], [], id="no number"),
        pytest.param(
            [["draw", "new-1", [40, 80, 4, 4]], ["say", "new-1", "p3"], ["remove", "new-1"]],
            [Draw("new-1", Box(10, 10, 100, 200)), Say("new-1", Statement.IS_PERSON, 3), Remove("new-1")],
            id="drawn, named, removed",
        ),
        pytest.param([["draw", "new-1", [4, 4, 5, 5]], ["say", "new-1", "p3"]], [], id="a click, and a name for it"),
        pytest.param([["draw", "99", [4, 4, 40, 80]]], [], id="a new face has no id yet"),
    ],
)
def test_read(said: list[list[Any]], steps: list[Step]) -> None:
    assert canvas_scene.read(said, scene(), PEOPLE) == steps


def test_a_fixed_photo_is_only_named() -> None:
    said: list[list[Any]] = [["draw", "new-1", [4, 4, 40, 80]], ["move", "17", [4, 4, 40, 80]], ["say", "17", "p3"]]
    read = canvas_scene.read(said, scene(is_fixed=True), PEOPLE)
    assert [step for step in read if not isinstance(step, Say)] == []
    assert Say("17", Statement.IS_PERSON, 3) in read
