"""Jobs as pages see them; a held lock says that a worker lives, so none is started."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from core.base import errors
from core.base.messages import Message
from core.base.records import JobKind, JobState
from core.store import attempts, job_tables, jobs, worker_process
from core.store.attempts import Attempt
from core.store.db import Album
from core.store.jobs import Job

NOON = datetime(2026, 5, 4, 12)


@pytest.fixture(autouse=True)
def _a_worker_lives(album: Album) -> Iterator[None]:
    with worker_process.lock(album.folder):
        yield


def begin(album: Album, job_id: str) -> Attempt:
    """Take up a job as the worker does."""
    attempt = next(one for one in attempts.due(album) if one.job_id == job_id)
    started = attempts.start(album, attempt.job_id, attempt.number)
    assert started is not None
    return started


def move_signs_of_life(album: Album, by: timedelta) -> None:
    """Make all jobs look as if so much more time had passed."""
    job = job_tables.job.c
    with album.write() as conn:
        for row in conn.execute(job_tables.job.select()).all():
            earlier = {"asked_at": row.asked_at - by, "heartbeat": row.heartbeat and row.heartbeat - by}
            conn.execute(update(job_tables.job).where(job.id == row.id).values(**earlier))


def test_a_double_click_is_one_job(album: Album) -> None:
    first = jobs.request(album, JobKind.IMPORT, {"paths": ["/photos"]})
    assert jobs.request(album, JobKind.IMPORT, {"paths": ["/photos"]}) == first
    begin(album, first)
    assert jobs.request(album, JobKind.IMPORT, {"paths": ("/photos",)}) == first
    assert [job.id for job in jobs.living(album)] == [first]


def test_other_arguments_are_another_job(album: Album) -> None:
    first = jobs.request(album, JobKind.IMPORT, {"paths": ["/photos"]})
    second = jobs.request(album, JobKind.IMPORT, {"paths": ["/more"]})
    third = jobs.request(album, JobKind.CLUSTER)
    assert [job.id for job in jobs.living(album)] == [first, second, third]
    assert [job.id for job in jobs.recent(album, 2)] == [third, second]


def test_what_has_ended_can_be_asked_for_anew(album: Album) -> None:
    first = jobs.request(album, JobKind.CLUSTER)
    attempts.finish(album, begin(album, first), {"clusters": 3})
    assert jobs.request(album, JobKind.CLUSTER) != first
    assert jobs.get(album, first).result == {"clusters": 3}
    assert jobs.get(album, first).state is JobState.DONE


def test_why_a_job_failed_is_kept(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    attempts.fail(album, begin(album, job_id), Message("folder-missing", {"path": "/photos"}))
    job = jobs.get(album, job_id)
    assert (job.state, job.error) == (JobState.FAILED, Message("folder-missing", {"path": "/photos"}))
    assert not job.is_living


def test_a_cancelled_attempt_can_write_nothing_more(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    attempt = begin(album, job_id)
    assert attempts.tell(album, attempt, 1, 9)
    jobs.cancel(album, job_id)
    assert not attempts.tell(album, attempt, 2, 9)
    attempts.finish(album, attempt, None)
    assert jobs.get(album, job_id).state is JobState.CANCELLED
    assert jobs.get(album, job_id).done == 1


def test_a_resumed_job_is_a_new_attempt_and_the_old_one_writes_nothing(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    old = begin(album, job_id)
    jobs.cancel(album, job_id)
    jobs.resume(album, job_id)
    assert jobs.get(album, job_id).state is JobState.WAITING
    assert not attempts.tell(album, old, 5, 9)
    assert attempts.start(album, old.job_id, old.number) is None
    attempts.finish(album, begin(album, job_id), {"clusters": 1})
    assert jobs.get(album, job_id).state is JobState.DONE


def test_nothing_changes_a_job_that_is_done(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    attempts.finish(album, begin(album, job_id), {"clusters": 1})
    jobs.cancel(album, job_id)
    jobs.resume(album, job_id)
    assert jobs.get(album, job_id).state is JobState.DONE


def test_a_job_without_a_sign_of_life_is_stopped_and_can_be_resumed(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    begin(album, job_id)
    move_signs_of_life(album, jobs.STALE_AFTER)
    assert jobs.get(album, job_id).state is JobState.STOPPED
    assert [job.state for job in jobs.living(album)] == [JobState.STOPPED]
    attempts.give_sign(album, [job_id])
    assert jobs.get(album, job_id).state is JobState.RUNNING
    move_signs_of_life(album, jobs.STALE_AFTER)
    jobs.resume(album, job_id)
    assert jobs.get(album, job_id).state is JobState.WAITING


def test_a_job_tells_lines_until_it_is_unwanted_and_keeps_the_newest(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    attempt = begin(album, job_id)
    other = begin(album, jobs.request(album, JobKind.CHECKUP))
    assert attempts.log(album, other, Message("job-checking"))
    for number in range(attempts.MOST_LINES + 3):
        assert attempts.log(album, attempt, Message("job-missing", {"job": number}))
    newest = attempts.MOST_LINES + 2
    assert [line.values["job"] for _, line in jobs.lines(album, job_id, 2)] == [newest - 1, newest]
    assert len(jobs.lines(album, job_id, 1000)) == attempts.MOST_LINES
    assert [line for _, line in jobs.lines(album, other.job_id, 9)] == [Message("job-checking")]
    jobs.cancel(album, job_id)
    assert not attempts.is_wanted(album, attempt)
    assert not attempts.log(album, attempt, Message("job-clustering"))
    assert len(jobs.lines(album, job_id, 1000)) == attempts.MOST_LINES


@pytest.mark.parametrize(
    ("name", "goes"),
    [
        pytest.param("김하나", True, id="in the arguments"),
        pytest.param("Bo", True, id="in a line, as part of a word in small letters"),
        pytest.param("Anna", False, id="only in a job that still lives"),
        pytest.param("Chris", False, id="nowhere"),
    ],
)
def test_what_has_ended_and_speaks_of_a_forgotten_child_goes(album: Album, name: str, goes: bool) -> None:
    ended = jobs.request(album, JobKind.IMPORT, {"paths": ["/photos/김하나"]})
    attempt = begin(album, ended)
    attempts.log(album, attempt, Message("folder-missing", {"path": "/albums/bo"}))
    attempts.finish(album, attempt, None)
    living = jobs.request(album, JobKind.IMPORT, {"paths": ["/photos/Anna"]})
    with album.write() as conn:
        jobs.let_go(conn, name)
    assert [job.id for job in jobs.recent(album, 9)] == ([living] if goes else [living, ended])
    assert len(jobs.lines(album, ended, 9)) == (0 if goes else 1)


def test_a_worker_has_a_minute_to_start(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    move_signs_of_life(album, jobs.STARTING / 2)
    assert jobs.get(album, job_id).state is JobState.WAITING
    move_signs_of_life(album, jobs.STARTING / 2)
    assert jobs.get(album, job_id).state is JobState.STOPPED


def test_each_part_counts_anew(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    attempt = begin(album, job_id)
    attempts.enter(album, attempt, Message("job-importing"))
    attempts.tell(album, attempt, 100, 400)
    attempts.tell(album, attempt, 150, 400)
    job = jobs.get(album, job_id)
    assert (job.done, job.total, job.counted_from, job.note) == (150, 400, 100, Message("job-importing"))
    attempts.enter(album, attempt, Message("job-clustering"))
    job = jobs.get(album, job_id)
    assert (job.done, job.total, job.counted_at, job.note) == (0, 0, None, Message("job-clustering"))


def test_an_unknown_job(album: Album) -> None:
    with pytest.raises(errors.MissingError) as caught:
        jobs.get(album, "nothing")
    assert caught.value.message == Message("job-missing", {"job": "nothing"})


def a_job(done: int, seconds: float | None) -> Job:
    """A job of 400 that began to count at 100 and was heard of so many seconds later."""
    return Job(
        id="a",
        kind=JobKind.IMPORT,
        arguments={},
        state=JobState.RUNNING,
        done=done,
        total=400,
        note=None,
        result=None,
        error=None,
        asked_at=NOON,
        started_at=NOON,
        ended_at=None,
        heartbeat=NOON + timedelta(seconds=seconds or 0),
        counted_at=None if seconds is None else NOON,
        counted_from=100,
    )


@pytest.mark.parametrize(
    ("job", "rate", "remaining"),
    [
        pytest.param(a_job(200, 10), 10, 20, id="what was done before does not count"),
        pytest.param(a_job(400, 10), 30, 0, id="all done"),
        pytest.param(a_job(100, 0), None, None, id="first progress"),
        pytest.param(a_job(100, 10), None, None, id="nothing gained yet"),
        pytest.param(a_job(0, None), None, None, id="not counting yet"),
        pytest.param(replace(a_job(200, 10), state=JobState.STOPPED), 10, None, id="a stopped job has no end in sight"),
    ],
)
def test_rate_and_remaining_seconds(job: Job, rate: float | None, remaining: float | None) -> None:
    assert (job.rate, job.remaining) == (rate, remaining)


def test_a_log_that_has_grown_too_long_keeps_its_end(album: Album) -> None:
    log = worker_process.log_path(album.folder)
    log.write_bytes(b"old" * worker_process.LOG_BYTES + b"newest")
    worker_process.bound_log(album.folder)
    assert log.stat().st_size == worker_process.LOG_KEPT
    assert log.read_bytes().endswith(b"newest")
