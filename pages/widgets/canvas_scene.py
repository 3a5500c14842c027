"""What a box editor shows of a photo, and how the steps that it tells of are read."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.base.records import Box, Person, Standing, Statement
from core.rules import canvas_boxes
from core.rules.canvas_boxes import Size
from core.store.drawn import Draw, Move, Remove, Say, Step
from pages.widgets import face_words

WORDS = ("stranger", "not-face")  # besides the people's own


@dataclass(frozen=True)
class CanvasBox:
    """One face on the photo.

    Attributes:
        box: In pixels of the upright photo.
        is_drawn: Whether it can be removed altogether.
        stands: What was said about it when the photo was opened.
        guess: Id of the person whom it is taken for.
    """

    face_id: int
    box: Box
    is_drawn: bool
    stands: Standing
    guess: int | None


@dataclass(frozen=True)
class Scene:
    """A photo as it was opened.

    Attributes:
        key: Another one for every visit, also when the same photo is opened again.
        photo_id: The same whenever it is opened.
        picture: JPEG bytes.
        photo: Size of the upright photo.
        canvas: Size of the picture.
        is_fixed: Whether boxes can only be named, since the photo's own file can't be read.
        is_first: Whether there is no photo before this one.
        is_last: Whether there is none after it.
    """

    key: str
    photo_id: int
    picture: bytes
    photo: Size
    canvas: Size
    boxes: tuple[CanvasBox, ...]
    is_fixed: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Answers:
    """What is called when the user did something.

    Attributes:
        steps: With all steps on this photo so far, each time there is another one, or one less.
        turn: With 1 for the next photo, -1 for the one before.
        child: With a new child's name.
    """

    steps: Callable[[list[Step]], None]
    turn: Callable[[int], None]
    child: Callable[[str], None]


def read(said: Sequence[Sequence[Any]], scene: Scene, people: Sequence[Person]) -> list[Step]:
    """Read what the browser sent, and leave out what the page did not offer.

    Args:
        said: For each step what is done, the face's key, and a box in canvas pixels or a word.
        scene: The photo.
        people: Those who could be chosen.
    """
    keys = {str(one.face_id) for one in scene.boxes}
    known = {face_words.of_person(one.id): one.id for one in people}
    steps: list[Step] = []
    for what, key, *value in said:
        if what == "draw" and key.startswith("new-"):
            keys.add(key)  # below, a box that is too small takes it out again
        if key not in keys:
            continue
        if what == "say" and (value[0] in WORDS or value[0] in known):
            steps.append(Say(key, face_words.WORDS.get(value[0], Statement.IS_PERSON), known.get(value[0])))
        elif what == "remove":
            steps.append(Remove(key))
        elif what in {"draw", "move"} and not scene.is_fixed:
            box = _box(value[0], scene)
            if box is not None:
                steps.append(Draw(key, box) if what == "draw" else Move(key, box))
            elif what == "draw":
                keys.remove(key)
    return steps


def _box(sent: Sequence[float], scene: Scene) -> Box | None:
    box = Box(*map(float, sent))
    return canvas_boxes.to_photo(box, scene.photo, scene.canvas) if all(map(math.isfinite, box)) else None
