"""Widgets that show what the album holds, whoever has changed it."""

import streamlit as st


def show(key: str, value: object) -> None:
    """Let a widget show a value; to be called before it is drawn.

    Nothing is set where it shows the value already: what is set goes to the browser with the page, and would take the
    place of what the user types or chooses there meanwhile.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
