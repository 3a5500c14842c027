"""Naming photo by photo in the browser: boxes named, drawn, moved, sized and removed, by mouse, keys and touch."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from filelock import BaseFileLock
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from core.base.records import Box, FaceOrigin, LabelOrigin, Statement
from core.flows import ingest
from core.rules.canvas_boxes import Size
from core.store import browse, faces, files, job_tables, jobs, labels, people, screens, tables, worker_process
from core.store.browse import OpenPhoto
from core.vision.look import Looker
from tests import drawing
from tests.pages import workers
from tests.pages.conftest import REDRAWING, Dashboard

UPRIGHT = Size(3024, 4032)  # of the turned photo of twelve megapixels
FIVE = [
    (0.1, 0.1, 0.2, 0.2),
    (0.9, 0.3, 0.6, 0.12),
    (0.3, 0.5, 0.45, 0.66),
    (0.7, 0.9, 0.95, 0.7),
    (0.05, 0.8, 0.3, 0.95),
]


@pytest.fixture(autouse=True)
def resting(dashboard: Dashboard) -> Iterator[BaseFileLock]:
    """No worker: whoever would start one finds its lock taken. A test that needs one lets go of it."""
    with worker_process.lock(dashboard.album.folder) as held:
        yield held


@pytest.fixture
def children(dashboard: Dashboard) -> list[int]:
    """Three children: Anna, Bora and Chan."""
    with dashboard.album.write() as conn:
        return [people.add(conn, name).id for name in ("Anna", "Bora", "Chan")]


@pytest.fixture
def turned(dashboard: Dashboard, tmp_path: Path, looker: Looker) -> int:
    """A photo of twelve megapixels without a face, stored on its side with EXIF orientation 6."""
    grey = np.random.default_rng(5).integers(90, 160, (4, 3, 3), dtype=np.uint8)
    photo = Image.fromarray(grey).resize(UPRIGHT, Image.Resampling.BICUBIC)
    drawing.save(tmp_path / "turned" / "turned.jpg", drawing.jpeg(photo, orientation=6))
    ingest.import_photos(dashboard.album, [tmp_path / "turned"], looker)
    with dashboard.album.read() as conn:
        return max(browse.photo_ids(conn, browse.Which.NO_FACE, None))


def open_photo(dashboard: Dashboard, photo_id: int | None = None) -> Page:
    """Open a photo by its address, the first one if none is given, and wait until it takes keys."""
    if photo_id is None:
        with dashboard.album.read() as conn:
            photo_id = browse.photo_ids(conn, browse.Which.ALL, None)[0]
    window = dashboard.open(f"label?photo={photo_id}")
    expect(photo_on(window)).to_be_visible()
    dashboard.settle()
    return window


def photo_on(window: Page) -> Locator:
    return window.locator("svg image")


def boxes_on(window: Page) -> Locator:
    return window.locator("svg g.box")


def at(window: Page, x: float, y: float) -> tuple[float, float]:
    """A place on the screen, by its place on the photo in parts of its sides."""
    place = photo_on(window).bounding_box()
    assert place is not None
    return place["x"] + x * place["width"], place["y"] + y * place["height"]


def drag(window: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the photo between places in parts of its sides."""
    drag_to(window, at(window, *start), at(window, *end))


def drag_to(window: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the screen between places on it, first down and half across."""
    window.mouse.move(*start)
    window.mouse.down()
    window.mouse.move((start[0] + end[0]) / 2, end[1])
    window.mouse.move(*end)
    window.mouse.up()


# Keys with no time between them: one by one, a slow machine may take longer than the page waits for the next one.
AT_ONCE = """(keys) => {
  for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...key }));
}"""


def turn(window: Page, key: str) -> None:
    """Go to another photo by a key, and wait until it stands in the place of the one before."""
    before = photo_on(window).get_attribute("href")
    window.keyboard.press(key)
    expect(window.locator(f'svg image:not([href="{before}"])')).to_be_visible()
    expect(photo_on(window)).to_have_count(1)


def width(window: Page) -> float:
    """How wide the photo is, in pixels of the screen, also where part of it is not seen."""
    place = photo_on(window).bounding_box()
    assert place is not None
    return place["width"]


def stands(dashboard: Dashboard, photo_id: int) -> OpenPhoto:
    with dashboard.album.read() as conn:
        photo = browse.photo(conn, photo_id)
    assert photo is not None
    return photo


def who(dashboard: Dashboard, photo_id: int) -> list[int | Statement | None]:
    """Who stands on a photo, from left to right: a person's id, or what else was said."""
    return [face.stands.person_id or face.stands.identity for face in stands(dashboard, photo_id).faces]


