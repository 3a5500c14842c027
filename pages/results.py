"""What the runs did on faces that they had not learned from: compared, plotted, and their mistakes put right."""

from collections.abc import Sequence

import streamlit as st

from core.base.records import RunKind
from core.rules import results
from core.store import epochs
from pages.widgets import deciding, frame, known, run_charts, run_faces, run_figures, run_mix_ups, run_table
from pages.widgets.frame import Here
from pages.widgets.run_figures import Shown

VIEWS = ("children", "mix-ups", "sureness", "rounds", "mistakes")
CELL = "results-chosen-cell"
MORE = 50  # names of which it is told what they would bring


def draw(here: Here) -> None:
    """Draw the page."""
    st.header(here.say("results-title"), anchor=False)
    there = run_figures.can_be_shown(here.album)
    if not there:
        st.info(here.say("results-none"))
        with st.container(key="next-sort"):
            st.page_link("pages/sort.py", label=here.say("results-to-learning"))
        return
    wished = known.precision(here.album)
    shown = [run_figures.of_run(here.album, run, wished) for run in there]
    quick = next((one for one in shown if one.run.kind == RunKind.HEAD), None)
    st.caption(here.say("results-how", percent=round(100 * wished)))
    chosen = run_table.choose(here, shown)
    for one in chosen:
        with st.container(horizontal=True, vertical_alignment="center", key=f"verdict-{one.run.id}"):
            st.markdown(f"**{run_table.name(here, one.run)}**: {run_table.verdict(here, one, quick)}", width="stretch")
            deciding.choice(here, one.run)
    if len(chosen) > 1:
        draw_compared(here, chosen)
    draw_one(here, chosen, shown)


def draw_compared(here: Here, chosen: list[Shown]) -> None:
    """Hold several runs against each other, on the faces that all of them were judged by."""
    judged = run_figures.in_common(chosen)
    if not judged:
        st.info(here.say("results-nothing-common"))
        return
    st.subheader(here.say("results-compared", faces=len(judged[0].person)), anchor=False)
    run_charts.compared(here, [run_table.name(here, one.run) for one in chosen], judged)


def draw_one(here: Here, chosen: list[Shown], every: list[Shown]) -> None:
    """Show the first of the chosen runs in one of several ways; the rounds are those of all of them."""
    one = chosen[0]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(run_table.name(here, one.run), anchor=False, width="stretch")
        view = st.segmented_control(
            here.say("results-view"),
            VIEWS,
            default=VIEWS[0],
            required=True,
            format_func=lambda name: here.say(f"results-view-{name}"),
            key="results-view",
            label_visibility="collapsed",
            width="content",
        )
    if view == "children":
        run_charts.shares(here, one)
        run_charts.precision_recall(here, one)
    elif view == "mix-ups":
        draw_mix_ups(here, one)
    elif view == "sureness":
        run_charts.sureness(here, one)
        run_charts.scores(here, one)
    elif view == "rounds":
        draw_rounds(here, chosen, every)
    else:
        run_faces.draw(here, one, None)


def draw_mix_ups(here: Here, one: Shown) -> None:
    """Show who was taken for whom, and the faces behind the number that was clicked."""

    def choose(row: int, column: int) -> None:
        st.session_state[CELL] = one.run.id, (row, column)

    st.caption(here.say("results-mix-ups-how"))
    run_mix_ups.draw(here, one, choose)
    run_id, cell = st.session_state.get(CELL, (None, None))
    if run_id == one.run.id:
        run_faces.draw(here, one, cell)


def draw_rounds(here: Here, chosen: Sequence[Shown], every: Sequence[Shown]) -> None:
    """Show how it went round by round, and how recall grew with the names."""
    with here.album.read() as conn:
        of_runs = {run_table.name(here, one.run): epochs.of_run(conn, one.run.id) for one in chosen}
    of_runs = {name: done for name, done in of_runs.items() if done}
    if of_runs:
        run_charts.rounds(here, of_runs, "loss", here.say("results-loss"))
        run_charts.rounds(here, of_runs, "quality", here.say("results-quality"))
    else:
        st.info(here.say("results-no-rounds"))
    heads = [one for one in reversed(every) if one.run.kind == RunKind.HEAD]
    points = sorted({(int(one.run.metrics["labels"]), results.overall(one.judged)[1].value) for one in heads})
    if len({labels for labels, _ in points}) > 1:
        st.subheader(here.say("results-growth"), anchor=False)
        run_charts.growth(here, points)
        gain = results.gain(points, MORE)
        if gain is not None:
            st.markdown(here.say("results-gain", more=MORE, gain=round(100 * gain)))


with frame.page("results") as opened:
    draw(opened)
