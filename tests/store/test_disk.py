import hashlib
from pathlib import Path

import pytest

from core.store import disk


def test_a_folder_that_is_not_there_lies_on_the_disk_above_it(tmp_path: Path) -> None:
    assert disk.above(tmp_path) == tmp_path
    assert disk.above(tmp_path / "not" / "there") == tmp_path
    assert disk.free(tmp_path / "not" / "there") > 0


def test_what_is_gone(tmp_path: Path) -> None:
    (tmp_path / "there").write_bytes(b"")
    (tmp_path / "broken").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    asked = [tmp_path / name for name in ("there", "nowhere", "there/inside", "broken", "circle")]
    assert [disk.is_gone(path) for path in asked] == [False, True, True, True, False]


def test_size_and_digest(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"abc")
    assert disk.size(tmp_path / "file") == 3
    assert disk.digest(tmp_path / "file") == hashlib.sha256(b"abc").hexdigest()
    assert disk.size(tmp_path / "nowhere") is None
    with pytest.raises(FileNotFoundError):
        disk.digest(tmp_path / "nowhere")


def test_a_name_that_is_no_text_is_written_with_escapes() -> None:
    assert disk.as_text(Path("a") / "no\udcff") == "a/no\\xff"