def wanted(parts: tuple[float, float, float, float], size: Size = UPRIGHT) -> Box:
    (left, right), (top, bottom) = sorted(parts[::2]), sorted(parts[1::2])
    return Box(left * size.width, top * size.height, right * size.width, bottom * size.height)


def is_near(box: Box, other: Box, size: Size = UPRIGHT) -> bool:
    """Whether boxes differ by at most one canvas pixel."""
    canvas_pixel = size.width / screens.size(size).width
    return all(abs(now - then) <= canvas_pixel for now, then in zip(box, other, strict=True))


def are_there(dashboard: Dashboard, photo_id: int, parts: list[tuple[float, float, float, float]]) -> bool:
    """Whether a photo holds just these boxes."""
    found = [face.box for face in stands(dashboard, photo_id).faces]
    return len(found) == len(parts) and all(any(is_near(box, wanted(one)) for box in found) for one in parts)


MIDDLES = """(svg) => [...svg.querySelectorAll("image, g.box .line")].map((one) => {
  const { x, width } = one.getBoundingClientRect();
  return [x + width / 2, width];
})"""  # of the photo, then of each box, across the screen


def test_five_boxes_drawn_quickly_on_a_large_turned_photo_come_back_to_the_pixel(
    dashboard: Dashboard, turned: int
) -> None:
    window = open_photo(dashboard, turned)
    for x1, y1, x2, y2 in FIVE:
        drag(window, (x1, y1), (x2, y2))
    expect(boxes_on(window)).to_have_count(5)
    dashboard.eventually(lambda: are_there(dashboard, turned, FIVE), wanted=True)
    window.reload()
    expect(boxes_on(window)).to_have_count(5)
    whole, *shown = photo_on(window).locator("..").evaluate(MIDDLES)  # at one moment: the page may still move
    for (middle, _), face in zip(shown, stands(dashboard, turned).faces, strict=True):
        (centre, size) = whole
        part = (face.box.x1 + face.box.x2) / 2 / UPRIGHT.width
        assert middle == pytest.approx(centre + (part - 0.5) * size, abs=1)


def test_boxes_that_were_not_heard_before_a_reload_are_said_again_and_stand_once(
    dashboard: Dashboard, children: list[int], turned: int
) -> None:
    window = open_photo(dashboard, turned)
    places = [(at(window, *one[:2]), at(window, *one[2:])) for one in FIVE]
    with dashboard.album.write():  # the server hears of the first box, and can't write it down yet
        for start, end in places[:3]:
            drag_to(window, start, end)
        window.keyboard.press("Escape")
        window.keyboard.press("2")
        window.reload()
    dashboard.eventually(lambda: are_there(dashboard, turned, FIVE[:3]), wanted=True)
    dashboard.eventually(lambda: who(dashboard, turned).count(children[1]), 1)
    expect(boxes_on(window)).to_have_count(3)
    for start, end in places[3:]:
        drag_to(window, start, end)
    dashboard.eventually(lambda: are_there(dashboard, turned, FIVE), wanted=True)
    window.reload()
    expect(boxes_on(window)).to_have_count(5)


RED = (0.2, 0.3, 0.4, 0.45)  # part of an upright photo of 400 x 300


@pytest.fixture
def every_way(dashboard: Dashboard, tmp_path: Path, looker: Looker) -> dict[int, int]:
    """Photos stored in all the ways in which a camera can be held, with a red field at one place of the upright photo.

    Returns:
        Photo id by EXIF orientation.
    """
    for orientation in range(1, 9):
        photo = Image.new("RGB", (400, 300), (90, 120, 90 + orientation))
        photo.paste((220, 20, 20), (80, 90, 160, 135))
        drawing.save(tmp_path / "ways" / f"{orientation}.jpg", drawing.jpeg(photo, orientation=orientation))
    ingest.import_photos(dashboard.album, [tmp_path / "ways"], looker)
    with dashboard.album.read() as conn:
        return {int(path.stem): photo for photo, path in files.all_paths(conn) if path.parent.name == "ways"}


