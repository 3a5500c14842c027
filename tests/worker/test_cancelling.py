"""Each kind of work cancelled midway: it lets go, leaves nothing half done, and goes on to the same end."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.base import errors, whole_files
from core.base.records import JobKind, JobState, RunKind, RunState
from core.flows import ingest, more_faces, train
from core.rules.plan import Pair
from core.store import attempts, clusters, epochs, jobs, photos, proposals, recognise, runs, sorts
from core.store.db import Album
from core.store.jobs import JSON
from core.store.proposals import Told
from core.vision.look import Looker
from core.worker import desk
from core.worker.desk import Desk, UnwantedError
from core.worker.work import WORK
from tests import classroom, drawing, finding, killing, learning_class
from tests.classroom import Classroom
from tests.conftest import LittleClass


@dataclass
class Impatient(Desk):
    """A desk whose job is cancelled once so many steps of a part are done."""

    part: str = ""
    enough: int = 0
    at: str = ""

    def enter(self, part: str) -> None:
        self.at = part
        super().enter(part)

    def tell(self, done: int, total: int) -> None:
        if self.at == self.part and done >= self.enough:
            jobs.cancel(self.album, self.attempt.job_id)
        super().tell(done, total)


@dataclass(frozen=True)
class Asked:
    """A job that a test does by itself, without a worker."""

    album: Album
    looker: Looker
    job_id: str

    def cut(self, part: str, enough: int) -> None:
        """Do it until it is cancelled, and make sure that it lets go at once."""
        attempt = self._begin()
        with pytest.raises(UnwantedError):
            WORK[attempt.kind][1](
                Impatient(self.album, self.looker, attempt, part=part, enough=enough), attempt.arguments
            )
        assert jobs.get(self.album, self.job_id).state is JobState.CANCELLED
        assert not list(self.album.folder.rglob(f"*{whole_files.PART}"))

    def go_on(self) -> Mapping[str, JSON]:
        """Ask for it again, and do it to its end; what came out."""
        with killing.without_worker(self.album):
            jobs.resume(self.album, self.job_id)
        return self.do()

    def do(self) -> Mapping[str, JSON]:
        """Do it to its end; what came out."""
        attempt = self._begin()
        result = WORK[attempt.kind][1](Desk(self.album, self.looker, attempt), attempt.arguments)
        assert isinstance(result, dict)
        return result

    def _begin(self) -> attempts.Attempt:
        (waiting,) = attempts.due(self.album)
        attempt = attempts.start(self.album, waiting.job_id, waiting.number)
        assert attempt is not None
        return attempt


@pytest.fixture(autouse=True)
def _attentive(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a desk ask each time whether its job is wanted."""
    monkeypatch.setattr(desk, "TELL_EVERY", 0.0)


@pytest.fixture
def room(tmp_path: Path, looker: Looker) -> Classroom:
    return classroom.make(tmp_path / "room", looker)


def ask(album: Album, looker: Looker, kind: JobKind, arguments: Mapping[str, JSON]) -> Asked:
    return Asked(album, looker, killing.request(album, kind, arguments))


def count(album: Album) -> int:
    with album.read() as conn:
        return photos.count(conn)


