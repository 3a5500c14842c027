"""A page of faces to be named by clicks or by keys alone; drawn in the browser, told to Python at once.

The browser shows each click before Python has heard of it, and sends the list of all steps so far. Its data stays the
same as long as the page of faces does: what changes would be sent again, the pictures with it.
"""

import base64
import functools
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from core.base import sheets
from core.base.records import Person, Standing
from core.store.naming import Step
from pages.widgets import ear, face_words
from pages.widgets.frame import Here

HERE = Path(__file__).parent
TEXTS = (
    "faces", "people", "stranger", "not-face", "mask", "no-mask", "masked", "unmasked", "not", "deny", "undo", "redo",
    "back", "next", "child", "child-name", "group", "group-name", "group-fact", "unknown", "doubtful", "face", "guess",
    "keys",
)  # fmt: skip
GAPS = {gap: f"{{{gap}}}" for gap in ("number", "name", "total")}  # filled in the browser
NOTHING_SAID = Standing()
SHEETS_KEPT = 24  # pages of faces, about half a megabyte each


@dataclass(frozen=True)
class Tile:
    """One face on the grid.

    Attributes:
        picture: Its thumbnail.
        group: Faces that follow each other with the same group stand together and can be chosen at once.
        is_doubtful: Whether it is left out when its group is chosen.
        stands: What was said about it when the page of faces was opened.
        guess: Id of the person whom it is taken for.
    """

    face_id: int
    picture: Path
    group: int | None = None
    is_doubtful: bool = False
    stands: Standing = NOTHING_SAID
    guess: int | None = None


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
    """
    data = {
        "visit": key,
        "outbox": f"cubby-{hashlib.sha256(str(here.album.folder).encode()).hexdigest()[:16]}",
        "sheet": _sheet(tuple(tile.picture for tile in tiles)),
        "columns": sheets.COLUMNS,
        "faces": [_facts(tile) for tile in tiles],
        "people": [face_words.of_named(one, counts.get(one.id, 0)) for one in people],
        "first": is_first,
        "texts": {name: here.say(f"grid-{name}", **GAPS) for name in TEXTS},
    }

    def hear(name: str, tell: Callable[[Any], None]) -> None:
        heard = st.session_state[key].get(name)
        if heard is not None:
            tell(heard)

    def answer(letter: Mapping[str, Any]) -> None:
        if letter["withdrawn"]:
            answers.withdrawn(face_words.read(letter["withdrawn"], people))
        answers.steps(face_words.read(letter["steps"], people))

    _component()(
        key=key,
        data=data,
        on_said_change=lambda: hear("said", answer),
        on_turn_change=lambda: hear("turn", lambda by: answers.turn(1 if by > 0 else -1)),
        on_child_change=lambda: hear("child", lambda name: answers.child(str(name))),
        on_history_change=lambda: hear("history", lambda face_id: answers.history(int(face_id))),
    )
    letter = st.session_state[key].get("said")
    ear.show(key, 0 if letter is None else int(letter["serial"]))


@functools.cache
def _component() -> ComponentRenderer:
    css, js = (
        "\n".join((HERE / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)
        for kind, names in (("css", ("chips", "face_grid")), ("js", ("chips", "outbox", "face_grid")))
    )
    return st.components.v2.component("cubby_face_grid", css=css, js=js)


@st.cache_data(max_entries=SHEETS_KEPT, show_spinner=False)
def _sheet(pictures: tuple[Path, ...]) -> str:
    files = [path.read_bytes() if path.exists() else None for path in pictures]
    return "data:image/jpeg;base64," + base64.b64encode(sheets.make(files)).decode()


def _facts(tile: Tile) -> dict[str, Any]:
    guess = None if tile.guess is None else face_words.of_person(tile.guess)
    facts = {"id": tile.face_id, "group": tile.group, "doubtful": tile.is_doubtful, "guess": guess}
    return {**facts, **face_words.of_standing(tile.stands)}
