"""What to train, with which settings: safe as they stand, each with a word of help, and what it will take."""

from collections.abc import Mapping

import streamlit as st

from core.base.records import JobKind, RunKind
from core.rules import estimates, kinds
from core.rules.kinds import Kind, Setting, Value
from core.store import amounts, jobs
from pages.widgets import checkup, known
from pages.widgets.frame import Here

OFFERED = (RunKind.EMBEDDER, RunKind.CROPS, RunKind.YOLO)  # the quick way stands on the page of sorting
FIRST = {  # settings that are worth a thought; the others stand behind a fold
    RunKind.EMBEDDER: ("epochs",),
    RunKind.CROPS: ("preset", "epochs"),
    RunKind.YOLO: ("classes", "base", "allow_download", "size", "epochs"),
}
SMALL = 0.01  # numbers under this are typed with many places
ACROSS = 3  # settings beside each other
LONG = 90  # minutes; from here on it is told in hours


def draw(here: Here) -> None:
    """Draw the choice, and start what was chosen."""
    chosen = st.segmented_control(
        here.say("training-what"),
        OFFERED,
        default=OFFERED[0],
        required=True,
        format_func=lambda one: here.say(f"run-name-{one.value}"),
        key="training-kind",
        label_visibility="collapsed",
    )
    kind = kinds.KINDS[RunKind(chosen)]
    st.markdown(here.say(kind.help_key))
    wished = _settings(here, kind)
    with here.album.read() as conn:
        much, has_card = amounts.amount(conn), checkup.has_card(here)
        pace = amounts.pace(conn, kind.name, on_card=has_card)
    guess = estimates.estimate(kind, wished, much, on_card=has_card, pace=pace or 1.0)
    if not much.labelled_faces:
        st.info(here.say("training-no-names"))
    st.caption(here.say("training-card" if has_card else "training-processor"))
    minutes, room = max(1, round(guess.seconds / 60)), f"{guess.gigabytes:.1f}"
    if minutes < LONG:
        st.markdown(here.say("training-takes", minutes=minutes, gigabytes=room))
    else:
        st.markdown(here.say("training-takes-hours", hours=round(minutes / 60), gigabytes=room))
    st.caption(here.say("estimate-rough" if pace is None else "estimate-by-last"))
    if st.button(here.say("training-start"), type="primary", key="training-start", disabled=not much.labelled_faces):
        jobs.request(here.album, JobKind.TRAINING, {"kind": kind.name.value, "settings": wished})
        st.rerun()


def _settings(here: Here, kind: Kind) -> dict[str, Value]:
    """All settings as they are wished for."""
    by_name = {setting.name: setting for setting in kind.settings if setting.name != "precision"}
    first = [by_name[name] for name in FIRST[kind.name]]
    wished = _asked(here, kind, first, {})
    preset = kind.presets.get(str(wished.get("preset", "")), {})
    with st.expander(here.say("training-more"), key=f"training-more-{kind.name.value}"):
        rest = [setting for setting in by_name.values() if setting not in first]
        wished |= _asked(here, kind, rest, preset)
    return {**wished, "precision": known.precision(here.album)}


def _asked(here: Here, kind: Kind, settings: list[Setting], preset: Mapping[str, Value]) -> dict[str, Value]:
    columns = st.columns(ACROSS)
    return {
        setting.name: _ask(here, kind, setting, preset, columns[place % ACROSS])
        for place, setting in enumerate(settings)
    }


def _ask(
    here: Here, kind: Kind, setting: Setting, preset: Mapping[str, Value], place: "st.delta_generator.DeltaGenerator"
) -> Value:
    """One setting in the field that fits it; another preset is another field, so that it shows its own defaults."""
    default = preset.get(setting.name, setting.default)
    label = here.say(f"setting-name-{setting.name.replace('_', '-')}")
    help_ = here.say(setting.help_key)
    key = f"training-{kind.name.value}-{setting.name}-{default}"
    if isinstance(default, bool):
        return bool(place.checkbox(label, default, key=key, help=help_))
    if setting.choices:
        choices = list(setting.choices)
        return str(place.selectbox(label, choices, index=choices.index(str(default)), key=key, help=help_))
    if isinstance(default, str):
        return place.text_input(label, default, key=key, help=help_).strip() or default
    if isinstance(setting.default, int):
        least, most = int(setting.least), int(setting.most)
        return int(place.number_input(label, least, most, int(default), key=key, help=help_))
    form = "%.5f" if float(default) < SMALL else "%.2f"
    step = float(default) / 10 if float(default) < SMALL else 0.05
    return float(
        place.number_input(label, setting.least, setting.most, float(default), step, format=form, key=key, help=help_)
    )
