"""A page of faces to be named by clicks or by keys alone; drawn in the browser, told to Python a moment later.

The browser shows each click at once and sends the list of all steps so far when no other has followed for a moment.
Its data stays the same as long as the page of faces does: what changes would be sent again, the pictures with it.
"""

import base64
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from core.base import sheets
from core.base.records import Person, Standing, Statement
from core.store.naming import Step
from pages.widgets.frame import Here

HERE = Path(__file__).parent
WORDS = {"stranger": Statement.IS_STRANGER, "not-face": Statement.IS_NOT_FACE}
TEXTS = (
    "faces", "people", "stranger", "not-face", "undo", "back", "next", "child", "child-name", "group", "group-name",
    "unknown", "face", "guess", "keys",
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
        stands: What was said about it when the page of faces was opened.
        guess: Id of the person whom it is taken for.
    """

    face_id: int
    picture: Path
    group: int | None = None
    stands: Standing = NOTHING_SAID
    guess: int | None = None


@dataclass(frozen=True)
class Answers:
    """What is called when the user did something.

    Attributes:
        steps: With all steps on this page of faces so far, each time there is another one, or one less.
        turn: With 1 for the next page of faces, -1 for the one before.
        child: With a new child's name.
    """

    steps: Callable[[list[Step]], None]
    turn: Callable[[int], None]
    child: Callable[[str], None]


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
        people: Those who can be chosen, in the order of their number keys.
        counts: Faces named so far by person id, when the page of faces was opened.
        answers: What is called when the user did something.
        is_first: Whether there is no page of faces before this one.
    """
    data = {
        "visit": key,
        "sheet": _sheet(tuple(tile.picture for tile in tiles)),
        "columns": sheets.COLUMNS,
        "faces": [_facts(tile) for tile in tiles],
        "people": [
            {"word": f"p{one.id}", "name": one.name, "colour": one.colour, "count": counts.get(one.id, 0)}
            for one in people
        ],
        "first": is_first,
        "texts": {name: here.say(f"grid-{name}", **GAPS) for name in TEXTS},
    }

    def hear(name: str, tell: Callable[[Any], None]) -> None:
        heard = st.session_state[key].get(name)
        if heard is not None:
            tell(heard)

    _component()(
        key=key,
        data=data,
        on_said_change=lambda: hear("said", lambda said: answers.steps(read(said, tiles, people))),
        on_turn_change=lambda: hear("turn", lambda by: answers.turn(1 if by > 0 else -1)),
        on_child_change=lambda: hear("child", lambda name: answers.child(str(name))),
    )


def read(said: Sequence[tuple[str, Sequence[int]]], tiles: Sequence[Tile], people: Sequence[Person]) -> list[Step]:
    """Read what the browser sent, and leave out what the page did not offer.

    Args:
        said: A word and the ids of the faces that it is about, for each step.
        tiles: The faces on the page.
        people: Those who could be chosen.
    """
    faces, known = {tile.face_id for tile in tiles}, {f"p{one.id}": one.id for one in people}
    return [
        Step(tuple(one for one in face_ids if one in faces), WORDS.get(word, Statement.IS_PERSON), known.get(word))
        for word, face_ids in said
        if word in WORDS or word in known
    ]


@functools.cache
def _component() -> ComponentRenderer:
    css, js = ((HERE / f"face_grid.{kind}").read_text(encoding="utf-8") for kind in ("css", "js"))
    return st.components.v2.component("cubby_face_grid", css=css, js=js)


@st.cache_data(max_entries=SHEETS_KEPT, show_spinner=False)
def _sheet(pictures: tuple[Path, ...]) -> str:
    files = [path.read_bytes() if path.exists() else None for path in pictures]
    return "data:image/jpeg;base64," + base64.b64encode(sheets.make(files)).decode()


def _facts(tile: Tile) -> dict[str, Any]:
    word = {statement: word for word, statement in WORDS.items()}.get(tile.stands.identity or Statement.UNDO)
    return {
        "id": tile.face_id,
        "group": tile.group,
        "said": word or (None if tile.stands.person_id is None else f"p{tile.stands.person_id}"),
        "guess": None if tile.guess is None else f"p{tile.guess}",
    }
