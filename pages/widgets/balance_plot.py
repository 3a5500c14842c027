"""How many faces Cubby learns from of each child, as a plot."""

from collections.abc import Callable, Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from core.base.records import Person
from core.store.examples import Balance
from pages.widgets.frame import Here

HEIGHT = 210  # px
WIDEST, WIDTH_IF_ALONE = 0.7, 0.14  # of the room for one child: a few bars don't swell up
FAINT = 0.4  # opacity of the children that were not chosen
LONGEST_NAME = 9  # letters below a bar
PATTERNS = {"unmasked": "", "masked": "/", "unsure": "."}  # told apart without colours, too


def show(
    here: Here,
    people: Sequence[Person],
    balances: Mapping[int, Balance],
    chosen: Person,
    on_choose: Callable[[Person], None],
) -> None:
    """Draw a bar for each child: faces without a mask, with one, and those where it is not known.

    Args:
        here: The page's frame.
        people: The children.
        balances: Of those who have faces, by person id.
        chosen: The child that stands out.
        on_choose: Told the child that was clicked.
    """
    theme = f"theme.{st.context.theme.type or 'light'}"
    text = st.get_option(f"{theme}.textColor")
    counts = {kind: [getattr(balances.get(one.id), kind, 0) for one in people] for kind in PATTERNS}
    bars = [
        go.Bar(
            x=list(range(len(people))),
            y=counts[kind],
            name=here.say(f"examples-{kind}"),
            width=min(WIDEST, len(people) * WIDTH_IF_ALONE),
            customdata=[one.name for one in people],
            marker={
                "color": st.get_option(f"{theme}.primaryColor"),
                "opacity": [1.0 if one == chosen else FAINT for one in people],
                "pattern": {
                    "shape": pattern,
                    "fillmode": "overlay",
                    "solidity": 0.35,
                    "fgcolor": st.get_option(f"{theme}.backgroundColor"),
                    "fgopacity": 1.0,
                },
            },
            hovertemplate="%{customdata}: %{y}",
        )
        for kind, pattern in PATTERNS.items()
        if any(counts[kind])
    ]
    plot = go.Figure(bars)
    axis = {"fixedrange": True, "tickfont": {"color": text}}
    names = [one.name if len(one.name) <= LONGEST_NAME else f"{one.name[: LONGEST_NAME - 1]}…" for one in people]
    plot.update_layout(
        barmode="stack",
        height=HEIGHT,
        margin={"l": 0, "r": 0, "t": 4, "b": 0},
        dragmode=False,
        showlegend=True,
        legend={
            "orientation": "h",
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"color": text},
            "itemclick": False,
        },
        xaxis={"tickvals": list(range(len(people))), "ticktext": names, **axis},
        yaxis={"nticks": 4, "rangemode": "tozero", **axis},
    )
    key = f"balance-{chosen.id}"  # a plot of its own for every child, or the last click would be drawn over it

    def choose() -> None:
        clicked = st.session_state[key].selection.point_indices
        if clicked:
            on_choose(people[clicked[0]])

    config = {"displayModeBar": False}
    alt = here.say("examples-plot")
    st.plotly_chart(plot, key=key, on_select=choose, selection_mode="points", config=config, alt=alt)
