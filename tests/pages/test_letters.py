"""Letters that come late or again, in the order in which Streamlit may bring them.

While the next photo or page of faces is being drawn, the callbacks of the one before are still there: a letter that was
sent once more then comes after the turn. The browser is played by the test; session, page and album are real.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from sqlalchemy import update
from streamlit.testing.v1 import AppTest

from core.base.records import Statement
from core.flows import train
from core.store import browse, db, faces, job_tables, jobs, labels, tables, worker_process
from core.store.db import Album
from pages.widgets import (
    box_canvas,
    example_visit,
    face_grid,
    known,
    naming_visit,
    photo_view,
    review_grid,
    review_visit,
    training_set,
    unnamed_faces,
)
from pages.widgets.frame import Here
from tests.conftest import LittleClass
from tests.pages.conftest import name_two_children

LETTER = {"serial": 1, "steps": [["draw", "new-1", [300.0, 20.0, 400.0, 140.0]]]}


class Tab:
    """What plays the browser: it keeps what the page gave it for a widget of ours, and says what it is told to say."""

    def __init__(self, album: Album, draw: Callable[[Here], None]) -> None:
        self.album, self.draw = album, draw
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
        """Something that is said on one of the photos, or pages of faces, shown so far."""
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

    def strangers(self) -> set[int]:
        """The faces that stand as strangers'."""
        with self.album.read() as conn:
            stands = labels.standing(conn)
        return {face_id for face_id, one in stands.items() if one.identity is Statement.IS_STRANGER}


def _page(tab: "Tab") -> None:
    # A script of its own: Streamlit takes its source.
    from core.base.messages import Catalogue  # noqa: PLC0415
    from pages.widgets.frame import Here  # noqa: PLC0415

    for tell in tab.telling:
        tell()
    tab.draw(Here(tab.album, Catalogue("en"), is_new=False))


@pytest.fixture
def tab(little_class: LittleClass, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tab]:
    with worker_process.lock(little_class.album.folder):  # no worker
        tab = Tab(little_class.album, partial(photo_view.show, is_new=False))
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


def put_right(here: Here) -> None:
    run = known.last_run(here.album)
    assert run is not None
    review_grid.draw(here, run)


VIEWS = [
    pytest.param((partial(unnamed_faces.show, is_new=False), naming_visit), id="naming"),
    pytest.param((partial(training_set.show, is_new=False), example_visit), id="looking through examples"),
    pytest.param((put_right, review_visit), id="putting right"),
]


@pytest.fixture
def learned(class_once: Path, tmp_path: Path) -> Iterator[Album]:
    """Five faces of each of two children are named and learned; the other eighteen have no name."""
    album = db.open_album(shutil.copytree(class_once, tmp_path / "album"))
    with album.write() as conn:
        conn.execute(update(tables.photo).values(moment=None))  # or faces that show the same would be one example
    name_two_children(album, 5)
    train.train_head(album)
    with worker_process.lock(album.folder):  # no worker
        yield album
    album.engine.dispose()


@pytest.fixture
def grid(learned: Album, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Tab:
    """A view of faces, three on a page."""
    draw, visit = request.param
    tab = Tab(learned, draw)
    monkeypatch.setattr(face_grid, "_component", lambda: tab.take)
    monkeypatch.setattr(visit, "FACES", 3)
    tab.run()
    return tab


@pytest.mark.parametrize("grid", VIEWS, indirect=True)
def test_what_comes_after_the_turn_is_kept_by_what_is_said_on_the_next_page_of_faces(grid: Tab) -> None:
    first, second, other = (face["id"] for face in grid.shown[0]["data"]["faces"])
    grid.run(grid.tells("said", strangers(1, first), 0))
    grid.run(grid.tells("turn", 1, 0), grid.tells("said", strangers(2, first, second), 0))
    third = grid.shown[-1]["data"]["faces"][0]["id"]
    assert third not in {first, second, other}
    grid.run(grid.tells("said", strangers(1, third), -1))
    assert grid.strangers() == {first, second, third}


@pytest.mark.parametrize("grid", VIEWS[:2], indirect=True)
def test_what_was_taken_back_before_a_reload_is_taken_back_once(grid: Tab) -> None:
    first, second, third = (face["id"] for face in grid.shown[0]["data"]["faces"])
    for serial, said in enumerate(([second], [second, first], [second, first, third]), start=1):
        grid.run(grid.tells("said", strangers(serial, *said) | {"withdrawn": [["stranger", [first]]]}, 0))
    assert grid.strangers() == {first, second, third}


def strangers(serial: int, *face_ids: int) -> dict[str, Any]:
    """A letter that says of some faces, one after the other, that they are strangers'."""
    return {"serial": serial, "steps": [["stranger", [one]] for one in face_ids], "withdrawn": []}
