"""A step of the history: its words, its pictures, and how it is taken back or done again."""

from collections.abc import Mapping, Sequence

import streamlit as st

from core.store import history, overview, thumbs
from core.store.box_changes import BoxChange
from core.store.db import Connection
from core.store.history import Past
from pages.widgets import markdown, photo_grid, photo_visit, picture, wording
from pages.widgets.frame import Here

FACES = 8  # shown of each step
PHOTO_WIDTH = 120  # pixels on the screen


def words(here: Here, past: Past, names: Mapping[int, str]) -> str:
    """What was said or done, as Markdown; names are the people's, by id."""
    person_id = past.person_id or 0
    name = markdown.plain(names[person_id]) if person_id in names else None
    if isinstance(past, BoxChange):
        done = here.say(f"history-box-{past.act.value}")
        return done if name is None else f"{done}: {name}"
    key = f"history-{past.statement.value.replace(' ', '-')}"
    return here.say(key) if name is None else here.say(key, name=name)


def facts(here: Here, past: Past) -> str:
    """When it was, and of how many faces a word was said, and how; as Markdown."""
    when = wording.moment(here, past.at)
    if isinstance(past, BoxChange):
        return f":gray[{when}]"
    faces, origin = here.say("history-faces", faces=len(past.face_ids)), here.say(f"history-from-{past.origin.value}")
    return f"{faces} · :gray[{when} · {origin}]"


def show_faces(here: Here, conn: Connection, past: Past) -> None:
    """Draw the first of its faces, or the photo where a box is gone or was not looked at yet."""
    places = overview.face_places(conn, past.face_ids[:FACES])
    shown = [thumbs.face_path(here.album, *place) for place in places.values()]
    if isinstance(past, BoxChange) and not any(path.exists() for path in shown):
        photo = thumbs.photo_path(here.album, past.sha256)
        if photo.exists():
            st.image(picture.thumbnail(photo), width=PHOTO_WIDTH)
    else:
        photo_grid.faces({"": shown})


def turn(here: Here, past: Sequence[Past], *, is_back: bool) -> None:
    """Take steps back, or do them again; tell of boxes that were changed again since, and have the others looked at."""
    with here.telling():
        with here.album.write() as conn:
            left = (history.take_back if is_back else history.do_again)(conn, here.album, *past)
        if left:
            st.toast(here.say("history-boxes-left", boxes=left), duration="long")  # seen wherever the page stands
        for photo_id in {one.photo_id for one in past if isinstance(one, BoxChange)}:
            photo_visit.look(here, photo_id)
