"""Measure the pages on a large album: python -m tests.bench.bench_pages ALBUM [--times 12].

ALBUM is made by tests.bench.big_album. Prints milliseconds, median and 95th percentile: each page until its photos,
faces or fields stand, by its address and by a link from another page; one naming, until the browser shows it and until
the album holds it; one move of a slider, until the new number of photos stands. Faces are named while it measures.
"""

import argparse
import itertools
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from core.store import db, labels, people
from core.store.db import Album

ROOT = Path(__file__).parents[2]
STANDS = {  # what a page is opened for
    "library": ".st-key-photo-grid img",
    "label": "[role=gridcell]",
    "sort": '[class*="st-key-child-"] .face-groups i',
    "settings": "[class*=st-key-child-row]",
}
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'


@contextmanager
def serving(album: Path) -> Iterator[str]:
    """Run the dashboard on an album."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "CUBBY_ALBUM": str(album.absolute())}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait()


def repeat(times: int, once: Callable[[], float]) -> list[float]:
    """Milliseconds of each try; the first is not counted, since it fills caches."""
    once()
    return [once() for _ in range(times)]


def until(act: Callable[[], object], done: Callable[[], object]) -> float:
    """Milliseconds from doing something until what follows."""
    start = time.perf_counter()
    act()
    done()
    return 1000 * (time.perf_counter() - start)


def by_address(window: Page, url: str, name: str) -> float:
    return until(lambda: window.goto(f"{url}/{name}"), lambda: window.wait_for_selector(STANDS[name]))


def by_link(window: Page, url: str, name: str) -> float:
    window.goto(f"{url}/{'library' if name == 'settings' else 'settings'}")
    window.wait_for_selector(SETTLED)
    link = window.locator(f'[data-testid="stPageLink"] a[href$="{name}"]').first
    return until(link.click, lambda: window.wait_for_selector(STANDS[name]))


def naming(window: Page, url: str, album: Album, times: int) -> tuple[list[float], list[float]]:
    """Name faces one by one by a key: until it is seen, and until it is written down."""
    window.goto(f"{url}/label")
    window.wait_for_selector(STANDS["label"])
    window.wait_for_selector(SETTLED)
    seen, kept = [], []
    for number in range(times):
        before, named = last_label(album), window.locator("[role=gridcell][data-said]").count()
        start = time.perf_counter()
        window.keyboard.press(str(1 + number % 2))
        window.locator("[role=gridcell][data-said]").nth(named).wait_for()
        seen.append(1000 * (time.perf_counter() - start))
        while last_label(album) == before:
            time.sleep(0.005)
        kept.append(1000 * (time.perf_counter() - start))
        window.wait_for_timeout(500)
    return seen, kept


def last_label(album: Album) -> int:
    with album.read() as conn:
        return labels.last(conn)


def sliding(window: Page, url: str, album: Album, times: int) -> list[float]:
    """Move a child's slider from end to end: until the number of photos has changed."""
    with album.write() as conn:
        people.set_threshold(conn, people.everyone(conn)[0].id, 0.5)
    window.goto(f"{url}/sort")
    window.wait_for_selector(STANDS["sort"])
    window.wait_for_selector(SETTLED)
    card = window.locator("[class*=st-key-child-]").first
    slider, keys = card.get_by_role("slider"), itertools.cycle(("End", "Home"))

    def once() -> float:
        said = card.get_by_text("photos").inner_text()
        window.wait_for_timeout(500)
        return until(
            lambda: slider.press(next(keys)), lambda: card.get_by_text(said, exact=True).wait_for(state="detached")
        )

    return repeat(times, once)


def tell(what: str, milliseconds: list[float]) -> None:
    ordered = sorted(milliseconds)
    high = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    print(f"{what:32} {statistics.median(ordered):7.0f} {high:7.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("album", type=Path)
    parser.add_argument("--times", type=int, default=12)
    wished = parser.parse_args()
    album = db.open_album(wished.album)
    print(f"{'milliseconds':32} {'median':>7} {'95 %':>7}")
    with serving(wished.album) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        window = chromium.new_page(viewport={"width": 1280, "height": 800}, locale="en-US")
        for name in STANDS:
            tell(f"{name}, by address", repeat(wished.times, partial(by_address, window, url, name)))
            tell(f"{name}, by link", repeat(wished.times, partial(by_link, window, url, name)))
        seen, kept = naming(window, url, album, wished.times)
        tell("one naming, seen", seen)
        tell("one naming, in the album", kept)
        tell("one move of a slider", sliding(window, url, album, wished.times))
        chromium.close()


if __name__ == "__main__":
    main()
