"""The history's page without a browser: what it tells of boxes, and what its buttons do with them."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from core.base.records import Box, LabelOrigin, Statement
from core.store import browse, drawn, faces, people, worker_process
from core.store.drawn import Draw, Move, Remove, Say, Step
from tests.conftest import LittleClass

HERE, THERE = Box(300, 20, 400, 140), Box(310, 30, 410, 150)


def _page(folder: str) -> None:
    # A script of its own: Streamlit takes its source.
    from pathlib import Path  # noqa: PLC0415

    from core.base.messages import Catalogue  # noqa: PLC0415
    from core.store import db  # noqa: PLC0415
    from pages.widgets import history  # noqa: PLC0415
    from pages.widgets.frame import Here  # noqa: PLC0415

    history.show(Here(db.open_album(Path(folder)), Catalogue("en"), is_new=False), is_new=False)


@pytest.fixture
def page(little_class: LittleClass) -> Iterator[tuple[AppTest, LittleClass, int]]:
    """The history of a face that was drawn, named Anna, moved and removed; with the photo's id."""
    album = little_class.album
    with album.write() as conn:
        photo_id = browse.photo_ids(conn, browse.Which.NO_FACE, None)[0]
        anna = people.add(conn, "Anna").id
        steps: list[Step] = [Draw("new-1", HERE), Say("new-1", Statement.IS_PERSON, anna), Move("new-1", THERE)]
        done = drawn.follow(conn, album, photo_id, [], steps, LabelOrigin.NAMED)
        drawn.follow(conn, album, photo_id, done, [*steps, Remove("new-1")], LabelOrigin.NAMED)
    with worker_process.lock(album.folder):  # no worker
        yield AppTest.from_function(_page, args=(str(album.folder),), default_timeout=60).run(), little_class, photo_id


def boxes(little_class: LittleClass, photo_id: int) -> list[Box]:
    with little_class.album.read() as conn:
        return list(faces.of_photo(conn, photo_id).values())


def told(app: AppTest) -> list[str]:
    assert not app.exception
    return [one.value.split(" · ")[0] for one in app.markdown if " · " in one.value]


def test_steps_with_boxes_are_taken_back_and_done_again(page: tuple[AppTest, LittleClass, int]) -> None:
    app, little_class, photo_id = page
    assert told(app) == ["**Box removed: Anna**", "**Box moved: Anna**", "**Box drawn**"]
    app.button(key="turn-box-3").click().run()
    assert boxes(little_class, photo_id) == [THERE]
    assert told(app) == ["~~Box removed: Anna~~", "**Box moved: Anna**", "**Anna**", "**Box drawn**"]
    app.button(key="turn-box-2").click().run()
    assert boxes(little_class, photo_id) == [HERE]
    app.button(key="turn-box-2").click().run()
    assert boxes(little_class, photo_id) == [THERE]
    assert list(app.toast) == []


def test_a_box_that_was_changed_again_since_is_told_and_stays(page: tuple[AppTest, LittleClass, int]) -> None:
    app, little_class, photo_id = page
    app.button(key="turn-box-2").click().run()  # it was removed since
    assert [one.value for one in app.toast] == [
        "One box stays as it is: it was changed again since, or is gone. Start with its newest step."
    ]
    assert boxes(little_class, photo_id) == []


def test_many_steps_with_boxes(page: tuple[AppTest, LittleClass, int]) -> None:
    app, little_class, photo_id = page
    app.button(key="history-many-back").click().run()
    assert "Take back the last 3 steps, about one face?" in app.markdown[0].value
    assert app.caption[0].value == "Box removed: Anna: 1 · Box moved: Anna: 1 · Box drawn: 1"
    next(one for one in app.button if one.label == "Take them back").click().run()
    assert told(app) == ["~~Box removed: Anna~~", "~~Box moved: Anna~~", "~~Box drawn: Anna~~"]
    next(one for one in app.button if one.label == "Do again the 3 taken back last…").click().run()
    next(one for one in app.button if one.label == "Do them again").click().run()
    assert told(app) == ["**Box removed: Anna**", "**Box moved: Anna**", "**Box drawn: Anna**"]
    assert boxes(little_class, photo_id) == []
