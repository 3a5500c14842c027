"""Photos side by side at one height, and faces in a row."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import streamlit as st

from core.store import thumbs
from core.store.db import Album
from core.store.overview import ShownPhoto

STYLE = Path(__file__).with_name("photo_grid.css")


def photos(album: Album, shown: Sequence[ShownPhoto]) -> None:
    """Draw photos in rows as wide as the page."""
    there = [(path, photo) for photo in shown if (path := thumbs.photo_path(album, photo.sha256)).exists()]
    st.html(STYLE)
    if there:
        with st.container(key="photo-grid"):
            st.image([path for path, _ in there], alt=[photo.name for _, photo in there])


def faces(key: str, paths: Iterable[Path]) -> None:
    """Draw faces in a row that breaks where the room ends."""
    there = [path for path in paths if path.exists()]
    if there:
        with st.container(key=f"face-row-{key}"):
            st.image(there)
