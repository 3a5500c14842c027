"""The sorting page in a real browser: learn, move sliders, sort, take back."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from core.flows import train
from core.rules import decisions as rules
from core.rules import preview
from core.rules.decisions import Decisions
from core.rules.folder_rules import FolderRules
from core.store import decision_basis, folder_options, people, runs
from core.store.db import Album
from tests.pages import workers
from tests.pages.conftest import Dashboard, name_two_children

NAMED = 5  # faces of each child


@pytest.fixture
def named(dashboard: Dashboard) -> Dashboard:
    """Some faces of two children are named: of the left one on each photo, and of the right one."""
    name_two_children(dashboard.album, NAMED)
    return dashboard


def judged(album: Album) -> Decisions:
    with album.read() as conn:
        return rules.judge(decision_basis.gather(conn, runs.to_decide_with(conn, None)))


def in_folders(album: Album) -> dict[str, int]:
    """How many photos the album's folders would hold, by the child's name."""
    return {folder.person.name: folder.photos for folder in preview.folders(judged(album), shown=0)}


def photos_in_folders(album: Album) -> int:
    """How many different photos the album's folders would hold together."""
    return len({pair.photo_id for pair in judged(album).pairs()})


def written(folder: Path) -> dict[str, int]:
    return {child.name: len(list(child.iterdir())) for child in folder.iterdir() if child.is_dir()}


def test_without_names_the_page_says_what_to_do(dashboard: Dashboard) -> None:
    window = dashboard.open("sort")
    expect(window.get_by_text("Nothing is named yet")).to_be_visible()
    window.get_by_role("link", name="Name faces →").click()
    expect(window).to_have_url(dashboard.url + "/label")


def test_learn_sort_and_take_back(named: Dashboard, tmp_path: Path) -> None:
    with workers.working(named.album):
        window = named.open("sort")
        expect(window.get_by_text("10 faces of 2 children")).to_be_visible()
        window.get_by_role("button", name="Learn").click()
        expect(window.get_by_text("Learned from 10 named faces of 2 children")).to_be_visible(timeout=workers.LONG)
        counted = in_folders(named.album)
        assert min(counted.values()) >= NAMED
        window.get_by_label("Folder for the children’s folders").fill(str(tmp_path / "sorted"))
        window.keyboard.press("Enter")
        window.get_by_role("button", name="See what would be written").click()
        offered = f"{sum(counted.values())} copies of {photos_in_folders(named.album)} photos"
        expect(window.get_by_text(offered)).to_be_visible()
        window.get_by_role("button", name="Fill the folders").click()
        expect(window.get_by_text(f"{sum(counted.values())} written to")).to_be_visible(timeout=workers.LONG)
        assert written(tmp_path / "sorted") == counted
        assert (tmp_path / "sorted" / "cubby-manifest.csv").exists()
        window.get_by_role("button", name="Take back").click()
        expect(window.get_by_text(f"{sum(counted.values())} taken back")).to_be_visible(timeout=workers.LONG)
        assert not any((tmp_path / "sorted").iterdir())
        expect(window.get_by_role("button", name="Take back")).to_have_count(0)


def test_a_slider_changes_the_folder_at_once(named: Dashboard) -> None:
    train.train_head(named.album)
    with named.album.write() as conn:
        anna = people.by_name(conn, "Anna")
        people.set_threshold(conn, anna.id, 0.9)

    def threshold() -> float | None:
        with named.album.read() as conn:
            return people.by_name(conn, "Anna").threshold

    window = named.open("sort")
    card = window.locator(f".st-key-child-{anna.id}")
    expect(card.get_by_text(f"{in_folders(named.album)['Anna']} photos")).to_be_visible()
    expect(card.locator(".face-groups i").first).to_be_visible()
    card.get_by_role("slider").press("Home")
    expect(card.get_by_text("30 %").first).to_be_visible()
    named.eventually(threshold, 0.3)
    expect(card.get_by_text(f"{in_folders(named.album)['Anna']} photos")).to_be_visible()
    card.get_by_role("button", name="Set automatically").click()
    expect(card.get_by_role("button", name="Set automatically")).to_have_count(0)
    named.eventually(threshold, None)


