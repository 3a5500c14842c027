"""Tells a widget of ours in the browser which of its letters Python has heard; see outbox.js."""

import functools
from collections.abc import Mapping
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

CSS = ".st-key-ear { display: none; }"
JS = """export default ({ data }) => {
  dispatchEvent(new CustomEvent("cubby-heard", { detail: data }));
};"""


HEARD = "ear-heard"  # in the session: what the newest letter belongs to, and its serial number


def note(visit: str, letter: Mapping[str, Any]) -> None:
    """Take down that a letter was followed; one that only came in will be sent once more.

    Args:
        visit: What the widget's outbox is called.
        letter: The letter.
    """
    st.session_state[HEARD] = (visit, int(letter["serial"]))


def show(visit: str) -> None:
    """Say which letter was heard last; to be drawn behind the widget."""
    of, serial = st.session_state.get(HEARD, (visit, 0))
    _component()(key="ear", data={"visit": visit, "heard": serial if of == visit else 0})


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("cubby_ear", css=CSS, js=JS, isolate_styles=False)
