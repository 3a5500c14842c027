"""How many photos of a hundred in a folder should be right: one wish for the whole album."""

import streamlit as st

from core.store import options
from pages.widgets import known
from pages.widgets.frame import Here

CHOICES = (80, 85, 90, 95, 97, 98, 99)  # percent


def choose(here: Here) -> float:
    """Draw the choice, and return it as a share in (0, 1)."""
    wished = round(100 * known.precision(here.album))
    st.session_state["precision"] = wished

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            options.put(conn, "precision", st.session_state["precision"] / 100)

    st.select_slider(
        here.say("precision-wish"),
        sorted({*CHOICES, wished}),
        format_func=lambda percent: here.say("precision-of-hundred", percent=percent),
        key="precision",
        help=here.say("precision-help"),
        on_change=keep,
        width=560,
    )
    return wished / 100
