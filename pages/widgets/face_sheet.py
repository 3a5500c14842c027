"""The pictures of a page of faces as one picture, kept between two drawings of the page."""

from pathlib import Path

import streamlit as st

from core.base import sheets
from pages.widgets import picture

ACROSS = 12  # faces beside each other at most, in a wide window
THUMBNAIL = 160  # pixels; a thumbnail has no more
KEPT = 24  # pages of faces, about half a megabyte each


@st.cache_data(max_entries=KEPT, show_spinner=False)
def address(pictures: tuple[Path, ...], across: int) -> str:
    """Lay thumbnails out as one picture, the sharper the fewer stand beside each other, and give it as an address."""
    side = min(THUMBNAIL, sheets.SIDE * ACROSS // across)
    files = [path.read_bytes() if path.exists() else None for path in pictures]
    return picture.address(sheets.make(files, side))
