"""Who is on a photo, in a real browser: a group photo is dropped, looked at, and not kept unless asked."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from core.base.records import JobKind, JobState
from core.flows import train
from core.store import jobs, people, photos, recognise
from core.store.jobs import Job
from tests import drawing
from tests.pages import workers
from tests.pages.conftest import Dashboard, name_two_children

NAMED = 8  # faces of each child


@pytest.fixture
def learned(dashboard: Dashboard) -> Dashboard:
    """Anna is the left one on each photo, Bora the right one."""
    children = name_two_children(dashboard.album, NAMED)
    with dashboard.album.write() as conn:
        for child in children:
            people.set_threshold(conn, child, 0.3)  # so few names allow no more by themselves
    for _ in range(2):  # runs to choose from
        train.train_head(dashboard.album)
    return dashboard


def looks(dashboard: Dashboard) -> list[Job]:
    """The looks at dropped photos that were asked for."""
    return [job for job in jobs.recent(dashboard.album, 20) if job.kind is JobKind.RECOGNISE]


def test_before_anything_was_learned_the_page_says_what_to_do(dashboard: Dashboard) -> None:
    window = dashboard.open("who")
    expect(window.get_by_text("Cubby has learned nobody yet")).to_be_visible()


def test_a_group_photo_is_recognised_and_not_kept_unless_asked(learned: Dashboard, tmp_path: Path) -> None:
    group, broken = tmp_path / "group.jpg", tmp_path / "broken.jpg"
    photo = Image.new("RGB", (1280, 480))
    for place in (0, 640):
        photo.paste(drawing.with_faces(2, seed=2), (place, 0))
    drawing.save(group, drawing.jpeg(photo))
    broken.write_bytes(b"no photo at all")

    def count() -> int:
        with learned.album.read() as conn:
            return photos.count(conn)

    before = count()
    with workers.working(learned.album):
        window = learned.open("who")
        window.locator("input[type=file]").set_input_files([group, broken])
        shown = window.locator(".st-key-who-photo-0")
        expect(shown.locator(".boxed-photo > div")).to_have_count(4, timeout=workers.LONG)
        rows = shown.locator(".who-rows")
        expect(rows.locator("b")).to_have_text(["Anna", "Bora"])
        expect(rows.get_by_text("None of the children")).to_have_count(2)  # nobody stands twice on a photo
        expect(window.locator(".st-key-who-photo-1").get_by_text("broken.jpg")).to_be_visible()
        assert count() == before
        learned.eventually(lambda: list((learned.album.folder / recognise.FOLDER).iterdir()), [])
        window.locator('[class*="st-key-who-run"]').get_by_role("combobox").click()
        window.get_by_role("option").nth(1).click()  # the earlier run
        learned.eventually(lambda: [job.state for job in looks(learned)], [JobState.DONE] * 2, workers.LONG)
        learned.eventually(lambda: list((learned.album.folder / recognise.FOLDER).iterdir()), [])
        learned.settle()
        expect(rows.locator("b")).to_have_text(["Anna", "Bora"])
        window.get_by_role("button", name="Keep in the album").click()
        learned.eventually(count, before + 1, workers.LONG)
        expect(window.get_by_text("Kept in the album.")).to_be_visible()
