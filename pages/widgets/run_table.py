"""The runs in a table, from which one or several are chosen, with a sentence about each."""

from collections.abc import Sequence

import streamlit as st

from core.base import csv_text
from core.base.records import RunKind
from core.rules import figures, results
from core.store import clock
from core.store.runs import Run
from pages.widgets import known, run_figures
from pages.widgets.frame import Here
from pages.widgets.run_figures import Shown

NOTABLE = 0.03  # a smaller difference of recall is not told
SHOWN = 8  # rows without scrolling
ROW = 35  # px


def choose(here: Here, shown: Sequence[Shown]) -> list[Shown]:
    """Draw the table, and say which runs are chosen; where none is, the one that decides."""
    decides = known.last_run(here.album)
    columns = _columns(here, shown, decides)
    percent = st.column_config.NumberColumn(format="percent")
    event = st.dataframe(
        columns,
        hide_index=True,
        width="stretch",
        height=ROW * (min(len(shown), SHOWN) + 1) + 3,
        on_select="rerun",
        selection_mode="multi-row",
        key="results-table",
        column_config={
            name: percent for name, values in columns.items() if any(isinstance(one, float) for one in values)
        },
    )
    table = "\ufeff" + csv_text.table(list(columns), list(zip(*columns.values(), strict=True)))  # a mark for Excel
    st.download_button(here.say("results-csv"), table, "runs.csv", "text/csv", type="tertiary")
    chosen = [shown[row] for row in sorted(event.selection.rows) if row < len(shown)]
    return chosen or [next((one for one in shown if decides is not None and one.run.id == decides.id), shown[0])]


def verdict(here: Here, one: Shown, quick: Shown | None) -> str:
    """Say in a sentence how a run does beside the quick way of learning, on the faces that both were judged by."""
    if quick is None or quick.run.id == one.run.id:
        return here.say("results-verdict-quick")
    both = run_figures.in_common([one, quick])
    if not both:
        return here.say("results-verdict-alone")
    (precision, recall), (quick_precision, quick_recall) = (results.overall(judged) for judged in both)
    told = {"found": round(100 * recall.value), "quick": round(100 * quick_recall.value), "faces": recall.of}
    is_as_right = precision.value >= quick_precision.value - NOTABLE
    if recall.value > quick_recall.value + NOTABLE and is_as_right:
        return here.say("results-verdict-better", **told)
    if recall.value < quick_recall.value - NOTABLE or not is_as_right:
        return here.say("results-verdict-worse", **told)
    return here.say("results-verdict-same", **told)


def name(here: Here, run: Run) -> str:
    """What a run is called in plots and tables."""
    return f"{run.id} · {here.say(f'run-name-{RunKind(run.kind).value}')}"


def _columns(here: Here, shown: Sequence[Shown], decides: Run | None) -> dict[str, list[object]]:
    columns: dict[str, list[object]] = {}
    for one in shown:
        precision, recall = results.overall(one.judged)
        row: dict[str, object] = {
            "results-run": name(here, one.run),
            "results-decides": "✓" if decides is not None and decides.id == one.run.id else "",
            "results-when": clock.local(one.run.started_at).replace(tzinfo=None, microsecond=0),
            "results-names": int(one.run.metrics.get("labels", 0)),
            "results-precision": round(precision.value, 2),
            "results-recall": round(recall.value, 2),
            "results-masked": _found(one, masked=True),
            "results-unmasked": _found(one, masked=False),
            "results-judged": recall.of,
        }
        for key, value in row.items():
            columns.setdefault(here.say(key), []).append(value)
    return {name: values for name, values in columns.items() if any(value is not None for value in values)}


def _found(one: Shown, *, masked: bool) -> float | None:
    """Recall over the faces of which it is known that they wear a mask, or none; None where there is no such face."""
    if one.masked is None:
        return None
    rows = one.masked >= figures.MASKED if masked else one.masked < figures.MASKED
    _, recall = results.overall(one.judged.take(rows))
    return round(recall.value, 2) if recall.of else None
