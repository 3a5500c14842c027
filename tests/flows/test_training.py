"""Trainings on a tiny class with real photos: to their end, cut short anywhere, and with things missing."""

import importlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from core.base import errors, images
from core.base.child import Child
from core.base.messages import Catalogue, Message
from core.base.records import RunKind, RunState
from core.flows import course, decisions, forget, ingest, train, train_yolo, training
from core.flows.course import Course, Part
from core.flows.judging import Learned
from core.flows.training import Watch
from core.rules import kinds
from core.rules.kinds import Value
from core.store import db, disk, epochs, faces, run_files, runs
from core.store.db import Album
from core.store.runs import Run
from core.vision import yolo_load
from core.vision.look import Looker
from core.vision.passes import DivergedError, FullError, Passed
from tests import classroom, drawing, learning_class
from tests.vision.test_yolo_load import Hostile

ROOT = Path(__file__).parents[2]
BASE = ROOT.parent / "shared" / "weights" / "yolo-face-base.pt"
QUICK: dict[str, Value] = {"epochs": 3, "side": 16, "batch": 4}
PATIENCE = 240  # seconds that a busy machine may take
ALONE = "import sys, pathlib; from core.flows import training; from core.store import db; "
ALONE += "training.carry_on(db.open_album(pathlib.Path(sys.argv[1])), int(sys.argv[2]))"


class _EnoughError(Exception):
    pass


@dataclass
class Apart:
    """A process for many trainings, so that torch is loaded once; else each has one of its own, as a test here shows.

    Attributes:
        said: What it has told.
    """

    child: Child
    said: list[object]

    def begin(self, album: Album, kind: RunKind, wished: dict[str, Value]) -> Run:
        """What training.begin does."""
        settings = kinds.complete(kinds.KINDS[kind], wished)
        self.child.call(training._check, album.folder, kind, settings)
        return training.plan(album, kind, settings)

    def carry_on(self, album: Album, run_id: int) -> Run:
        """What training.carry_on does."""
        self.said.clear()
        with training._recorded(album, run_id):
            self.child.call(training._train, album.folder, run_id)
        with album.read() as conn:
            return runs.get(conn, run_id)


@pytest.fixture(scope="module")
def apart() -> Iterator[Apart]:
    said: list[object] = []
    with Child(on_message=said.append) as child:
        yield Apart(child, said)


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Album:
    album = learning_class.make(tmp_path_factory.mktemp("class"), looker)
    album.engine.dispose()
    return album


@pytest.fixture
def tiny(made_once: Album, tmp_path: Path) -> Album:
    """A copy of the tiny class's album; the photos are shared, and not to be changed."""
    return db.open_album(shutil.copytree(made_once.folder, tmp_path / "album"))


def numbers(album: Album, run_id: int) -> list[int]:
    with album.read() as conn:
        return [epoch.number for epoch in epochs.of_run(conn, run_id)]


def planned(album: Album, kind: RunKind = RunKind.CROPS, **wished: Value) -> int:
    return training.plan(album, kind, kinds.complete(kinds.KINDS[kind], wished or QUICK)).id


@dataclass
class Fake:
    """A trainer without a network: each epoch raises what it is told to, or is worth its number."""

    raises: dict[int, type[Exception]] = field(default_factory=dict)
    seen: list[tuple[int, float]] = field(default_factory=list)

    def check(self, _album: Album, _settings: Any, /) -> None:
        """Nothing is missing."""

    def learn(self, one: Course, after: Path | None) -> None:
        """Pass epochs."""
        for number in range(int(after.read_text()) + 1 if after else 1, one.epochs + 1):
            self.seen.append((one.batch, one.slower))
            error = self.raises.pop(number, None)
            if error is not None:
                raise error
            save = lambda path, number=number: path.write_text(str(number))  # noqa: E731
            if not one.passed(Passed(number, {"loss": 1.0}, np.zeros((0, 2), np.float32), save), number / 100):
                return

    def result(self, one: Course) -> Learned:
        """What there is."""
        return Learned(*one.best_checkpoint(), {})

    def scores(self, _album: Album, _run: Any, face_ids: Any) -> Any:
        """Nobody."""
        return np.zeros((len(face_ids), 2), np.float32)


def taken_up(album: Album, run_id: int) -> tuple[Course, list[str]]:
    said: list[str] = []
    one = course.resume(album.folder, run_id, lambda word: said.append(getattr(word, "key", "")))
    return one, said


