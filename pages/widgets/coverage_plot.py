"""Who is on how many photos of each month, and who is on none."""

import html
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from core.rules.decisions import Decisions
from core.store import coverage, folder_options
from core.store.coverage import Coverage
from core.store.db import Album
from core.store.overview import Month
from pages.widgets import markdown, wording
from pages.widgets.frame import Here

ROW, REST, CELL, NAME = 30, 44, 84, 120  # px: a child's row, what is above and below, a month, and a child's name
MOST = 0.5  # opacity of the fullest cell: the number on it must stay legible
TOLD = 3  # children who are missing, named in words; the plot shows all


def draw(here: Here, made: Decisions) -> None:
    """Say who is missing, and draw the whole table for who opens it.

    Args:
        here: The page's frame.
        made: What the folders would hold.
    """
    with here.album.read() as conn:
        stamp = folder_options.photos_stamp(conn)
    found = coverage.count(made, _months(here.album.folder, stamp, here.album))
    missing = found.missing
    for person, month in missing[:TOLD]:
        name = markdown.plain(person.name)
        st.caption(here.say("coverage-missing", name=name, month=wording.month(here, month)))
    if len(missing) > TOLD:
        st.caption(here.say("coverage-missing-more", more=len(missing) - TOLD))
    with st.expander(here.say("coverage"), key="coverage"):
        _plot(here, found)


@st.cache_data(max_entries=2, show_spinner=False)
def _months(folder: Path, stamp: tuple[object, ...], _album: Album) -> dict[int, Month]:
    with _album.read() as conn:
        return coverage.months(conn)


def _plot(here: Here, found: Coverage) -> None:
    theme = f"theme.{st.context.theme.type or 'light'}"
    full = st.get_option(f"{theme}.primaryColor")
    months = [wording.month(here, month) for month in found.months]
    names = [html.escape(person.name) for person in found.people]
    cells = go.Heatmap(
        z=found.photos,
        x=months,
        y=list(range(len(names))),
        text=found.photos,
        texttemplate="%{text}",
        textfont={"color": st.get_option(f"{theme}.textColor")},
        customdata=[[name] * len(months) for name in names],
        hovertemplate="%{customdata} · %{x}: %{z}<extra></extra>",
        colorscale=[[0, _faint(full, 0.0)], [1, _faint(full, MOST)]],
        zmin=0,
        zmax=max(1, found.photos.max(initial=0)),
        xgap=2,
        ygap=2,
        showscale=False,
    )
    colour = st.get_option(f"{theme}.textColor")
    axis = {"fixedrange": True, "tickfont": {"color": colour}, "showgrid": False}
    dots = [f'<span style="color:{one.colour}">●</span> {name}' for one, name in zip(found.people, names, strict=True)]
    plot = go.Figure(cells)
    plot.update_layout(
        height=REST + ROW * len(names),
        width=NAME + CELL * len(months),
        margin={"l": 0, "r": 0, "t": 8, "b": 0},
        dragmode=False,
        xaxis={"type": "category", **axis},
        yaxis={"tickvals": list(range(len(names))), "ticktext": dots, "autorange": "reversed", **axis},
    )
    st.plotly_chart(
        plot, width="content", key="coverage-plot", config={"displayModeBar": False}, alt=here.say("coverage")
    )


def _faint(colour: str, opacity: float) -> str:
    """A colour such as #112233 with an opacity in [0, 1]."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {opacity})"
