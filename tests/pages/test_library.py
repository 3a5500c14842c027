"""The library in a real browser: a folder, uploads, the drawn class, months."""

import io
import signal
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from core.base.records import JobKind, Outcome
from core.store import db, files, jobs, looks, photos
from core.store.db import Album
from core.store.files import KnownFile
from tests import drawing
from tests.pages import workers
from tests.pages.conftest import Dashboard


def empty(dashboard: Dashboard) -> Album:
    """Put a new album into the place of the class's, which is kept: the server knows a file by its inode."""
    dashboard.album.engine.dispose()
    for path in dashboard.album.folder.glob("album.db*"):
        path.replace(path.with_name(f"old-{path.name}"))
    return db.open_album(dashboard.album.folder, create=True)


def add_folder(window: Page, folder: Path) -> None:
    window.get_by_label("Folder with photos").fill(str(folder))
    window.keyboard.press("Enter")
    window.get_by_role("button", name="Add photos").locator("visible=true").click()


def test_a_reload_in_the_middle_of_an_import_loses_nothing(dashboard: Dashboard, tmp_path: Path) -> None:
    for number in range(40):
        drawing.save(tmp_path / "new" / f"{number}.jpg", drawing.jpeg(drawing.with_faces(1, seed=number - 150)))
    drawing.save(tmp_path / "new" / "broken.jpg", b"no photo")
    with workers.working(dashboard.album) as worker:
        window = dashboard.open("library")
        window.get_by_text("Add more photos").click()
        add_folder(window, tmp_path / "new")
        dashboard.eventually(lambda: len(jobs.recent(dashboard.album, 1)), 1)
        with workers.halfway(dashboard.album, worker) as conn:
            workers.freeze(worker, conn)
        expect(window.get_by_text("of 41")).to_be_visible()
        shown = window.locator(".st-key-photo-grid img")  # while others are still being looked at
        dashboard.eventually(lambda: shown.count() > 0, True)
        window.reload()
        expect(window.get_by_text("of 41")).to_be_visible()
        worker.send_signal(signal.SIGCONT)
        expect(window.get_by_text("40 new")).to_be_visible(timeout=workers.LONG)
    expect(window.get_by_text("54 photos")).to_be_visible()
    window.get_by_text("One file was not taken").click()
    with dashboard.album.read() as conn:
        assert photos.count(conn) == 54


def test_a_folder_that_is_not_there_is_said_at_once(dashboard: Dashboard, tmp_path: Path) -> None:
    window = dashboard.open("library")
    window.get_by_text("Add more photos").click()
    add_folder(window, tmp_path / "nowhere")
    expect(window.get_by_text("is not there. Nothing was imported")).to_be_visible()
    assert jobs.recent(dashboard.album, 1) == []


def test_only_folders_that_brought_photos_are_offered_again(dashboard: Dashboard) -> None:
    with dashboard.album.write() as conn:
        for name in ("other", "empty"):
            files.claim(conn, dashboard.album.folder.parent / name)
        files.put(conn, [KnownFile(2, "1.jpg", 1, 1, Outcome.ADDED, None, 1)])
    window = dashboard.open("library")
    window.get_by_text("Add more photos").click()
    expect(window.get_by_role("button", name="/other")).to_be_visible()
    expect(window.get_by_role("button", name="/photos")).to_be_visible()
    expect(window.get_by_role("button", name="/empty")).to_have_count(0)


def test_the_last_import_is_told_with_the_time_of_its_end(dashboard: Dashboard, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path / "new", "a.jpg")
    with workers.working(dashboard.album):
        window = dashboard.open("library")
        window.get_by_text("Add more photos").click()
        add_folder(window, tmp_path / "new")
        expect(window.get_by_text("1 new")).to_be_visible(timeout=workers.LONG)
    with dashboard.album.write() as conn:
        conn.exec_driver_sql("UPDATE job SET asked_at = '2024-05-01 08:00', ended_at = '2024-05-02 09:30'")
    expect(dashboard.open("library").get_by_text("Last added on May 2, 2024")).to_be_visible()