@pytest.fixture
def run_id(tiny: Album) -> int:
    """A planned run of three epochs, without looking for weights."""
    return planned(tiny)


@pytest.mark.parametrize(
    ("kind", "wished"),
    [
        pytest.param(RunKind.CROPS, {"preset": "2021", "epochs": 2}, id="crops as in 2021"),
        pytest.param(RunKind.EMBEDDER, {"epochs": 1, "layers": 2}, id="embedder"),
        pytest.param(RunKind.YOLO, {"base": "scratch", "size": 64, "epochs": 2}, id="yolo from scratch"),
        pytest.param(
            RunKind.YOLO, {"base": "scratch", "size": 64, "epochs": 2, "classes": "face"}, id="yolo for faces"
        ),
    ],
)
def test_from_plan_to_end(tiny: Album, made_once: Album, apart: Apart, kind: RunKind, wished: dict[str, Value]) -> None:
    photos = made_once.folder.parent / "photos"
    before = classroom.facts(photos)
    run = apart.begin(tiny, kind, wished)
    assert (run.state, run.person_ids) == (RunState.RUNNING, (1, 2))
    run = apart.carry_on(tiny, run.id)
    assert (run.state, run.error) == (RunState.DONE, None)
    parts = [word.key for word in apart.said if isinstance(word, Part)]
    assert parts[-2:] == ["train-part-epochs", "train-part-scores"]
    assert numbers(tiny, run.id) == list(range(1, int(run.settings["epochs"]) + 1 + (kind is RunKind.EMBEDDER)))
    assert set(run.versions) >= {"torch", "ultralytics-opencv-headless"}
    assert classroom.facts(photos) == before  # the motion photos, the turned ones and the read-only one, too
    assert not (tiny.folder / "runs" / str(run.id) / "staging").exists()
    assert training.carry_on(tiny, run.id).ended_at == run.ended_at  # it is done
    if wished.get("classes") == "face":
        assert {"found", "found_by_detector", "judged"} <= set(run.metrics)
        return
    with tiny.read() as conn:
        scored, scores = runs.scores(conn, run)
        assert scored.tolist() == faces.table(conn).ids.tolist()
    assert ((scores >= 0) & (scores <= 1)).all()
    decided, made = decisions.decide(tiny, run.id, 0.9)
    assert decided.id == run.id
    assert made.found.by_human.sum() == 2 * learning_class.NAMED


def test_a_run_that_is_done_holds_no_copies_though_everything_is_killed_then(tiny: Album, apart: Apart) -> None:
    run = apart.begin(tiny, RunKind.YOLO, {"base": "scratch", "size": 64, "epochs": 1})
    apart.child.call(training._train, tiny.folder, run.id)  # and who would tidy up after it is no more
    with tiny.read() as conn:
        assert runs.get(conn, run.id).state is RunState.DONE
    assert not (tiny.folder / "runs" / str(run.id) / "staging").exists()


def test_the_quick_way_only_reads_the_photos(tiny: Album, made_once: Album) -> None:
    photos = made_once.folder.parent / "photos"
    before = classroom.facts(photos)
    decisions.decide(tiny, train.train_head(tiny).id, 0.9)
    assert classroom.facts(photos) == before


def test_the_photos_are_such_as_could_be_spoiled(made_once: Album) -> None:
    """What other tests find unchanged invites changes: bytes after the end, a turn, a file that may not be written."""
    photos = sorted((made_once.folder.parent / "photos").glob("*.jpg"))
    assert [path.name for path in photos if path.read_bytes().endswith(learning_class.MOTION)] == [
        f"{number:02d}.jpg" for number in range(1, learning_class.PHOTOS, 2)
    ]
    turns = [images.read_header(path.read_bytes()).orientation for path in photos]
    assert turns == [1, 6, 3, 8] * 3 + [1]
    assert [path.name for path in photos if not path.stat().st_mode & 0o222] == ["00.jpg"]


def test_in_a_process_of_its_own(tiny: Album) -> None:
    run = training.begin(tiny, RunKind.CROPS, QUICK)
    parts: list[str] = []
    run = training.carry_on(tiny, run.id, Watch(on_part=parts.append))
    assert (run.state, run.error, numbers(tiny, run.id)) == (RunState.DONE, None, [1, 2, 3])
    assert parts[-2:] == ["train-part-epochs", "train-part-scores"]