def test_a_box_is_where_it_is_seen_however_the_camera_was_held(dashboard: Dashboard, every_way: dict[int, int]) -> None:
    size = Size(400, 300)
    for orientation, photo_id in sorted(every_way.items()):
        window = open_photo(dashboard, photo_id)
        drag(window, RED[:2], RED[2:])
        expect(boxes_on(window)).to_have_count(1)
        dashboard.eventually(lambda photo_id=photo_id: len(stands(dashboard, photo_id).faces), 1)  # type: ignore[misc]
        (face,) = stands(dashboard, photo_id).faces
        assert is_near(face.box, wanted(RED, size), size), orientation
        dashboard.eventually(lambda window=window: is_red(window), wanted=True)  # type: ignore[misc]


def is_red(window: Page) -> bool:
    """Whether the photo is red in the middle of the field, and not beside it; pale while the page is drawn anew."""
    shot = Image.open(io.BytesIO(window.screenshot())).convert("RGB")
    inside, outside = (shot.getpixel((round(x), round(y))) for x, y in (at(window, 0.3, 0.35), at(window, 0.7, 0.35)))
    assert isinstance(inside, tuple)
    assert isinstance(outside, tuple)
    return bool(inside[0] > 180 > outside[0])


def test_a_box_moved_by_an_arrow_is_kept_when_the_way_back_is_taken_at_once(dashboard: Dashboard) -> None:
    dashboard.open("settings")
    window = dashboard.window
    window.get_by_role("link", name="Names", exact=True).click()
    expect(window.get_by_role("gridcell").first).to_be_focused()
    dashboard.settle()
    window.get_by_role("radio", name="Photo", exact=True).click()
    expect(boxes_on(window)).to_have_count(2)
    expect(window).to_have_url(re.compile(r"photo=\d+$"))
    dashboard.settle()
    photo_id = int(window.url.rpartition("photo=")[2])
    before = stands(dashboard, photo_id).faces[0].box
    boxes_on(window).first.focus()
    window.keyboard.press("e")
    window.keyboard.press("Shift+ArrowDown")  # told a moment later, if no other arrow follows
    window.go_back()
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces[0].box.y1, round(before.y1 + 10))


DEAF = """addEventListener("cubby-heard", (event) => globalThis.deaf && event.stopImmediatePropagation());"""


def test_a_late_letter_that_comes_with_the_next_photo_is_about_the_one_before(
    dashboard: Dashboard, children: list[int]
) -> None:
    dashboard.window.add_init_script(DEAF)  # the page does not learn that Python has heard, as if it were very slow
    window = open_photo(dashboard)
    with dashboard.album.read() as conn:
        first, second = browse.photo_ids(conn, browse.Which.ALL, None)[:2]
    window.evaluate("globalThis.deaf = true")
    drag(window, (0.4, 0.05), (0.55, 0.3))
    dashboard.eventually(lambda: len(stands(dashboard, first).faces), 3)
    window.keyboard.press("1")  # a second letter, that waits for an answer to the first one
    window.keyboard.press("n")
    expect(window.get_by_text("Photo 2 of 14")).to_be_visible()
    expect(boxes_on(window)).to_have_count(2)
    dashboard.eventually(lambda: who(dashboard, first), [None, children[0], None])
    assert who(dashboard, second) == [None, None]


def test_a_letter_that_comes_again_is_followed_once(dashboard: Dashboard) -> None:
    dashboard.window.add_init_script(DEAF)
    window = open_photo(dashboard)
    with dashboard.album.read() as conn:
        first, second = browse.photo_ids(conn, browse.Which.ALL, None)[:2]
    window.evaluate("globalThis.deaf = true")
    drag(window, (0.4, 0.05), (0.55, 0.3))
    dashboard.eventually(lambda: len(jobs.living(dashboard.album)), 1)  # each following asks for a look
    with dashboard.album.write() as conn:
        conn.execute(job_tables.job.delete())
    window.keyboard.press("n")  # waits for the answer, and goes when the letter is sent once more
    expect(window.get_by_text("Photo 2 of 14")).to_be_visible()
    expect(boxes_on(window)).to_have_count(2)
    dashboard.settle()
    assert jobs.living(dashboard.album) == []
    assert [len(stands(dashboard, photo_id).faces) for photo_id in (first, second)] == [3, 2]


