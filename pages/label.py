"""Names: who is on the photos, in views over the same facts; ?view=, ?order= and ?photo= in the address open one."""

import streamlit as st

from pages.widgets import frame, history, photo_view, unnamed_faces
from pages.widgets.frame import Here

VIEWS = {"faces": unnamed_faces.show, "photo": photo_view.show, "history": history.show}  # the first, if none is asked


def choose(here: Here) -> str:
    """Draw the title with the views to choose from, and return the one that is chosen."""
    if "view" not in st.session_state and photo_view.is_asked_for():
        st.session_state["view"] = "photo"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(here.say("label-title"), width="stretch", anchor=False)
        chosen = st.segmented_control(
            here.say("label-views"),
            list(VIEWS),
            default=next(iter(VIEWS)),
            format_func=lambda view: here.say(f"label-view-{view}"),
            key="view",
            bind="query-params",
            required=True,
            label_visibility="collapsed",
            width="content",
        )
    return chosen if chosen in VIEWS else next(iter(VIEWS))


with frame.page("label") as here:
    view = choose(here)
    is_new = here.is_new or st.session_state.get("label-view") != view
    st.session_state["label-view"] = view
    if VIEWS[view] is not photo_view.show:
        photo_view.leave()
    VIEWS[view](here, is_new=is_new)
