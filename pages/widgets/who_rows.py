"""Who is on one photo: a row for each child with the face, the name and how sure it is; strangers below."""

import html
from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.rules.decisions import Decisions
from core.store.recognise import DroppedPhoto
from pages.widgets import boxed_photo, picture
from pages.widgets.boxed_photo import Marked
from pages.widgets.frame import Here


def boxes(here: Here, photo: DroppedPhoto, made: Decisions, rows: Sequence[int]) -> list[Marked]:
    """The boxes to draw on a photo.

    Args:
        here: The page's frame.
        photo: What was found on it.
        made: The decisions about all photos.
        rows: The photo's faces in them.
    """
    marked = []
    for face, row in zip(photo.faces, rows, strict=True):
        column = int(made.person[row])
        if column >= 0:
            person = made.basis.people[column]
            marked.append(Marked(face.box, person.name, person.colour))
        else:
            marked.append(Marked(face.box, here.say("who-stranger"), None))
    return marked


def draw(here: Here, photo: DroppedPhoto, made: Decisions, rows: Sequence[int]) -> None:
    """Draw the rows of one photo; arguments as above."""
    place_of = {int(made.person[row]): place for place, row in enumerate(rows) if made.person[row] >= 0}
    lines = []
    for column, person in enumerate(made.basis.people):
        if person.active:
            name = f'<b style="--colour:{person.colour}">{html.escape(person.name)}</b>'
            place = place_of.get(column)
            if place is None:
                lines.append(f'<i class="absent"></i><span class="absent">{name}</span><em class="absent">–</em>')
            else:
                lines.append(_picture(photo.faces[place].thumbnail) + name + f"<em>{_percent(made, rows[place])}</em>")
    strangers = [place for place, row in enumerate(rows) if made.person[row] < 0]
    if strangers:
        lines.append("<hr>")
    for place in strangers:
        like = html.escape(_like(here, made, rows[place]))
        told = f'<span class="stranger">{here.say("who-stranger")}<small>{like}</small></span>'
        lines.append(_picture(photo.faces[place].thumbnail) + told)
    st.html(boxed_photo.STYLE)
    st.html(f'<div class="who-rows">{"".join(lines)}</div>')


def _like(here: Here, made: Decisions, row: int) -> str:
    """Whom a stranger resembles most, and how much."""
    scores = made.basis.scores[row]
    if not len(scores) or not scores.any():
        return ""
    column = int(np.argmax(scores))
    percent = round(100 * float(scores[column]))
    return here.say("who-like", name=made.basis.people[column].name, percent=percent)


def _percent(made: Decisions, row: int) -> str:
    return f"{100 * float(made.found.score[row]):.0f} %"


def _picture(jpeg: bytes) -> str:
    return f'<img alt="" src="{picture.address(jpeg)}">'
