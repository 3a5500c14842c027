"""Tells a widget of ours in the browser which of its letters Python has heard; see outbox.js."""

import functools

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

CSS = ".st-key-ear { display: none; }"
JS = """export default ({ data }) => {
  dispatchEvent(new CustomEvent("cubby-heard", { detail: data }));
};"""


def show(visit: str, heard: int) -> None:
    """Say what was heard; to be drawn behind the widget.

    Args:
        visit: What the widget's outbox is called.
        heard: The serial number of its newest letter that came in, 0 if none did.
    """
    _component()(key="ear", data={"visit": visit, "heard": heard})


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("cubby_ear", css=CSS, js=JS, isolate_styles=False)
