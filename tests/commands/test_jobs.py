"""The commands about jobs; a held lock says that a worker lives, so none is started."""

import json
from collections.abc import Iterator

import pytest
from typer.testing import CliRunner

from core.__main__ import app
from core.base import errors
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


@pytest.mark.parametrize(
    ("words", "kind", "arguments"),
    [
        pytest.param(["import", "/photos"], JobKind.IMPORT, {"paths": ["/photos"]}, id="import"),
        pytest.param(["train", "--set", "precision=0.9"], JobKind.TRAIN, {"precision": 0.9}, id="train"),
        pytest.param(
            ["train", "--kind", "crops", "--set", "epochs=3"],
            JobKind.TRAINING,
            {"kind": "crops", "settings": {"epochs": 3}},
            id="train for long",
        ),
        pytest.param(["train", "--resume", "4"], JobKind.TRAINING, {"run": 4}, id="go on with a training"),
        pytest.param(
            ["sort", "/sorted", "--mode", "hardlink", "--precision", "0.9"],
            JobKind.SORT,
            {
                "folder": "/sorted",
                "mode": "hardlink",
                "precision": 0.9,
                "run": None,
                "take_out": False,
                "names": "{original}",
                "strip": False,
            },
            id="sort",
        ),
        pytest.param(["sort", "--undo", "7"], JobKind.TAKE_BACK, {"sort": 7}, id="take back"),
    ],
)
def test_the_worker_is_asked_and_not_waited_for(
    album: Album, words: list[str], kind: JobKind, arguments: dict[str, object]
) -> None:
    command = ["--album", str(album.folder), *words, "--background"]
    said = CliRunner().invoke(app, command, catch_exceptions=False)
    (job,) = jobs.living(album)
    assert (job.kind, job.arguments) == (kind, arguments)
    assert (said.exit_code, said.stdout.splitlines()) == (
        0,
        [f"The worker does it: job {job.id}. See how far it is with: jobs"],
    )
    again = CliRunner().invoke(app, [*command, "--json"], catch_exceptions=False)
    assert json.loads(again.stdout) == {"job": job.id}  # asked twice, it is one job


def test_a_dry_run_has_no_background(album: Album) -> None:
    with pytest.raises(errors.WrongUseError, match="don't go together"):
        CliRunner().invoke(
            app, ["--album", str(album.folder), "sort", "/sorted", "--dry-run", "--background"], catch_exceptions=False
        )
    assert jobs.living(album) == []


def test_every_kind_and_state_has_a_name() -> None:
    catalogue = Catalogue()
    assert all(catalogue.say(commands.KIND_NAMES[kind]) for kind in JobKind)
    assert all(catalogue.say(commands.STATE_NAMES[state]) for state in JobState)
