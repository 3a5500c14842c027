"""The other editor tells of boxes as they are: which steps led there."""

from typing import Any

import pytest

from core.base.records import Box, Person, Standing, Statement
from core.rules.canvas_boxes import Size
from core.store.drawn import Draw, Move, Remove, Say, Step
from pages.widgets import drawable_canvas
from pages.widgets.canvas_scene import CanvasBox, Scene

ANNA = Person(3, "Anna", "#112233", None, True)
NAMED = CanvasBox(17, Box(100, 100, 300, 300), False, Standing(Statement.IS_PERSON, 3), None)
OPEN = CanvasBox(18, Box(1000, 100, 1200, 300), False, Standing(), None)
SCENE = Scene("photo-1", 1, b"", Size(4000, 3000), Size(800, 600), (NAMED, OPEN), False, is_first=True, is_last=True)
WORDS = {"anna": "p3", "stranger": "stranger"}


def rect(left: float, top: float, width: float, height: float, label: str = "", **more: Any) -> dict[str, Any]:
    return {"type": "LabeledRect", "left": left, "top": top, "width": width, "height": height, "label": label, **more}


AS_OPENED = [rect(20, 20, 40, 40, "Anna", strokeDashOffset=17), rect(200, 20, 40, 40, strokeDashOffset=18)]


@pytest.mark.parametrize(
    ("objects", "steps"),
    [
        pytest.param(AS_OPENED, [], id="nothing happened"),
        pytest.param(
            [*AS_OPENED, rect(400, 100, 40, 60, "anna ")],
            [
                Draw("new-400-100-440-160", Box(2000, 500, 2200, 800)),
                Say("new-400-100-440-160", Statement.IS_PERSON, 3),
            ],
            id="drawn with a name",
        ),
        pytest.param([*AS_OPENED, rect(400, 100, 1, 1)], [], id="a plain click"),
        pytest.param([*AS_OPENED, {"type": "Path"}], [], id="something else"),
        pytest.param(
            [AS_OPENED[0], rect(220, 40, 20, 20, originX="center", originY="center", scaleX=3, strokeDashOffset=18)],
            [Move("18", Box(950, 150, 1250, 250))],
            id="moved and sized",
        ),
        pytest.param(
            [AS_OPENED[0], rect(200, 20, 40, 40, "Stranger", strokeDashOffset=18)],
            [Say("18", Statement.IS_STRANGER)],
            id="named",
        ),
        pytest.param(
            [rect(20, 20, 40, 40, "Nobody", strokeDashOffset=17), AS_OPENED[1]], [], id="free text says nothing"
        ),
        pytest.param([AS_OPENED[0]], [Remove("18")], id="removed"),
        pytest.param(
            [*AS_OPENED, rect(20, 20, 40, 40, strokeDashOffset=17)],
            [Draw("new-20-20-60-60", Box(100, 100, 300, 300))],
            id="a copy of a face is a new one",
        ),
    ],
)
def test_steps(objects: list[dict[str, Any]], steps: list[Step]) -> None:
    assert drawable_canvas.steps(objects, SCENE, [ANNA], WORDS) == steps