@pytest.mark.skipif(not BASE.exists(), reason="needs weights that are not part of the project")
def test_yolo_from_a_base_scores_faces_that_come_later(
    tiny: Album, apart: Apart, tmp_path: Path, looker: Looker
) -> None:
    run_id = planned(tiny, RunKind.YOLO, base=str(BASE), size=96, epochs=3)
    run = apart.carry_on(tiny, run_id)
    assert "yolo-other-classes" in {note.key for note in run.notes}
    drawing.save(tmp_path / "later/new.jpg", drawing.jpeg(drawing.with_faces(2, seed=200)))
    ingest.import_photos(tiny, [tmp_path / "later"], looker)
    decisions.decide(tiny, run_id)
    with tiny.read() as conn:
        scored, _ = runs.scores(conn, run)
        assert scored.tolist() == faces.table(conn).ids.tolist()


def test_stopped_at_any_point_it_goes_on_there(tiny: Album, run_id: int) -> None:
    def stop_after(done: int, _total: int) -> None:
        if numbers(tiny, run_id)[-1:] == [done]:
            raise _EnoughError

    with pytest.raises(_EnoughError):
        training.carry_on(tiny, run_id, Watch(on_progress=stop_after))
    with tiny.read() as conn:
        assert runs.get(conn, run_id).state is RunState.STOPPED
        first = epochs.of_run(conn, run_id)
    assert first
    assert training.carry_on(tiny, run_id).state is RunState.DONE
    with tiny.read() as conn:
        every = epochs.of_run(conn, run_id)
    assert [epoch.number for epoch in every] == [1, 2, 3]
    assert [epoch.at for epoch in every[: len(first)]] == [epoch.at for epoch in first]  # none was done twice


@pytest.mark.slow
@pytest.mark.parametrize("kind", [RunKind.CROPS, RunKind.EMBEDDER, RunKind.YOLO])
def test_killed_it_goes_on(tiny: Album, kind: RunKind) -> None:
    settings: dict[RunKind, dict[str, Value]] = {
        RunKind.CROPS: QUICK,
        RunKind.EMBEDDER: {"epochs": 3, "layers": 1},
        RunKind.YOLO: {"base": "scratch", "size": 64, "epochs": 3},
    }
    run_id = planned(tiny, kind, **settings[kind])
    last = 3 + (kind is RunKind.EMBEDDER)
    kept: dict[int, Any] = {}
    for wanted in range(1, last):
        process = subprocess.Popen([sys.executable, "-c", ALONE, str(tiny.folder), str(run_id)], cwd=ROOT)
        until = time.monotonic() + PATIENCE
        while wanted not in numbers(tiny, run_id) and process.poll() is None:
            assert time.monotonic() < until
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with tiny.read() as conn:
            kept |= {epoch.number: epoch.at for epoch in epochs.of_run(conn, run_id) if epoch.number not in kept}
    run = training.carry_on(tiny, run_id)
    with tiny.read() as conn:
        every = epochs.of_run(conn, run_id)
    assert run.state is RunState.DONE
    assert [epoch.number for epoch in every] == list(range(1, last + 1))
    assert {number: at for number, at in kept.items() if every[number - 1].at != at} == {}


def test_full_memory_halves_the_batch_and_says_so(tiny: Album, run_id: int) -> None:
    one, said = taken_up(tiny, run_id)
    fake = Fake(raises={2: FullError})
    assert not training._learned(one, fake)
    assert training._learned(one, fake)
    assert fake.seen == [(4, 1.0), (4, 1.0), (2, 1.0), (2, 1.0)]
    assert numbers(tiny, run_id) == [1, 2, 3]
    assert "train-memory-full" in said
    with pytest.raises(errors.WrongUseError) as caught:  # no smaller batch than two
        training._learned(taken_up(tiny, planned(tiny, epochs=3, side=16, batch=2))[0], Fake(raises={1: FullError}))
    assert caught.value.message.key == "train-memory-too-small"


def test_runaway_numbers_go_back_to_the_last_checkpoint(tiny: Album, run_id: int) -> None:
    one, said = taken_up(tiny, run_id)
    fake = Fake(raises={3: DivergedError})
    assert not training._learned(one, fake)
    assert training._learned(one, fake)
    assert fake.seen == [(4, 1.0), (4, 1.0), (4, 1.0), (4, 2.0)]
    assert numbers(tiny, run_id) == [1, 2, 3]
    assert "train-diverged" in said


def test_numbers_that_always_run_away_end_in_a_sentence(tiny: Album, run_id: int) -> None:
    one, _ = taken_up(tiny, run_id)
    with pytest.raises(errors.WrongUseError) as caught:
        for _ in range(9):
            training._learned(one, Fake(raises={1: DivergedError}))
    assert caught.value.message.key == "train-diverges"