def test_a_preview_that_is_old_is_not_carried_out(named: Dashboard) -> None:
    train.train_head(named.album)
    window = named.open("sort")
    window.get_by_role("button", name="See what would be written").click()
    expect(window.locator(".st-key-sort-start")).to_be_visible()
    window.get_by_role("radio", name="Move").click()
    expect(window.get_by_text("Your originals will be moved")).to_be_visible()
    expect(window.locator(".st-key-sort-start")).to_have_count(0)


def test_a_slider_takes_back_what_was_offered(named: Dashboard) -> None:
    train.train_head(named.album)
    window = named.open("sort")
    window.get_by_role("button", name="See what would be written").click()
    expect(window.locator(".st-key-sort-start")).to_be_visible()
    named.settle()
    window.get_by_role("slider", name="How sure Cubby must be").first.press("End")
    expect(window.locator(".st-key-sort-start")).to_have_count(0)


def test_a_folder_that_cannot_be_sorted_into_is_refused_before(named: Dashboard) -> None:
    train.train_head(named.album)
    window = named.open("sort")
    window.get_by_label("Folder for the children’s folders").fill(str(named.album.folder / "thumbs"))
    window.keyboard.press("Enter")
    window.get_by_role("button", name="See what would be written").click()
    expect(window.get_by_text("belongs to the album itself")).to_be_visible()


def test_unsure_faces_are_a_click_away(named: Dashboard) -> None:
    train.train_head(named.album)
    window = named.open("sort")
    window.get_by_role("link", name="Name the unsure faces").click()
    expect(window).to_have_url(re.compile(r"/label\?order=unsure"))


def test_without_photos_the_page_says_what_to_do(dashboard: Dashboard) -> None:
    with dashboard.album.write() as conn:
        conn.exec_driver_sql("DELETE FROM face")
    window = dashboard.open("sort")
    window.get_by_role("link", name="Choose photos").click()
    expect(window).to_have_url(f"{dashboard.url}/library")


def test_new_faces_are_learned_before_they_are_sorted(named: Dashboard) -> None:
    train.train_head(named.album)
    with named.album.write() as conn:
        conn.exec_driver_sql(
            "INSERT INTO face (photo_id, x1, y1, x2, y2, landmarks, side, sharpness, yaw, origin) "
            "VALUES (1, 0, 0, 9, 9, '[]', 9, 9, 0, 'human')"
        )
        conn.exec_driver_sql(
            "INSERT INTO embedding SELECT (SELECT max(id) FROM face), embedder, vector FROM embedding "
            "WHERE embedder LIKE 'sface%' LIMIT 1"
        )
    window = named.open("sort")
    expect(window.get_by_text("One face has come into the album since then")).to_be_visible()
    expect(window.get_by_text("Fill the folders")).to_have_count(0)


def test_rules_leave_photos_out_of_the_folders(named: Dashboard) -> None:
    train.train_head(named.album)
    with named.album.write() as conn:
        person_id = people.by_name(conn, "Anna").id
        folder_options.set_repeats(conn, [1], can=True)
    photos = in_folders(named.album)["Anna"]
    anna = window_of_a_child(named, person_id, photos)
    window = named.window
    window.locator(".st-key-rules summary").click()
    expect(window.get_by_role("slider", name="How well a child must be shown")).to_be_visible()
    photo = window.locator(".st-key-repeats-1")
    named.until(lambda: turn(photo, "A child may be here twice", on=False), lambda: mirrors(named.album), [])
    expect(photo).to_have_count(0)  # drawn anew, so that what is chosen next is not drawn over
    window.get_by_role("slider", name="Smallest face").press("End")
    named.eventually(lambda: rules_of(named.album).side, 300.0)
    expect(anna.get_by_text("0 photos")).to_be_visible()
    expect(window.get_by_text("left out of the folders by what you chose here")).to_be_visible()
    window.get_by_role("slider", name="Smallest face").press("Home")
    named.eventually(lambda: rules_of(named.album).side, 0.0)
    expect(anna.get_by_text(f"{photos} photos")).to_be_visible()
    window.get_by_role("slider", name="How well a child must be shown").press("End")
    named.eventually(lambda: rules_of(named.album).shown, 1.0)
    expect(window.get_by_text("No longer")).to_be_visible()
    rules = window.locator(".st-key-rules")
    strangers = "No photos with strangers"
    named.until(lambda: turn(rules, strangers, on=True), lambda: rules_of(named.album).no_strangers, True)


