"""The command line within the tests' own process, and the class that it works on."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from core import __main__
from core.vision.look import Looker
from tests import classroom
from tests.classroom import Classroom


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it printed."""

    code: int
    out: str
    err: str


Cubby = Callable[..., Said]


@pytest.fixture
def cubby(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cubby:
    """Run a command as `python -m core` would; anything but a sentence and an exit code fails the test."""
    for name in ("CUBBY_ALBUM", "CUBBY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: str | Path) -> Said:
        monkeypatch.setattr(sys, "argv", ["core", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        printed = capsys.readouterr()
        code = ended.value.code
        return Said(code if isinstance(code, int) else 0, printed.out, printed.err)

    return run


@pytest.fixture
def room(tmp_path: Path, looker: Looker) -> Classroom:
    """Anna and Bora on four photos, as classroom.SHOWN says."""
    return classroom.make(tmp_path / "room", looker)
