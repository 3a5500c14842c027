from pathlib import Path

from core.store import disk


def test_a_folder_that_is_not_there_lies_on_the_disk_above_it(tmp_path: Path) -> None:
    assert disk.above(tmp_path) == tmp_path
    assert disk.above(tmp_path / "not" / "there") == tmp_path
    assert disk.free(tmp_path / "not" / "there") > 0
