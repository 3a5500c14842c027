"""One child's folder before it is written: how many photos, some of the faces, and those that fall short."""

import itertools
from functools import partial

import streamlit as st

from core.base.records import Person
from core.rules import calibrate, preview
from core.rules.calibrate import PersonThreshold
from core.rules.decisions import Decisions
from core.rules.preview import FolderPreview
from core.store import overview, people, thumbs
from core.store.runs import Run
from pages.widgets import known, markdown, photo_grid
from pages.widgets.frame import Here

FACES = 6  # shown of each folder
LEAST, MOST = 30, 99  # percent; where a slider ends


def draw(here: Here, run: Run, made: Decisions, precision: float) -> None:
    """Draw a card for each child on the list.

    Args:
        here: The page's frame.
        run: It scored the faces.
        made: The decisions with the thresholds as they are now.
        precision: Share of right names that the thresholds were solved for, in (0, 1).
    """
    st.html(photo_grid.STYLE)
    solved = calibrate.thresholds(made.basis.evidence, made.basis.calibration, precision)
    for column, (person, own) in enumerate(itertools.zip_longest(made.basis.people, solved)):
        if person.active:
            _card(here, run, made, precision, column, own)


@st.fragment
def _card(here: Here, run: Run, made: Decisions, precision: float, column: int, solved: PersonThreshold | None) -> None:
    """One child; its slider draws nothing anew but this. solved is None for a child whom the run has not learned."""
    drawn = made.basis.people[column]
    with here.album.read() as conn:
        now = next((person for person in people.everyone(conn) if person.id == drawn.id), None)
    if now is None:
        st.rerun()
    elif now != drawn:  # the slider was moved since the page was drawn
        if st.session_state.pop("sort-preview", None):
            st.rerun()  # what is offered there no longer holds
        made = known.judged(here.album, run, precision)
    row = preview.folder(made, column, shown=FACES)
    with st.container(border=True, key=f"child-{drawn.id}"):
        facts, faces = st.columns([6, 15], gap="medium")
        with facts:
            _facts(here, made, column, row, solved, precision)
        with faces:
            _faces(here, made, row)


def _faces(here: Here, made: Decisions, row: FolderPreview) -> None:
    ids = {
        "inside": made.basis.faces.ids[row.sample].tolist(),
        "short": made.basis.faces.ids[row.unsure].tolist(),
    }
    with here.album.read() as conn:
        places = overview.face_places(conn, [*ids["inside"], *ids["short"]])
    groups = {
        here.say(f"folder-{name}" if shown else f"folder-{name}-none"): [
            thumbs.face_path(here.album, *places[face_id]) for face_id in shown if face_id in places
        ]
        for name, shown in ids.items()
    }
    photo_grid.faces(groups)


def _facts(
    here: Here, made: Decisions, column: int, row: FolderPreview, solved: PersonThreshold | None, precision: float
) -> None:
    name = markdown.plain(row.person.name)
    dot = f'<span style="color:{row.person.colour}">●</span>'
    st.markdown(f"{dot} **{name}** &ensp;{here.say('folder-photos', photos=row.photos)}", unsafe_allow_html=True)
    if solved is None:
        st.caption(here.say("folder-not-learned"))
        return
    if row.person.threshold is None:
        st.caption(known.evidence(here, made, column, solved, precision))
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
