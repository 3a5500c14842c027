"""Which recogniser Cubby learns on, and a way to bring another one."""

from pathlib import Path

import streamlit as st

from core.base.records import JobKind
from core.rules.embedders import BUILT_IN, Brought, Colours, Scale
from core.store import embedders, jobs
from pages.widgets import job_status, markdown
from pages.widgets.frame import Here

UNKNOWN = "unknown"  # numbers that Cubby is to guess


def draw(here: Here) -> None:
    """Say which one is used, and let the user choose or bring another."""
    with here.album.read() as conn:
        now, every = embedders.chosen(conn), embedders.every(here.album, conn)
    st.markdown(here.say("embedder-now", name=markdown.plain(_title(here, now, every))))
    if job_status.show(here, JobKind.EMBEDDER):
        return
    if every:
        _choose(here, now, every)
    for one in every:
        if one.name != now:
            _remove(here, one, _title(here, one.name, every))
    with st.expander(here.say("embedder-other"), key="embedder-other"):
        st.markdown(here.say("embedder-explained"))
        _bring(here)


def _title(here: Here, name: str, every: list[Brought]) -> str:
    """A name that a person can tell from the others."""
    if name == BUILT_IN:
        return f"SFace ({here.say('embedder-built-in')})"
    one = next(one for one in every if one.name == name)
    return f"{Path(one.source).name} ({one.licence}; {one.name})"


def _choose(here: Here, now: str, every: list[Brought]) -> None:
    names = [BUILT_IN, *(one.name for one in every)]
    with st.form("embedder-choose", border=False):
        name = st.selectbox(
            here.say("embedder-choose"),
            names,
            index=names.index(now),
            format_func=lambda name: _title(here, name, every),
            key=f"embedder-of-{len(names)}-{now}",
        )
        if st.form_submit_button(here.say("embedder-switch")) and name != now:
            _ask(here, {"use": name})


def _remove(here: Here, one: Brought, title: str) -> None:
    """Remove one that is not learned on, after a question that says what goes with it."""
    with here.album.read() as conn:
        runs = embedders.readers(conn, one.name)
    file = markdown.plain(Path(one.source).name)  # the whole title would not fit
    with st.popover(here.say("embedder-remove", name=file), key=f"remove-{one.name}"):
        st.markdown(f"**{markdown.plain(title)}**")
        st.markdown(here.say("embedder-remove-plain"))
        if runs:
            st.warning(here.say("embedder-remove-runs", count=len(runs), runs=", ".join(map(str, runs))))
        if st.button(here.say("embedder-remove-yes"), key=f"remove-{one.name}-yes"):
            with here.telling():
                embedders.remove(here.album, one.name, with_runs=True)
                st.rerun()


def _bring(here: Here) -> None:
    """A form for a file; the worker checks it, and its sentence is shown where the job is."""
    with st.form("embedder-bring", border=False):
        path = st.text_input(here.say("embedder-path"), placeholder="/…/face.onnx")
        licence = st.text_input(here.say("embedder-licence"), placeholder="MIT")
        with st.container(horizontal=True):
            colours = st.selectbox(here.say("embedder-colours"), [one.value for one in Colours], format_func=str.upper)
            scale = st.selectbox(
                here.say("embedder-scale"),
                [UNKNOWN, *(one.value for one in Scale)],
                format_func=lambda one: here.say(f"embedder-scale-{one}"),
            )
        may = st.checkbox(here.say("embedder-may"))
        if not st.form_submit_button(here.say("embedder-bring")):
            return
    if not (path.strip() and licence.strip() and may):
        st.error(here.say("embedder-incomplete"))
        return
    number = None if scale == UNKNOWN else scale
    _ask(here, {"path": path.strip(), "licence": licence.strip(), "colours": colours, "scale": number})


def _ask(here: Here, arguments: dict[str, str | None]) -> None:
    with here.telling():
        jobs.request(here.album, JobKind.EMBEDDER, arguments)
        st.rerun()
