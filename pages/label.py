"""Naming faces: a page of faces that nobody has named yet, those that teach most first."""

import secrets
from collections import Counter
from dataclasses import dataclass, field

import streamlit as st

from core.base.records import LabelOrigin, Standing
from core.store import faces, labels, naming, overview, people, thumbs, unnamed
from core.store.naming import Done, Step
from core.store.unnamed import Stage, Unnamed
from pages.widgets import face_grid, frame
from pages.widgets.face_grid import Answers, Tile
from pages.widgets.frame import Here

FACES = 96  # on one page


@dataclass
class Visit:
    """What this session sees: pages of faces in the order in which they were opened.

    Attributes:
        at: The page of faces on the screen.
        key: Another one each time a page of faces is opened.
        tiles: As they were when it was opened.
        counts: Faces named by person id, at that time.
        done: What was written down since.
    """

    pages: list[list[Unnamed]] = field(default_factory=list)
    at: int = -1
    key: str = ""
    tiles: list[Tile] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    done: list[Done] = field(default_factory=list)


def draw(here: Here) -> None:
    """Draw the page of faces that this session is at."""
    visit: Visit = st.session_state["label-visit"]
    with here.album.read() as conn:
        left, everyone = unnamed.count(conn), people.everyone(conn)
        has_faces = left or faces.count(conn)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(here.say("label-title"), width="stretch", anchor=False)
        st.markdown(here.say("label-left", faces=left) if has_faces else "", width="content")
    if visit.tiles:
        answers = Answers(
            steps=lambda steps: follow(here, steps),
            turn=lambda by: turn(here, by),
            child=lambda name: add_child(here, name),
        )
        face_grid.show(here, visit.key, visit.tiles, everyone, visit.counts, answers, is_first=visit.at == 0)
    elif has_faces:
        draw_end(here, left)
    else:
        st.info(here.say("label-empty"))
        st.page_link("pages/library.py", label=here.say("label-to-library"))


def draw_end(here: Here, left: int) -> None:
    """Say what to do when there is no further page of faces."""
    if left:
        st.info(here.say("label-passed-by", faces=left))
        st.button(here.say("label-again"), type="primary", on_click=again, args=(here,))
    else:
        st.success(here.say("label-done"))
        st.page_link("pages/sort.py", label=here.say("label-to-sort"))


def again(here: Here) -> None:
    """Begin with the faces that have no name yet once more."""
    st.session_state["label-visit"] = Visit()
    turn(here, 1)


def turn(here: Here, by: int) -> None:
    """Open the next page of faces, or the one before."""
    visit: Visit = st.session_state["label-visit"]
    with here.album.read() as conn:
        if visit.at + by == len(visit.pages):
            place = visit.pages[-1][-1].place if visit.pages and visit.pages[-1] else unnamed.START
            visit.pages.append(whole(unnamed.after(conn, place, FACES + 1)))
        visit.at = max(0, min(visit.at + by, len(visit.pages) - 1))
        shown = visit.pages[visit.at]
        ids = [one.place.face_id for one in shown]
        places, standing = overview.face_places(conn, ids), labels.standing_of(conn, ids)
        visit.counts = labels.counts(conn)
    visit.key, visit.done = f"faces-{secrets.token_hex(4)}", []
    visit.tiles = [
        Tile(
            one.place.face_id,
            thumbs.face_path(here.album, *places[one.place.face_id]),
            int(one.place.rank) if one.place.stage is Stage.ALIKE else None,
            standing.get(one.place.face_id, Standing()),
            one.guess,
        )
        for one in shown
        if one.place.face_id in places
    ]


def whole(found: list[Unnamed]) -> list[Unnamed]:
    """Cut a page of faces to its size, and leave a cluster that would go on behind it to the next page."""
    page, beyond = found[:FACES], found[FACES:]
    if not beyond or beyond[0].place.stage is not Stage.ALIKE:
        return page
    return [one for one in page if one.place.rank != beyond[0].place.rank] or page


def follow(here: Here, steps: list[Step]) -> None:
    """Write down what was said on the page of faces so far."""
    visit: Visit = st.session_state["label-visit"]
    with here.telling(), here.album.write() as conn:
        visit.done = naming.follow(conn, visit.done, steps, LabelOrigin.NAMED)


def add_child(here: Here, name: str) -> None:
    """Add a child to the row of names."""
    with here.telling(), here.album.write() as conn:
        people.add(conn, name)


with frame.page("label") as here:
    if "label-visit" not in st.session_state:
        st.session_state["label-visit"] = Visit()
        turn(here, 1)
    elif here.is_new:  # the names may have changed meanwhile
        turn(here, 0)
    st.fragment(draw)(here)
