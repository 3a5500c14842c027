import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.base import whole_files


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_file_takes_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    for data in (b"one", b"another", b""):
        whole_files.write(path, data)
        assert path.read_bytes() == data
    assert names(tmp_path) == ["a.txt"]


def test_failure_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")

    def fail() -> None:
        with whole_files.replacing(path) as part:
            part.write_bytes(b"half")
            raise OSError

    with pytest.raises(OSError):
        fail()
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("place", ["gone/a.txt", "file/a.txt", "folder"])
def test_file_that_can_not_be_written(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"a file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        whole_files.write(tmp_path / place, b"x")
    assert names(tmp_path) == ["file", "folder"]


def test_kill_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"before")
    program = (
        "import sys, time; from pathlib import Path; from core.base import whole_files\n"
        "with whole_files.replacing(Path(sys.argv[1])) as part:\n"
        "    part.write_bytes(b'half'); print('ready', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(path)], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.kill()
    assert child.returncode == (-signal.SIGKILL if os.name == "posix" else 1)
    assert path.read_bytes() == b"before"
    whole_files.write(path, b"after")
    assert names(tmp_path) == ["a.txt"]  # what the killed one left was written over


def test_folder_of_files(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "list"
    whole_files.write_folder(folder, {"a.txt": b"a", "in/b.txt": b"b"})
    assert names(tmp_path) == ["new", "new/list", "new/list/a.txt", "new/list/in", "new/list/in/b.txt"]
    assert (folder / "in/b.txt").read_bytes() == b"b"


def test_empty_folder_is_filled_and_another_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    whole_files.write_folder(tmp_path / "empty", {"a.txt": b"a"})
    assert names(tmp_path) == ["empty", "empty/a.txt"]
    with pytest.raises(OSError):
        whole_files.write_folder(tmp_path / "empty", {"b.txt": b"b"})
    assert names(tmp_path) == ["empty", "empty/a.txt"]


def test_folder_whose_files_clash_is_not_written(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        whole_files.write_folder(tmp_path / "list", {"a": b"a", "a/b": b"b"})
    assert names(tmp_path) == []