@pytest.mark.parametrize("away", ["another page", "another site", "the same site, by its address"])
def test_the_way_back_leads_to_the_same_photo_with_all_its_boxes(dashboard: Dashboard, away: str) -> None:
    with dashboard.album.read() as conn:
        third, fourth = browse.photo_ids(conn, browse.Which.ALL, None)[2:4]
    window = open_photo(dashboard, third)
    expect(window.get_by_text("Photo 3 of 14")).to_be_visible()
    turn(window, "n")  # the photo before has two boxes as well
    expect(window.get_by_text("Photo 4 of 14")).to_be_visible()
    expect(boxes_on(window)).to_have_count(2)
    drag(window, (0.4, 0.05), (0.55, 0.3))
    dashboard.eventually(lambda: len(stands(dashboard, fourth).faces), 3)
    dashboard.settle()
    if away == "another page":
        window.get_by_role("link", name="Settings", exact=True).click()
        expect(window).to_have_title("Settings · Cubby")
        expect(photo_on(window)).to_have_count(0)
        dashboard.settle()
    elif away == "another site":
        window.goto("data:text/html,<title>elsewhere</title>")
    else:
        window.goto(f"{dashboard.url}/settings")
        expect(window).to_have_title("Settings · Cubby")
    window.go_back()
    expect(window.get_by_text("Photo 4 of 14")).to_be_visible()
    expect(boxes_on(window)).to_have_count(3)
    expect(window).to_have_url(f"{dashboard.url}/label?photo={fourth}")
    dashboard.settle()
    drag(window, (0.7, 0.05), (0.8, 0.3))  # it takes steps as ever
    dashboard.eventually(lambda: len(stands(dashboard, fourth).faces), 4)


def test_history_takes_boxes_back_and_makes_them_again(dashboard: Dashboard, children: list[int]) -> None:
    window = open_photo(dashboard)
    photo_id = int(window.url.rpartition("photo=")[2])
    before = stands(dashboard, photo_id).faces
    drag(window, (0.4, 0.05), (0.55, 0.3))
    dashboard.eventually(lambda: len(stands(dashboard, photo_id).faces), 3)
    window.keyboard.press("1")
    dashboard.eventually(lambda: who(dashboard, photo_id), [None, children[0], None])
    boxes_on(window).last.focus()
    window.keyboard.press("Delete")
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces, before)
    boxes_on(window).first.focus()
    window.keyboard.press("e")
    window.keyboard.press("Shift+ArrowDown")
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces[0].box.y1, round(before[0].box.y1 + 10))
    dashboard.settle()
    window = dashboard.open("label?view=history")
    for words in ("Box moved", "Box removed: Anna", "Box drawn"):
        expect(window.get_by_text(words)).to_be_visible()
    backs = window.get_by_role("button", name="Take back", exact=True)
    backs.first.click()
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces, before)
    expect(backs).to_have_count(2)
    backs.last.click()  # the box that was drawn: it is gone
    expect(window.get_by_text("One box stays as it is: it was changed again since, or is gone.")).to_be_visible()
    assert stands(dashboard, photo_id).faces == before
    backs.first.click()
    dashboard.eventually(lambda: who(dashboard, photo_id), [None, children[0], None])
    expect(window.get_by_role("button", name="Do it again")).to_have_count(2)
    window.get_by_role("button", name="Take back the last 2…").click()
    expect(window.get_by_text("Take back the last 2 steps, about one face?")).to_be_visible()
    expect(window.get_by_text("Anna: 1 · Box drawn: 1")).to_be_visible()
    window.get_by_role("button", name="Take them back").click()
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces, before)
    expect(window.get_by_role("button", name="Do it again")).to_have_count(3)
    window.get_by_role("button", name="Do it again").last.click()
    dashboard.eventually(lambda: who(dashboard, photo_id), [None, children[0], None])  # with its name
    expect(window.get_by_role("button", name="Do it again")).to_have_count(2)
    window.get_by_role("combobox", name="What was said or done").click()
    window.get_by_role("option", name="Box moved").click()
    expect(window.get_by_text("Box drawn")).to_have_count(0)
    window.get_by_role("button", name="Do it again").click()
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces[0].box.y1, round(before[0].box.y1 + 10))