def test_damaged_checkpoint_is_passed_over(tiny: Album, run_id: int) -> None:
    one, said = taken_up(tiny, run_id)
    one.rewind()
    with pytest.raises(FullError):
        Fake(raises={3: FullError}).learn(one, None)
    newest = tiny.folder / "runs" / str(run_id) / "epoch-0002.pt"
    newest.write_text("something else")
    one, said = taken_up(tiny, run_id)
    after = one.rewind()
    assert (after and after.name, numbers(tiny, run_id)) == ("epoch-0001.pt", [1])
    assert "train-checkpoint-lost" in said
    Fake().learn(one, after)
    assert numbers(tiny, run_id) == [1, 2, 3]


def test_only_the_best_and_the_newest_checkpoints_are_kept(tiny: Album) -> None:
    run_id = planned(tiny, epochs=6, side=16, batch=4)
    one, _ = taken_up(tiny, run_id)
    worth = {1: 0.2, 2: 0.9, 3: 0.3, 4: 0.4, 5: 0.5, 6: 0.1}
    for number, quality in worth.items():
        save = lambda path, number=number: path.write_text(str(number))  # noqa: E731
        one.passed(Passed(number, {}, np.zeros((0, 2), np.float32), save), quality)
    kept = {path.name for path in (tiny.folder / "runs" / str(run_id)).iterdir()}
    assert kept == {"epoch-0002.pt", "epoch-0005.pt", "epoch-0006.pt"}
    assert one.best_checkpoint()[0].name == "epoch-0002.pt"


def test_it_ends_early_when_it_gets_no_better(tiny: Album) -> None:
    run_id = planned(tiny, epochs=50, patience=2, side=16, batch=4)
    one, _ = taken_up(tiny, run_id)
    goes_on = []
    for number, quality in enumerate((0.5, 0.6, 0.4, 0.3), start=1):
        save = lambda path: path.write_text("x")  # noqa: E731
        goes_on.append(one.passed(Passed(number, {}, np.zeros((0, 2), np.float32), save), quality))
    assert goes_on == [True, True, True, False]


def test_a_job_that_is_run_again_gets_its_own_run(tiny: Album) -> None:
    settings = kinds.complete(kinds.KINDS[RunKind.CROPS], QUICK)
    first, other = (training.plan(tiny, RunKind.CROPS, settings, asked_by=job) for job in ("job", "another"))
    assert training.begin(tiny, RunKind.CROPS, QUICK, asked_by="job").id == first.id
    assert training.begin(tiny, RunKind.CROPS, QUICK, asked_by="another").id == other.id != first.id


def test_a_second_training_waits(tiny: Album, run_id: int) -> None:
    with run_files.alone(tiny), pytest.raises(errors.WrongUseError) as caught:
        training.carry_on(tiny, run_id)
    assert caught.value.message.key == "train-busy"
    with tiny.read() as conn:
        assert runs.get(conn, run_id).state is RunState.RUNNING  # the other one's


def test_forgotten_child_takes_a_stopped_run_along(tiny: Album, run_id: int) -> None:
    one, _ = taken_up(tiny, run_id)
    one.rewind()
    Fake().learn(one, None)
    (one.staging / "images").mkdir(parents=True)
    (one.staging / "images/copy.jpg").write_bytes(b"a copy of a photo")
    forget.forget(tiny, "Dilan")
    assert not (tiny.folder / "runs" / str(run_id)).exists()
    with pytest.raises(errors.MissingError):
        training.carry_on(tiny, run_id)


def test_child_that_is_forgotten_while_it_is_learned_leaves_nothing(tiny: Album, run_id: int) -> None:
    one, _ = taken_up(tiny, run_id)
    one.rewind()
    with pytest.raises(errors.MissingError), training._recorded(tiny, run_id):
        forget.forget(tiny, "Paula")
        Fake().learn(one, None)
    assert not (tiny.folder / "runs" / str(run_id)).exists()


def test_deleted_run_leaves_nothing(tiny: Album, run_id: int) -> None:
    one, _ = taken_up(tiny, run_id)
    one.rewind()
    Fake().learn(one, None)
    run_files.delete(tiny, run_id)
    assert not (tiny.folder / "runs" / str(run_id)).exists()
    with tiny.read() as conn:
        assert (runs.every(conn), epochs.of_run(conn, run_id)) == ([], [])


