"""The album's photos: bringing them in, and looking through them."""

import streamlit as st

from core.base.records import FileOutcome, JobKind, Outcome
from core.store import faces, jobs, overview, photos
from core.store.overview import Month
from pages.widgets import adding, charts, frame, job_status, markdown, photo_grid, wording
from pages.widgets.frame import Here

PER_PAGE = 48  # photos
ARRIVING = 12  # photos shown while others are still being looked at
TICK = 3.0  # seconds; the import needs the processor more
MOST_TOLD = 500  # files that were not taken
BRINGING = (JobKind.IMPORT, JobKind.DEMO)


def draw(here: Here) -> None:
    """Draw the page."""
    top = st.container(horizontal=True, vertical_alignment="center")
    busy = job_status.show(here, *BRINGING)
    adding.refused(here)
    with here.album.read() as conn:
        count, face_count = photos.count(conn), faces.count(conn)
    is_new = count == 0 and not busy
    with top:
        st.header(here.say("library-welcome" if is_new else "library-title"), width="stretch", anchor=False)
        if face_count and not busy:
            with st.container(key="next-label", width="content"):
                st.page_link("pages/label.py", label=here.say("library-next"))
    if busy:
        st.caption(here.say("library-busy"))
        draw_arriving(here)
    elif is_new:
        draw_empty(here)
    else:
        st.markdown(here.say("library-counts", photos=count, faces=face_count))
        draw_last_import(here)
        with st.expander(here.say("library-add"), key="library-add"):
            adding.draw(here)
        draw_photos(here, count)


def draw_empty(here: Here) -> None:
    """Offer the two ways to begin."""
    st.markdown(here.say("library-promise"))
    own, drawn = st.columns(2, gap="medium", border=True)
    with own:
        st.subheader(here.say("library-own"), anchor=False)
        st.markdown(here.say("library-own-how"))
        adding.draw(here)
    with drawn:
        st.subheader(here.say("library-drawn"), anchor=False)
        st.markdown(here.say("library-drawn-how"))
        adding.demo(here)


@st.fragment(run_every=TICK)
def draw_arriving(here: Here) -> None:
    """Show the photos as they come."""
    with here.album.read() as conn:
        count, face_count = photos.count(conn), faces.count(conn)
        shown = overview.newest(conn, ARRIVING)
    if count:
        st.markdown(here.say("library-counts", photos=count, faces=face_count))
        photo_grid.photos(here.album, shown)


def draw_last_import(here: Here) -> None:
    """Say what the last import brought, and which files were not taken and why."""
    last = next((job for job in jobs.recent(here.album, 20) if job.kind in BRINGING), None)
    if last is not None and last.ended_at is not None and isinstance(last.result, dict):
        counts = {name: last.result[name] for name in ("added", "already_there", "refused", "missing")}
        at = markdown.plain(wording.moment(here, last.ended_at))
        st.markdown(here.say("library-last", at=at, **counts))
    with here.album.read() as conn:
        for outcome in (Outcome.REFUSED, Outcome.MISSING):
            told = overview.files(conn, outcome, most=MOST_TOLD)
            if told:
                with st.expander(here.say(f"library-{outcome.value}", files=overview.outcomes(conn)[outcome])):
                    draw_files(here, told)


def draw_files(here: Here, told: list[FileOutcome]) -> None:
    """List files with the reason for each."""
    reasons = [here.catalogue.show(file.reason) if file.reason else "" for file in told]
    columns = {here.say("file-path"): [file.path for file in told], here.say("file-why"): reasons}
    st.dataframe(columns, hide_index=True, width="stretch")


def draw_photos(here: Here, count: int) -> None:
    """Draw the photos by month where there are several, and one page of them."""
    with here.album.read() as conn:
        months = overview.months(conn)
    if st.session_state.get("library-month") not in months:
        st.session_state["library-month"] = None
    month = st.session_state["library-month"]
    if len(months) > 1:
        st.subheader(here.say("library-months"), anchor=False)
        charts.months(here, months, month, choose_month)
    pages = -(-(count if month is None else months[month]) // PER_PAGE)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if len(months) > 1:
            draw_month(here, list(months))
        number = st.pagination(pages, key=f"library-page-{month}") if pages > 1 else 1
    with here.album.read() as conn:
        shown = overview.photos(conn, month, first=(number - 1) * PER_PAGE, most=PER_PAGE)
    photo_grid.photos(here.album, shown)


def draw_month(here: Here, months: list[Month]) -> None:
    """Draw the field that chooses a month."""
    st.selectbox(
        here.say("library-month"),
        months,
        index=None,
        placeholder=here.say("library-all-months"),
        format_func=lambda month: wording.month(here, month),
        key="library-month",
        width=260,
    )


def choose_month(month: Month) -> None:
    """Show one month, or all again where it was shown already."""
    st.session_state["library-month"] = None if st.session_state["library-month"] == month else month


with frame.page("library") as opened:
    draw(opened)
