"""Putting right what Cubby has decided, learning from it, and checking by sample how right the folders are."""

import streamlit as st

from pages.widgets import changes, deciding, frame, known, review_grid, review_visit, spot_check
from pages.widgets.frame import Here

VIEWS = ("look", "sample")


def draw(here: Here) -> None:
    """Draw the page."""
    run = known.last_run(here.album)
    if run is None:
        st.header(here.say("review-title"), anchor=False)
        st.info(here.say("review-nothing-learned"))
        st.page_link("pages/sort.py", label=here.say("review-to-sort"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.header(here.say("review-title"), width="stretch", anchor=False)
        view = st.segmented_control(
            here.say("review-view"),
            VIEWS,
            default=VIEWS[0],
            required=True,
            format_func=lambda one: here.say(f"review-view-{one}"),
            key="review-view",
            label_visibility="collapsed",
            width="content",
        )
        changes.button(here, run)
    deciding.draw(here, run)
    if changes.draw(here, run):
        return  # one thing at a time: faces below would push the question out of sight, and take keys meant for others
    if view == VIEWS[0]:
        review_grid.draw(here, run)
    else:
        spot_check.draw(here, run)


with frame.page("review") as opened:
    if opened.is_new:  # what stands may have changed meanwhile
        review_visit.close()
    draw(opened)
