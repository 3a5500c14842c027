"""Longer trainings, for comparison with the quick way: started, watched, stopped, gone on with, deleted."""

import streamlit as st

from pages.widgets import frame, training_form, training_runs
from pages.widgets.frame import Here


def draw(here: Here) -> None:
    """Draw the page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(here.say("training-title"), anchor=False, width="stretch")
        st.page_link("pages/results.py", label=here.say("training-to-results"))
    st.caption(here.say("training-why"))
    if training_runs.show(here):
        return
    training_form.draw(here)
    training_runs.draw_earlier(here)


with frame.page("train") as opened:
    draw(opened)
