"""The frame: every page by its own address, with and without a password, in either language."""

import re

import pytest
from playwright.sync_api import Browser, Cookie, Page, expect

from core.store import options, password
from pages.widgets.frame import PAGES
from tests.pages.conftest import Dashboard

NAMES = ("Photos", "Names", "Sorting", "Check", "One photo", "Training", "Results", "Settings")
TITLES = dict(zip(PAGES, NAMES, strict=True))


def test_an_album_that_cannot_be_opened_is_told_in_a_sentence(dashboard: Dashboard) -> None:
    dashboard.album.engine.dispose()
    for path in dashboard.album.folder.glob("album.db*"):  # kept: the server knows a file by its inode
        path.replace(path.with_name(f"old-{path.name}"))
    (dashboard.album.folder / "album.db").write_text("no album at all, but a text that is long enough to be read")
    window = dashboard.open("label")
    expect(window.get_by_text("is not an album, or it is damaged.")).to_be_visible()
    expect(window.get_by_test_id("stException")).to_have_count(0)


def lock(dashboard: Dashboard, word: str) -> None:
    with dashboard.album.write() as conn:
        password.put(conn, word)


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_by_its_address(dashboard: Dashboard, name: str) -> None:
    window = dashboard.open(name)
    expect(window.get_by_text("Sunflowers", exact=True)).to_be_visible()
    expect(window.locator(".st-key-frame-pages").get_by_role("link")).to_have_count(len(PAGES))
    expect(window.get_by_test_id("stException")).to_have_count(0)
    expect(window).to_have_title(f"{TITLES[name]} · Cubby")


def test_the_server_alone_leads_to_the_library(dashboard: Dashboard) -> None:
    window = dashboard.open()
    expect(window).to_have_url(f"{dashboard.url}/library")


def test_links_lead_to_every_page(dashboard: Dashboard) -> None:
    window = dashboard.open("settings")
    for name in PAGES:
        window.locator(".st-key-frame-pages").get_by_role("link", name=TITLES[name]).click()
        expect(window).to_have_title(f"{TITLES[name]} · Cubby")
        dashboard.settle()
        expect(window.get_by_test_id("stException")).to_have_count(0)


def as_bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


@pytest.mark.parametrize("name", PAGES)
def test_behind_a_password_nothing_of_the_album_is_sent(dashboard: Dashboard, name: str) -> None:
    lock(dashboard, "open sesame")
    sent: list[str | bytes] = []
    dashboard.window.on("websocket", lambda socket: socket.on("framereceived", lambda frame: sent.append(frame)))  # noqa: PLW0108
    window = dashboard.open(name)
    expect(window.get_by_label("Password", exact=True)).to_be_visible()
    expect(window.get_by_test_id("stPageLink")).to_have_count(0)
    assert sent
    assert [frame for frame in sent if b"Sunflowers" in as_bytes(frame)] == []


def test_the_password_opens_all_pages_of_a_session(dashboard: Dashboard) -> None:
    lock(dashboard, "open sesame")
    window = dashboard.open("label")
    field = window.get_by_label("Password", exact=True)
    field.fill("wrong")
    field.press("Enter")
    expect(window.get_by_text("That password is not right.")).to_be_visible()
    field.fill("open sesame")
    field.press("Enter")
    expect(window.get_by_role("grid")).to_be_visible()
    window.get_by_role("link", name="Settings", exact=True).click()
    expect(window).to_have_title("Settings · Cubby")
    expect(window.get_by_text("Sunflowers", exact=True)).to_be_visible()


def enter(window: Page, word: str) -> None:
    window.get_by_label("Password", exact=True).fill(word)
    window.get_by_role("button", name="Open", exact=True).click()
    expect(window.get_by_text("Sunflowers", exact=True)).to_be_visible()


def cookies(window: Page) -> list[Cookie]:
    return [one for one in window.context.cookies() if one.get("name", "").startswith("cubby-")]


def tokens(dashboard: Dashboard) -> int:
    with dashboard.album.read() as conn:
        return len(options.get(conn, "password_tokens", ()))


def test_a_browser_that_gave_the_password_is_known_after_a_reload_and_in_a_new_tab(dashboard: Dashboard) -> None:
    lock(dashboard, "open sesame")
    window = dashboard.open("library")
    enter(window, "open sesame")
    dashboard.eventually(lambda: len(cookies(window)), 1)
    (cookie,) = cookies(window)
    assert (cookie["sameSite"], cookie["path"]) == ("Strict", "/")
    window.reload()
    expect(window.get_by_text("Sunflowers", exact=True)).to_be_visible()
    tab = window.context.new_page()
    tab.goto(f"{dashboard.url}/settings")
    expect(tab.get_by_text("Sunflowers", exact=True)).to_be_visible()
    assert tokens(dashboard) == 1


def test_a_new_password_and_locking_put_a_browser_out(dashboard: Dashboard) -> None:
    lock(dashboard, "open sesame")
    window = dashboard.open("settings")
    enter(window, "open sesame")
    dashboard.eventually(lambda: len(cookies(window)), 1)
    (old,) = cookies(window)
    lock(dashboard, "close sesame")
    dashboard.open("label")
    expect(window.get_by_text("This album is locked")).to_be_visible()
    enter(window, "close sesame")
    dashboard.eventually(lambda: [one["value"] == old["value"] for one in cookies(window)], [False])
    window.reload()
    window.get_by_role("link", name="Settings", exact=True).click()
    window.get_by_role("button", name="Lock the album now").click()
    expect(window.get_by_text("This album is locked")).to_be_visible()
    dashboard.open("settings")
    expect(window.get_by_text("This album is locked")).to_be_visible()
    assert tokens(dashboard) == 0


def test_another_browser_is_asked(dashboard: Dashboard, browser: Browser) -> None:
    lock(dashboard, "open sesame")
    enter(dashboard.open("library"), "open sesame")
    with browser.new_context(locale="en-US") as context:
        window = context.new_page()
        window.goto(f"{dashboard.url}/library")
        expect(window.get_by_text("This album is locked")).to_be_visible()


def test_too_many_wrong_passwords_make_wait(dashboard: Dashboard) -> None:
    lock(dashboard, "open sesame")
    with dashboard.album.write() as conn:
        options.put(conn, "password_tries", [9, 9e9])
    window = dashboard.open("library")
    window.get_by_label("Password", exact=True).fill("open sesame")
    window.get_by_role("button", name="Open", exact=True).click()
    expect(window.get_by_text("Too many wrong passwords. Please wait 60 seconds.")).to_be_visible()


def test_the_language_is_the_browsers_until_another_is_chosen_for_the_album(
    dashboard: Dashboard, browser: Browser
) -> None:
    korean = browser.new_context(locale="ko-KR").new_page()
    korean.goto(f"{dashboard.url}/label")
    expect(korean.get_by_role("heading", name="누구인가요?")).to_be_visible()
    window = dashboard.open("label")
    expect(window.get_by_role("heading", name="Who is this?")).to_be_visible()
    window.get_by_role("button", name="한국어").click()
    expect(window.get_by_role("heading", name="누구인가요?")).to_be_visible()
    expect(window.get_by_role("button", name="모르는 사람")).to_be_visible()
    dashboard.open("label")
    expect(window.get_by_role("heading", name="누구인가요?")).to_be_visible()
    window.get_by_role("button", name="English").click()
    expect(window.get_by_role("heading", name="Who is this?")).to_be_visible()
    korean.reload()
    expect(korean.get_by_role("heading", name=re.compile("Who is this"))).to_be_visible()
    korean.context.close()
