"""The page of trainings in a real browser, with a real worker: started, stopped, gone on with, deleted."""

import pytest
from playwright.sync_api import expect

from core.base.records import JobState, RunState
from core.store import epochs, jobs, runs
from tests.pages import conftest, workers
from tests.pages.conftest import Dashboard

ROUNDS = 8


@pytest.fixture
def named(dashboard: Dashboard) -> Dashboard:
    conftest.name_two_children(dashboard.album, each=12)
    return dashboard


def states(named: Dashboard) -> list[RunState]:
    with named.album.read() as conn:
        return [run.state for run in runs.every(conn)]


def rounds(named: Dashboard) -> list[int]:
    with named.album.read() as conn:
        return [epoch.number for run in runs.every(conn) for epoch in epochs.of_run(conn, run.id)]


def test_without_names_nothing_can_be_started(dashboard: Dashboard) -> None:
    window = dashboard.open("train")
    expect(window.get_by_text("Name some faces first")).to_be_visible()
    expect(window.get_by_role("button", name="Start training")).to_be_disabled()


def test_a_recipe_brings_its_own_settings(named: Dashboard) -> None:
    window = named.open("train")
    window.get_by_text("Cut-out faces").click()
    expect(window.get_by_role("combobox", name="Recipe")).to_be_visible()
    window.get_by_text("More settings").click()
    expect(window.get_by_role("spinbutton", name="Picture size")).to_have_value("112")
    window.get_by_role("combobox", name="Recipe").click()
    window.get_by_role("option", name="2021").click()
    expect(window.get_by_role("spinbutton", name="Picture size")).to_have_value("30")


def test_a_training_is_watched_stopped_gone_on_with_and_deleted(named: Dashboard) -> None:
    with workers.working(named.album) as worker:
        window = named.open("train")
        window.get_by_text("Cut-out faces").click()
        expect(window.get_by_role("combobox", name="Recipe")).to_be_visible()
        window.get_by_role("spinbutton", name="Rounds").fill(str(ROUNDS))
        window.get_by_role("spinbutton", name="Rounds").press("Enter")
        window.get_by_role("button", name="Start training").click()
        named.eventually(lambda: workers.is_held(named.album, worker, 1), True, workers.LONG)
        done = rounds(named)
        expect(
            window.get_by_text("What was still wrong").or_(window.get_by_test_id("stPlotlyChart")).first
        ).to_be_visible()
        window.get_by_role("button", name="Stop", exact=True).click()
        named.eventually(lambda: states(named), [RunState.STOPPED], workers.LONG)
        assert rounds(named) == done == list(range(1, len(done) + 1))
        window.locator("[class*=st-key-run-1]").get_by_role("button", name="Go on").click()
        named.eventually(lambda: states(named), [RunState.DONE], workers.LONG)
        assert rounds(named) == list(range(1, ROUNDS + 1))
        named.eventually(lambda: [job.state for job in jobs.recent(named.album, 1)], [JobState.DONE], workers.LONG)
    window = named.open("train")
    window.get_by_role("button", name="Delete").click()
    window.get_by_role("button", name="Delete it").click()
    named.eventually(lambda: states(named), [])
    named.eventually((named.album.folder / "runs" / "1").exists, wanted=False)
