"""What the grid's answers mean, and what of it a screen reader and a full class meet."""

import numpy as np
import pytest
from playwright.sync_api import expect

from core.base.records import Person, Standing, Statement
from core.store import faces, labels, people, runs
from core.store.naming import Step
from pages.widgets import face_words
from tests.pages.conftest import Dashboard
from tests.store.test_runs import CALIBRATION, EVIDENCE

ANNA = Person(7, "Anna", "#4477AA", None, active=True)


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([["p7", [3, 4]]], [Step((3, 4), Statement.IS_PERSON, 7)], id="a child"),
        pytest.param([["!p7", [3]]], [Step((3,), Statement.IS_NOT_PERSON, 7)], id="not this child"),
        pytest.param([["stranger", [3]]], [Step((3,), Statement.IS_STRANGER)], id="a stranger"),
        pytest.param([["not-face", [4]]], [Step((4,), Statement.IS_NOT_FACE)], id="not a face"),
        pytest.param([["mask", [4]]], [Step((4,), Statement.WEARS_MASK)], id="a mask"),
        pytest.param([["no-mask", [4]]], [Step((4,), Statement.WEARS_NO_MASK)], id="no mask"),
        pytest.param([["p8", [3]], ["UNDO", [3]], ["!p8", [3]]], [], id="words that were not offered"),
    ],
)
def test_read(said: list[tuple[str, list[int]]], steps: list[Step]) -> None:
    assert face_words.read(said, [ANNA]) == steps


def test_a_full_class_has_a_key_for_each_of_twenty(dashboard: Dashboard) -> None:
    with dashboard.album.write() as conn:
        ids = [people.add(conn, f"Child {number}").id for number in range(1, 22)]
        face_ids = faces.table(conn).ids.tolist()
    window = dashboard.open("label")
    cells = window.get_by_role("gridcell")
    expect(cells.first).to_be_focused()
    for key in ("0", "Shift+Digit1", "Shift+Digit0"):
        window.keyboard.press(key)
    for place, name in enumerate(("Child 10", "Child 11", "Child 20")):
        expect(cells.nth(place)).to_have_accessible_name(f"Face {place + 1} of 28: {name}")
    window.get_by_role("button", name="Child 21").click()
    cells.nth(3).click()
    expect(cells.nth(3)).to_have_accessible_name("Face 4 of 28: Child 21")

    def named() -> dict[int, int | None]:
        with dashboard.album.read() as conn:
            return {face_id: one.person_id for face_id, one in labels.standing(conn).items()}

    wanted = zip(face_ids, (ids[9], ids[10], ids[19], ids[20]), strict=False)
    dashboard.eventually(named, dict(wanted))  # all was heard, before the next test turns the server to its own album


def test_the_grid_is_one_stop_of_the_tab_key_and_says_what_is_chosen(dashboard: Dashboard) -> None:
    window = dashboard.open("label")
    grid = window.get_by_role("grid", name="Faces")
    expect(grid).to_have_attribute("aria-multiselectable", "true")
    cells = window.get_by_role("gridcell")
    expect(cells).to_have_count(28)
    expect(cells.first).to_be_focused()
    expect(grid.locator('[role="gridcell"][tabindex="0"]')).to_have_count(1)
    window.keyboard.press("Space")
    expect(cells.first).to_have_attribute("aria-selected", "true")
    window.keyboard.press("Escape")
    expect(cells.first).to_have_attribute("aria-selected", "false")


def test_the_newest_runs_guess_is_shown_and_enter_says_yes(dashboard: Dashboard) -> None:
    with dashboard.album.write() as conn:
        anna = people.add(conn, "Anna").id
        ids = faces.table(conn).ids
        run_id = runs.start(conn, "head", {}, None, 0)
        runs.finish(conn, run_id, [anna], {}, EVIDENCE, CALIBRATION, "1.npz", "0" * 64)
        runs.put_scores(conn, run_id, ids[:2], np.array([[0.9], [0.5]], np.float32))
    window = dashboard.open("label")
    cells = window.get_by_role("gridcell")
    expect(cells.first).to_be_focused()
    expect(cells.first).to_have_text("Anna?")
    window.keyboard.press("Enter")
    expect(cells.first).to_have_text("Anna")
    expect(window.get_by_text("27 faces have no name yet.")).to_be_visible()

    def standing() -> dict[int, Standing]:
        with dashboard.album.read() as conn:
            return dict(labels.standing(conn))

    dashboard.eventually(standing, {int(ids[1]): Standing(Statement.IS_PERSON, anna)})