def test_move_size_remove_and_take_it_all_back(dashboard: Dashboard, turned: int) -> None:
    window = open_photo(dashboard, turned)
    drag(window, (0.2, 0.2), (0.4, 0.4))
    drag(window, (0.6, 0.6), (0.8, 0.8))
    dashboard.eventually(
        lambda: are_there(dashboard, turned, [(0.2, 0.2, 0.4, 0.4), (0.6, 0.6, 0.8, 0.8)]), wanted=True
    )
    drag(window, (0.7, 0.7), (0.6, 0.75))  # the box that was drawn last is held
    moved = [(0.2, 0.2, 0.4, 0.4), (0.5, 0.65, 0.7, 0.85)]
    dashboard.eventually(lambda: are_there(dashboard, turned, moved), wanted=True)
    drag(window, (0.7, 0.85), (0.9, 0.9))  # by its lower right handle
    sized = [(0.2, 0.2, 0.4, 0.4), (0.5, 0.65, 0.9, 0.9)]
    dashboard.eventually(lambda: are_there(dashboard, turned, sized), wanted=True)
    window.mouse.click(*at(window, 0.3, 0.3))
    window.keyboard.press("Delete")
    dashboard.eventually(lambda: are_there(dashboard, turned, sized[1:]), wanted=True)
    expect(boxes_on(window)).to_have_count(1)
    for left in (sized, moved, [(0.2, 0.2, 0.4, 0.4), (0.6, 0.6, 0.8, 0.8)], [(0.2, 0.2, 0.4, 0.4)], []):
        window.keyboard.press("u")
        dashboard.eventually(lambda left=left: are_there(dashboard, turned, left), wanted=True)  # type: ignore[misc]
    expect(window.get_by_role("button", name="Undo")).to_be_disabled()
    window.keyboard.press("y")
    dashboard.eventually(lambda: are_there(dashboard, turned, [(0.2, 0.2, 0.4, 0.4)]), wanted=True)


def test_keys_name_the_faces_one_after_the_other_and_undo(dashboard: Dashboard, children: list[int]) -> None:
    window = open_photo(dashboard)
    photo_id = int(window.url.rpartition("photo=")[2])
    assert who(dashboard, photo_id) == [None, None]
    expect(boxes_on(window).first).to_be_focused()
    window.keyboard.press("2")
    expect(boxes_on(window).last).to_be_focused()
    window.keyboard.press("s")
    dashboard.eventually(lambda: who(dashboard, photo_id), [children[1], Statement.IS_STRANGER])
    window.keyboard.press("3")  # the last one has the ring still: a correction
    dashboard.eventually(lambda: who(dashboard, photo_id), [children[1], children[2]])
    window.keyboard.press("Backspace")
    window.keyboard.press("u")
    window.keyboard.press("u")
    dashboard.eventually(lambda: who(dashboard, photo_id), [None, None])
    window.get_by_role("button", name="Anna").click()
    dashboard.eventually(lambda: who(dashboard, photo_id)[0], children[0])


def test_a_found_face_is_never_removed_and_a_moved_one_keeps_its_name(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_photo(dashboard)
    photo_id = int(window.url.rpartition("photo=")[2])
    before = stands(dashboard, photo_id).faces
    window.keyboard.press("1")
    dashboard.eventually(lambda: who(dashboard, photo_id), [children[0], None])
    window.keyboard.press("Delete")
    dashboard.eventually(lambda: who(dashboard, photo_id), [children[0], Statement.IS_NOT_FACE])
    boxes_on(window).first.focus()
    window.keyboard.press("e")
    nudges: list[dict[str, str | bool]] = [{"code": "ArrowRight"}, {"code": "ArrowRight"}, {"code": "ArrowDown"}]
    nudges += [{"code": "ArrowDown", "shiftKey": True}, {"code": "ArrowRight", "altKey": True}]
    window.evaluate(AT_ONCE, nudges)  # one step for all of them, as no moment goes by between two
    old = before[0].box  # this photo is its own canvas: one press is one pixel
    new = Box(round(old.x1 + 2), round(old.y1 + 11), round(old.x2 + 3), round(old.y2 + 11))
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces[0].box, new)
    now = stands(dashboard, photo_id).faces
    assert [face.id for face in now] == [face.id for face in before]
    assert who(dashboard, photo_id) == [children[0], Statement.IS_NOT_FACE]
    window.keyboard.press("Delete")
    dashboard.eventually(lambda: who(dashboard, photo_id), [Statement.IS_NOT_FACE] * 2)
    for _ in range(2):
        window.keyboard.press("u")
    dashboard.eventually(lambda: stands(dashboard, photo_id).faces[0].box, old)


