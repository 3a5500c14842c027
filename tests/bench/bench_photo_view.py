"""Measure naming photo by photo: python -m tests.bench.bench_photo_view ALBUM [--times 20].

ALBUM is made by tests.bench.big_album, or any other that may be written to. Prints milliseconds, median and 95th
percentile: the view by its address until the photo stands; the next photo by its key; one naming by a key, until the
browser shows it and until the album holds it. Faces are named while it measures.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from core.store import browse, db
from core.store.browse import Which
from core.store.db import Album
from tests.bench.bench_pages import last_label, repeat, serving, tell, until

BOXES = "svg g.box"
REST = 2000  # milliseconds


def by_address(window: Page, url: str, photo_id: int) -> float:
    """Each after a rest, in which the server is done with the view that was left."""
    window.wait_for_timeout(REST)
    return until(lambda: window.goto(f"{url}/label?photo={photo_id}"), lambda: window.wait_for_selector("svg image"))


def next_photo(window: Page) -> Callable[[], float]:
    def once() -> float:
        window.wait_for_timeout(600)
        before = window.locator("svg image").get_attribute("href")
        shown = f'svg image:not([href="{before}"])'
        return until(lambda: window.keyboard.press("n"), lambda: window.wait_for_selector(shown))

    return once


def naming(window: Page, album: Album, times: int) -> tuple[list[float], list[float]]:
    """Name the face with the ring in turn after two children; each time it is another word."""
    seen, kept = [], []
    for number in range(times):
        before, name = last_label(album), ("1", "2")[number % 2]
        chip = window.locator("button.chip", has_text=name).first
        named = window.locator(f'{BOXES}[aria-label$=": {chip.locator("span").inner_text()}"]')
        count = named.count()
        start = time.perf_counter()
        window.keyboard.press(name)
        named.nth(count).wait_for(state="attached")
        seen.append(1000 * (time.perf_counter() - start))
        while last_label(album) == before:
            time.sleep(0.005)
        kept.append(1000 * (time.perf_counter() - start))
        window.wait_for_timeout(500)
    return seen, kept


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("album", type=Path)
    parser.add_argument("--times", type=int, default=20)
    wished = parser.parse_args()
    album = db.open_album(wished.album)
    with album.read() as conn:
        photo_id = browse.photo_ids(conn, Which.UNNAMED, None)[0]
    print(f"{'milliseconds':32} {'median':>7} {'95 %':>7}")
    with serving(wished.album) as url, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        window = chromium.new_page(viewport={"width": 1280, "height": 800}, locale="en-US")
        tell("photo view, by address", repeat(wished.times, lambda: by_address(window, url, photo_id)))
        window.wait_for_timeout(1000)
        tell("next photo", repeat(wished.times, next_photo(window)))
        by_address(window, url, photo_id)
        window.wait_for_timeout(1000)
        seen, kept = naming(window, album, wished.times)
        tell("one naming, seen", seen)
        tell("one naming, in the album", kept)
        chromium.close()


if __name__ == "__main__":
    main()
