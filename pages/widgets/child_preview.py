"""One child's folder before it is written: how many photos, some of the faces, and those that fall short."""

from functools import partial

import streamlit as st

from core.base.records import Person
from core.rules import calibrate, preview
from core.rules.calibrate import PersonThreshold
from core.rules.decisions import Decisions
from core.rules.preview import FolderPreview
from core.store import overview, people, thumbs
from pages.widgets import markdown, photo_grid
from pages.widgets.frame import Here

FACES = 6  # shown of each folder
LEAST, MOST = 30, 99  # percent; where a slider ends


def draw(here: Here, made: Decisions, precision: float) -> None:
    """Draw a row for each child on the list.

    Args:
        here: The page's frame.
        made: The decisions with the thresholds as they are now.
        precision: Share of right names that the thresholds were solved for, in (0, 1).
    """
    basis = made.basis
    solved = calibrate.thresholds(basis.evidence, basis.calibration, precision)
    rows = [row for row in preview.folders(made, shown=FACES) if row.person.active]
    ids = {int(basis.faces.ids[face]) for row in rows for face in (*row.sample, *row.unsure)}
    with here.album.read() as conn:
        places = overview.face_places(conn, ids)
    paths = {face_id: thumbs.face_path(here.album, *place) for face_id, place in places.items()}
    column = {person.id: place for place, person in enumerate(basis.people)}
    st.html(photo_grid.STYLE)
    for row in rows:
        with st.container(border=True, key=f"child-{row.person.id}"):
            facts, inside, short = st.columns([6, 8, 7], gap="medium")
            with facts:
                _facts(here, row, solved[column[row.person.id]] if row.learned else None, precision)
            for place, faces, name in ((inside, row.sample, "inside"), (short, row.unsure, "short")):
                with place:
                    shown = [paths[int(basis.faces.ids[face])] for face in faces]
                    st.caption(here.say(f"folder-{name}" if shown else f"folder-{name}-none"))
                    photo_grid.faces(f"{name}-{row.person.id}", shown)


def _facts(here: Here, row: FolderPreview, solved: PersonThreshold | None, precision: float) -> None:
    name = markdown.plain(row.person.name)
    dot = f'<span style="color:{row.person.colour}">●</span>'
    st.markdown(f"{dot} **{name}** &ensp;{here.say('folder-photos', photos=row.photos)}", unsafe_allow_html=True)
    if solved is None:
        st.caption(here.say("folder-not-learned"))
        return
    if row.person.threshold is None:
        key = "folder-evidence-thin" if solved.more_needed else "folder-evidence"
        right = round(100 * solved.expected_precision)
        st.caption(here.say(key, right=right, more=solved.more_needed, percent=round(100 * precision)))
    _slider(here, row.person, row.threshold)


def _slider(here: Here, person: Person, threshold: float) -> None:
    """The lowest score at which the child is named; the album holds it, the slider only shows it."""
    key = f"sure-{person.id}"
    st.session_state[key] = min(max(round(100 * threshold), LEAST), MOST)
    st.slider(
        here.say("folder-sure"),
        LEAST,
        MOST,
        format="%d %%",
        key=key,
        help=here.say("folder-sure-help"),
        on_change=partial(_set, here, person.id, key),
    )
    if person.threshold is not None:
        st.button(
            here.say("folder-automatic"),
            key=f"auto-{person.id}",
            type="tertiary",
            on_click=_set,
            args=(here, person.id, None),
        )


def _set(here: Here, person_id: int, key: str | None) -> None:
    """Take over what the slider says, or leave it to what was learned."""
    with here.telling(), here.album.write() as conn:
        people.set_threshold(conn, person_id, None if key is None else st.session_state[key] / 100)
