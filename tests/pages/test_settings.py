"""The settings page in a real browser: children, password, language, check-up."""

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.base.records import LabelOrigin, Person
from core.flows import backup
from core.store import faces, files, labels, options, overview, password, people, thumbs
from core.store.db import Album
from core.vision import embed
from tests.pages import workers
from tests.pages.conftest import Dashboard


@pytest.fixture
def listed(dashboard: Dashboard) -> Dashboard:
    with dashboard.album.write() as conn:
        for name in ("Anna", "Bora"):
            people.add(conn, name)
    return dashboard


def listing(album: Album) -> list[Person]:
    with album.read() as conn:
        return list(people.everyone(conn))


def names(album: Album) -> list[str]:
    return [person.name for person in listing(album)]


def test_children_are_renamed_moved_coloured_and_taken_off_the_list(listed: Dashboard) -> None:
    window = listed.open("settings")
    row = window.locator(".st-key-child-row-1")
    row.get_by_role("textbox").fill("Ännchen")
    window.keyboard.press("Enter")
    expect(window.get_by_text("Saved").first).to_be_visible()
    listed.eventually(lambda: names(listed.album), ["Ännchen", "Bora"])
    listed.settle()
    row.get_by_role("button", name="↓").click()
    expect(window.locator("[class*=st-key-child-row-]").first.get_by_role("textbox")).to_have_value("Bora")
    listed.settle()  # until then the row stands on the page at its old place, too
    expect(row.get_by_role("button", name="↓")).to_be_disabled()
    listed.eventually(lambda: names(listed.album), ["Bora", "Ännchen"])
    row.get_by_test_id("stColorPickerBlock").click()
    window.get_by_label("Hex").fill("#00ff7f")
    window.keyboard.press("Escape")
    listed.eventually(lambda: listing(listed.album)[1].colour, "#00FF7F")
    listed.open("settings")  # anew: nothing tells when the page was redrawn with the colour that it shows already
    row.get_by_text("On the list").click()
    listed.eventually(lambda: listing(listed.album)[1].active, False)


def test_a_name_that_is_taken_is_refused_in_a_sentence(listed: Dashboard) -> None:
    window = listed.open("settings")
    field = window.locator(".st-key-child-row-1").get_by_role("textbox")
    field.fill("bora")
    window.keyboard.press("Enter")
    expect(window.get_by_text("There is already a child named bora.")).to_be_visible()
    expect(field).to_have_value("Anna")
    assert names(listed.album) == ["Anna", "Bora"]


def test_a_child_is_added(listed: Dashboard) -> None:
    window = listed.open("settings")
    window.get_by_label("Name of a child").fill("Cleo")
    window.keyboard.press("Enter")
    expect(window.locator(".st-key-child-row-3")).to_be_visible()
    listed.eventually(lambda: names(listed.album), ["Anna", "Bora", "Cleo"])


def test_a_password_is_set_and_removed(dashboard: Dashboard) -> None:
    window = dashboard.open("settings")
    window.get_by_label("New password").fill("sunflower")
    window.get_by_label("The same once more").fill("sunflowers")
    window.get_by_role("button", name="Set the password").click()
    expect(window.get_by_text("The two passwords differ")).to_be_visible()
    window.get_by_label("New password").fill("sunflower")
    window.get_by_label("The same once more").fill("sunflower")
    window.get_by_role("button", name="Set the password").click()
    expect(window.get_by_text("This album asks for a password.")).to_be_visible()
    password.enter(dashboard.album, "sunflower")
    dashboard.eventually(lambda: any(one["name"].startswith("cubby-") for one in window.context.cookies()), True)
    window.reload()  # whoever set it stays inside
    expect(window.get_by_text("This album asks for a password.")).to_be_visible()
    window.context.clear_cookies()
    dashboard.open("settings")
    expect(window.get_by_text("This album is locked")).to_be_visible()
    window.get_by_role("textbox", name="Password").fill("sunflower")
    window.get_by_role("button", name="Open").click()
    window.get_by_role("button", name="Remove the password").click()
    expect(window.get_by_text("Everyone who uses this computer")).to_be_visible()
    with dashboard.album.read() as conn:
        assert not password.is_set(conn)


