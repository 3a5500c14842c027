"""The dashboard in a real browser: a server on a small real album, and a page on which nothing may go wrong."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from core.base.records import LabelOrigin, Statement
from core.flows import ingest
from core.store import db, faces, labels, people
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing

ROOT = Path(__file__).parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds; a busy machine is slow, a broken page waits for ever
TRIES = 5  # of what a slow browser may lose
GLANCE = 50  # milliseconds between two looks at something that no element of the page tells
REDRAWING = '[data-testid="stApp"][data-test-script-state="running"]'
HOME = re.compile(r"^(https?|wss?)://127\.0\.0\.1[:/]|^(data|blob):")
# The server forgets a picture that it lends there with its next drawing; one that is part of the page always comes.
LENT = re.compile(r"/media/[^/]+\.(jpe?g|png|svg|webp)$")
# A page that was opened by its address first looks for the server below that address, then at the root.
LOOKING_FOR_SERVER = re.compile(r"/\w+/_stcore/(health|host-config)$")


@dataclass(frozen=True)
class Dashboard:
    """The dashboard in a browser window, on an album that belongs to the test.

    Attributes:
        window: Playwright's page.
        url: Where the server answers.
    """

    album: Album
    window: Page
    url: str

    def open(self, name: str = "") -> Page:
        """Open a page by its address, and wait until it is drawn."""
        self.window.goto(f"{self.url}/{name}")
        self.settle()
        return self.window

    def settle(self) -> None:
        """Wait until the server has nothing more to draw."""
        app = self.window.get_by_test_id("stApp")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")
        expect(app).to_have_attribute("data-test-script-state", "notRunning")

    def eventually(self, see: Callable[[], object], wanted: object, patience: int = PATIENCE) -> None:
        """Wait until what is seen, say in the album, is as wanted: a click is answered a moment after it."""
        assert self._sees(see, wanted, patience) or see() == wanted

    def until(self, act: Callable[[], object], see: Callable[[], object], wanted: object) -> None:
        """Do something, and once more where nothing comes of it for long, as a user would.

        A slow browser takes a tap for a long press, which is no click.
        """
        for _ in range(TRIES):
            act()
            if self._sees(see, wanted, PATIENCE // TRIES):
                return
        assert see() == wanted

    def _sees(self, see: Callable[[], object], wanted: object, patience: int) -> bool:
        for _ in range(patience // GLANCE):
            if see() == wanted:
                return True
            self.window.wait_for_timeout(GLANCE)
        return see() == wanted


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI, let each test in the browser be run once more, and named (pytest -r R), before it counts as failed.

    On a busy machine one in some thousand steps comes too late. Errors of the server and of a page fail at once, and so
    does asking the world outside.
    """
    for item in items:
        if os.environ.get("CI") == "true" and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1, rerun_except=["Traceback", "page error: ", "asked "]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing")
        pytest.skip(f"{CHROMIUM} is missing")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def class_once(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Path:
    """An album of fourteen photos with 28 faces, imported once."""
    folder = tmp_path_factory.mktemp("class")
    for number in range(14):
        photo = drawing.with_faces(2, seed=number * 4)
        drawing.save(folder / "photos" / f"{number}.jpg", drawing.jpeg(photo))
    album = db.open_album(folder / "album", create=True)
    ingest.import_photos(album, [folder / "photos"], looker)
    album.engine.dispose()
    return album.folder


@dataclass(frozen=True)
class Server:
    """The dashboard's server.

    Attributes:
        album: What CUBBY_ALBUM says: a link that each test turns to an album of its own.
    """

    url: str
    album: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("server")
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "CUBBY_ALBUM": str(folder / "Sunflowers"), "HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield Server(f"http://127.0.0.1:{port}", folder / "Sunflowers")
    finally:
        process.terminate()
        process.wait()
    assert "Traceback" not in (folder / "log").read_text(encoding="utf-8")


@pytest.fixture
def dashboard(browser: Browser, server: Server, class_once: Path, tmp_path: Path) -> Iterator[Dashboard]:
    """The class's album in an English browser; any error fails the test, as does asking the world outside."""
    album = db.open_album(shutil.copytree(class_once, tmp_path / "album"))
    _turn(server.album, album.folder)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-US")
    context.set_default_timeout(PATIENCE)
    window = context.new_page()
    # A click that lands while the server redraws can be lost; a user would click again, a test waits before each step.
    window.add_locator_handler(window.locator(REDRAWING), lambda _: None)
    faults: list[str] = []

    def note(asked: str) -> None:
        if not HOME.match(asked) or LENT.search(asked):
            faults.append(f"asked {asked}")

    window.on("request", lambda request: note(request.url))
    window.on("websocket", lambda socket: note(socket.url))
    window.on("pageerror", lambda error: faults.append(f"page error: {error}"))
    window.on(
        "console",
        lambda message: (
            faults.append(f"console: {message.text}")
            if message.type == "error" and not LOOKING_FOR_SERVER.search(message.location["url"])
            else None
        ),
    )
    yield Dashboard(album, window, server.url)
    context.close()
    album.engine.dispose()
    assert not faults, "\n".join(faults)


def name_two_children(album: Album, each: int) -> list[int]:
    """Name some faces: Anna is the left one on each photo, Bora the right one.

    Args:
        album: The class's album.
        each: How many faces of each child.

    Returns:
        The children's ids.
    """
    ids = []
    with album.write() as conn:
        table = faces.table(conn)
        for name, is_left in (("Anna", True), ("Bora", False)):
            ids.append(people.add(conn, name).id)
            for face_id in table.ids[(table.boxes[:, 0] < 250) == is_left][:each]:
                labels.add(conn, int(face_id), Statement.IS_PERSON, ids[-1], origin=LabelOrigin.NAMED)
    return ids


def _turn(link: Path, folder: Path) -> None:
    """Turn a link to another folder in one step."""
    new = link.with_name("new")
    new.symlink_to(folder)
    new.replace(link)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        assert process.poll() is None, "the server ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server does not answer")