def test_folders_are_found_by_going_through_them(dashboard: Dashboard, tmp_path: Path) -> None:
    (tmp_path / "class" / "May").mkdir(parents=True)
    (tmp_path / "class" / ".hidden").mkdir()
    window = dashboard.open("library")
    window.get_by_text("Add more photos").click()
    field = window.get_by_label("Folder with photos")
    field.fill(str(tmp_path / "class"))
    window.get_by_text("Browse").click()
    window.get_by_role("button", name="May").click()
    expect(field).to_have_value(str(tmp_path / "class" / "May"))
    expect(window.get_by_role("button", name="hidden")).to_have_count(0)
    window.get_by_role("button", name="One folder up").click()
    expect(field).to_have_value(str(tmp_path / "class"))


def zip_of(*entries: tuple[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file.getvalue()


def test_photos_and_zips_are_uploaded(dashboard: Dashboard) -> None:
    one, two = (drawing.jpeg(drawing.plain(seed)) for seed in (1, 2))
    given: list[FilePayload] = [
        {"name": "one.jpg", "mimeType": "image/jpeg", "buffer": one},
        {"name": "class.zip", "mimeType": "application/zip", "buffer": zip_of(("may/two.jpg", two), ("a.txt", b""))},
        {"name": "evil.zip", "mimeType": "application/zip", "buffer": zip_of(("../three.jpg", b"3"))},
    ]
    with workers.working(dashboard.album):
        window = dashboard.open("library")
        window.get_by_text("Add more photos").click()
        window.get_by_role("tab", name="Upload").click()
        window.locator("input[type=file]").set_input_files(given)
        window.get_by_role("button", name="Add photos").locator("visible=true").click()
        expect(window.get_by_text("2 new")).to_be_visible(timeout=workers.LONG)
    expect(window.get_by_text("evil.zip tries to write outside")).to_be_visible()
    kept = {path.name: path.read_bytes() for path in (dashboard.album.folder / "uploads").rglob("*.*")}
    assert kept == {"one.jpg": one, "two.jpg": two}


def test_an_empty_album_offers_a_drawn_class(dashboard: Dashboard) -> None:
    album = empty(dashboard)
    for number in range(3):  # as if they had been drawn before, which takes minutes
        photo = drawing.jpeg(drawing.with_faces(2, seed=number))
        drawing.save(album.folder / "drawn" / "9-300-0" / "photos" / f"{number}.jpg", photo)
    with workers.working(album):
        window = dashboard.open("library")
        expect(window.get_by_text("Choose your folder")).to_be_visible()
        window.get_by_role("button", name="Draw 300 photos").click()
        expect(window.get_by_text("3 new")).to_be_visible(timeout=workers.LONG)
    assert [job.kind for job in jobs.recent(album, 9)] == [JobKind.DEMO]


@pytest.fixture
def dated(dashboard: Dashboard) -> Dashboard:
    """The class's photos with times: two of March, the others of May."""
    with dashboard.album.write() as conn:
        for photo_id in photos.hashes(conn):
            at = datetime(2024, 3 if photo_id <= 2 else 5, photo_id, 9)
            conn.exec_driver_sql("UPDATE photo SET taken_at = ? WHERE id = ?", (at.isoformat(" "), photo_id))
        assert len(files.roots(conn)) == 1
    return dashboard


def test_photos_are_shown_by_month(dated: Dashboard) -> None:
    window = dated.open("library")
    shown = window.locator(".st-key-photo-grid img")
    expect(shown).to_have_count(14)
    bar = window.locator(".bars .point").first
    dated.until(lambda: bar.hover(force=True), window.locator(".hoverlayer .hovertext").count, 1)  # the plot is at work
    bar.click(force=True)
    expect(shown).to_have_count(2)
    window.get_by_role("combobox", name="Month").click()
    window.get_by_role("option", name="May 2024").click()
    expect(shown).to_have_count(12)


def test_how_closely_new_photos_are_looked_at_is_kept(dashboard: Dashboard) -> None:
    def is_quick() -> bool:
        with dashboard.album.read() as conn:
            return looks.quick(conn)

    window = dashboard.open("library")
    window.get_by_text("Add more photos").click()
    expect(window.get_by_text("are looked at again when their folder is added again")).to_be_visible()
    dashboard.until(window.get_by_role("radio", name="Quickly").click, is_quick, True)
    expect(window.get_by_text("of 100 masked faces about 6 more are missed")).to_be_visible()
    dashboard.open("library").get_by_text("Add more photos").click()
    expect(window.get_by_text("of 100 masked faces about 6 more are missed")).to_be_visible()
    dashboard.until(window.get_by_role("radio", name="Thoroughly").click, is_quick, False)