def test_the_language_is_chosen_for_the_album(dashboard: Dashboard) -> None:
    window = dashboard.open("settings")
    window.get_by_test_id("stMain").get_by_role("radio", name="한국어").click()
    expect(window.get_by_role("heading", name="비밀번호")).to_be_visible()

    def language() -> object:
        with dashboard.album.read() as conn:
            return options.get(conn, "language")

    dashboard.eventually(language, "ko")


def test_another_language_changes_nothing_else(dashboard: Dashboard) -> None:
    with dashboard.album.write() as conn:
        options.put(conn, "precision", 0.97)
    window = dashboard.open("settings")
    for language, wish in (("한국어", "97장"), ("English", "97 of 100")):
        window.locator(".st-key-frame-top").get_by_role("button", name=language).click()
        expect(window.get_by_text(wish)).to_be_visible()
        dashboard.settle()
    with dashboard.album.read() as conn:
        assert options.get(conn, "precision", 0.0) == 0.97


def test_imported_folders_are_listed_with_what_they_hold(dashboard: Dashboard) -> None:
    with dashboard.album.write() as conn:
        files.claim(conn, dashboard.album.folder / "unplugged")
    window = dashboard.open("settings")
    expect(window.get_by_role("listitem").filter(has_text="/photos · 14 photos")).to_be_visible()
    expect(window.get_by_role("listitem").filter(has_text="unplugged · 0 photos · not there now")).to_be_visible()


def test_the_worker_checks_the_computer(dashboard: Dashboard) -> None:
    with workers.working(dashboard.album):
        window = dashboard.open("settings")
        window.get_by_role("button", name="Check this computer").click()
        expect(window.get_by_text("GB are free for the album.")).to_be_visible(timeout=workers.LONG)
        window.get_by_text("All that was checked").click()
        expect(window.get_by_text("it has 14 photos")).to_be_visible()


def test_a_child_is_forgotten_without_a_trace(listed: Dashboard, tmp_path: Path) -> None:
    name, backup_before = "Zwanhild", tmp_path / "before.zip"
    with listed.album.write() as conn:
        people.rename(conn, "Anna", name)
        for face_id in (1, 2):
            labels.say_identity(conn, face_id, 1, origin=LabelOrigin.NAMED)
        labels.say_identity(conn, 3, 2, origin=LabelOrigin.NAMED)
    pictures = face_pictures(listed.album, [1, 2])
    vectors = face_vectors(listed.album)
    backup.backup(listed.album, backup_before)
    assert all(picture.exists() for picture in pictures)
    with workers.working(listed.album):
        window = listed.open("settings")
        window.get_by_text("Forget a child").click()
        window.locator(".st-key-forget-whom").get_by_role("radio", name=name).click()
        window.get_by_text(f"Yes, forget {name} for good").click()
        expect(window.get_by_role("button", name=f"Forget {name}")).to_be_enabled()
        window.get_by_role("button", name=f"Forget {name}").click()
        receipt = window.locator(".st-key-forget-receipt")
        expect(receipt.get_by_text("2 faces, 2 things that you said about them, 2 files")).to_be_visible(
            timeout=workers.LONG
        )
        expect(receipt.get_by_text("A backup that you made before still knows the child")).to_be_visible()
        listed.eventually(lambda: names(listed.album), ["Bora"])
        expect(window.get_by_text(name)).to_have_count(0)
    assert not any(picture.exists() for picture in pictures)
    everything = b"\0".join(path.read_bytes() for path in listed.album.folder.rglob("*") if path.is_file())
    assert name.encode() not in everything
    assert vectors[1] not in everything
    assert vectors[2] not in everything
    assert vectors[3] in everything
    assert not [path for path in listed.album.folder.rglob("*") if name in path.name]
    with closing(sqlite3.connect(listed.album.folder / "album.db")) as database:
        told = "\n".join(database.iterdump())
    assert name not in told
    with zipfile.ZipFile(backup_before) as kept:
        assert name.encode() in kept.read("album.db")  # as the receipt says


def face_pictures(album: Album, face_ids: list[int]) -> list[Path]:
    with album.read() as conn:
        return [thumbs.face_path(album, *place) for place in overview.face_places(conn, face_ids).values()]


def face_vectors(album: Album) -> dict[int, bytes]:
    with album.read() as conn:
        ids, vectors = faces.embeddings(conn, embed.NAME)
    return {face_id: row.astype("<f4").tobytes() for face_id, row in zip(ids.tolist(), vectors, strict=True)}
