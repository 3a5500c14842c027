"""Letters of the box editor that come late or again, in the order in which Streamlit may bring them.

While the next photo is being drawn, the callbacks of the one before are still there: a letter that was sent once more
then comes after the turn. The browser is played by the test; session, page and album are real.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from core.store import browse, faces, job_tables, jobs, worker_process
from core.store.db import Album
from pages.widgets import box_canvas
from tests.conftest import LittleClass

LETTER = {"serial": 1, "steps": [["draw", "new-1", [300.0, 20.0, 400.0, 140.0]]]}


class Tab:
    """What plays the browser: it keeps what the page gave it for the editor, and says what it is told to say."""

    def __init__(self, album: Album) -> None:
        self.album = album
        self.shown: list[dict[str, Any]] = []
        self.telling: list[Callable[[], None]] = []
        self.app = AppTest.from_function(_page, args=(self,), default_timeout=60)

    def take(self, **given: Any) -> None:
        self.shown.append(given)

    def run(self, *telling: Callable[[], None]) -> None:
        """Let the page run, after its callbacks were called."""
        self.telling = list(telling)
        self.app.run()
        assert not self.app.exception

    def tells(self, what: str, value: object, of: int) -> Callable[[], None]:
        """Something that is said on one of the photos shown so far."""
        given = self.shown[of]

        def tell() -> None:
            st.session_state[given["key"]] = {what: value}
            given[f"on_{what}_change"]()

        return tell

    def faces(self) -> list[int]:
        """How many faces the first photos have."""
        with self.album.read() as conn:
            ids = browse.photo_ids(conn, browse.Which.ALL, None)
            return [len(faces.of_photo(conn, photo_id)) for photo_id in ids[:2]]


def _page(tab: "Tab") -> None:
    # A script of its own: Streamlit takes its source.
    from core.base.messages import Catalogue  # noqa: PLC0415
    from pages.widgets import photo_view  # noqa: PLC0415
    from pages.widgets.frame import Here  # noqa: PLC0415

    for tell in tab.telling:
        tell()
    photo_view.show(Here(tab.album, Catalogue("en"), is_new=False), is_new=False)


@pytest.fixture
def tab(little_class: LittleClass, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tab]:
    with worker_process.lock(little_class.album.folder):  # no worker
        tab = Tab(little_class.album)
        monkeypatch.setattr(box_canvas, "_component", lambda: tab.take)
        tab.run()
        yield tab


def test_a_letter_that_comes_after_the_turn_is_about_the_photo_before(tab: Tab) -> None:
    before = tab.faces()
    tab.run(tab.tells("turn", 1, 0), tab.tells("said", LETTER, 0))
    assert len({given["key"] for given in tab.shown}) == 2
    assert tab.faces() == [before[0] + 1, before[1]]


def test_a_letter_is_followed_once(tab: Tab) -> None:
    before = tab.faces()
    tab.run(tab.tells("said", LETTER, 0))
    assert len(jobs.living(tab.album)) == 1  # each following asks for a look at the face
    with tab.album.write() as conn:
        conn.execute(job_tables.job.delete())
    tab.run(tab.tells("said", LETTER | {"again": 1}, 0), tab.tells("turn", 1, 0), tab.tells("said", LETTER, 0))
    assert jobs.living(tab.album) == []
    assert tab.faces() == [before[0] + 1, before[1]]
