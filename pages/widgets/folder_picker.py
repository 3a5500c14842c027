"""Choosing a folder of this computer: typed, one of those used before, or found by going through the folders."""

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import streamlit as st

from core.base.errors import WrongUseError
from pages.widgets import markdown, wording
from pages.widgets.frame import Here

RECENT_SHOWN = 4
LIST_HEIGHT = 280  # px


def pick(here: Here, name: str, label: str, recent: Iterable[Path], *, default: str = "") -> Path | None:
    """Draw the ways to choose a folder.

    Args:
        here: The page's frame.
        name: Tells this picker from others.
        label: What the folder is for.
        recent: Folders used before.
        default: What stands in the field at first.

    Returns:
        The folder as an absolute path, which need not exist; None while nothing is typed.
    """
    key = f"{name}-path"
    st.session_state.setdefault(key, default)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key=key, placeholder=here.say("folder-example"))
        with st.popover(here.say("folder-browse"), key=f"{name}-browse"), here.telling():
            _browse(here, key)
    offered = [path for path in recent if str(path) != st.session_state[key]][:RECENT_SHOWN]
    if offered:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.caption(here.say("folder-recent"), width="content")
            for path in offered:
                shown = markdown.plain(wording.home_short(path))
                st.button(shown, key=f"{key}-{path}", type="tertiary", on_click=partial(_choose, key, path))
    typed = st.session_state[key].strip()
    return Path(typed).expanduser().absolute() if typed else None


def _browse(here: Here, key: str) -> None:
    """List the folders inside the one that is typed, or in the home folder."""
    typed = Path(st.session_state[key].strip()).expanduser()
    inside = typed if typed.is_absolute() and os.path.isdir(typed) else Path.home()  # noqa: PTH112  (a path too long is no error)
    st.markdown(f"**{markdown.plain(wording.home_short(inside))}**")
    with st.container(height=LIST_HEIGHT, border=False, gap=None, key=f"{key}-list"):
        if inside != inside.parent:
            st.button(
                f"↑ {here.say('folder-up')}",
                key=f"{key}-up",
                type="tertiary",
                on_click=_choose,
                args=(key, inside.parent),
            )
        found = _folders(inside)
        if not found:
            st.caption(here.say("folder-none"))
        for path in found:
            st.button(
                f"📁 {markdown.plain(path.name)}",
                key=f"{key}-in-{path}",
                type="tertiary",
                on_click=_choose,
                args=(key, path),
            )


def _choose(key: str, path: Path) -> None:
    st.session_state[key] = str(path)


def _folders(inside: Path) -> list[Path]:
    """The folders in a folder by name, hidden ones left out.

    Raises:
        WrongUseError: It can't be read.
    """
    try:
        with os.scandir(inside) as entries:
            names = [one.name for one in entries if not one.name.startswith(".") and one.is_dir()]
    except OSError as error:
        raise WrongUseError("folder-closed-to-look", folder=str(inside)) from error
    return [inside / name for name in sorted(names, key=str.casefold)]
