"""The program as people start it: a process of its own. Few tests, since each takes seconds."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import exc

from core.base.messages import Catalogue
from core.base.records import SortMode
from core.flows import take_back
from core.store import sorts
from core.vision.look import Looker
from tests import classroom
from tests.classroom import Classroom
from tests.commands.conftest import Cubby

ROOT = Path(__file__).parents[2]
COMMANDS_ABOUT_AN_ALBUM = [
    ["people", "list"],
    ["people", "rename", "Anna", "Bora"],
    ["people", "forget", "Anna"],
    ["labels", "export", "out.csv"],
    ["labels", "import", "in.csv"],
    ["train"],
    ["runs"],
    ["decisions", "out.csv"],
    ["sort", "out"],
    ["sort", "--undo", "1"],
    ["jobs"],
]


def start(*words: str | Path, **environment: str) -> subprocess.Popen[bytes]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("CUBBY_", "LC_", "LANG"))}
    command = [sys.executable, "-m", "core", *map(str, words)]
    return subprocess.Popen(
        command, cwd=ROOT, env=clean | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS_ABOUT_AN_ALBUM, ids=" ".join)
def test_there_is_no_album(cubby: Cubby, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    said = cubby("--album", tmp_path / "album", *words)
    sentence = f"There is no album in {tmp_path / 'album'} yet. Import a folder of photos first.\n"
    assert (said.code, said.out, said.err) == (3, "", sentence)
    assert list(tmp_path.iterdir()) == []


def test_sentence_of_a_process(tmp_path: Path) -> None:
    process = start("runs", CUBBY_ALBUM=str(tmp_path / "앨범"), CUBBY_LANG="ko")
    out, err = process.communicate()
    assert (process.returncode, out) == (3, b"")
    assert err.decode() == Catalogue("ko").say("album-missing", folder=str(tmp_path / "앨범")) + "\n"


def test_terminal_that_cannot_show_a_name(room: Classroom) -> None:
    process = start("--album", room.album.folder, "people", "add", "지우", PYTHONIOENCODING="cp1252")
    out, err = process.communicate()
    assert (process.returncode, out, err) == (0, b"Added \\uc9c0\\uc6b0.\n", b"")


def test_package_that_is_missing() -> None:
    program = "import runpy, sys; sys.modules['typer'] = None; runpy.run_module('core', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (3, b"")
    assert done.stderr == b"typer is missing. Mend it with: pip install -r requirements.txt\n"


def test_unexpected_error_is_not_hidden(cubby: Cubby, room: Classroom) -> None:
    with room.album.write() as conn:
        conn.exec_driver_sql("DROP TABLE sorted_file")
    with pytest.raises(exc.OperationalError, match="no such table"):  # with which Python ends in exit code 1
        cubby("--album", room.album.folder, "sort", room.sorted)


def test_killed_process_goes_on(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {chr(0x4E00 + number) + ".jpg": ["Anna"] for number in range(60)})
    content = classroom.tree(room.photos)
    room.album.engine.dispose()
    process = start("--album", room.album.folder, "sort", room.sorted, "--mode", "move")
    while len(list(room.sorted.glob("Anna/*.jpg"))) < 5 and process.poll() is None:
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    with room.album.read() as conn:
        assert not sorts.get(conn, 1).undone_at
    report = room.sort(SortMode.MOVE)
    assert (report.sort_id, report.per_person) == (1, {"Anna": 60})  # the same sorting went on
    assert classroom.photos_in(room.sorted) == {f"Anna/{name}" for name in content}
    assert take_back.take_back(room.album, 1).kept == ()
    assert classroom.tree(room.photos) == content
