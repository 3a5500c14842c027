"""One face of a spot check: large, on its photo, with the question and its answers."""

from collections.abc import Mapping
from pathlib import Path

import streamlit as st

from core.base.records import Box, Person, Statement
from core.store import overview, screens, spot_checks, thumbs
from core.store.spot_checks import SpotCheck
from pages.widgets import boxed_photo, markdown, picture
from pages.widgets.boxed_photo import Marked
from pages.widgets.frame import Here

DIGITS = 10  # number keys
FACE = 220  # px
MARK = "#e0b03a"


def ask(here: Here, check: SpotCheck, everyone: Mapping[int, Person]) -> None:
    """Show the next face and ask who it is."""
    asked = check.next
    assert asked is not None  # it is unfinished
    done = sum(one.right is not None for one in check.answers)
    st.progress(done / len(check.answers), text=here.say("spot-progress", done=done, total=len(check.answers)))
    with here.album.read() as conn:
        sha256, box = overview.face_places(conn, [asked.face_id])[asked.face_id]
    photo, words = st.columns([3, 2], gap="large")
    with photo:
        _photo(here, asked.face_id, sha256, box)
    with words:
        _face(thumbs.face_path(here.album, sha256, box))
        person = everyone.get(check.pile.person_id or 0)
        if person is None:
            _who(here, check, asked.face_id, [one for one in everyone.values() if one.active])
        else:
            _yes_or_no(here, check, asked.face_id, person)
        with st.container(horizontal=True):
            if st.button(here.say("spot-back"), key="spot-back", disabled=not done, shortcut="u"):
                with here.album.write() as conn:
                    spot_checks.take_back(conn, check.id)
                st.rerun(scope="fragment")
            if st.button(here.say("spot-stop"), key="spot-stop", type="tertiary"):
                with here.album.write() as conn:
                    spot_checks.drop(conn, check.id)
                st.rerun(scope="fragment")


def _face(path: Path) -> None:
    """The face large."""
    if path.exists():
        with st.container(key="spot-face"):
            st.image(picture.thumbnail(path), width=FACE)


def _photo(here: Here, face_id: int, sha256: str, box: Box) -> None:
    """The photo with the face marked, if it is there."""
    with here.album.read() as conn:
        photo_id, size = spot_checks.photo_of(conn, face_id)
    screen = screens.get(here.album, photo_id, sha256)
    if screen is not None:
        boxed_photo.draw(screen, size, [Marked(box, "", MARK)], here.say("spot-photo"))


def _yes_or_no(here: Here, check: SpotCheck, face_id: int, person: Person) -> None:
    st.subheader(here.say("spot-is-it", name=markdown.plain(person.name)), anchor=False)
    with st.container(horizontal=True):
        _answer(here, check, face_id, ("y", here.say("spot-yes")), right=True, said=Statement.IS_PERSON, who=person.id)
        no = Statement.IS_NOT_PERSON
        _answer(here, check, face_id, ("n", here.say("spot-no")), right=False, said=no, who=person.id)
    _answer(here, check, face_id, ("x", here.say("spot-not-face")), right=False, said=Statement.IS_NOT_FACE)
    _answer(here, check, face_id, ("d", here.say("spot-cant-tell")), right=False, said=None)


def _who(here: Here, check: SpotCheck, face_id: int, listed: list[Person]) -> None:
    st.subheader(here.say("spot-who-is-it"), anchor=False)
    with st.container(horizontal=True):
        for place, one in enumerate(listed):
            key = str((place + 1) % DIGITS) if place < DIGITS else None
            _answer(here, check, face_id, (key, one.name), right=False, said=Statement.IS_PERSON, who=one.id)
    _answer(here, check, face_id, ("s", here.say("spot-stranger")), right=True, said=Statement.IS_STRANGER)
    _answer(here, check, face_id, ("x", here.say("spot-not-face")), right=True, said=Statement.IS_NOT_FACE)
    _answer(here, check, face_id, ("d", here.say("spot-cant-tell")), right=False, said=None)


def _answer(
    here: Here,
    check: SpotCheck,
    face_id: int,
    key_and_label: tuple[str | None, str],
    *,
    right: bool,
    said: Statement | None,
    who: int | None = None,
) -> None:
    """One answer as a button; keyed by the face, so that a second click can't answer for the next one."""
    key, label = key_and_label
    if st.button(
        label, key=f"spot-{face_id}-{said}-{who}", shortcut=key, width="stretch" if who is None else "content"
    ):
        with here.album.write() as conn:
            spot_checks.answer(conn, check.id, face_id, right=right, said=said, person_id=who)
        st.rerun(scope="fragment")
