"""One face on a grid of faces."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.base.records import Standing
from pages.widgets import face_words

NOTHING_SAID = Standing()


@dataclass(frozen=True)
class Tile:
    """One face on the grid.

    Attributes:
        picture: Its thumbnail.
        group: Faces that follow each other with the same group stand together and can be chosen at once.
        is_doubtful: Whether it is left out when its group is chosen.
        stands: What was said about it when the page of faces was opened.
        guess: Id of the person whom it is taken for.
        heading: Above its group; empty for the button that chooses the group.
        notes: What there is to say of it besides what people said.
        more: How many others, not shown, show the same.
    """

    face_id: int
    picture: Path
    group: int | None = None
    is_doubtful: bool = False
    stands: Standing = NOTHING_SAID
    guess: int | None = None
    heading: str = ""
    notes: tuple[str, ...] = ()
    more: int = 0


def facts(tile: Tile) -> dict[str, Any]:
    """What the browser is told of a face."""
    guess = None if tile.guess is None else face_words.of_person(tile.guess)
    place = {"id": tile.face_id, "group": tile.group, "doubtful": tile.is_doubtful, "guess": guess}
    beside = {"heading": tile.heading, "notes": tile.notes, "more": tile.more}
    return {**place, **beside, **face_words.of_standing(tile.stands)}
