"""The faces that Cubby learns from, in the browser: looked through, left out, taken in again, child by child."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from core.base.records import LabelOrigin, Statement
from core.store import faces, labels, runs
from tests.pages.conftest import Dashboard, name_two_children
from tests.store.test_runs import CALIBRATION, EVIDENCE

EACH = 5


@pytest.fixture
def children(dashboard: Dashboard) -> list[int]:
    """Anna and Bora, of whom five faces each are named, always side by side, each photo a moment of its own."""
    with dashboard.album.write() as conn:
        conn.exec_driver_sql("UPDATE photo SET moment = id")
    return name_two_children(dashboard.album, EACH)


def open_examples(dashboard: Dashboard) -> Page:
    """Open the view by its address, and wait until it takes keys."""
    window = dashboard.open("label?view=examples")
    expect(cells(window).first).to_be_focused()
    dashboard.settle()
    return window


def cells(window: Page) -> Locator:
    return window.get_by_role("gridcell")


def left_out(dashboard: Dashboard) -> set[int]:
    """The faces that are not learned from."""
    with dashboard.album.read() as conn:
        return {face_id for face_id, stands in labels.standing(conn).items() if not stands.for_learning}


def face_of(cell: Locator) -> int:
    return int(cell.get_attribute("data-face") or 0)


def of(dashboard: Dashboard, person_id: int) -> set[int]:
    """The faces that stand as a person."""
    with dashboard.album.read() as conn:
        return {face_id for face_id, stands in labels.standing(conn).items() if stands.person_id == person_id}


def test_a_key_leaves_a_face_out_and_takes_it_in_again(dashboard: Dashboard, children: list[int]) -> None:
    window = open_examples(dashboard)
    expect(cells(window)).to_have_count(EACH)
    expect(window.get_by_text("Cubby learns Anna from 5 faces.")).to_be_visible()
    window.keyboard.press("ArrowRight")
    second = face_of(cells(window).nth(1))
    window.keyboard.press("l")
    dashboard.eventually(lambda: left_out(dashboard), {second})
    expect(cells(window).nth(1)).to_have_accessible_name("Face 2 of 5: Anna, left out")
    expect(window.get_by_text("Cubby learns Anna from 4 faces; one is left out.")).to_be_visible()
    assert second in of(dashboard, children[0])  # she stays the child's
    window.keyboard.press("l")
    dashboard.eventually(lambda: left_out(dashboard), set())
    expect(window.get_by_text("Cubby learns Anna from 5 faces.")).to_be_visible()
    for left in ({second}, set()):
        window.keyboard.press("u")
        dashboard.eventually(lambda left=left: left_out(dashboard), left)  # type: ignore[misc]
    expect(window.get_by_role("button", name="Undo")).to_be_disabled()


def test_several_are_left_out_by_a_click_and_stand_last_the_next_time(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_examples(dashboard)
    chosen = {face_of(cells(window).nth(place)) for place in (0, 3)}
    for place in (0, 3):
        cells(window).nth(place).click()
    window.get_by_role("button", name="Leave out").click()
    dashboard.eventually(lambda: left_out(dashboard), chosen)
    open_examples(dashboard)
    expect(window.get_by_role("rowheader").last).to_have_text("Left out")
    assert {face_of(cells(window).nth(place)) for place in (EACH - 2, EACH - 1)} == chosen


def test_alone_on_the_photo_comes_first(dashboard: Dashboard, children: list[int]) -> None:
    with dashboard.album.write() as conn:
        first, beside = faces.table(conn).ids[:2].tolist()
        labels.say(conn, beside, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
    window = open_examples(dashboard)
    expect(window.get_by_role("rowheader")).to_have_text(["Alone on the photo", "With others on the photo"])
    assert face_of(cells(window).first) == first


def test_another_child_is_chosen_and_a_wrong_name_is_mended(dashboard: Dashboard, children: list[int]) -> None:
    window = open_examples(dashboard)
    window.get_by_role("radio", name="Bora").click()
    expect(window.get_by_text("Cubby learns Bora from 5 faces.")).to_be_visible()
    expect(cells(window).first).to_have_accessible_name("Face 1 of 5: Bora")
    dashboard.settle()
    wrong = face_of(cells(window).first)
    cells(window).first.focus()
    window.keyboard.press("1")
    dashboard.eventually(lambda: wrong in of(dashboard, children[0]), wanted=True)
    expect(window.get_by_text("Cubby learns Bora from 4 faces.")).to_be_visible()


def test_what_shows_the_same_is_folded_and_spoken_of_together(dashboard: Dashboard, children: list[int]) -> None:
    with dashboard.album.write() as conn:
        own = sorted(of(dashboard, children[0]))
        conn.exec_driver_sql("UPDATE photo SET moment = 1")
        same = "UPDATE embedding SET vector = (SELECT vector FROM embedding AS one WHERE one.face_id = ? AND "
        for face_id in own[1:3]:  # as if the same had been photographed three times
            conn.exec_driver_sql(f"{same}one.embedder = embedding.embedder) WHERE face_id = ?", (own[0], face_id))
    window = open_examples(dashboard)
    folded = cells(window).filter(has_text="+")
    shown = [cell for cell in cells(window).all() if face_of(cell) in own[:3]]
    assert len(shown) == 1
    expect(folded.first).to_be_visible()
    shown[0].click()
    window.keyboard.press("l")
    dashboard.eventually(lambda: left_out(dashboard) >= set(own[:3]), wanted=True)


def test_proposals_are_accepted_by_a_key(dashboard: Dashboard, children: list[int]) -> None:
    with dashboard.album.write() as conn:
        table = faces.table(conn)
        lone, other = table.ids[-2:].tolist()  # on one photo
        labels.say(conn, other, Statement.IS_NOT_FACE, origin=LabelOrigin.NAMED)
        run_id = runs.start(conn, "head", {}, None, 0)
        runs.finish(conn, run_id, children, {}, EVIDENCE, CALIBRATION, "1.npz", "0" * 64)
        scores = np.where(table.ids[:, np.newaxis] == lone, (1.0, 0.0), (0.0, 0.0)).astype(np.float32)
        runs.put_scores(conn, run_id, table.ids, scores)
        conn.exec_driver_sql("UPDATE face SET sharpness = 80, yaw = 0")
    window = open_examples(dashboard)
    window.get_by_role("radio", name="Proposed").click()
    expect(cells(window)).to_have_count(1)
    expect(cells(window).first).to_contain_text("Anna?")
    dashboard.settle()
    cells(window).first.focus()
    window.keyboard.press("Enter")
    dashboard.eventually(lambda: lone in of(dashboard, children[0]), wanted=True)
    expect(window.get_by_text("Cubby learns Anna from 6 faces.")).to_be_visible()
    dashboard.settle()
    window.get_by_role("radio", name="Bora").click()
    expect(window.get_by_text("No face is proposed for Bora")).to_be_visible()


def test_without_names_it_says_so(dashboard: Dashboard) -> None:
    window = dashboard.open("label?view=examples")
    expect(window.get_by_text("Nobody has a name yet.")).to_be_visible()
