"""The other box editor: streamlit-drawable-canvas, which tells of all boxes as they are; what changed is found here.

It has no touch, no zoom, no keys for names and no Delete key, and moving begins with its toolbar's pen; it is kept for
those who know it. Each box carries its face's id in a field that the canvas leaves alone.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import streamlit as st

from core.base.records import Box, Person
from core.rules import canvas_boxes
from core.rules.canvas_boxes import Size
from core.store.drawn import Step
from pages.widgets import canvas_scene, face_words
from pages.widgets.canvas_scene import Answers, CanvasBox, Scene
from pages.widgets.frame import Here

MOST = Size(940, 600)  # canvas pixels, which are the screen's: it does not fit itself to the window
STROKE = 2
CARRIER = "strokeDashOffset"  # of a Fabric object: has no effect on an unbroken line, and comes back as it was
SAME = 0.6  # canvas pixels; a box that came back this near was not moved
GREY = "#6b7370"


def show(here: Here, scene: Scene, people: Sequence[Person], answers: Answers) -> None:
    """Draw a photo with its boxes; the arguments are those of box_canvas.show, and a new child can't be added."""
    part = min(1.0, MOST.width / scene.photo.width, MOST.height / scene.photo.height)
    canvas = Size(max(1, round(scene.photo.width * part)), max(1, round(scene.photo.height * part)))
    scene = dataclasses.replace(scene, canvas=canvas)
    names = {face_words.of_person(one.id): one.name for one in people if one.active}
    names |= {word: here.say(f"grid-{word}") for word in canvas_scene.WORDS}
    colours = {face_words.of_person(one.id): one.colour for one in people}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        label = st.pills(here.say("grid-people"), list(names.values()), key=f"label-{scene.key}", width="stretch")
        turn = partial(st.button, width="content")
        turn(here.say("grid-back"), on_click=answers.turn, args=(-1,), disabled=scene.is_first, shortcut="B")
        turn(here.say("canvas-next"), on_click=answers.turn, args=(1,), disabled=scene.is_last, shortcut="N")
    said = {one.face_id: face_words.of_standing(one.stands)["said"] for one in scene.boxes}
    drawing = {"objects": [_object(one, scene, names, colours, said[one.face_id]) for one in scene.boxes]}

    def hear() -> None:
        told = st.session_state[scene.key].get("drawing") or {}
        objects = (told.get("raw") or {}).get("objects", [])
        answers.steps(steps(objects, scene, people, {name.casefold(): word for word, name in names.items()}))

    _library().st_canvas(
        fill_color="rgba(0, 0, 0, 0)",
        stroke_width=STROKE,
        stroke_color="#ffffff",
        background_image=scene.picture,
        **scene.canvas._asdict(),
        drawing_mode="labeled_rect",
        initial_drawing=drawing,
        font_size=14,
        label=label or "",
        disabled=scene.is_fixed,
        on_change=hear,
        key=scene.key,
    )
    st.caption(here.say("photo-view-drawable-keys"))


def steps(
    objects: Sequence[Mapping[str, Any]], scene: Scene, people: Sequence[Person], words: Mapping[str, str]
) -> list[Step]:
    """Find the steps that lead from the photo as it was opened to the boxes that the canvas tells of.

    Args:
        objects: What the canvas holds, as Fabric tells it.
        scene: The photo, with the size of this canvas.
        people: Those who could be chosen.
        words: The word for each label in small letters; any other label is free text, and says nothing.
    """
    told: list[tuple[Any, ...]] = []
    left = {one.face_id: one for one in scene.boxes}
    for one in objects:
        if one.get("type") != "LabeledRect":
            continue
        box, word = _box(one), words.get(str(one.get("label", "")).strip().casefold())
        before = left.pop(int(one.get(CARRIER) or 0), None)
        key = "new-" + "-".join(f"{side:.0f}" for side in box) if before is None else str(before.face_id)
        was = None if before is None else canvas_boxes.to_canvas(before.box, scene.photo, scene.canvas)
        if was is None or max(abs(now - then) for now, then in zip(box, was, strict=True)) > SAME:
            told.append(("draw" if was is None else "move", key, box))
        if word is not None and (before is None or word != face_words.of_standing(before.stands)["said"]):
            told.append(("say", key, word))
    told += [("remove", str(face_id)) for face_id in left]
    return canvas_scene.read(told, scene, people)


def _object(
    one: CanvasBox, scene: Scene, names: Mapping[str, str], colours: Mapping[str, str], word: str | None
) -> dict[str, Any]:
    box = canvas_boxes.to_canvas(one.box, scene.photo, scene.canvas)
    return {
        "type": "LabeledRect",
        "label": names.get(word or "", ""),
        "left": box.x1,
        "top": box.y1,
        "width": box.x2 - box.x1,
        "height": box.y2 - box.y1,
        "originX": "left",
        "originY": "top",
        "stroke": colours.get(word or "", GREY if word else "#ffffff"),
        "strokeWidth": STROKE,
        "strokeUniform": True,
        "lockRotation": True,
        "fill": "rgba(0, 0, 0, 0)",
        CARRIER: one.face_id,
    }


def _box(one: Mapping[str, Any]) -> Box:
    """Where a rectangle lies, whichever of its points Fabric names, and however it was scaled."""
    width, height = one["width"] * one.get("scaleX", 1), one["height"] * one.get("scaleY", 1)
    x = one["left"] - {"center": 0.5, "right": 1.0}.get(one.get("originX", "left"), 0.0) * width
    y = one["top"] - {"center": 0.5, "bottom": 1.0}.get(one.get("originY", "top"), 0.0) * height
    return Box(x, y, x + width, y + height)


def _library() -> Any:
    # Here, not above: it can be imported while a page is drawn, and at no other time.
    import streamlit_drawable_canvas  # type: ignore[import-untyped]  # noqa: PLC0415

    return streamlit_drawable_canvas
