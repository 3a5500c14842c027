"""The page of results in a real browser: what runs did, who was taken for whom, and mistakes put right."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from core.base.records import Statement
from core.flows import train
from core.store import judged_faces, labels, runs
from tests.pages import conftest
from tests.pages.conftest import Dashboard


@pytest.fixture
def learned(dashboard: Dashboard) -> Dashboard:
    """Two children with twelve names each, and what was learned of them."""
    conftest.name_two_children(dashboard.album, each=12)
    train.train_head(dashboard.album)
    return dashboard


def test_nothing_learned_leads_to_learning(dashboard: Dashboard) -> None:
    window = dashboard.open("results")
    expect(window.get_by_text("Cubby has learned nothing yet")).to_be_visible()
    window.get_by_role("link", name="Learn first").click()
    expect(window.get_by_role("heading", name="Sorting")).to_be_visible()


def test_every_view_of_a_run_is_drawn(learned: Dashboard) -> None:
    window = learned.open("results")
    expect(window.get_by_text("1 · Quick: The quick way of learning")).to_be_visible()
    expect(window.get_by_test_id("stPlotlyChart")).to_have_count(2)
    window.get_by_text("Sureness", exact=True).click()
    expect(window.get_by_text("How often it was right")).to_be_visible()
    window.get_by_text("Rounds", exact=True).click()
    expect(window.get_by_text("This training took no rounds")).to_be_visible()
    window.get_by_text("Mistakes", exact=True).click()
    expect(window.get_by_text("No mistakes among the faces").or_(window.get_by_role("grid"))).to_be_visible()


def test_a_number_of_the_table_shows_its_faces_to_be_put_right(learned: Dashboard) -> None:
    window = learned.open("results")
    window.get_by_text("Mix-ups", exact=True).click()
    places = window.locator(".scatterlayer .point")
    expect(places).to_have_count(9)  # two children and strangers, by two names and none
    labels_drawn = window.locator(".heatmap-label text")
    expect(labels_drawn).to_have_count(9)
    counts = [int(text) for text in labels_drawn.all_text_contents()]
    assert sum(counts) == 24
    fullest = counts.index(max(counts))
    window.locator(".nsewdrag").hover(trial=True)  # lies over the points; waits until nothing moves any more
    places.nth(fullest).hover(force=True)
    expect(window.locator(".hovertext")).to_contain_text(str(counts[fullest]))  # a click is for what this is about
    places.nth(fullest).click(force=True)
    cells = window.get_by_role("gridcell")
    expect(cells).to_have_count(counts[fullest])
    with learned.album.read() as conn:
        before = labels.last(conn)
    cells.first.focus()
    window.keyboard.press("s")
    learned.eventually(lambda: _last(learned), before + 1)
    with learned.album.read() as conn:
        identities = [stands.identity for stands in labels.standing(conn).values()]
    assert identities.count(Statement.IS_STRANGER) == 1


def test_the_runs_are_kept_as_a_table(learned: Dashboard, tmp_path: Path) -> None:
    window = learned.open("results")
    with window.expect_download() as download:
        window.get_by_role("button", name="As a table").click()
    download.value.save_as(tmp_path / "runs.csv")
    head, *rows = (tmp_path / "runs.csv").read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("Training,Sorts,When,Names,Right,Found")
    assert len(rows) == 1 and rows[0].startswith("1 · Quick,✓,")


def test_faces_that_are_gone_are_told(learned: Dashboard) -> None:
    with learned.album.write() as conn:
        conn.exec_driver_sql("DELETE FROM label WHERE face_id = (SELECT min(face_id) FROM label)")
    with learned.album.read() as conn:
        assert judged_faces.of_run(conn, runs.to_decide_with(conn, None)) is None
    window = learned.open("results")
    window.get_by_text("Mistakes", exact=True).click()
    expect(window.get_by_text("Some of its faces are no longer in the album")).to_be_visible()


def _last(learned: Dashboard) -> int:
    with learned.album.read() as conn:
        return labels.last(conn)
