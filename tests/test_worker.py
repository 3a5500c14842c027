"""The real worker: its own process, real SQLite, real models, small photos."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import psutil
import pytest
from filelock import Timeout

from core.base import turns
from core.base.messages import Message
from core.base.records import JobKind, JobState, LabelOrigin
from core.flows import train
from core.store import db, faces, files, jobs, labels, people, photos, runs, worker_process
from core.store.db import Album
from core.store.jobs import Job
from tests import classroom, drawing
from tests.conftest import LittleClass

ROOT = Path(__file__).parents[1]
PATIENCE = 120  # seconds that a busy machine may take; nothing is measured
MANY = 96  # photos: several batches, so that there is a midst to be killed in
FEW_LEFT = 3  # photos that are left to do once the midst was seen
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start(album: Album) -> Iterator[Start]:
    """Starts the worker of the album or of another one, and ends at last all that it has started."""
    started: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path = album.folder) -> "subprocess.Popen[bytes]":
        with worker_process.log_path(folder).open("ab") as log:
            started.append(subprocess.Popen(command(folder, PATIENCE), cwd=ROOT, stdout=log, stderr=log))
        wait_for_worker(folder)
        return started[-1]

    yield begin
    for process in started:
        end(process)


@pytest.fixture(scope="module")
def large() -> bytes:
    """A photo with two faces at which a look takes ten times as long as at a small one."""
    return drawing.jpeg(drawing.with_faces(2).resize((2560, 1920)))


@pytest.fixture
def slow(large: bytes, tmp_path: Path) -> Path:
    """A folder of photos that take long together: who watches may be late, and they are still being imported."""
    for number in range(MANY):
        drawing.save(tmp_path / "slow" / f"{number:03}.jpg", large + number.to_bytes(2, "big"))
    return tmp_path / "slow"


def shorten(folder: Path, done: int) -> int:
    """Remove all but a few of the photos that an import has not done yet; how many are left altogether."""
    every = sorted(folder.iterdir())
    for path in every[done + FEW_LEFT :]:
        path.unlink()
    return min(len(every), done + FEW_LEFT)


def command(folder: Path, idle: float) -> list[str]:
    """How the worker of an album is started."""
    return [sys.executable, "-m", "core", "--album", str(folder), "worker", "--idle", str(idle)]


def wait_for_worker(folder: Path) -> None:
    """Wait until a worker holds the album's lock."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            worker_process.lock(folder).acquire(timeout=0).lock.release()
        except Timeout:
            return
        time.sleep(0.1)
    pytest.fail("no worker came")


def workers(album: Album) -> list[psutil.Process]:
    """The album's workers that this process started; tests before this one may have left it other children."""
    found = []
    for one in psutil.Process().children():
        with contextlib.suppress(psutil.NoSuchProcess):  # it has ended, if only just now
            if str(album.folder) in one.cmdline():
                found.append(one)
    return found


def ended(album: Album, job_id: str) -> Job:
    """Wait until a job has ended."""
    return watch(album, job_id, lambda job: not job.is_living)


def watch(album: Album, job_id: str, seen: Callable[[Job], bool]) -> Job:
    """Wait until a job is as it should be."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        job = jobs.get(album, job_id)
        if seen(job):
            return job
        time.sleep(0.02)
    pytest.fail(f"still {jobs.get(album, job_id)}\n{log_of(album)}")


def log_of(album: Album) -> str:
    return worker_process.log_path(album.folder).read_text()


def end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a process of ours."""
    process.kill()
    process.wait()


def let_an_hour_pass(conn: db.Connection) -> None:
    """Make all signs of life an hour older."""
    conn.exec_driver_sql("UPDATE job SET heartbeat = datetime(heartbeat, '-1 hour')")


def span(album: Album, job_id: str) -> tuple[datetime, datetime]:
    """When a job told its first line and its last one."""
    lines = jobs.lines(album, job_id, 99)
    return lines[0][0], lines[-1][0]


