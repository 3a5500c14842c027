"""What can be set: children, language, password, how right folders should be; and how this computer is doing."""

import streamlit as st

from core.base import messages
from core.store import options, overview, password
from pages.widgets import checkup, children, embedder_choice, forgetting, frame, gate, markdown, precision, wording
from pages.widgets.frame import Here


def draw(here: Here) -> None:
    """Draw the page."""
    st.header(here.say("page-settings"), anchor=False)
    st.space("xsmall")
    people, rest = st.columns([7, 5], gap="large")
    with people:
        st.subheader(here.say("settings-children"), anchor=False)
        children.draw(here)
        forgetting.draw(here)
        st.subheader(here.say("settings-folders"), anchor=False)
        precision.choose(here)
    with rest:
        st.subheader(here.say("settings-language"), anchor=False)
        draw_language(here)
        st.subheader(here.say("settings-password"), anchor=False)
        draw_password(here)
        st.subheader(here.say("settings-album"), anchor=False)
        draw_album(here)
        st.subheader(here.say("settings-checkup"), anchor=False)
        checkup.draw(here)
        st.subheader(here.say("settings-embedder"), anchor=False)
        embedder_choice.draw(here)


def draw_language(here: Here) -> None:
    """Draw the languages."""
    st.session_state["language"] = here.catalogue.language

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            options.put(conn, "language", st.session_state["language"])
            st.toast(here.say("saved"))

    st.segmented_control(
        here.say("settings-language"),
        messages.LANGUAGES,
        format_func=lambda language: here.say(f"language-name-{language}"),
        key="language",
        required=True,
        on_change=keep,
        label_visibility="collapsed",
    )


def draw_password(here: Here) -> None:
    """Draw what sets, changes and removes the password."""
    with here.album.read() as conn:
        is_set = password.is_set(conn)
    st.markdown(here.say("password-is-set" if is_set else "password-is-not-set"))
    with st.form("password", clear_on_submit=True):
        new = st.text_input(here.say("password-new"), type="password", autocomplete="new-password")
        again = st.text_input(here.say("password-again"), type="password", autocomplete="new-password")
        if st.form_submit_button(here.say("password-change" if is_set else "password-set")):
            if new and new == again:
                keep_password(here, new)
            st.error(here.say("password-differs" if new else "password-empty"))
    if is_set:
        with st.container(horizontal=True):
            st.button(here.say("password-lock"), key="password-lock", on_click=gate.close, args=(here.album,))
            if st.button(here.say("password-remove"), type="tertiary", key="password-remove"):
                keep_password(here, None)


def keep_password(here: Here, new: str | None) -> None:
    """Set or remove the password."""
    gate.change(here.album, new)
    st.rerun()


def draw_album(here: Here) -> None:
    """Say where the album is, and which folders its photos come from."""
    st.markdown(here.say("album-folder", folder=markdown.plain(wording.home_short(here.album.folder))))
    with here.album.read() as conn:
        folders = overview.folders(conn)
    if folders:
        st.markdown(here.say("album-roots"))
    lines = [
        here.say(
            "root-there" if one.path.is_dir() else "root-gone",
            folder=markdown.plain(wording.home_short(one.path)),
            photos=one.photos,
        )
        for one in folders
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))


with frame.page("settings") as opened:
    draw(opened)
