"""Photos side by side at one height, and faces in groups."""

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from core.base import sheets
from core.store import thumbs
from core.store.db import Album
from core.store.overview import ShownPhoto
from pages.widgets import picture

STYLE = Path(__file__).with_name("photo_grid.css")
SHEETS_KEPT = 200  # each some 40 kilobytes


def photos(album: Album, shown: Sequence[ShownPhoto]) -> None:
    """Draw photos in rows as wide as the page."""
    there = [(path, photo) for photo in shown if (path := thumbs.photo_path(album, photo.sha256)).exists()]
    st.html(STYLE)
    if there:
        with st.container(key="photo-grid"):
            st.image([picture.thumbnail(path) for path, _ in there], alt=[photo.name for _, photo in there])


def faces(groups: Mapping[str, Sequence[Path]]) -> None:
    """Draw groups of faces beside each other, each under its heading, all of them as one picture in tiles."""
    pictures = tuple(path for paths in groups.values() for path in paths)
    tiles = iter(range(len(pictures)))
    drawn = "".join(
        f"<figure><figcaption>{html.escape(heading)}</figcaption>"
        f"{''.join(_tile(next(tiles), len(pictures)) for _ in paths)}</figure>"
        for heading, paths in groups.items()
    )
    st.html(f'<div class="face-groups" style="--sheet: url({_sheet(pictures)})">{drawn}</div>')


def _tile(place: int, count: int) -> str:
    """One face: the part of the sheet at its place."""
    row, column = divmod(place, sheets.COLUMNS)
    rows = -(-count // sheets.COLUMNS)
    x, y = 100 * column / (sheets.COLUMNS - 1), 100 * row / max(1, rows - 1)
    size = f"{100 * sheets.COLUMNS}% {100 * rows}%"
    return f'<i style="background-position: {x:.3f}% {y:.3f}%; background-size: {size}"></i>'


@st.cache_data(max_entries=SHEETS_KEPT, show_spinner=False)
def _sheet(pictures: tuple[Path, ...]) -> str:
    files = [path.read_bytes() if path.exists() else None for path in pictures]
    return picture.address(sheets.make(files))
