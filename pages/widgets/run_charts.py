"""Plots of what runs did, each of which can be kept as a picture."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from core.rules import results
from core.rules.results import Judged, Share
from core.store.epochs import Epoch
from pages.widgets.frame import Here
from pages.widgets.run_figures import Shown

HEIGHT = 320  # px
ROUNDS_LABELLED = 20  # more labels would run into each other
SHADES = ["#2f6f62", "#c2703d", "#5b6fb0", "#a3435f", "#7d7a2f", "#4f8fa8"]  # of several runs in one plot
PARTS = 20  # of the plot over probabilities
CONFIG = {"displaylogo": False, "modeBarButtons": [["toImage"]], "toImageButtonOptions": {"scale": 2}}


def shares(here: Here, shown: Shown) -> None:
    """Draw how right each child's folder is, and how much of the child it holds, with the ends of what is sure."""
    plot = go.Figure()
    for name, of_person, shade in (
        ("results-precision", results.precision, SHADES[0]),
        ("results-recall", results.recall, SHADES[1]),
    ):
        seen = [of_person(shown.judged, column) for column in range(len(shown.people))]
        plot.add_bar(name=here.say(name), marker_color=shade, **_with_ends([one.name for one in shown.people], seen))
    _draw(here, plot, "shares", barmode="group", yaxis=_share_axis())


def compared(here: Here, names: Sequence[str], judged: Sequence[Judged]) -> None:
    """Draw several runs beside each other, over everybody's faces."""
    plot = go.Figure()
    for place, (key, shade) in enumerate((("results-precision", SHADES[0]), ("results-recall", SHADES[1]))):
        seen = [results.overall(one)[place] for one in judged]
        plot.add_bar(name=here.say(key), marker_color=shade, **_with_ends(names, seen))
    _draw(here, plot, "compared", barmode="group", yaxis=_share_axis())


def precision_recall(here: Here, shown: Shown) -> None:
    """Draw for each child what every cut-off would give, with the chosen one as a point."""
    plot = go.Figure()
    for column, (person, threshold) in enumerate(zip(shown.people, shown.thresholds.tolist(), strict=True)):
        curve = results.curve(shown.judged, column)
        if not len(curve.recall):
            continue
        hover = f"{person.name}: %{{y:.0%}} · %{{x:.0%}}<extra></extra>"
        line = {"color": person.colour, "width": 2}
        plot.add_scatter(x=curve.recall, y=curve.precision, name=person.name, line=line, hovertemplate=hover)
        at = int((curve.cut_off >= threshold).sum()) - 1
        if at >= 0:
            marker = {"color": person.colour, "size": 10, "line": {"width": 2, "color": "white"}}
            here_now = {"x": [curve.recall[at]], "y": [curve.precision[at]], "marker": marker}
            plot.add_scatter(mode="markers", showlegend=False, hovertemplate=hover, **here_now)
    axes = {"xaxis": _share_axis(here.say("results-recall")), "yaxis": _share_axis(here.say("results-precision"))}
    _draw(here, plot, "precision-recall", **axes)


def sureness(here: Here, shown: Shown) -> None:
    """Draw whether faces that were said to be right so and so often were."""
    bins = results.reliability(shown.judged)
    plot = go.Figure()
    plot.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line={"dash": "dot", "color": "gray"}, showlegend=False)
    ends = _ends([one.seen for one in bins])
    plot.add_scatter(
        x=[one.said for one in bins],
        y=[one.seen.value for one in bins],
        error_y=ends,
        mode="markers",
        marker={"size": 9, "color": SHADES[0]},
        customdata=[one.seen.of for one in bins],
        hovertemplate=here.say("results-sureness-hover", said="%{x:.0%}", seen="%{y:.0%}", faces="%{customdata}")
        + "<extra></extra>",
        showlegend=False,
    )
    axes = {"xaxis": _share_axis(here.say("results-said")), "yaxis": _share_axis(here.say("results-seen"))}
    _draw(here, plot, "sureness", **axes)


