"""A page of faces to be named by clicks or by keys alone; drawn in the browser, told to Python at once.

The browser shows each click before Python has heard of it, and sends the list of all steps so far. Its data stays the
same as long as the page of faces does: what changes would be sent again, the pictures with it.
"""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from core.base import sheets
from core.base.records import Person
from core.store.naming import Step
from pages.widgets import ear, face_sheet, face_tile, face_words
from pages.widgets.face_tile import Tile
from pages.widgets.frame import Here

HERE = Path(__file__).parent
TEXTS = (
    "faces", "people", "stranger", "not-face", "mask", "no-mask", "masked", "unmasked", "not", "deny", "undo", "redo",
    "back", "next", "child", "child-name", "group", "group-name", "group-fact", "unknown", "doubtful", "face", "guess",
    "keys", "leave", "learn", "left",
)  # fmt: skip
GAPS = {gap: f"{{{gap}}}" for gap in ("number", "name", "total")}  # filled in the browser


def unheard(_told: object) -> None:
    """Do nothing about it."""


@dataclass(frozen=True)
class Answers:
    """What is called when the user did something.

    Attributes:
        steps: With all steps on this page of faces so far, each time there is another one, or one less.
        turn: With 1 for the next page of faces, -1 for the one before.
        child: With a new child's name.
        withdrawn: With steps that were taken back just before a reload: Python may not have heard that.
        history: With the id of a face whose history is to be seen.
    """

    steps: Callable[[list[Step]], None]
    turn: Callable[[int], None]
    child: Callable[[str], None]
    withdrawn: Callable[[list[Step]], None] = unheard
    history: Callable[[int], None] = unheard


def show(
    here: Here,
    key: str,
    tiles: Sequence[Tile],
    people: Sequence[Person],
    counts: Mapping[int, int],
    answers: Answers,
    *,
    is_first: bool,
    across: int = face_sheet.ACROSS,
    is_of_examples: bool = False,
) -> None:
    """Draw a page of faces.

    Args:
        here: The page's frame.
        key: Another one for every page of faces, also when the same faces are shown again.
        tiles: The faces.
        people: Everybody, in the order of their number keys; those who are on the list can be chosen.
        counts: Faces named so far by person id, when the page of faces was opened.
        answers: What is called when the user did something.
        is_first: Whether there is no page of faces before this one.
        across: Faces beside each other at most, in a wide window; the fewer, the larger and sharper they are.
        is_of_examples: Whether they are looked through as what is learned from, and can be left out of that.
    """
    data = {
        "visit": key,
        "outbox": ear.outbox(here.album.folder),
        "sheet": face_sheet.address(tuple(tile.picture for tile in tiles), across),
        "across": across,
        "columns": sheets.COLUMNS,
        "faces": [face_tile.facts(tile) for tile in tiles],
        "people": [face_words.of_named(one, counts.get(one.id, 0)) for one in people],
        "first": is_first,
        "examples": is_of_examples,
        "texts": {name: here.say(f"grid-{name}", **GAPS) for name in TEXTS}
        | ({"keys": here.say("examples-keys")} if is_of_examples else {}),
    }

    def hear(name: str, tell: Callable[[Any], None]) -> None:
        heard = st.session_state[key].get(name)
        if heard is not None:
            tell(heard)

    def answer(letter: Mapping[str, Any]) -> None:
        if not ear.is_new(key, letter):
            return
        if letter["withdrawn"] and not ear.has_heard(key):  # it comes with every letter of this page of faces
            answers.withdrawn(face_words.read(letter["withdrawn"], people))
        answers.steps(face_words.read(letter["steps"], people))
        ear.note(key, letter)

    _component()(
        key=key,
        data=data,
        on_said_change=lambda: hear("said", answer),
        on_turn_change=lambda: hear("turn", lambda by: answers.turn(1 if by > 0 else -1)),
        on_child_change=lambda: hear("child", lambda name: answers.child(str(name))),
        on_history_change=lambda: hear("history", lambda face_id: answers.history(int(face_id))),
    )
    ear.show()


@functools.cache
def _component() -> ComponentRenderer:
    css, js = (
        "\n".join((HERE / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)
        for kind, names in (("css", ("chips", "face_grid")), ("js", ("chips", "outbox", "face_grid")))
    )
    return st.components.v2.component("cubby_face_grid", css=css, js=js)