def test_import(album: Album, looker: Looker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH", 2)
    drawing.save_plain(tmp_path / "photos", *(f"{number}.jpg" for number in range(6)))
    job = ask(album, looker, JobKind.IMPORT, {"paths": [str(tmp_path / "photos")]})
    job.cut("job-importing", 2)
    assert 2 <= count(album) < 6
    assert job.go_on()["photos"] == count(album) == 6


def test_proposing(little_class: LittleClass, looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(more_faces, "BATCH", 1)
    run_id = finding.run(little_class.album)

    def counted() -> Told:
        with little_class.album.read() as conn:
            return proposals.told(conn, run_id)

    job = ask(little_class.album, looker, JobKind.PROPOSE, {"run": run_id})
    job.cut("job-proposing", 2)
    assert counted().photos == 1
    before, result = counted(), job.go_on()
    assert (result["photos"], result["faces"], result["lost"]) == (3, 12 - before.faces, 0)
    assert counted() == Told(photos=4, left=0, faces=12, open=12)


def test_import_with_a_run_that_looks_beside_the_detector(
    little_class: LittleClass, looker: Looker, tmp_path: Path
) -> None:
    run_id = finding.run(little_class.album)
    with little_class.album.write() as conn:
        proposals.choose_detector(conn, run_id)
    drawing.save(tmp_path / "later/new.jpg", drawing.jpeg(drawing.with_faces(1, seed=9)))
    job = ask(little_class.album, looker, JobKind.IMPORT, {"paths": [str(tmp_path / "later")]})
    job.cut("job-proposing", 1)
    result = job.go_on()
    assert (result["already_there"], result["faces"], result["proposed"]) == (1, 0, 3)
    (little_class.album.folder / f"runs/{run_id}/network.pt").unlink()
    drawing.save(tmp_path / "later/newer.jpg", drawing.jpeg(drawing.with_faces(1, seed=19)))
    result = ask(little_class.album, looker, JobKind.IMPORT, {"paths": [str(tmp_path / "later")]}).do()
    assert (result["added"], result["faces"], result["proposed"]) == (1, 1, 0)


def test_drawing_a_class(album: Album, looker: Looker) -> None:
    job = ask(album, looker, JobKind.DEMO, {"children": 2, "photos": 4, "seed": 1})
    job.cut("job-drawing", 2)
    assert (list((album.folder / "drawn").iterdir()), count(album)) == ([], 0)
    assert job.go_on()["added"] == 4


def test_clustering(little_class: LittleClass, looker: Looker) -> None:
    album = little_class.album
    job = ask(album, looker, JobKind.CLUSTER, {})
    job.cut("job-clustering", 1)
    with album.read() as conn:
        assert clusters.every(conn) == {}
    assert job.go_on()["clusters"] == 1


def test_learning(album: Album, looker: Looker) -> None:
    classroom.separable(album)
    job = ask(album, looker, JobKind.TRAIN, {"precision": 0.95})
    job.cut("job-learning", 3)
    with album.read() as conn:
        assert runs.every(conn) == []
    result = job.go_on()
    with album.read() as conn:
        assert [run.id for run in runs.every(conn)] == [result["run"]]


def test_sorting(room: Classroom, looker: Looker) -> None:
    wish: dict[str, JSON] = {"folder": str(room.sorted), "mode": "copy", "precision": 0.97, "run": room.run_id}
    job = ask(room.album, looker, JobKind.SORT, wish)
    job.cut("job-sorting", 1)
    (stands,) = set(classroom.tree(room.sorted)) - {sorts.MANIFEST}
    assert stands in (room.sorted / sorts.MANIFEST).read_text(encoding="utf-8")
    result = job.go_on()
    assert (result["added"], result["already_there"]) == (2, 1)
    assert set(classroom.tree(room.sorted)) == {*classroom.SORTED, sorts.MANIFEST}


def test_taking_out(room: Classroom, looker: Looker) -> None:
    room.sort()
    for photo in ("a.jpg", "b.jpg"):
        room.say(photo, 0, None)  # it was not Anna
    wish: dict[str, JSON] = {"folder": str(room.sorted), "mode": "copy", "precision": 0.97, "run": room.run_id}
    job = ask(room.album, looker, JobKind.SORT, {**wish, "take_out": True})
    job.cut("job-sorting", 1)
    left = set(classroom.tree(room.sorted)) - {sorts.MANIFEST}
    with room.album.read() as conn:
        assert {row.path for row in sorts.standing_in(conn, room.sorted)} >= left
    assert len(left) == 2
    job.go_on()
    assert room.pairs() == {Pair(room.photo_ids["b.jpg"], room.people["Bora"])}
    assert set(classroom.tree(room.sorted)) == {"Bora/b.jpg", sorts.MANIFEST}


def test_taking_back(room: Classroom, looker: Looker) -> None:
    job = ask(room.album, looker, JobKind.TAKE_BACK, {"sort": room.sort().sort_id})
    job.cut("job-taking-back", 1)
    left = set(classroom.tree(room.sorted)) - {sorts.MANIFEST}
    assert len(left) == 2
    assert job.go_on()["taken_back"] == 2
    assert classroom.tree(room.sorted) == {}


def test_recognising(album: Album, looker: Looker) -> None:
    classroom.separable(album)
    train.train_head(album)
    drop = recognise.put(album, [drawing.jpeg(drawing.with_faces(1))] * 3)
    job = ask(album, looker, JobKind.RECOGNISE, {"drop": drop, "run": None})
    job.cut("job-recognising", 1)
    with pytest.raises(errors.MissingError):
        recognise.take(album, drop)
    assert job.go_on()["faces"] == 3


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        pytest.param(RunKind.CROPS, {"epochs": 3, "side": 16, "batch": 4}, id="crops"),
        pytest.param(RunKind.EMBEDDER, {"epochs": 2, "layers": 1}, id="embedder", marks=pytest.mark.slow),
        pytest.param(RunKind.YOLO, {"epochs": 3, "base": "scratch", "size": 64}, id="yolo", marks=pytest.mark.slow),
    ],
)
def test_training(looker: Looker, tmp_path: Path, kind: RunKind, settings: dict[str, JSON]) -> None:
    album = learning_class.make(tmp_path, looker)
    job = ask(album, looker, JobKind.TRAINING, {"kind": kind.value, "settings": settings})
    job.cut("train-part-epochs", 1)
    with album.read() as conn:
        (run,) = runs.every(conn)
        before = epochs.of_run(conn, run.id)
    assert run.state is RunState.STOPPED
    assert not (album.folder / "runs" / str(run.id) / "staging").exists()
    assert job.go_on() == {"run": run.id}
    with album.read() as conn:
        assert runs.get(conn, run.id).state is RunState.DONE
        after = epochs.of_run(conn, run.id)
    assert [epoch.number for epoch in after] == [1, 2, 3]
    assert [epoch.at for epoch in after[: len(before)]] == [epoch.at for epoch in before]


def test_what_is_being_loaded(album: Album, looker: Looker) -> None:
    job = ask(album, looker, JobKind.CHECKUP, {})
    at_it = Desk(album, looker, job._begin())
    never = threading.Event()
    jobs.cancel(album, job.job_id)
    with pytest.raises(UnwantedError):
        at_it.aside(never.wait)
    never.set()
