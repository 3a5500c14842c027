"""Who a run took for whom: a table of all children, each of its numbers a way to the faces behind it."""

from collections.abc import Callable

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from core.rules import results
from pages.widgets import run_charts
from pages.widgets.frame import Here
from pages.widgets.run_figures import Shown

PER_CHILD = 44  # px of height that a row takes
FAINT, FULL = "rgba(47, 111, 98, 0.03)", "rgba(47, 111, 98, 0.85)"


def draw(here: Here, shown: Shown, on_choose: Callable[[int, int], None]) -> None:
    """Draw who was taken for whom.

    Args:
        here: The page's frame.
        shown: The run.
        on_choose: Told row and column of the number that was clicked.
    """
    table = results.confusion(shown.judged)
    names = [one.name for one in shown.people]
    rows, columns = [*names, here.say("results-stranger")], [*names, here.say("results-no-name")]
    share = table / np.maximum(table.sum(axis=1, keepdims=True), 1)
    plot = go.Figure(
        go.Heatmap(
            z=share,
            x=list(range(len(columns))),
            y=list(range(len(rows))),
            text=table,
            texttemplate="%{text}",
            colorscale=[[0, FAINT], [1, FULL]],
            showscale=False,
            hoverinfo="none",
            xgap=2,
            ygap=2,
        )
    )
    # A heat map can't be clicked: faint points lie on its numbers.
    places = [(column, row) for row in range(len(rows)) for column in range(len(columns))]
    plot.add_scatter(
        x=[x for x, _ in places],
        y=[y for _, y in places],
        mode="markers",
        marker={"size": 30, "symbol": "square", "opacity": 0.01},
        customdata=[here.say("results-cell", faces=int(table[y, x]), who=rows[y], given=columns[x]) for x, y in places],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
    )
    key = f"mix-ups-{shown.run.id}"

    def choose() -> None:
        clicked = st.session_state[key].selection.points
        if clicked:
            on_choose(int(clicked[0]["y"]), int(clicked[0]["x"]))

    named = {"tickvals": list(range(len(columns))), "fixedrange": True, "showgrid": False, "zeroline": False}
    plot.update_layout(
        height=PER_CHILD * (len(rows) + 2),
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        xaxis={**named, "ticktext": columns, "side": "top", "title": here.say("results-given")},
        yaxis={**named, "ticktext": rows, "autorange": "reversed", "title": here.say("results-who")},
    )
    alt = here.say("results-mix-ups")
    st.plotly_chart(plot, key=key, on_select=choose, selection_mode="points", config=run_charts.CONFIG, alt=alt)
