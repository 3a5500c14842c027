"""What can be set: children, language, password, how right folders should be; and how this computer is doing."""

import streamlit as st

from core.base import messages
from core.base.messages import Message
from core.base.records import JobKind, JobState
from core.store import files, jobs, options, password
from pages.widgets import children, frame, job_status, markdown, precision, wording
from pages.widgets.frame import Here


def draw(here: Here) -> None:
    """Draw the page."""
    st.header(here.say("page-settings"), anchor=False)
    st.space("xsmall")
    people, rest = st.columns(2, gap="large")
    with people:
        st.subheader(here.say("settings-children"), anchor=False)
        children.draw(here)
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
        draw_checkup(here)


def draw_language(here: Here) -> None:
    """Draw the languages."""
    st.session_state["language"] = here.catalogue.language

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            options.put(conn, "language", st.session_state["language"])

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
        is_set = password.key(conn) is not None
    st.markdown(here.say("password-is-set" if is_set else "password-is-not-set"))
    with st.form("password", clear_on_submit=True):
        new = st.text_input(here.say("password-new"), type="password", autocomplete="new-password")
        again = st.text_input(here.say("password-again"), type="password", autocomplete="new-password")
        if st.form_submit_button(here.say("password-change" if is_set else "password-set")):
            if new and new == again:
                keep_password(here, new)
            st.error(here.say("password-differs" if new else "password-empty"))
    if is_set and st.button(here.say("password-remove"), type="tertiary", key="password-remove"):
        keep_password(here, None)


def keep_password(here: Here, new: str | None) -> None:
    """Set or remove the password; whoever does it stays inside."""
    with here.album.write() as conn:
        password.put(conn, new)
        st.session_state["passed"] = password.key(conn)
    st.rerun()


def draw_album(here: Here) -> None:
    """Say where the album is, and which folders its photos come from."""
    st.markdown(here.say("album-folder", folder=markdown.plain(str(here.album.folder))))
    with here.album.read() as conn:
        roots = files.roots(conn).values()
    for path in roots:
        key = "root-there" if path.is_dir() else "root-gone"
        st.markdown(here.say(key, folder=markdown.plain(wording.home_short(path))))


def draw_checkup(here: Here) -> None:
    """Let the worker look at this computer, and say what it found."""
    if job_status.show(here, JobKind.CHECKUP):
        return
    if st.button(here.say("checkup-start"), key="checkup"):
        jobs.request(here.album, JobKind.CHECKUP)
        st.rerun()
    last = next((job for job in jobs.recent(here.album, 50) if job.kind is JobKind.CHECKUP), None)
    if last is None or last.state is not JobState.DONE or not isinstance(last.result, dict):
        return
    findings = last.result["findings"]
    wrong = sum(not fine for fine, _ in findings)
    st.markdown(here.say("doctor-wrong-page" if wrong else "doctor-fine", findings=wrong))
    lines = [
        f"{'✓' if fine else '✗'} {markdown.plain(here.catalogue.show(Message(*found)))}" for fine, found in findings
    ]
    st.markdown("  \n".join(lines))


with frame.page("settings") as opened:
    draw(opened)
