"""The commands detector propose, use and stop, and an import with a run that looks beside the detector."""

import json
from pathlib import Path

import pytest

from core.base.records import JobKind
from core.rules import kinds
from core.store import jobs, proposals
from tests import drawing, finding, killing
from tests.commands.conftest import Cubby
from tests.conftest import LittleClass


def test_propose(cubby: Cubby, little_class: LittleClass) -> None:
    run_id = finding.run(little_class.album)
    said = cubby("--album", little_class.album.folder, "detector", "propose", run_id)
    assert (said.code, said.out) == (0, "4 photos looked at, 12 faces found that Cubby did not know.\n")
    said = cubby("--album", little_class.album.folder, "detector", "propose", run_id, "--json")
    assert json.loads(said.out) == {"run": run_id, "photos": 0, "faces": 0, "lost": 0}


def test_the_worker_can_do_it(cubby: Cubby, little_class: LittleClass) -> None:
    with killing.without_worker(little_class.album):
        assert cubby("--album", little_class.album.folder, "detector", "propose", "1", "--background").code == 0
    (job,) = jobs.living(little_class.album)
    assert (job.kind, job.arguments) == (JobKind.PROPOSE, {"run": 1})


def test_use(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    album, run_id = little_class.album, finding.run(little_class.album)
    said = cubby("--album", album.folder, "detector", "use", run_id)
    assert said.code == 0
    assert said.out.splitlines() == [
        "Of 120 named faces that it had not seen it found 116; the usual detector had found 111. "
        "It also marked 7 places where no face is known.",
        "From now on training 1 looks at new photos, too, beside Cubby's usual way. "
        "That takes about 0.3 seconds for each photo.",
    ]
    drawing.save(tmp_path / "later/new.jpg", drawing.jpeg(drawing.with_faces(1, seed=9)))
    said = cubby("--album", album.folder, "import", tmp_path / "later")
    assert "3 more faces were found by the training that looks at new photos, too." in said.out.splitlines()
    (album.folder / "runs" / str(run_id) / "network.pt").unlink()
    drawing.save(tmp_path / "later/newer.jpg", drawing.jpeg(drawing.with_faces(1, seed=19)))
    said = cubby("--album", album.folder, "import", tmp_path / "later", "--json")
    assert (said.code, json.loads(said.out)["faces"], json.loads(said.out)["proposed"]) == (0, 1, 0)
    assert "network.pt" in said.err  # it says what is gone, and the import stands
    said = cubby("--album", album.folder, "detector", "stop")
    assert said.out == "From now on faces are looked for in Cubby's usual way only. Faces that were added stay.\n"
    with album.read() as conn:
        assert proposals.detector(conn) is None


@pytest.mark.parametrize(
    ("words", "code", "start"),
    [
        pytest.param(["use", "1"], 2, "Training 1 can't look for faces here.", id="a run that tells children apart"),
        pytest.param(["use", "7"], 3, "There is no run 7", id="no such run"),
        pytest.param(["propose", "7"], 3, "There is no run 7", id="nothing to look with"),
    ],
)
def test_what_can_not_be(cubby: Cubby, little_class: LittleClass, words: list[str], code: int, start: str) -> None:
    finding.run(little_class.album, kinds.PEOPLE)
    said = cubby("--album", little_class.album.folder, "detector", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.startswith(start)