def test_a_click_is_no_box_and_nothing_moves_that_is_not_held(dashboard: Dashboard) -> None:
    window = open_photo(dashboard)
    photo_id = int(window.url.rpartition("photo=")[2])
    before = stands(dashboard, photo_id).faces
    window.mouse.click(*at(window, 0.5, 0.95))
    place = boxes_on(window).first.locator(".line").bounding_box()
    assert place is not None
    window.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    window.mouse.down()
    window.mouse.move(place["x"] + place["width"] - 5, place["y"] + place["height"] - 5, steps=3)
    window.mouse.up()  # inside a box that is not held: another face in front of it
    dashboard.eventually(lambda: len(stands(dashboard, photo_id).faces), 3)
    assert [face for face in stands(dashboard, photo_id).faces if not face.is_drawn] == list(before)


def test_away_and_back_shows_what_stands_and_the_next_photo_by_key(dashboard: Dashboard, children: list[int]) -> None:
    window = open_photo(dashboard)
    expect(window.get_by_text("Photo 1 of 14")).to_be_visible()
    with dashboard.album.read() as conn:
        first, second = browse.photo_ids(conn, browse.Which.ALL, None)[:2]
    drag(window, (0.4, 0.05), (0.55, 0.3))
    window.keyboard.press("3")
    window.keyboard.press("n")
    expect(window.get_by_text("Photo 2 of 14")).to_be_visible()
    expect(boxes_on(window)).to_have_count(2)
    dashboard.eventually(lambda: who(dashboard, first), [None, children[2], None])
    assert who(dashboard, second) == [None, None]
    window.keyboard.press("ArrowLeft")
    expect(window.get_by_text("Photo 1 of 14")).to_be_visible()
    expect(boxes_on(window)).to_have_count(3)
    expect(boxes_on(window).nth(1)).to_have_attribute("aria-label", "Face 2 of 3: Chan")
    expect(window.get_by_role("button", name="Undo")).to_be_disabled()
    window.get_by_role("link", name="Settings", exact=True).click()
    expect(window).to_have_title("Settings · Cubby")
    dashboard.settle()
    open_photo(dashboard, second)
    expect(window.get_by_text("Photo 2 of 14")).to_be_visible()
    expect(boxes_on(window).first).to_be_focused()
    window.keyboard.press("b")
    expect(boxes_on(window)).to_have_count(3)
    assert len(stands(dashboard, first).faces) == 3
    assert len(stands(dashboard, second).faces) == 2


def test_keys_are_about_the_photo_that_is_seen_and_not_about_one_that_is_going(
    dashboard: Dashboard, children: list[int]
) -> None:
    window = open_photo(dashboard)
    with dashboard.album.read() as conn:
        first, second = browse.photo_ids(conn, browse.Which.ALL, None)[:2]
    before = photo_on(window).get_attribute("href")
    window.evaluate(AT_ONCE, [{"code": "KeyN"}, {"code": "Digit1"}])  # 1 too early: nobody has seen the next photo
    expect(window.locator(f'svg image:not([href="{before}"])')).to_be_visible()
    expect(photo_on(window)).to_have_count(1)
    window.keyboard.press("2")
    dashboard.eventually(lambda: who(dashboard, second), [children[1], None])
    assert who(dashboard, first) == [None, None]


def test_the_next_photos_picture_is_made_ahead(dashboard: Dashboard) -> None:
    open_photo(dashboard)
    with dashboard.album.read() as conn:
        shown = [browse.photo(conn, photo_id) for photo_id in browse.photo_ids(conn, browse.Which.ALL, None)[:3]]
    paths = [screens.path(dashboard.album, one.sha256) for one in shown if one is not None]
    dashboard.eventually(lambda: [path.exists() for path in paths], [True, True, False])


