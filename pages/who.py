"""Who is on this photo? Photos are dropped in, looked at, and not kept unless that is asked for."""

import hashlib
from datetime import date
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from core.base import images
from core.base.records import JobKind, JobState, RunKind
from core.rules import decisions as rules
from core.store import jobs, recognise, runs, uploads
from core.store.recognise import DroppedPhoto
from core.store.runs import Run
from pages.widgets import boxed_photo, deciding, frame, job_status, known, markdown, who_rows, wording
from pages.widgets.frame import Here

TAKEN = sorted(suffix.removeprefix(".") for suffix in images.SUFFIXES)
TICK = 0.25  # seconds between two looks whether the worker is done


def draw(here: Here) -> None:
    """Draw the page."""
    st.header(here.say("who-title"), anchor=False)
    st.space("xsmall")
    run = choose_run(here)
    if run is None:
        st.info(here.say("who-nothing-learned"))
        st.page_link("pages/sort.py", label=here.say("who-to-sort"))
        return
    given = st.file_uploader(here.say("who-drop"), TAKEN, accept_multiple_files=True, key="who-drop")
    st.caption(here.say("who-not-kept"))
    if not given:
        return
    wanted = (run.id, *(hashlib.sha256(file.getvalue()).hexdigest() for file in given))
    if st.session_state.get("who-wanted") != wanted:
        ask(here, run, given)
        st.session_state["who-wanted"] = wanted
    found: list[DroppedPhoto] | None = st.session_state.get("who-found")
    if found is None:
        wait(here)
    else:
        show(here, run, given, found)


def choose_run(here: Here) -> Run | None:
    """Let the user choose what recognises, where there are several; what decides for the album stands first."""
    decides = known.last_run(here.album)
    deciding.draw(here, decides)
    with here.album.read() as conn:
        newest = [run for run in reversed(runs.every(conn)) if run.kind in recognise.KINDS and run.calibration]
    first = 0 if decides is None else decides.id
    able = {run.id: run for run in sorted(newest, key=lambda run: (run.id != first, run.kind != RunKind.HEAD))}
    if able and first not in able:
        st.caption(here.say("deciding-album-only"))
    if len(able) <= 1:
        return next(iter(able.values()), None)

    def name(run_id: int) -> str:
        run = able[run_id]
        at = wording.moment(here, run.started_at)
        return here.say(f"who-run-{run.kind}", run=run_id, at=at, names=run.metrics["labels"])

    key = f"who-run-{first}"  # where another run decides from now on, that one stands first again
    return able[st.selectbox(here.say("who-which-run"), list(able), format_func=name, key=key, width=420)]


def ask(here: Here, run: Run, given: list[UploadedFile]) -> None:
    """Lay the photos down for the worker, and ask it to look."""
    drop = recognise.put(here.album, [file.getvalue() for file in given])
    st.session_state["who-drop-name"], st.session_state["who-found"] = drop, None
    st.session_state["who-job"] = jobs.request(here.album, JobKind.RECOGNISE, {"drop": drop, "run": run.id})


@st.fragment(run_every=TICK)
def wait(here: Here) -> None:
    """Look whether the worker is done."""
    job = jobs.get(here.album, st.session_state["who-job"])
    if job.state is JobState.DONE:
        st.session_state["who-found"] = recognise.take(here.album, st.session_state["who-drop-name"])
        st.rerun()
    st.progress(job.done / job.total if job.total else 0.0, text=here.say("who-looking"))
    if job.state in job_status.RESUMABLE:
        job_status.show(here, JobKind.RECOGNISE)


def show(here: Here, run: Run, given: list[UploadedFile], found: list[DroppedPhoto]) -> None:
    """Show each photo with its boxes, and who is on it."""
    with here.album.read() as conn:
        made = rules.judge(recognise.basis(conn, run, found), known.precision(here.album))
    first = 0
    for number, (file, photo) in enumerate(zip(given, found, strict=True)):
        rows = range(first, first + len(photo.faces))
        first += len(photo.faces)
        with st.container(border=True, key=f"who-photo-{number}"):
            if photo.refused is not None:
                st.warning(f"{markdown.plain(file.name)}: {here.catalogue.show(photo.refused)}")
                continue
            left, right = st.columns([3, 2], gap="medium")
            with left:
                size = photo.width, photo.height
                boxed_photo.draw(file.getvalue(), size, who_rows.boxes(here, photo, made, rows), file.name)
            with right:
                st.markdown(f"**{markdown.plain(file.name)}**")
                if not photo.faces:
                    st.markdown(here.say("who-no-face"))
                who_rows.draw(here, photo, made, rows)
                keep(here, file, number)


def keep(here: Here, file: UploadedFile, number: int) -> None:
    """Offer to bring the photo into the album."""
    kept = st.session_state.setdefault("who-kept", set())
    if file.file_id in kept:
        st.caption(here.say("who-kept"))
    elif st.button(here.say("who-keep"), key=f"who-keep-{number}"):
        folder = uploads.keep(here.album, PurePath(file.name).name, file, date.today()).folder
        jobs.request(here.album, JobKind.IMPORT, {"paths": [str(folder)]})
        kept.add(file.file_id)
        st.rerun()


with frame.page("who") as opened:
    draw(opened)
