from pathlib import Path

from core.store import db, faces
from tests.commands.conftest import Cubby
from tests.conftest import LittleClass


def test_there_and_back(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    file, again = tmp_path / "album.zip", tmp_path / "again"
    said = cubby("--album", little_class.album.folder, "backup", file)
    assert (said.code, said.err) == (0, "")
    assert f"were saved in {file}" in said.out
    said = cubby("--album", again, "restore", file)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"The album is in {again} now")
    with little_class.album.read() as old, db.open_album(again).read() as new:
        assert faces.count(old) == faces.count(new) == 4
    said = cubby("--album", again, "restore", file)
    assert (said.code, said.out) == (2, "")
    assert "is not empty" in said.err
    said = cubby("--album", tmp_path / "other", "restore", tmp_path / "gone.zip")
    assert (said.code, said.out) == (3, "")