def test_filters(dashboard: Dashboard, turned: int, children: list[int]) -> None:
    with dashboard.album.write() as conn:
        some = browse.photo_ids(conn, browse.Which.UNNAMED, None)[4]
        for face_id in faces.of_photo(conn, some):
            labels.add(conn, face_id, Statement.IS_PERSON, children[1], origin=LabelOrigin.NAMED)
    window = open_photo(dashboard)
    expect(window.get_by_text("Photo 1 of 15")).to_be_visible()
    for choice, total, photo_id in (
        ("Without any face", 1, turned),
        ("With a face without a name", 13, None),
        ("Bora", 1, some),
        ("All photos", 15, None),
    ):
        window.get_by_role("combobox", name="Which photos").click()
        window.get_by_role("option", name=choice).click()
        expect(window.get_by_text(re.compile(rf"Photo 1 of {total}\b"))).to_be_visible()
        if photo_id is not None:
            expect(window).to_have_url(f"{dashboard.url}/label?photo={photo_id}")
    window.get_by_role("combobox", name="Which photos").click()
    window.get_by_role("option", name="Chan").click()
    expect(window.get_by_text("No photo is like that. Choose others above.")).to_be_visible()


def test_zoomed_in_a_box_is_drawn_where_it_is_seen(dashboard: Dashboard, turned: int) -> None:
    window = open_photo(dashboard, turned)
    whole = width(window)
    window.mouse.move(*at(window, 0.3, 0.4))
    window.mouse.wheel(0, -700)
    dashboard.eventually(lambda: width(window) > 4 * whole, wanted=True)  # exp(1.4) times
    window.keyboard.press("Equal")
    dashboard.eventually(lambda: width(window) > 5.6 * whole, wanted=True)  # and 1.4 times that
    drag(window, (0.28, 0.39), (0.33, 0.42))
    dashboard.eventually(lambda: are_there(dashboard, turned, [(0.28, 0.39, 0.33, 0.42)]), wanted=True)
    window.keyboard.press("Escape")
    window.keyboard.down("Space")
    place = at(window, 0.3, 0.4)
    drag(window, (0.3, 0.4), (0.33, 0.42))
    window.keyboard.up("Space")
    assert at(window, 0.3, 0.4) != place
    assert len(stands(dashboard, turned).faces) == 1
    window.keyboard.press("f")
    dashboard.eventually(lambda: width(window), pytest.approx(whole))


def test_a_missed_face_is_looked_at_by_the_worker(
    dashboard: Dashboard, resting: BaseFileLock, children: list[int]
) -> None:
    with dashboard.album.write() as conn:
        photo_id = browse.photo_ids(conn, browse.Which.ALL, None)[0]
        found, _ = faces.of_photo(conn, photo_id)
        conn.execute(tables.face.delete().where(tables.face.c.id == found))
    resting.release()
    with workers.working(dashboard.album):
        window = open_photo(dashboard, photo_id)
        drag(window, (80 / 640, 80 / 480), (240 / 640, 280 / 480))
        window.keyboard.press("1")
        dashboard.eventually(lambda: who(dashboard, photo_id).count(children[0]), 1)

        def embedded() -> int:
            with dashboard.album.read() as conn:
                return len(faces.embeddings(conn, Looker.embedder_name)[0])

        dashboard.eventually(embedded, 28)
    with dashboard.album.read() as conn:
        face = conn.execute(tables.face.select().where(tables.face.c.origin == FaceOrigin.HUMAN.value)).one()
    assert len(face.landmarks) == 5
    assert face.sharpness > 0


def test_a_photo_whose_file_is_gone_can_be_named_but_not_drawn_on(
    dashboard: Dashboard, turned: int, children: list[int], tmp_path: Path
) -> None:
    with dashboard.album.write() as conn:
        faces_on = browse.photo_ids(conn, browse.Which.UNNAMED, None)[0]
        conn.execute(tables.file.delete().where(tables.file.c.photo_id == faces_on))
    window = open_photo(dashboard, faces_on)
    expect(window.get_by_text("is no longer where it was, or it was changed.")).to_be_visible()
    drag(window, (0.4, 0.05), (0.55, 0.3))
    window.keyboard.press("2")
    dashboard.eventually(lambda: who(dashboard, faces_on), [children[1], None])
    expect(boxes_on(window)).to_have_count(2)


