"""The password gate, and the cookie by which a browser is known again after a reload and in a new tab."""

import functools
import hashlib

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from core.base.errors import AlbumError
from core.base.messages import Catalogue
from core.store import password
from core.store.db import Album, Connection

# Pages can't send a header, so a script writes the cookie. Strict: no other site's page gets to the album with it.
WRITE_COOKIE = """
export default function ({ data }) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${data.name}=${data.token}; Path=/; Max-Age=${data.seconds}; SameSite=Strict${secure}`;
}
"""


def is_open(album: Album, conn: Connection) -> bool:
    """Whether this session, or this browser in an earlier one, may see the album."""
    return password.opens(conn, _token(album))


def ask(album: Album, catalogue: Catalogue, icon: str) -> None:
    """Ask for the password; nothing of the album is drawn here."""
    with st.container(horizontal_alignment="center", key="gate"), st.form("gate-form", width=420):
        st.image(icon, width=48)
        st.header(catalogue.say("gate-title"), anchor=False)
        tried = st.text_input(catalogue.say("gate-password"), type="password", autocomplete="current-password")
        if st.form_submit_button(catalogue.say("gate-enter"), type="primary", width="stretch"):
            try:
                st.session_state["token"] = password.enter(album, tried)
            except AlbumError as error:
                st.error(catalogue.show(error.message))
            else:
                st.rerun()


def keep_open(album: Album) -> None:
    """Let the browser keep the session's token, unless it sent that one itself."""
    token = st.session_state.get("token")
    if token is not None and token != st.context.cookies.get(_cookie(album)):
        with st.container(key="gate-cookie"):
            _write_cookie()(
                key="gate-cookie-script",
                data={"name": _cookie(album), "token": token, "seconds": int(password.REMEMBERED)},
            )


def change(album: Album, new: str | None) -> None:
    """Set or remove the password: whoever does it stays inside, all others are asked."""
    with album.write() as conn:
        password.put(conn, new)
        st.session_state["token"] = password.remember(conn) if new else None


def close(album: Album) -> None:
    """Let this browser in no more without the password."""
    token = _token(album)
    if token is not None:
        with album.write() as conn:
            password.forget(conn, token)


def _token(album: Album) -> str | None:
    token: str | None = st.session_state.get("token") or st.context.cookies.get(_cookie(album))
    return token


def _cookie(album: Album) -> str:
    """Cookies don't tell one port from another, so each album has a name of its own."""
    return f"cubby-{hashlib.sha256(str(album.folder).encode()).hexdigest()[:12]}"


@functools.cache
def _write_cookie() -> ComponentRenderer:
    return st.components.v2.component("cubby_cookie", js=WRITE_COOKIE)