def test_who_is_missing_from_a_month_is_said(named: Dashboard) -> None:
    train.train_head(named.album)
    with named.album.write() as conn:
        people.add(conn, "Cleo")
        conn.exec_driver_sql("UPDATE photo SET taken_at = '2026-05-01 12:00:00'")
    window = named.open("sort")
    expect(window.get_by_text("Cleo is on none of the photos of May 2026.")).to_be_visible()
    window.locator(".st-key-coverage summary").click()
    expect(window.locator(".st-key-coverage .js-plotly-plot")).to_be_visible()


def test_the_files_are_named_as_chosen(named: Dashboard, tmp_path: Path) -> None:
    train.train_head(named.album)
    with workers.working(named.album):
        window = named.open("sort")
        window.get_by_role("radio", name=re.compile("^0001_")).click()
        named.eventually(lambda: names_of(named.album), "{number}_{original}")
        window.get_by_label("Folder for the children’s folders").fill(str(tmp_path / "sorted"))
        window.keyboard.press("Enter")
        window.get_by_role("button", name="See what would be written").click()
        window.get_by_role("button", name="Fill the folders").click()
        expect(window.get_by_text("written to")).to_be_visible(timeout=workers.LONG)
    assert all(re.match(r"\d{4}_\d+\.jpg", path.name) for path in (tmp_path / "sorted" / "Anna").iterdir())


def test_where_photos_were_taken_is_left_out_of_copies_alone(named: Dashboard, tmp_path: Path) -> None:
    train.train_head(named.album)
    with workers.working(named.album):
        window = named.open("sort")
        switch = window.get_by_role("switch", name="Leave out where photos were taken")
        window.get_by_text("Leave out where photos were taken").click()
        named.eventually(lambda: strips(named.album), True)
        window.get_by_role("radio", name="Link").click()
        expect(window.get_by_text("where they were taken stays in them")).to_be_visible()
        expect(switch).to_be_disabled()
        window.get_by_role("radio", name="Copy").click()
        expect(window.get_by_text("where they were taken stays in them")).to_be_hidden()
        expect(switch).to_be_checked()
        window.get_by_label("Folder for the children’s folders").fill(str(tmp_path / "sorted"))
        window.keyboard.press("Enter")
        window.get_by_role("button", name="See what would be written").click()
        expect(window.locator(".st-key-sort-offer")).to_be_visible()
        window.get_by_role("button", name="Fill the folders").click()
        expect(window.get_by_text("written to")).to_be_visible(timeout=workers.LONG)
    with named.album.read() as conn:
        assert folder_options.recorded(conn, 1)[2]


def window_of_a_child(dashboard: Dashboard, person_id: int, photos: int) -> Locator:
    """Open the page and wait for a child's card."""
    card = dashboard.open("sort").locator(f".st-key-child-{person_id}")
    expect(card.get_by_text(f"{photos} photos")).to_be_visible()
    return card


def turn(place: Locator, name: str, *, on: bool) -> None:
    """Turn a switch that was not turned yet: where the server is slow, a second click would turn it back."""
    if place.get_by_role("switch", name=name).is_checked() != on:
        place.get_by_text(name).click()


def rules_of(album: Album) -> FolderRules:
    with album.read() as conn:
        return folder_options.rules(conn)


def mirrors(album: Album) -> list[int]:
    with album.read() as conn:
        return list(folder_options.repeats(conn).tolist())


def strips(album: Album) -> bool:
    with album.read() as conn:
        return folder_options.strip(conn)


def names_of(album: Album) -> str:
    with album.read() as conn:
        return folder_options.names(conn)
