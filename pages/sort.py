"""Learning the children's faces, looking at what each folder would hold, and filling the folders."""

from collections.abc import Mapping

import streamlit as st

from core.base.records import JobKind, RunKind
from core.store import faces, jobs, labels
from core.store.runs import Run
from pages.widgets import (
    child_preview,
    coverage_plot,
    deciding,
    frame,
    job_status,
    known,
    precision,
    sorting,
    sortings,
    which_photos,
)
from pages.widgets.frame import Here

WRITING = (JobKind.SORT, JobKind.TAKE_BACK)


def draw(here: Here) -> None:
    """Draw the page."""
    st.header(here.say("sort-title"), anchor=False)
    st.space("xsmall")
    with here.album.read() as conn:
        named, last_label, has_faces = labels.counts(conn), labels.last(conn), faces.count(conn) > 0
    run = known.last_run(here.album)
    if not has_faces:
        st.info(here.say("sort-no-faces"))
        with st.container(key="next-library"):
            st.page_link("pages/library.py", label=here.say("sort-go-photos"))
        return
    if not named and run is None:
        st.info(here.say("sort-nothing-named"))
        with st.container(key="next-label"):
            st.page_link("pages/label.py", label=here.say("sort-go-naming"))
        return
    st.subheader(here.say("learn"), anchor=False)
    trains, is_long = deciding.draw_with_training(here, run), run is not None and run.kind != RunKind.HEAD
    if is_long:
        st.caption(here.say("deciding-quick-only"))
    unseen = 0 if run is None else known.unseen(here.album, run)
    is_due = not is_long and (run is None or unseen > 0 or run.last_label < last_label)
    draw_learning(here, known.quick_run(here.album), named, is_due=is_due)
    if run is None:
        return
    if not unseen:
        draw_folders(here, run)
    elif not is_long:
        st.info(here.say("learn-unseen", faces=unseen))
    elif not trains:
        deciding.draw_unseen(here, run, unseen)


def draw_learning(here: Here, run: Run | None, named: Mapping[int, int], *, is_due: bool) -> None:
    """Say what was learned so far, and offer to learn from what was named since."""
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(gap="small"):
            if run is None:
                st.markdown(here.say("learn-first", faces=sum(named.values()), children=len(named)))
            else:
                tell_learned(here, run)
            if run is not None and is_due:
                st.markdown(here.say("learn-due"))
        place = st.empty()
    if job_status.show(here, JobKind.TRAIN):
        return
    label = here.say("learn-start" if run is None else "learn-again")
    if place.button(label, type="primary" if is_due else "secondary", key="learn"):
        jobs.request(here.album, JobKind.TRAIN, {"precision": known.precision(here.album)})
        st.rerun()


def tell_learned(here: Here, run: Run) -> None:
    """Say what the run learned from."""
    figures = run.metrics
    people = len(run.person_ids)
    told = here.say("learned-from", faces=figures["labels"], strangers=figures["strangers"], children=people)
    st.markdown(f"{told} {here.say('learned-taught', faces=figures['taught_itself'])}")
    if not figures["split_by_moment"]:
        st.caption(here.say("learned-by-photo"))


def draw_folders(here: Here, run: Run) -> None:
    """Preview each child's folder, and offer to write them all."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(here.say("folders"), anchor=False, width="stretch")
        st.page_link("pages/label.py", label=here.say("folders-unsure"), query_params={"order": "unsure"})
    wished = precision.choose(here)
    made = known.judged(here.album, run, wished)
    which_photos.draw(here, run, made, wished)
    child_preview.draw(here, run, made, wished)
    coverage_plot.draw(here, made)
    st.subheader(here.say("write"), anchor=False)
    if not job_status.show(here, *WRITING):
        sortings.tell_last(here)
        sorting.draw(here, run, made, wished)
        sortings.draw_earlier(here)


with frame.page("sort") as opened:
    draw(opened)
