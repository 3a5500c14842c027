"""A photo on the screen with boxes on it."""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from core.base import images
from core.base.records import Box
from pages.widgets import picture

MIDDLE = 50  # percent of the photo, from where on a text beside a box might not have room to its right
SIDE = 1200  # pixels of the longer side on the screen
STYLE = Path(__file__).with_name("boxed_photo.css")


@dataclass(frozen=True)
class Marked:
    """A box to draw.

    Attributes:
        text: Beside the box; may be empty.
        colour: As #rrggbb; None for a quiet grey.
    """

    box: Box
    text: str
    colour: str | None


def draw(data: bytes, size: tuple[int, int], marked: Sequence[Marked], name: str) -> None:
    """Draw a photo as wide as its place.

    Args:
        data: A whole file: the photo, or a smaller picture of it.
        size: Width and height of the upright photo at its full size.
        marked: Boxes in pixels of that.
        name: Of the photo, for those who can't see it.
    """
    boxes = "".join(_box(one, *size) for one in marked)
    st.html(STYLE)
    st.html(f'<div class="boxed-photo"><img src="{_picture(data)}" alt="{html.escape(name)}">{boxes}</div>')


def _box(one: Marked, width: int, height: int) -> str:
    left, top = 100 * one.box.x1 / width, 100 * one.box.y1 / height
    across, down = 100 * (one.box.x2 - one.box.x1) / width, 100 * (one.box.y2 - one.box.y1) / height
    place = f"left:{left:.2f}%;top:{top:.2f}%;width:{across:.2f}%;height:{down:.2f}%"
    kind = ("known" if one.colour else "unknown") + (" on-right" if left > MIDDLE else "")  # its text goes to the left
    text = f"<span>{html.escape(one.text)}</span>" if one.text else ""
    return f'<div class="{kind}" style="{place};--colour:{one.colour or "#8a918e"}">{text}</div>'


@st.cache_data(max_entries=24, show_spinner=False)
def _picture(data: bytes) -> str:
    """A smaller JPEG as an address."""
    image = images.open_upright(data, SIDE)
    jpeg = images.encode_jpeg(images.shrink(image.pixels, SIDE))
    return picture.address(jpeg)