@pytest.mark.parametrize(
    ("kind", "wished", "key"),
    [
        pytest.param(RunKind.YOLO, {}, "weights-need-download", id="an official name that is not there"),
        pytest.param(RunKind.YOLO, {"base": "/no/such.pt"}, "yolo-base-missing", id="no such file"),
        pytest.param(RunKind.YOLO, {"base": "run:99"}, "run-missing", id="no such run"),
        pytest.param(RunKind.YOLO, {"base": "HERE/hostile.pt"}, "yolo-base-refused", id="a pickle that runs code"),
        pytest.param(RunKind.YOLO, {"base": "HERE/cut.pt"}, "yolo-base-broken", id="a file that is cut off"),
        pytest.param(RunKind.YOLO, {"base": "HERE/other.pt"}, "yolo-base-other", id="another architecture"),
        pytest.param(RunKind.YOLO, {"base": "run:1"}, "yolo-base-other", id="a run of another kind"),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    tiny: Album, apart: Apart, tmp_path: Path, kind: RunKind, wished: dict[str, Value], key: str
) -> None:
    files = bases(tmp_path)
    finished_crops(tiny, files["other.pt"])
    wished = {name: str(value).replace("HERE", str(tmp_path)) for name, value in wished.items()}
    with pytest.raises(errors.AlbumError) as caught:
        apart.begin(tiny, kind, wished)
    assert caught.value.message.key == key
    assert Catalogue("ko").show(caught.value.message)
    assert not (tmp_path / "it ran").exists()
    with tiny.read() as conn:
        assert [run.kind for run in runs.every(conn)] == ["crops"]  # nothing has begun


def test_a_base_that_knew_other_classes_is_told(tiny: Album, tmp_path: Path) -> None:
    yolo_load.package(tmp_path / "home")
    tasks = importlib.import_module("ultralytics.nn.tasks")
    torch.save({"model": tasks.DetectionModel("yolo11n.yaml", nc=2, verbose=False)}, tmp_path / "base.pt")
    run_id = planned(tiny, RunKind.YOLO, base=str(tmp_path / "base.pt"), size=64, epochs=1)
    one, said = taken_up(tiny, run_id)
    train_yolo._tell_base(one, ["person-1", "person-2"])
    assert said == ["yolo-other-classes"]
    with tiny.read() as conn:
        (note,) = runs.get(conn, run_id).notes
    assert str(tmp_path / "base.pt") in Catalogue("en").show(note)


def bases(folder: Path) -> dict[str, Path]:
    """Files that no YOLO can begin with."""
    torch.save({"model": Hostile(folder / "it ran"), "epoch": 3}, folder / "hostile.pt")
    torch.save({"network": {"fc.weight": torch.zeros(2, 8)}}, folder / "other.pt")
    whole = (folder / "other.pt").read_bytes()
    (folder / "cut.pt").write_bytes(whole[: len(whole) // 2])
    return {path.name: path for path in folder.glob("*.pt")}


def finished_crops(album: Album, checkpoint: Path) -> None:
    """The album's first run: one of another kind, that is done."""
    target = album.folder / "runs/1/epoch-0001.pt"
    target.parent.mkdir(parents=True)
    shutil.copyfile(checkpoint, target)
    with album.write() as conn:
        run_id = runs.start(conn, "crops", {}, None, 0)
        runs.finish(conn, run_id, [1, 2], {}, None, None, f"{run_id}/{target.name}", disk.digest(target))


def test_what_is_missing_is_said_before_a_run_begins(
    tiny: Album, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    with pytest.raises(errors.MissingError) as caught:
        training.begin(tiny, RunKind.CROPS, {"weights": "imagenet"})
    assert caught.value.message.key == "weights-need-download"
    with tiny.read() as conn:
        assert runs.every(conn) == []


def test_failure_is_written_down_in_a_sentence(tiny: Album, run_id: int) -> None:
    with tiny.write() as conn:
        runs.end(conn, run_id, RunState.STOPPED)
    with pytest.raises(errors.MissingError), training._recorded(tiny, run_id):
        raise errors.MissingError("train-photos-needed")
    with tiny.read() as conn:
        run = runs.get(conn, run_id)
    assert (run.state, run.error) == (RunState.FAILED, Message("train-photos-needed"))


def test_too_few_labels(album: Album) -> None:
    classroom.separable(album, people_count=2, photos_each=4, named=1)
    with pytest.raises(errors.MissingError) as caught:
        training.begin(album, RunKind.CROPS, QUICK)
    assert caught.value.message.key == "train-names-in-one-photo"