def scores(here: Here, shown: Shown) -> None:
    """Draw how sure it was of right names, of wrong ones, and of strangers."""
    judged = shown.judged
    stranger = judged.counts & (judged.person < 0)
    groups = {
        "results-right": (judged.counts & judged.right, SHADES[0]),
        "results-wrong": (judged.counts & ~judged.right & ~stranger, SHADES[1]),
        "results-stranger": (stranger, SHADES[2]),
    }
    plot = go.Figure()
    for name, (rows, shade) in groups.items():
        part = {"start": 0, "end": 1.0001, "size": 1 / PARTS}
        plot.add_histogram(x=judged.probability[rows], xbins=part, name=here.say(name), marker_color=shade)
    axes = {"xaxis": _share_axis(here.say("results-said")), "yaxis": {"title": here.say("results-faces")}}
    _draw(here, plot, "scores", barmode="stack", **axes)


def rounds(here: Here, of_runs: Mapping[str, Sequence[Epoch]], figure: str, title: str) -> None:
    """Draw one figure of every round, for one run or several over each other."""
    plot = go.Figure()
    for (name, epochs), shade in zip(of_runs.items(), SHADES * len(of_runs), strict=False):
        there = [(one.number, one.metrics[figure]) for one in epochs if figure in one.metrics]
        points = {"x": [number for number, _ in there], "y": [value for _, value in there]}
        plot.add_scatter(name=name, mode="lines+markers", line={"color": shade}, **points)
    longest = max(len(epochs) for epochs in of_runs.values())
    whole = {"title": here.say("results-round"), "dtick": -(-longest // ROUNDS_LABELLED), "fixedrange": True}
    _draw(here, plot, f"rounds-{figure}", xaxis=whole, yaxis={"title": title, "fixedrange": True})


def growth(here: Here, points: Sequence[tuple[int, float]]) -> None:
    """Draw how recall grew with the names, from the runs that there were."""
    plot = go.Figure()
    plot.add_scatter(
        x=[labels for labels, _ in points],
        y=[recall for _, recall in points],
        mode="lines+markers",
        line={"color": SHADES[0]},
    )
    names = {"title": here.say("results-names"), "fixedrange": True, "rangemode": "tozero"}
    _draw(here, plot, "growth", xaxis=names, yaxis=_share_axis(here.say("results-recall")))


def _with_ends(names: Sequence[str], seen: Sequence[Share]) -> dict[str, object]:
    """Bars of shares, with the ends of their intervals."""
    told = [f"{one.hits} / {one.of}" for one in seen]
    hover = "%{x}: %{y:.0%} (%{customdata})<extra></extra>"
    bars = {"x": list(names), "y": [one.value for one in seen], "error_y": _ends(seen)}
    return {**bars, "customdata": told, "hovertemplate": hover}


def _ends(seen: Sequence[Share]) -> dict[str, object]:
    ends = [one.interval for one in seen]
    above = [high - one.value for one, (_, high) in zip(seen, ends, strict=True)]
    below = [one.value - low for one, (low, _) in zip(seen, ends, strict=True)]
    return {"array": above, "arrayminus": below, "thickness": 1, "width": 3, "color": "gray"}


def _share_axis(title: str = "") -> dict[str, object]:
    return {"title": title, "range": [0, 1.04], "tickformat": ".0%", "fixedrange": True}


def _draw(here: Here, plot: go.Figure, name: str, **layout: object) -> None:
    """Draw a plot in the dashboard's manner; its alternative text is the sentence results-plot-NAME."""
    legend = {"orientation": "h", "y": 1.14, "x": 0}
    plot.update_layout(height=HEIGHT, margin={"l": 0, "r": 0, "t": 8, "b": 0}, legend=legend, dragmode=False)
    plot.update_layout(**layout)
    st.plotly_chart(plot, key=f"results-plot-{name}", config=CONFIG, alt=here.say(f"results-plot-{name}"))
