"""Plots in the dashboard's own quiet manner."""

from collections.abc import Callable, Mapping

import plotly.graph_objects as go
import streamlit as st

from core.store.overview import Month
from pages.widgets import wording
from pages.widgets.frame import Here

HEIGHT = 180  # px
WIDEST, WIDTH_IF_ALONE = 0.75, 0.11  # of the room for one month: a few bars don't swell up
FAINT = 0.35  # opacity of the months that were not chosen
MONTHS_LABELLED = 14  # more labels would run into each other


def months(here: Here, photos: Mapping[Month, int], chosen: Month | None, on_choose: Callable[[Month], None]) -> None:
    """Draw how many photos were taken in each month.

    Args:
        here: The page's frame.
        photos: How many by month, in order.
        chosen: The month that stands out.
        on_choose: Told the month that was clicked.
    """
    names = [wording.month(here, month) for month in photos]
    theme = f"theme.{st.context.theme.type or 'light'}"
    bars = go.Bar(
        x=list(range(len(names))),
        y=list(photos.values()),
        width=min(WIDEST, len(names) * WIDTH_IF_ALONE),
        customdata=names,
        marker={
            "color": st.get_option(f"{theme}.primaryColor"),
            "opacity": [1.0 if chosen in {None, month} else FAINT for month in photos],
            "cornerradius": 4,
        },
        hovertemplate="%{customdata}: %{y}<extra></extra>",
    )
    plot = go.Figure(bars)
    axis = {"fixedrange": True, "tickfont": {"color": st.get_option(f"{theme}.textColor")}}
    every = -(-len(names) // MONTHS_LABELLED)
    plot.update_layout(
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        dragmode=False,
        xaxis={"tickvals": list(range(0, len(names), every)), "ticktext": names[::every], **axis},
        yaxis={"nticks": 4, "rangemode": "tozero", **axis},
    )
    key = f"months-plot-{chosen}"  # a plot of its own for every choice, or the last click would be drawn over it

    def choose() -> None:
        clicked = st.session_state[key].selection.point_indices
        if clicked:
            on_choose(list(photos)[clicked[0]])

    config = {"displayModeBar": False}
    alt = here.say("months-plot")
    st.plotly_chart(plot, key=key, on_select=choose, selection_mode="points", config=config, alt=alt)
