"""Bringing photos into the album: from a folder, or through the browser."""

import os
from datetime import date
from pathlib import Path
from typing import Literal

import streamlit as st

from core.base import errors, images
from core.base.messages import Message
from core.base.records import JobKind
from core.store import jobs, looks, overview, uploads
from pages.widgets import folder_picker, markdown, wording
from pages.widgets.frame import Here

TAKEN = [*sorted(suffix.removeprefix(".") for suffix in images.SUFFIXES), "zip"]
FOLDER = "add"  # name of the picker
DEMO = {"children": 9, "photos": 300, "seed": 0}


def draw(here: Here) -> None:
    """Draw the two ways to bring photos, and how they are looked at."""
    folder, upload = st.tabs([here.say("add-folder"), here.say("add-upload")])
    with folder:
        _folder(here)
    with upload:
        _upload(here)
    _how(here)


def demo(here: Here) -> None:
    """Draw the button that makes a drawn class."""
    typed = bool(st.session_state.get(f"{FOLDER}-path"))  # then there is another thing to do
    kind: Literal["primary", "secondary"] = "secondary" if typed else "primary"
    if st.button(here.say("demo-start", photos=DEMO["photos"]), type=kind, width="stretch"):
        jobs.request(here.album, JobKind.DEMO, DEMO)
        st.rerun()


def _how(here: Here) -> None:
    """Choose how thoroughly new photos are looked at; below the buttons, so that its sentence moves nothing."""
    with here.album.read() as conn:
        st.session_state["add-quick"] = looks.quick(conn)

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            looks.keep_quick(conn, wished=st.session_state["add-quick"])

    quick = st.segmented_control(
        here.say("add-how"),
        (False, True),
        format_func=lambda quick: here.say("add-quick" if quick else "add-thorough"),
        key="add-quick",
        required=True,
        on_change=keep,
    )
    st.caption(here.say("add-quick-price" if quick else "add-thorough-does"))


def _folder(here: Here) -> None:
    with here.album.read() as conn:
        brought = [folder.path for folder in overview.folders(conn) if folder.photos]
    own = here.album.folder.resolve()
    recent = [path for path in brought if not path.is_relative_to(own)]
    chosen = folder_picker.pick(here, FOLDER, here.say("add-folder-which"), recent)
    st.caption(here.say("add-folder-stays"))
    if st.button(here.say("add-start"), type="primary", disabled=chosen is None, key="add-folder") and chosen:
        if os.path.exists(chosen):  # noqa: PTH110  (a path too long is no error here)
            jobs.request(here.album, JobKind.IMPORT, {"paths": [str(chosen)]})
            st.rerun()
        st.error(here.say("folder-missing", path=str(chosen)))


def _upload(here: Here) -> None:
    turn = st.session_state.setdefault("upload-turn", 0)  # a new field for every upload: the old one keeps its files
    given = st.file_uploader(here.say("add-upload-what"), TAKEN, accept_multiple_files=True, key=f"upload-{turn}")
    st.caption(here.say("add-upload-kept", folder=markdown.plain(wording.home_short(here.album.folder / "uploads"))))
    if st.button(here.say("add-start"), type="primary", disabled=not given, key="add-upload") and given:
        st.session_state["upload-refused"] = refused = list[Message]()
        folders = set[Path]()
        for file in given:
            try:
                kept = uploads.keep(here.album, file.name, file, date.today())
                folders.update({kept.folder} if kept.photos else {})
            except errors.WrongUseError as error:
                refused.append(error.message)
        if folders:
            jobs.request(here.album, JobKind.IMPORT, {"paths": sorted(map(str, folders))})
        st.session_state["upload-turn"] = turn + 1
        st.rerun()


def refused(here: Here) -> None:
    """Say which uploads were not taken."""
    for message in st.session_state.get("upload-refused", []):
        st.error(here.catalogue.show(message))
