"""Names: who is on the photos, in views over the same facts; ?view=, ?order= and ?photo= in the address open one."""

import streamlit as st

from pages.widgets import frame, history, photo_view, training_set, unnamed_faces
from pages.widgets.frame import Here

VIEWS = {  # the first, if none is asked for
    "faces": unnamed_faces.show,
    "photo": photo_view.show,
    "examples": training_set.show,
    "history": history.show,
}


def asked() -> str:
    """The view that the address asks for."""
    view = "photo" if photo_view.is_asked_for() else st.query_params.get("view", "")
    return view if view in VIEWS else next(iter(VIEWS))


def choose(here: Here) -> str:
    """Draw the title with the views to choose from, and return the one that is chosen."""
    if "view" not in st.session_state:
        st.session_state["view"] = asked()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.header(here.say("label-title"), width="stretch", anchor=False)
        chosen = st.segmented_control(
            here.say("label-views"),
            list(VIEWS),
            format_func=lambda view: here.say(f"label-view-{view}"),
            key="view",
            required=True,
            label_visibility="collapsed",
            width="content",
        )
    return str(chosen)


with frame.page("label") as here:
    view = choose(here)
    is_new = here.is_new or st.session_state.get("label-view") != view
    st.session_state["label-view"] = view
    if VIEWS[view] is not photo_view.show:
        photo_view.leave()
    VIEWS[view](here, is_new=is_new)
