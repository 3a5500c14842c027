"""The commands about jobs; a held lock says that a worker lives, so none is started."""

from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.base.messages import Catalogue, Message
from core.base.records import JobKind, JobState
from core.commands import jobs as commands
from core.store import attempts, jobs, worker_process
from core.store.db import Album


@pytest.fixture(autouse=True)
def _a_worker_lives(album: Album, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CUBBY_LANG", "en")
    with worker_process.lock(album.folder):
        yield


def say(album: Album, *words: str) -> list[str]:
    """Give a command, and take what it says line by line."""
    said = CliRunner().invoke(app, ["--album", str(album.folder), "jobs", *words], catch_exceptions=False)
    assert said.exit_code == 0
    return said.stdout.splitlines()


def test_nothing_was_asked_for(album: Album) -> None:
    assert say(album) == ["Nothing has been asked of the worker yet."]


def test_jobs_are_listed_newest_first_with_what_went_wrong(album: Album) -> None:
    first = jobs.request(album, JobKind.IMPORT, {"paths": ["/gone"]})
    attempts.fail(album, attempts.due(album)[0], Message("folder-no-photos", {"path": "/gone"}))
    second = jobs.request(album, JobKind.TRAIN, {"precision": 0.9})
    newest, oldest, why = say(album)
    assert newest.split("  ")[:3] == [second, "Learn", "waiting"]
    assert oldest.split("  ")[:3] == [first, "Import photos", "failed"]
    assert why == f"{first}  There are no photos in /gone."


def test_a_job_is_cancelled_and_resumed(album: Album) -> None:
    job_id = jobs.request(album, JobKind.CLUSTER)
    say(album, "cancel", job_id)
    assert jobs.get(album, job_id).state is JobState.CANCELLED
    say(album, "resume", job_id)
    assert jobs.get(album, job_id).state is JobState.WAITING


def test_every_kind_and_state_has_a_name() -> None:
    catalogue = Catalogue()
    assert all(catalogue.say(commands.KIND_NAMES[kind]) for kind in JobKind)
    assert all(catalogue.say(commands.STATE_NAMES[state]) for state in JobState)
