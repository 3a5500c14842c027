"""Faces that a training finds: looked for from the page of trainings, named on the page of names."""

import re

import pytest
from playwright.sync_api import expect

from core.store import proposals
from core.store.proposals import Told
from tests import finding
from tests.pages import workers
from tests.pages.conftest import Dashboard

PHOTOS, NEW = 14, 28  # of conftest.class_once; two places on each photo where no face is known


@pytest.fixture
def run_id(dashboard: Dashboard) -> int:
    return finding.run(dashboard.album)


def told(dashboard: Dashboard, run_id: int) -> Told:
    with dashboard.album.read() as conn:
        return proposals.told(conn, run_id)


def test_they_are_looked_for_and_shown_to_be_named(dashboard: Dashboard, run_id: int) -> None:
    with workers.working(dashboard.album):
        window = dashboard.open("train")
        expect(window.get_by_text(f"This training can look at all {PHOTOS} photos")).to_be_visible()
        window.get_by_role("button", name="Look for more faces").click()
        done = Told(photos=PHOTOS, left=0, faces=NEW, open=NEW)
        dashboard.eventually(lambda: told(dashboard, run_id), done, workers.LONG)
        expect(window.get_by_text(f"It found {NEW} faces that Cubby did not know")).to_be_visible(timeout=workers.LONG)
    window.get_by_role("link", name="Name them").click()
    expect(window.get_by_role("radio", name="Found by training")).to_be_checked()
    expect(window.get_by_role("gridcell", name=re.compile(f"training {run_id}"))).to_have_count(NEW)


def test_a_training_looks_beside_the_detector_until_it_is_told_not_to(dashboard: Dashboard, run_id: int) -> None:
    def chosen() -> int | None:
        with dashboard.album.read() as conn:
            found = proposals.detector(conn)
        return found and found[0]

    window = dashboard.open("train")
    expect(window.get_by_text("it found 116; Cubby's usual way had found 111")).to_be_visible()
    window.get_by_role("button", name="Let it look, too").click()
    dashboard.eventually(chosen, run_id)
    expect(window.get_by_text("It looks at new photos, too")).to_be_visible()
    dashboard.settle()
    window.get_by_role("button", name="Stop looking with it").click()
    dashboard.eventually(chosen, None)
    expect(window.get_by_role("button", name="Let it look, too")).to_be_visible()
