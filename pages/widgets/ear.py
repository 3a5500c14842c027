"""Tells a widget of ours in the browser which of its letters Python has heard; see outbox.js."""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

CSS = ".st-key-ear { display: none; }"
JS = """export default ({ data }) => {
  dispatchEvent(new CustomEvent("cubby-heard", { detail: data }));
};"""
HEARD = "ear-heard"  # in the session: the serial number of the newest letter that was followed, by what it belongs to
KEPT = 20  # outboxes that are remembered


def outbox(folder: Path, *parts: object) -> str:
    """Name what a tab keeps unheard letters under, by the album's folder and what else sets them apart."""
    return "-".join(("cubby", hashlib.sha256(str(folder).encode()).hexdigest()[:16], *map(str, parts)))


def is_new(visit: str, letter: Mapping[str, Any]) -> bool:
    """Whether a letter was not followed yet: one whose answer was slow comes again, perhaps when all else has moved on.

    Args:
        visit: What the widget's outbox is called.
        letter: The letter.
    """
    followed: int = st.session_state.get(HEARD, {}).get(visit, 0)
    return int(letter["serial"]) > followed


def note(visit: str, letter: Mapping[str, Any]) -> None:
    """Take down that a letter was followed; one that only came in will be sent once more."""
    heard = st.session_state.get(HEARD, {}) | {visit: int(letter["serial"])}
    st.session_state[HEARD] = dict(list(heard.items())[-KEPT:])


def has_heard(visit: str) -> bool:
    """Whether a letter of this visit was followed already."""
    return visit in st.session_state.get(HEARD, {})


def show() -> None:
    """Say which letters were heard last, also those of widgets that are gone by now; to be drawn behind the widget."""
    _component()(key="ear", data={"heard": st.session_state.get(HEARD, {})})


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("cubby_ear", css=CSS, js=JS, isolate_styles=False)
