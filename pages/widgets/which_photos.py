"""Which photos get into the folders: rules that a teacher may choose, each with what it does shown beside it."""

from dataclasses import asdict, replace
from functools import partial

import streamlit as st

from core.rules import folder_rules
from core.rules.decisions import Decisions
from core.store import folder_options, overview, photos, thumbs
from core.store.runs import Run
from pages.widgets import known, photo_grid, picture
from pages.widgets.frame import Here

FACES = 6  # shown on each side of the line
LARGEST = 300  # pixels; where the slider of the smallest face ends
SHOWN = 6  # photos that show a child twice
SWITCHES = ("best_of_burst", "no_strangers")


def draw(here: Here, run: Run, made: Decisions, precision: float) -> None:
    """Draw the rules, closed at first, and how much they leave out.

    Args:
        here: The page's frame.
        run: It scored the faces.
        made: The decisions with these rules.
        precision: Share of right names that the thresholds were solved for, in (0, 1).
    """
    with here.album.read() as conn:
        rules = folder_options.rules(conn)
    unruled = made if rules == folder_rules.NONE else known.unruled(here.album, run, precision)
    with st.expander(here.say("rules"), key="rules"):
        st.session_state.update(
            {f"rule-{name}": round(100 * value) if name == "shown" else value for name, value in asdict(rules).items()}
        )
        _well_shown(here, unruled, rules.shown)
        _side(here)
        for name in SWITCHES:
            label, told = here.say(f"rule-{name.replace('_', '-')}"), here.say(f"rule-{name.replace('_', '-')}-help")
            st.toggle(label, key=f"rule-{name}", help=told, on_change=partial(_keep, here, name))
        _repeats(here, made)
    if rules != folder_rules.NONE and (out := len(unruled.pairs()) - len(made.pairs())):
        st.caption(here.say("rules-out", photos=out))


def _well_shown(here: Here, made: Decisions, least: float) -> None:
    """The line, with the faces next to it on both sides."""
    label, told = here.say("rule-shown"), here.say("rule-shown-help")
    st.slider(label, 0, 100, format="%d %%", key="rule-shown", help=told, on_change=partial(_keep, here, "shown"))
    above, below = folder_rules.around(made, folder_rules.subject(made, known.photos(here.album)), least, FACES)
    ids = {"above": made.basis.faces.ids[above].tolist(), "below": made.basis.faces.ids[below].tolist()}
    with here.album.read() as conn:
        places = overview.face_places(conn, [*ids["above"], *ids["below"]])
    photo_grid.faces(
        {
            here.say(f"rule-shown-{side}"): [thumbs.face_path(here.album, *places[one]) for one in row if one in places]
            for side, row in ids.items()
            if row
        }
    )


def _side(here: Here) -> None:
    label, told = here.say("rule-side"), here.say("rule-side-help")
    keep = partial(_keep, here, "side")
    st.slider(label, 0.0, float(LARGEST), step=10.0, format="%d px", key="rule-side", help=told, on_change=keep)


def _keep(here: Here, name: str) -> None:
    """Take over what a widget says."""
    value = st.session_state[f"rule-{name}"]
    with here.telling(), here.album.write() as conn:
        now = folder_options.rules(conn)
        folder_options.keep_rules(conn, replace(now, **{name: value / 100 if name == "shown" else value}))


def _repeats(here: Here, made: Decisions) -> None:
    """Photos that seem to show a child twice: a switch for each, and for all that were taken with it."""
    wanted = folder_rules.contested(made)[:SHOWN].tolist()
    if not wanted:
        return
    st.markdown(here.say("repeats"))
    with here.album.read() as conn:
        hashes, can = photos.hashes(conn), set(folder_options.repeats(conn).tolist())
        moments = {photo_id: folder_options.of_moment(conn, photo_id) for photo_id in wanted}
    for column, photo_id in zip(st.columns(SHOWN), wanted, strict=False):
        with column, st.container(key=f"repeats-{photo_id}"):
            path = thumbs.photo_path(here.album, hashes[photo_id])
            if path.exists():
                st.image(picture.thumbnail(path))
            _switch(here, f"twice-{photo_id}", "repeats-photo", [photo_id], can)
            if len(moments[photo_id]) > 1:
                _switch(here, f"twice-all-{photo_id}", "repeats-moment", moments[photo_id], can)


def _switch(here: Here, key: str, label: str, photo_ids: list[int], can: set[int]) -> None:
    """A switch that says for some photos whether a child may be on them several times."""

    def keep() -> None:
        with here.telling(), here.album.write() as conn:
            folder_options.set_repeats(conn, photo_ids, can=st.session_state[key])

    st.session_state[key] = can.issuperset(photo_ids)
    st.toggle(here.say(label, photos=len(photo_ids)), key=key, on_change=keep)
