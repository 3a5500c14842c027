"""Another recogniser by the settings page, in a real browser with a real worker."""

from pathlib import Path

from playwright.sync_api import expect

from core.flows import embedders as flow
from core.flows.embedders import Wish
from core.rules.embedders import BUILT_IN
from core.store import embedders, faces, runs
from tests import onnx_files
from tests.pages import workers
from tests.pages.conftest import Dashboard


def chosen(dashboard: Dashboard) -> str:
    with dashboard.album.read() as conn:
        return embedders.chosen(conn)


def bring(dashboard: Dashboard, path: Path) -> None:
    window = dashboard.window
    window.get_by_text("Another recogniser, for whoever knows one").click()
    window.get_by_label("Where the file is").fill(str(path))
    window.get_by_role("textbox", name="Its licence").fill("MIT")
    window.get_by_text("I may use this file for my photos").click()
    expect(window.get_by_role("checkbox", name="I may use this file for my photos")).to_be_checked()
    window.get_by_role("button", name="Check it and use it").click()


def test_a_file_is_brought_used_and_left_again(dashboard: Dashboard, tmp_path: Path) -> None:
    path = onnx_files.projection(tmp_path / "small.onnx")
    with workers.working(dashboard.album):
        window = dashboard.open("settings")
        expect(window.get_by_text("Cubby learns on SFace")).to_be_visible()
        bring(dashboard, path)
        expect(window.get_by_text("Cubby learns on small.onnx")).to_be_visible(timeout=workers.LONG)
        name = chosen(dashboard)
        with dashboard.album.read() as conn:
            assert len(faces.embeddings(conn, name)[0]) == faces.count(conn)
        option = window.get_by_role("option", name="SFace")
        dashboard.until(window.get_by_role("combobox", name="Recogniser").click, option.count, 1)
        option.click()
        expect(option).to_have_count(0)  # the list closes with the choice
        window.get_by_role("button", name="Use this one").click()
        dashboard.eventually(lambda: chosen(dashboard), BUILT_IN, workers.LONG)
        expect(window.get_by_text("Cubby learns on SFace")).to_be_visible()


def test_a_file_that_is_none_is_refused_in_a_sentence(dashboard: Dashboard, tmp_path: Path) -> None:
    path = tmp_path / "text.onnx"
    path.write_text("no network")
    with workers.working(dashboard.album):
        dashboard.open("settings")
        bring(dashboard, path)
        expect(dashboard.window.get_by_text("This is no ONNX file, or it is cut off.")).to_be_visible(
            timeout=workers.LONG
        )
    assert chosen(dashboard) == BUILT_IN


def test_nothing_is_asked_for_without_the_licence(dashboard: Dashboard, tmp_path: Path) -> None:
    window = dashboard.open("settings")
    window.get_by_text("Another recogniser, for whoever knows one").click()
    window.get_by_label("Where the file is").fill(str(tmp_path / "small.onnx"))
    button = window.get_by_role("button", name="Check it and use it")
    told = window.get_by_text("Please say where the file is and what its licence is")
    dashboard.until(button.click, told.is_visible, True)


def test_a_file_that_is_not_used_any_more_is_removed(dashboard: Dashboard, tmp_path: Path) -> None:
    album, path = dashboard.album, onnx_files.projection(tmp_path / "small.onnx")
    brought = flow.bring(album, Wish(path, "MIT"))
    with album.write() as conn:
        run_id = runs.start(conn, "head", {}, brought.name, 0)
    window = dashboard.open("settings")
    window.get_by_role("button", name="Remove small.onnx").click()
    expect(window.get_by_text(f"The run {run_id} learned on it and goes with it.")).to_be_visible()
    window.get_by_role("button", name="Remove it").click()
    expect(window.get_by_role("button", name="Remove small.onnx")).to_have_count(0)

    def left() -> tuple[list[str], bool]:
        with album.read() as conn:
            names = [one.name for one in embedders.every(album, conn)]
            return names, run_id in [run.id for run in runs.every(conn)]

    dashboard.eventually(left, ([], False))
    assert path.exists()
