"""Sorting with another training than the quick one, in a real browser: chosen, seen, sorted with, taken back, gone."""

import re
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import expect

from core.base.records import RunKind
from core.flows import train
from core.rules import decisions as rules
from core.rules import preview
from core.store import deciding, decision_basis, faces, labels, overview, run_files, runs
from core.store.db import Album
from tests.pages import conftest, workers
from tests.pages.conftest import Dashboard

PHOTOS, NAMED = 14, 8  # of the class, with a face of each child on each; faces of each that are named
ROW, MARK = 35, 20  # px of the table of runs: height of a row, middle of the column in which one is marked
CARD = "[class*=st-key-child-]"


@pytest.fixture
def learned(dashboard: Dashboard) -> Dashboard:
    """A quick run, and a newer one of another kind that is sure of every face: Anna is the left one, Bora the right."""
    conftest.name_two_children(dashboard.album, NAMED)
    head = train.train_head(dashboard.album)
    with dashboard.album.write() as conn:
        table = faces.table(conn)
        is_left = table.boxes[:, 0] < 250
        scores = np.stack([is_left, ~is_left], axis=1).astype(np.float32)
        run_id = runs.start(conn, RunKind.CROPS.value, {"epochs": 1}, None, labels.last(conn))
        assert head.evidence is not None and head.calibration is not None
        runs.finish(
            conn, run_id, head.person_ids, head.metrics, head.evidence, head.calibration, f"{run_id}/a.pt", "0" * 64
        )
        runs.put_scores(conn, run_id, table.ids, scores)
    return dashboard


def in_folders(album: Album) -> list[int]:
    """How many photos each folder would hold."""
    with album.read() as conn:
        made = rules.judge(decision_basis.gather(conn, runs.to_decide_with(conn, None)))
    return [folder.photos for folder in preview.folders(made, shown=0)]


def chosen(album: Album) -> int | None:
    with album.read() as conn:
        run = deciding.chosen(conn)
    return None if run is None else run.id


def mark(learned: Dashboard, row: int) -> None:
    """Mark a run in the table; the browser alone tells that, at once: a second tap would take the mark away."""
    table = learned.window.get_by_test_id("stDataFrame")
    marked = table.locator(f'tr[aria-rowindex="{row + 2}"][aria-selected="true"]')
    learned.until(lambda: table.click(position={"x": MARK, "y": ROW + row * ROW + ROW // 2}), marked.count, 1)


def choose_newest(learned: Dashboard) -> None:
    """Let the newest training decide, on the page of results."""
    window = learned.open("results")
    mark(learned, 0)  # the newest one stands first
    window.get_by_role("button", name="Sort with this one").click()
    with learned.album.read() as conn:
        newest = runs.every(conn)[-1].id
    learned.eventually(lambda: chosen(learned.album), newest)
    expect(window.get_by_role("button", name="Back to the quick way")).to_be_visible()


def test_sorting_with_another_training_and_back(learned: Dashboard, tmp_path: Path) -> None:
    album, quick = learned.album, in_folders(learned.album)
    assert max(quick) < PHOTOS
    window = learned.open("results")
    expect(window.get_by_text("1 · Quick: The quick way of learning")).to_be_visible()
    expect(window.get_by_text("Cubby sorts with this one")).to_be_visible()
    choose_newest(learned)

    with workers.working(album):
        window = learned.open("sort")
        expect(
            window.get_by_text(re.compile("Decided by 2 · Cut-out faces, learned on .* from 16 names"))
        ).to_be_visible()
        expect(window.locator(CARD).get_by_text(f"{PHOTOS} photos")).to_have_count(2)
        window.get_by_label("Folder for the children’s folders").fill(str(tmp_path / "sorted"))
        window.keyboard.press("Enter")
        window.get_by_role("button", name="See what would be written").click()
        expect(window.get_by_text(f"{2 * PHOTOS} copies of")).to_be_visible()
        window.get_by_role("button", name="Fill the folders").click()
        expect(window.get_by_text(f"{2 * PHOTOS} written to")).to_be_visible(timeout=workers.LONG)
    with album.read() as conn:
        (done,) = overview.sortings(conn)
    assert len(list((tmp_path / "sorted").rglob("*.jpg"))) == 2 * PHOTOS == done.files

    for page in ("review", "who"):
        expect(learned.open(page).get_by_text("Decided by 2 · Cut-out faces")).to_be_visible()
    window = learned.open("sort")
    window.get_by_role("button", name="Back to the quick way").click()
    learned.eventually(lambda: chosen(album), None)
    expect(window.get_by_text("Decided by")).to_have_count(0)
    for photos in quick:
        expect(window.locator(CARD).get_by_text(f"{photos} photos")).to_have_count(quick.count(photos))


def test_the_deciding_training_beside_the_quick_one(learned: Dashboard) -> None:
    choose_newest(learned)
    window = learned.open("results")
    back = window.get_by_role("button", name="Back to the quick way")
    for row, run_id in ((1, 1), (0, 2)):  # the one that decides stands there unchosen, until another one is chosen
        mark(learned, row)
        expect(window.locator(f".st-key-verdict-{run_id}")).to_have_count(1)
        if run_id == 1:
            expect(window.locator(".st-key-verdict-2")).to_have_count(0)
    expect(window.locator("[class*=st-key-verdict-]")).to_have_count(2)
    expect(back).to_have_count(2)  # beside the one that decides, and beside the one that would
    expect(window.get_by_test_id("stException")).to_have_count(0)
    back.last.click()
    learned.eventually(lambda: chosen(learned.album), None)
    expect(window.locator(".st-key-verdict-1").get_by_text("Cubby sorts with this one")).to_be_visible()
    expect(window.get_by_role("button", name="Sort with this one")).to_have_count(1)


def test_learning_again_leaves_the_choice_and_shows_what_changes(learned: Dashboard) -> None:
    with learned.album.write() as conn:
        deciding.choose(conn, 2)
    with workers.working(learned.album):
        window = learned.open("review")
        window.get_by_role("button", name="Learn and sort again").click()
        expect(window.get_by_text("Learned. Nothing has been sorted into folders yet")).to_be_visible(
            timeout=workers.LONG
        )
    assert chosen(learned.album) == 2
    window = learned.open("sort")
    expect(window.get_by_text("Learning again makes it newer")).to_be_visible()


def test_a_chosen_training_that_is_gone_is_told_once(learned: Dashboard) -> None:
    with learned.album.write() as conn:
        deciding.choose(conn, 2)
    run_files.delete(learned.album, 2)
    window = learned.open("sort")
    expect(window.get_by_text("Training 2, which was chosen to sort with, is gone")).to_be_visible()
    window.get_by_role("button", name="All right").click()
    expect(window.get_by_text("which was chosen to sort with")).to_have_count(0)
    expect(learned.open("review").get_by_text("which was chosen to sort with")).to_have_count(0)
