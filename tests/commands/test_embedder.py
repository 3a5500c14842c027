"""The commands embedder set, list and use."""

from pathlib import Path

from core.rules.embedders import BUILT_IN
from core.store import embedders as stored
from core.store import jobs, runs
from tests import killing, onnx_files
from tests.commands.conftest import Cubby
from tests.conftest import LittleClass


def chosen(little_class: LittleClass) -> str:
    with little_class.album.read() as conn:
        return stored.chosen(conn)


def test_set_list_and_use(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    album, path = ("--album", little_class.album.folder), onnx_files.projection(tmp_path / "small.onnx")
    said = cubby(*album, "embedder", "set", path, "--licence", "CC BY 4.0", "--colours", "bgr")
    name = chosen(little_class)
    assert (said.code, name.endswith("-bgr-signed")) == (0, True)
    assert f"{name} is in the album now: 16 numbers for a face, colours bgr, points signed." in said.out
    assert "4 faces got their numbers." in said.out
    lines = cubby(*album, "embedder", "list").out.splitlines()
    assert lines == [f"  {BUILT_IN}  Apache-2.0  comes with Cubby", f"* {name}  CC BY 4.0  {path}"]
    said = cubby(*album, "embedder", "use", "sface")
    assert (said.code, chosen(little_class)) == (0, BUILT_IN)
    assert "Every face had its numbers already." in said.out


def test_what_is_no_embedder_is_told_in_a_sentence(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    album, path = ("--album", little_class.album.folder), tmp_path / "text.onnx"
    path.write_text("no network")
    said = cubby(*album, "embedder", "set", path, "--licence", "MIT")
    assert (said.code, said.err.strip()) == (2, "This is no ONNX file, or it is cut off.")
    assert cubby(*album, "embedder", "use", "nobody").code == 3
    assert chosen(little_class) == BUILT_IN


def test_the_worker_can_do_it(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    path = onnx_files.projection(tmp_path / "small.onnx")
    with killing.without_worker(little_class.album):
        said = cubby("--album", little_class.album.folder, "embedder", "set", path, "--licence", "MIT", "--background")
    assert said.code == 0
    (job,) = jobs.living(little_class.album)
    assert job.arguments == {"path": str(path), "licence": "MIT", "colours": "rgb", "scale": None}


def test_remove(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    album, path = ("--album", little_class.album.folder), onnx_files.projection(tmp_path / "small.onnx")
    cubby(*album, "embedder", "set", path, "--licence", "MIT")
    name = chosen(little_class)
    refused = cubby(*album, "embedder", "remove", name)
    assert (refused.code, refused.err.startswith(f"Cubby learns on {name}, so it stays.")) == (2, True)
    cubby(*album, "embedder", "use", "sface")
    with little_class.album.write() as conn:
        run_id = runs.start(conn, "head", {}, name, 0)
    refused = cubby(*album, "embedder", "remove", "onnx")  # nobody is there to be asked
    assert (
        refused.code,
        refused.err.startswith(f"What was learned on {name} would no longer work (runs: {run_id})"),
    ) == (2, True)
    said = cubby(*album, "embedder", "remove", "onnx", "--with-runs")
    assert said.code == 0
    assert said.out.splitlines() == [
        f"{name} was removed, with its file and what it had worked out for 4 faces.",
        f"What was learned on it went, too: {run_id}.",
    ]
    assert cubby(*album, "embedder", "list").out.splitlines() == [f"* {BUILT_IN}  Apache-2.0  comes with Cubby"]
    assert path.exists()  # the user's own file
    assert cubby(*album, "embedder", "remove", "onnx").code == 3
