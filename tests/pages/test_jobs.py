"""Long work as a teacher sees it: watched, reloaded, stopped, gone on with, and never in need of a helping hand."""

import signal
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Page, expect

from core.base.records import JobState
from core.store import jobs, photos, worker_process
from core.store.db import Album
from tests import drawing
from tests.pages import workers
from tests.pages.conftest import PATIENCE, Dashboard

PHOTOS, OLD = 60, 14  # photos that are brought, and that the album has


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Photos to bring."""
    data = drawing.jpeg(drawing.with_faces(2, seed=-100))
    for number in range(PHOTOS):
        drawing.save(tmp_path / "new" / f"{number}.jpg", data + bytes([number]))
    return tmp_path / "new"


def bring(dashboard: Dashboard, folder: Path) -> str:
    """Ask for an import as a teacher does; the job's id."""
    window = dashboard.open("library")
    window.get_by_text("Add more photos").click()
    window.get_by_label("Folder with photos").fill(str(folder))
    window.keyboard.press("Enter")
    window.get_by_role("button", name="Add photos").locator("visible=true").click()
    dashboard.eventually(lambda: len(jobs.recent(dashboard.album, 1)), 1)
    return jobs.recent(dashboard.album, 1)[0].id


def state(album: Album, job_id: str) -> JobState:
    return jobs.get(album, job_id).state


def count(album: Album) -> int:
    with album.read() as conn:
        return photos.count(conn)


def press(window: Page, name: str) -> None:
    window.get_by_role("button", name=name, exact=True).click()


def test_an_import_is_reloaded_stopped_and_gone_on_with(dashboard: Dashboard, folder: Path) -> None:
    album, window = dashboard.album, dashboard.window
    with workers.working(album) as worker:
        job_id = bring(dashboard, folder)
        with workers.halfway(album, worker) as conn:
            workers.freeze(worker, conn)  # so that there is time to look
        window.reload()
        expect(window.get_by_text(f"of {PHOTOS}")).to_be_visible()
        window.get_by_text("What it has done so far").click()
        expect(window.get_by_test_id("stCaptionContainer").filter(has_text="Looking at the photos")).to_be_visible()
        press(window, "Stop")
        expect(window.get_by_text("What was finished is kept")).to_be_visible()
        assert state(album, job_id) is JobState.CANCELLED
        worker.send_signal(signal.SIGCONT)
        press(window, "Go on")
        dashboard.eventually(lambda: state(album, job_id), JobState.DONE, workers.LONG)
        expect(window.get_by_text(f"{OLD + PHOTOS} photos")).to_be_visible()
    assert count(album) == OLD + PHOTOS


def test_an_import_whose_worker_was_killed_goes_on_by_itself(dashboard: Dashboard, folder: Path) -> None:
    album, window = dashboard.album, dashboard.window
    with workers.working(album) as worker:
        job_id = bring(dashboard, folder)
        with workers.halfway(album, worker):
            worker.kill()
    try:
        with worker_process.lock(album.folder).acquire(timeout=PATIENCE / 1000):  # so that no other one starts yet
            dashboard.eventually(lambda: state(album, job_id), JobState.STOPPED)
            expect(window.get_by_text("This was interrupted")).to_be_visible()
        dashboard.eventually(lambda: state(album, job_id), JobState.DONE, workers.LONG)
        expect(window.get_by_text(f"{OLD + PHOTOS} photos")).to_be_visible()
    finally:
        for process in psutil.process_iter(["cmdline"]):
            if str(album.folder.resolve()) in (process.info["cmdline"] or []):
                process.kill()
    assert count(album) == OLD + PHOTOS