@pytest.fixture
def touched(browser: Browser, dashboard: Dashboard) -> Iterator[Dashboard]:
    """The dashboard on a tablet, touched with fingers."""
    context = browser.new_context(viewport={"width": 1024, "height": 768}, locale="en-US", has_touch=True)
    window = context.new_page()
    window.add_locator_handler(window.locator(REDRAWING), lambda _: None)
    yield Dashboard(dashboard.album, window, dashboard.url)
    context.close()


def test_fingers_draw_take_hold_move_name_and_zoom(touched: Dashboard, turned: int, children: list[int]) -> None:
    window = open_photo(touched, turned)
    cdp = window.context.new_cdp_session(window)

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(places)]
        cdp.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def slide(start: tuple[float, float], end: tuple[float, float]) -> None:
        touch("touchStart", at(window, *start))
        touch("touchMove", at(window, (start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        touch("touchMove", at(window, *end))
        touch("touchEnd")

    slide((0.2, 0.3), (0.5, 0.5))
    touched.eventually(lambda: are_there(touched, turned, [(0.2, 0.3, 0.5, 0.5)]), wanted=True)
    slide((0.35, 0.4), (0.45, 0.5))
    touched.eventually(lambda: are_there(touched, turned, [(0.3, 0.4, 0.6, 0.6)]), wanted=True)
    named = "Face 1 of 1: Bora"
    touched.until(
        window.get_by_role("button", name="Bora").tap, lambda: boxes_on(window).first.get_attribute("aria-label"), named
    )
    touched.eventually(lambda: who(touched, turned), [children[1]])
    before = width(window)
    (x, y) = at(window, 0.5, 0.5)
    touch("touchStart", (x - 20, y), (x + 20, y))
    touch("touchMove", (x - 60, y), (x + 60, y))
    touch("touchEnd")
    touched.eventually(lambda: width(window), pytest.approx(3 * before, rel=0.02))
    assert len(stands(touched, turned).faces) == 1
    touched.until(window.get_by_role("button", name="Remove").tap, boxes_on(window).count, 0)
    touched.eventually(lambda: len(stands(touched, turned).faces), 0)


COUNT_RUNS = """() => {
  const app = document.querySelector("[data-testid=stApp]");
  globalThis.runs = 0;
  new MutationObserver(() => (runs += app.dataset.testScriptState === "notRunning")).observe(app, {
    attributeFilter: ["data-test-script-state"],
  });
}"""  # that have ended since


def test_the_other_editor_draws_and_names(dashboard: Dashboard, turned: int, children: list[int]) -> None:
    window = open_photo(dashboard, turned)
    window.get_by_text("Use the other editor").click()
    canvas = window.locator("canvas.upper-canvas")
    expect(canvas).to_be_visible()
    dashboard.settle()
    window.evaluate(COUNT_RUNS)
    window.get_by_text("Chan", exact=True).click()
    window.wait_for_function("globalThis.runs > 0")  # the canvas was told that the next box is Chan's
    dashboard.settle()
    window.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")  # and heard it
    place = canvas.bounding_box()
    assert place is not None
    parts = (0.2, 0.3, 0.5, 0.5)
    window.mouse.move(place["x"] + parts[0] * place["width"], place["y"] + parts[1] * place["height"])
    window.mouse.down()
    for part in (0.5, 1.0):
        x, y = (parts[side] + part * (parts[side + 2] - parts[side]) for side in (0, 1))
        window.mouse.move(place["x"] + x * place["width"], place["y"] + y * place["height"])
    window.mouse.up()
    dashboard.eventually(lambda: who(dashboard, turned), [children[2]])
    (face,) = stands(dashboard, turned).faces
    pixel = UPRIGHT.width / place["width"]  # this canvas is smaller, and its boxes' lines count as a part of them
    assert all(abs(now - then) <= 2 * pixel for now, then in zip(face.box, wanted(parts), strict=True))
    window.get_by_text("Use the other editor").click()
    expect(boxes_on(window).first).to_have_attribute("aria-label", "Face 1 of 1: Chan")
