"""A photo with its boxes to be named, drawn, moved and removed; drawn in the browser, told to Python a moment later.

The browser shows each change at once and sends the list of all steps so far when no other has followed for a moment.
Its data stays the same as long as the photo does: what changes would be sent again, the picture with it.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from core.base.records import Box, Person
from core.rules import canvas_boxes
from pages.widgets import canvas_scene, ear, face_words, picture
from pages.widgets.canvas_scene import Answers, CanvasBox, Scene
from pages.widgets.frame import Here

HERE = Path(__file__).parent
SHARED = (
    "people",
    "stranger",
    "not-face",
    "undo",
    "back",
    "child",
    "child-name",
    "unknown",
    "face",
    "guess",
    "redo",
)  # grid-*
OWN = ("photo", "hold", "remove", "next", "further", "closer", "fit", "keys")  # canvas-*
GAPS = {gap: f"{{{gap}}}" for gap in ("number", "name", "total")}  # filled in the browser


def show(here: Here, scene: Scene, people: Sequence[Person], answers: Answers) -> None:
    """Draw a photo with its boxes.

    Args:
        here: The page's frame.
        scene: The photo.
        people: Everybody, in the order of their number keys; those who are on the list can be chosen.
        answers: What is called when the user did something.
    """
    texts = {name: here.say(f"grid-{name}", **GAPS) for name in SHARED}
    least = canvas_boxes.to_canvas(Box(0, 0, *[canvas_boxes.LEAST_SIDE_PX] * 2), scene.photo, scene.canvas)
    data = {
        "visit": scene.key,
        "outbox": ear.outbox(here.album.folder, scene.photo_id),
        "picture": picture.address(scene.picture),
        **scene.canvas._asdict(),
        "least": [least.x2, least.y2],
        "boxes": [_facts(one, scene) for one in scene.boxes],
        "people": [face_words.of_named(one, 0) for one in people],
        "fixed": scene.is_fixed,
        "first": scene.is_first,
        "last": scene.is_last,
        "texts": texts | {name: here.say(f"canvas-{name}") for name in OWN},
    }

    def hear(name: str, tell: Callable[[Any], None]) -> None:
        heard = st.session_state[scene.key].get(name)
        if heard is not None:
            tell(heard)

    def hear_steps(letter: Mapping[str, Any]) -> None:
        if ear.is_new(scene.key, letter):
            answers.steps(canvas_scene.read(letter["steps"], scene, people))
            ear.note(scene.key, letter)

    _component()(
        key=scene.key,
        data=data,
        on_said_change=lambda: hear("said", hear_steps),
        on_turn_change=lambda: hear("turn", lambda by: answers.turn(1 if by > 0 else -1)),
        on_child_change=lambda: hear("child", lambda name: answers.child(str(name))),
    )
    ear.show()


@functools.cache
def _component() -> ComponentRenderer:
    css, js = (
        "\n".join((HERE / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)
        for kind, names in (("css", ("chips", "box_canvas")), ("js", ("chips", "outbox", "box_stage", "box_canvas")))
    )
    return st.components.v2.component("cubby_box_canvas", css=css, js=js)


def _facts(one: CanvasBox, scene: Scene) -> dict[str, Any]:
    return {
        "key": str(one.face_id),
        "box": list(canvas_boxes.to_canvas(one.box, scene.photo, scene.canvas)),
        "drawn": one.is_drawn,
        "said": face_words.of_standing(one.stands)["said"],
        "guess": None if one.guess is None else face_words.of_person(one.guess),
    }