def is_midway(job: Job) -> bool:
    return job.note == Message("job-importing") and 0 < job.done < job.total


def counts(album: Album) -> tuple[int, int, int]:
    """How many files, photos and faces the album has."""
    with album.read() as conn:
        return len(files.all_paths(conn)), photos.count(conn), faces.count(conn)


def test_a_request_is_done_and_tells_what_came_out(album: Album, start: Start, tmp_path: Path) -> None:
    drawing.save(tmp_path / "photos" / "a.jpg", drawing.jpeg(drawing.with_faces(1)))
    drawing.save(tmp_path / "photos" / "twin.jpg", drawing.jpeg(drawing.with_faces(1, seed=40)))
    drawing.save(tmp_path / "photos" / "bad.jpg", b"no photo")
    start()
    job = ended(album, jobs.request(album, JobKind.IMPORT, {"paths": [str(tmp_path / "photos")]}))
    assert job.state is JobState.DONE
    assert job.result == {
        "added": 2,
        "already_there": 0,
        "refused": 1,
        "missing": 0,
        "told": [[str(tmp_path / "photos" / "bad.jpg"), ["photo-unknown", {}]]],
        "photos": 2,
        "faces": 2,
        "proposed": 0,
        "clusters": 1,
    }
    assert job.asked_at <= job.started_at <= job.ended_at  # type: ignore[operator]


def test_a_drawn_class_is_drawn_once_and_imported(album: Album, start: Start) -> None:
    start()
    wish = {"children": 2, "photos": 4, "seed": 1}
    first = ended(album, jobs.request(album, JobKind.DEMO, wish))
    again = ended(album, jobs.request(album, JobKind.DEMO, wish))
    assert isinstance(first.result, dict)
    assert isinstance(again.result, dict)
    assert (first.result["added"], again.result["added"], again.result["already_there"]) == (4, 0, 4)
    assert Path(again.result["folder"]).is_relative_to(album.folder)


def test_what_a_user_can_mend_is_said_in_a_sentence(album: Album, start: Start) -> None:
    start()
    gone = album.folder / "nowhere"
    job = ended(album, jobs.request(album, JobKind.IMPORT, {"paths": [str(gone)]}))
    assert (job.state, job.error) == (JobState.FAILED, Message("folder-missing", {"path": gone.as_posix()}))
    gone.mkdir()
    drawing.save_plain(gone, "a.jpg")
    jobs.resume(album, job.id)
    again = ended(album, job.id)
    assert (again.state, again.error) == (JobState.DONE, None)


def test_a_bug_surfaces_in_the_log_and_the_worker_lives_on(album: Album, start: Start) -> None:
    worker = start()
    job = ended(album, jobs.request(album, JobKind.IMPORT, {"wrong": "argument"}))
    assert job.state is JobState.FAILED
    assert job.error == Message("job-unexpected", {"log": str(worker_process.log_path(album.folder))})
    assert "KeyError: 'paths'" in log_of(album)
    assert ended(album, jobs.request(album, JobKind.CLUSTER)).state is JobState.DONE
    assert worker.poll() is None


def test_a_cancelled_import_keeps_what_it_has_and_can_be_resumed(album: Album, start: Start, slow: Path) -> None:
    start()
    job_id = jobs.request(album, JobKind.IMPORT, {"paths": [str(slow)]})
    watch(album, job_id, is_midway)
    jobs.cancel(album, job_id)
    after = ended(album, jobs.request(album, JobKind.DEMO, {"children": 1, "photos": 1, "seed": 0}))
    assert after.state is JobState.DONE  # it is a long job, so it had to wait until the import let go
    kept = counts(album)[1] - 1
    assert 0 < kept < MANY
    left = shorten(slow, kept)
    jobs.resume(album, job_id)
    job = ended(album, job_id)
    assert job.state is JobState.DONE
    assert isinstance(job.result, dict)
    assert (job.result["added"], job.result["already_there"]) == (left - kept, kept)


