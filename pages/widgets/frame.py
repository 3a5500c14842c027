"""What every page opens first: configuration, album, language, password gate, and the way to the other pages.

A page runs by itself when its address is typed, so all of this belongs to the page:

    with frame.page("label") as here:
        st.write(here.say("label-empty"))
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from core.base import errors, messages, settings
from core.base.messages import Catalogue, Value
from core.store import db, options, people
from core.store.db import Album
from pages.widgets import gate, markdown

PAGES = ("library", "label", "sort", "review", "who", "train", "results", "settings")  # in the order of the work
ICON, STYLE = (Path(__file__).with_name(name) for name in ("cubby.svg", "frame.css"))


@dataclass(frozen=True)
class Here:
    """What a page works with.

    Attributes:
        album: Open, and behind the gate.
        catalogue: Every sentence in the user's language.
        is_new: Whether the session has just come to this page from another one, or from nowhere.
    """

    album: Album
    catalogue: Catalogue
    is_new: bool

    def say(self, key: str, **values: Value) -> str:
        """Put a sentence into the user's language."""
        return self.catalogue.say(key, **values)

    def add_child(self, name: str) -> None:
        """Put a child on the list, or tell why not."""
        with self.telling(), self.album.write() as conn:
            people.add(conn, name)

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Show what the user can mend as a sentence; a callback needs this for itself, a page has it already."""
        with _telling(self.catalogue):
            yield


@contextmanager
def page(name: str) -> Iterator[Here]:
    """Open a page: whoever may not see the album gets no further.

    Args:
        name: One of PAGES; its title is the sentence page-NAME.
    """
    catalogue = _speak(messages.choose_language({"LANG": st.context.locale or ""}))
    with _telling(catalogue):
        album = _album(settings.album_folder(None, os.environ))
        with album.read() as conn:
            catalogue = _speak(options.get(conn, "language", catalogue.language))
            is_open = gate.is_open(album, conn)
        st.set_page_config(f"{catalogue.say('page-' + name)} · Cubby", str(ICON), layout="wide")
        st.html(STYLE)
        if not is_open:
            gate.ask(album, catalogue, str(ICON))
            st.stop()
        here = Here(album, catalogue, is_new=st.session_state.get("page") != name)
        st.session_state["page"] = name
        _top(here)
        gate.keep_open(album)
        yield here
        return
    st.stop()  # what is wrong was told


def _album(folder: Path) -> Album:
    """The album, opened once for all sessions, and again when another file has come into its place."""
    database = folder / "album.db"
    return _open(folder, database.stat().st_ino if database.exists() else None)


@st.cache_resource(show_spinner=False, max_entries=1, on_release=lambda album: album.engine.dispose())
def _open(folder: Path, inode: int | None) -> Album:
    return db.open_album(folder, create=True)


@st.cache_resource(show_spinner=False)
def _speak(language: str) -> Catalogue:
    return Catalogue(language)


@contextmanager
def _telling(catalogue: Catalogue) -> Iterator[None]:
    try:
        yield
    except errors.AlbumError as error:
        st.error(catalogue.show(error.message))


def _top(here: Here) -> None:
    """Draw the album's name, the way to the other pages, and the language."""
    other = next(language for language in messages.LANGUAGES if language != here.catalogue.language)
    with st.container(horizontal=True, vertical_alignment="center", key="frame-top", gap="medium"):
        name = here.album.folder.name
        st.markdown(
            "**Cubby**" if name == "Cubby" else f"**Cubby**&ensp;:gray[{markdown.plain(name)}]", width="stretch"
        )
        with st.container(horizontal=True, width="content", key="frame-pages", gap="small"):
            for one in PAGES:
                st.page_link(f"pages/{one}.py", label=here.say(f"page-{one}"))
        st.button(
            here.say("language-name-" + other),
            key="frame-language",
            type="tertiary",
            help=here.say("language-switch"),
            on_click=partial(_choose_language, here, other),
        )


def _choose_language(here: Here, language: str) -> None:
    with here.telling(), here.album.write() as conn:
        options.put(conn, "language", language)
