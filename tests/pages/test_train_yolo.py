"""YOLO in a real browser: started, watched for three rounds, stopped, gone on with, and then it sorts an album."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from core.base.records import JobState, RunState
from core.flows import train
from core.store import deciding, epochs, jobs, runs
from tests.pages import conftest, workers
from tests.pages.conftest import Dashboard
from tests.pages.test_deciding import choose_newest

LONG = 6 * conftest.PATIENCE  # a training loads much before its first round
ROUNDS, SEEN = 12, 3
NAMED = 8  # faces of each child


@pytest.fixture
def learned(dashboard: Dashboard) -> Dashboard:
    """Two children, whom the quick way knows."""
    conftest.name_two_children(dashboard.album, NAMED)
    train.train_head(dashboard.album)
    return dashboard


def state(learned: Dashboard) -> RunState:
    with learned.album.read() as conn:
        return runs.every(conn)[-1].state


def rounds(learned: Dashboard) -> list[int]:
    with learned.album.read() as conn:
        return [epoch.number for epoch in epochs.of_run(conn, runs.every(conn)[-1].id)]


def start(window: Page) -> None:
    """Fill in the form: tiny photos, few rounds, from nothing."""
    window.get_by_text("YOLO", exact=True).click()
    fill(window.get_by_role("textbox", name="Begin with"), "scratch")
    fill(window.get_by_role("spinbutton", name="Photo size"), "64")
    fill(window.get_by_role("spinbutton", name="Rounds"), str(ROUNDS))
    window.get_by_role("button", name="Start training").click()


def fill(field: Locator, value: str) -> None:
    field.fill(value)
    field.press("Enter")
    expect(field).to_have_value(value)


def test_yolo_is_watched_stopped_gone_on_with_and_sorts(learned: Dashboard, tmp_path: Path) -> None:
    album = learned.album
    window = learned.open("train")  # before the worker comes, which keeps a slow machine busy
    with workers.working(album) as worker:
        start(window)
        learned.eventually(lambda: workers.is_held(album, worker, SEEN), True, LONG)
        before = rounds(learned)
        plot = window.get_by_test_id("stPlotlyChart").first
        learned.eventually(lambda: plot.locator(".point").count() >= SEEN, True)
        window.get_by_role("button", name="Stop", exact=True).click()
        learned.eventually(lambda: state(learned), RunState.STOPPED, LONG)
        assert rounds(learned) == before == list(range(1, len(before) + 1))
        window.locator("[class*=st-key-run-2]").get_by_role("button", name="Go on").click()
        learned.eventually(lambda: state(learned), RunState.DONE, LONG)
        assert rounds(learned) == list(range(1, ROUNDS + 1))
        learned.eventually(lambda: [job.state for job in jobs.recent(album, 1)], [JobState.DONE], LONG)
        with album.read() as conn:
            run = runs.every(conn)[-1]
        assert (run.kind, run.settings["base"], run.settings["size"]) == ("yolo", "scratch", 64)

        choose_newest(learned)
        with album.read() as conn:
            assert getattr(deciding.chosen(conn), "id", None) == run.id
        window = learned.open("sort")
        expect(window.get_by_text(f"Decided by {run.id} · YOLO")).to_be_visible()
        fill(window.get_by_label("Folder for the children’s folders"), str(tmp_path / "sorted"))
        window.get_by_role("button", name="See what would be written").click()
        window.get_by_role("button", name="Fill the folders").click()
        expect(window.get_by_text("written to")).to_be_visible(timeout=LONG)
    for name in ("Anna", "Bora"):
        assert len(list((tmp_path / "sorted" / name).glob("*.jpg"))) >= NAMED
    with album.read() as conn:
        rows = conn.exec_driver_sql("SELECT run_id FROM sort").scalars().all()
    assert rows == [run.id]