def test_a_killed_worker_is_followed_by_one_that_goes_on(album: Album, start: Start, slow: Path) -> None:
    worker = start()
    job_id = jobs.request(album, JobKind.IMPORT, {"paths": [str(slow)]})
    first = watch(album, job_id, is_midway)
    end(worker)
    worker = start()
    watch(album, job_id, lambda job: job.started_at != first.started_at and is_midway(job))
    end(worker)
    left = shorten(slow, counts(album)[1])
    start()
    assert ended(album, job_id).state is JobState.DONE
    assert counts(album) == (left, left, 2 * left)


def test_a_stopped_job_is_mended_by_whoever_looks(
    album: Album, start: Start, slow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = start()
    job_id = jobs.request(album, JobKind.IMPORT, {"paths": [str(slow)]})
    watch(album, job_id, is_midway)
    end(worker)
    left = shorten(slow, counts(album)[1])
    monkeypatch.setattr(jobs, "STALE_AFTER", timedelta(minutes=30))  # this test may be slow, too
    jobs.keep_going(album)
    assert workers(album) == []  # it may only be slow
    with album.write() as conn:
        let_an_hour_pass(conn)
    assert jobs.get(album, job_id).state is JobState.STOPPED
    jobs.keep_going(album)
    jobs.keep_going(album)
    (successor,) = workers(album)
    try:
        assert ended(album, job_id).state is JobState.DONE
    finally:
        successor.kill()
        successor.wait()
    assert counts(album) == (left, left, 2 * left)


def test_a_worker_that_sleeps_goes_on_where_it_was(album: Album, start: Start, slow: Path) -> None:
    worker = psutil.Process(start().pid)
    left = shorten(slow, 27)
    job_id = jobs.request(album, JobKind.IMPORT, {"paths": [str(slow)]})
    watch(album, job_id, is_midway)
    with album.write() as conn:  # a worker that fell asleep while it writes would let nobody else write
        worker.suspend()
        let_an_hour_pass(conn)
    asleep = [worker, *worker.children(recursive=True)]
    for process in asleep:
        process.suspend()
    assert jobs.get(album, job_id).state is JobState.STOPPED
    jobs.keep_going(album)
    assert workers(album) == [worker]  # it lives: no second one
    for process in asleep:
        process.resume()

    def keep_looking(job: Job) -> bool:
        jobs.keep_going(album)  # as a page that slept, too
        return not job.is_living

    assert watch(album, job_id, keep_looking).state is JobState.DONE
    assert workers(album) == [worker]
    assert counts(album) == (left, left, 2 * left)


def test_a_worker_that_hangs_is_ended_and_replaced(
    album: Album, start: Start, slow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanging = start()
    job_id = jobs.request(album, JobKind.IMPORT, {"paths": [str(slow)]})
    first = watch(album, job_id, is_midway)
    with album.write() as conn:
        psutil.Process(hanging.pid).suspend()  # as one that waits for a dead disk: it holds its lock and does nothing
        let_an_hour_pass(conn)
    left = shorten(slow, counts(album)[1])

    def is_given_up(_: Job) -> bool:
        jobs.keep_going(album)
        return hanging.poll() is not None

    def is_taken_up(job: Job) -> bool:
        jobs.keep_going(album)
        return job.started_at != first.started_at

    try:
        with monkeypatch.context() as patch:
            patch.setattr(worker_process, "HANG_SECONDS", 2.0)
            watch(album, job_id, is_given_up)
        watch(album, job_id, is_taken_up)  # no longer with so little patience: the successor has yet to come
        assert ended(album, job_id).state is JobState.DONE
    finally:
        for successor in workers(album):  # a second one may be on its way to being turned away
            successor.kill()
            successor.wait()
    assert counts(album) == (left, left, 2 * left)


def test_jobs_of_two_albums_that_need_the_accelerator_take_turns(
    album: Album, start: Start, slow: Path, tmp_path: Path
) -> None:
    left = shorten(slow, 9)
    other = db.open_album(tmp_path / "other", create=True)
    start()
    start(other.folder)
    with turns.accelerator(lambda: None):  # until both wait for it
        wanted = [(one, jobs.request(one, JobKind.IMPORT, {"paths": [str(slow)]})) for one in (album, other)]
        for one, job_id in wanted:
            watch(one, job_id, lambda job: job.note == Message("job-awaiting-turn"))
    assert [ended(one, job_id).state for one, job_id in wanted] == [JobState.DONE, JobState.DONE]
    (_, first_ended), (second_began, _) = sorted(span(one, job_id) for one, job_id in wanted)
    assert first_ended < second_began
    assert counts(album) == counts(other) == (left, left, 2 * left)


def test_a_forgotten_child_leaves_no_name_in_the_jobs(little_class: LittleClass, start: Start) -> None:
    album = little_class.album
    with album.write() as conn:
        minji = people.add(conn, "Minji")
        for face_id in faces.table(conn).ids.tolist():
            labels.say_identity(conn, face_id, minji.id, origin=LabelOrigin.NAMED)
    path = album.folder / "exports" / "of Minji.csv"
    worker = start(album.folder)
    written = ended(album, jobs.request(album, JobKind.EXPORT, {"path": str(path), "format": "csv"}))
    assert (written.result, path.read_text().count("Minji")) == ({"labels": 4}, 4)
    job = ended(album, jobs.request(album, JobKind.FORGET, {"person": minji.id}))
    end(worker)
    assert (job.state, job.error) == (JobState.DONE, None)
    assert isinstance(job.result, dict)
    assert (job.result["faces"], job.result["labels"]) == (4, 4)
    assert [job.kind for job in jobs.recent(album, 9)] == [JobKind.FORGET]
    album.engine.dispose()
    for left in album.folder.glob("*.db*"):
        assert b"Minji" not in left.read_bytes()


def test_a_small_request_does_not_wait_behind_a_long_one(album: Album, start: Start, slow: Path) -> None:
    start()
    long = jobs.request(album, JobKind.IMPORT, {"paths": [str(slow)]})
    watch(album, long, is_midway)
    assert ended(album, jobs.request(album, JobKind.CLUSTER)).state is JobState.DONE
    assert is_midway(jobs.get(album, long))
    jobs.cancel(album, long)


def test_a_second_worker_is_turned_away(album: Album, start: Start) -> None:
    start()
    second = subprocess.run(
        command(album.folder, PATIENCE),
        cwd=ROOT,
        env={**os.environ, "CUBBY_LANG": "en"},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert second.returncode == 2
    assert "already at work" in second.stderr.decode()


def test_a_worker_without_work_ends(album: Album) -> None:
    worker = subprocess.run(command(album.folder, 1), cwd=ROOT, timeout=PATIENCE, check=False)
    assert worker.returncode == 0
    with worker_process.lock(album.folder).acquire(timeout=0):
        pass


def test_a_request_starts_the_worker_and_no_second_one(little_class: LittleClass) -> None:
    album = little_class.album
    started = worker_process.ensure(album.folder)
    assert started is not None
    try:
        wait_for_worker(album.folder)
        assert ended(album, jobs.request(album, JobKind.CLUSTER)).state is JobState.DONE
        assert worker_process.ensure(album.folder) is None
        assert started.poll() is None
    finally:
        started.kill()
        started.wait()


def test_a_run_that_is_done_looks_at_new_faces(album: Album, start: Start) -> None:
    classroom.separable(album)
    run = train.train_head(album)
    with album.write() as conn:
        new = classroom.lone_face(conn, np.random.default_rng(1), 0)
        assert new not in runs.scores(conn, run)[0]
    start()
    job = ended(album, jobs.request(album, JobKind.TRAINING, {"run": run.id}))
    assert (job.state, job.result) == (JobState.DONE, {"run": run.id})
    with album.read() as conn:
        scored, scores = runs.scores(conn, run)
    assert scores[scored == new].argmax() == 0  # it looks like the first child
