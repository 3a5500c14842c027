"""The real worker, killed at random moments: nothing lost, nothing doubled, nothing half written.

The long run: pytest --kills 40 -s tests/test_killing.py
"""

import hashlib
import itertools
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from core.base import images, whole_files
from core.base.records import Box, JobKind, JobState, RunKind, RunState
from core.store import db, epochs, faces, files, jobs, photos, runs, sorts, thumbs
from core.store.db import Album
from core.store.jobs import JSON
from core.vision import embed
from core.vision.look import Looker
from tests import classroom, drawing, killing, learning_class

A_ROUND = 5  # kills, at most, on one job: then it may end, and what it left is looked at
PHOTOS = 60
EPOCHS = 6
SMALL: dict[RunKind, dict[str, JSON]] = {  # settings of trainings that take seconds
    RunKind.CROPS: {"epochs": EPOCHS, "side": 16, "batch": 4},
    RunKind.EMBEDDER: {"epochs": EPOCHS - 1, "layers": 1},  # its first epoch is the untouched one
    RunKind.YOLO: {"epochs": EPOCHS, "base": "scratch", "size": 64},
}
Rounds = Callable[..., Iterator[Album]]


def _ignore(_: Album) -> None:
    """Look at nothing."""


@pytest.fixture
def rounds(request: pytest.FixtureRequest, tmp_path: Path) -> Rounds:
    """Does a job on copies of an album, round by round, until all kills are done; then prints how often it died."""
    wanted: int = request.config.getoption("--kills")

    def run(
        start: Path,
        kind: JobKind,
        arguments: dict[str, JSON],
        part: str,
        span: float,
        on_kill: Callable[[Album], None] = _ignore,
    ) -> Iterator[Album]:
        chance, killed = random.Random(wanted), 0
        for number in itertools.count(1):
            album = db.open_album(shutil.copytree(start, tmp_path / f"{number}" / "album"))
            job_id = killing.request(album, kind, arguments)
            killed += killing.through(album, job_id, min(A_ROUND, wanted - killed), chance, part, span, on_kill)
            job = jobs.get(album, job_id)
            assert job.state is JobState.DONE, job.error
            yield album
            album.engine.dispose()
            if killed == wanted:
                print(f"\n{kind} {arguments.get('kind', '')}: {number} rounds, {killed} kills")
                return

    return run


def test_import(rounds: Rounds, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    data = drawing.jpeg(drawing.with_faces(2))
    contents = {f"{number:03}.jpg": data + number.to_bytes(2, "big") for number in range(PHOTOS)}
    for name, content in contents.items():
        drawing.save(folder / name, content)
    empty = db.open_album(tmp_path / "album", create=True)
    empty.engine.dispose()
    for album in rounds(empty.folder, JobKind.IMPORT, {"paths": [str(folder)]}, "job-importing", 4.0):
        with album.read() as conn:
            table, hashes = faces.table(conn), photos.hashes(conn)
            ids, _ = faces.embeddings(conn, embed.NAME)
            paths = dict(files.all_paths(conn))
        assert sorted(hashes.values()) == sorted(hashlib.sha256(content).hexdigest() for content in contents.values())
        assert {path.name for path in paths.values()} == set(contents)
        assert Counter(table.photo_ids.tolist()) == dict.fromkeys(hashes, 2)
        assert ids.tolist() == table.ids.tolist()
        for photo_id, box in zip(table.photo_ids.tolist(), table.boxes.tolist(), strict=True):
            images.open_upright(thumbs.face_path(album, hashes[photo_id], Box(*box)).read_bytes())
            images.open_upright(thumbs.photo_path(album, hashes[photo_id]).read_bytes())
        assert_whole(album)


def test_learning(rounds: Rounds, tmp_path: Path) -> None:
    start = db.open_album(tmp_path / "album", create=True)
    classroom.separable(start, people_count=5, photos_each=60, named=30)
    start.engine.dispose()
    for album in rounds(start.folder, JobKind.TRAIN, {"precision": 0.95}, "job-learning", 0.6):
        with album.read() as conn:
            every = runs.every(conn)
            scored = {run.id: runs.scores(conn, run)[0].tolist() for run in every}
            ids = faces.table(conn).ids.tolist()
        (run,) = every
        content = (album.folder / "runs" / str(run.checkpoint)).read_bytes()
        assert (run.state, hashlib.sha256(content).hexdigest()) == (RunState.DONE, run.checkpoint_sha256)
        assert scored[run.id] == ids
        assert_whole(album)


def test_sort(rounds: Rounds, looker: Looker, tmp_path: Path) -> None:
    shown = {f"{'a' * length}.jpg": ["Anna", "Bora"] for length in range(1, PHOTOS + 1)}
    start = classroom.make(tmp_path, looker, shown)
    start.album.engine.dispose()
    folder = tmp_path / "sorted"
    wish: dict[str, JSON] = {"folder": str(folder), "mode": "copy", "precision": 0.97, "run": start.run_id}
    originals = {path.name: path.read_bytes() for path in start.photos.iterdir()}
    for album in rounds(start.album.folder, JobKind.SORT, wish, "job-sorting", 0.4):
        found = classroom.tree(folder)
        rows = found.pop(sorts.MANIFEST).decode().splitlines()[1:]
        assert found == {f"{name}/{photo}": originals[photo] for name in ("Anna", "Bora") for photo in originals}
        assert len(rows) == len(found)
        with album.read() as conn:
            assert len(sorts.standing_in(conn, folder)) == len(found)
        assert not list(folder.rglob(f"*{whole_files.PART}"))
        shutil.rmtree(folder)


@pytest.mark.parametrize("kind", SMALL)
def test_training(rounds: Rounds, looker: Looker, tmp_path: Path, kind: RunKind) -> None:
    start = learning_class.make(tmp_path, looker)
    start.engine.dispose()
    stood: dict[tuple[Path, int], datetime] = {}  # when each epoch ended that stood after a kill

    def look(album: Album) -> None:
        for number, at in ended(album).items():
            stood.setdefault((album.folder, number), at)

    wish: dict[str, JSON] = {"kind": kind.value, "settings": SMALL[kind]}
    for album in rounds(start.folder, JobKind.TRAINING, wish, "train-part-epochs", 4.0, look):
        with album.read() as conn:
            (run,) = runs.every(conn)
            scored, table = runs.scores(conn, run)[0].tolist(), faces.table(conn)
        at = ended(album)
        assert (run.state, list(at)) == (RunState.DONE, list(range(1, EPOCHS + 1)))
        assert {
            number: when for (folder, number), when in stood.items() if folder == album.folder
        }.items() <= at.items()
        content = (album.folder / "runs" / str(run.checkpoint)).read_bytes()
        assert hashlib.sha256(content).hexdigest() == run.checkpoint_sha256
        assert scored == table.ids.tolist()
        assert not (album.folder / "runs" / str(run.id) / "staging").exists()
        assert_whole(album)


def ended(album: Album) -> dict[int, datetime]:
    """When each epoch of the album's trainings ended."""
    with album.read() as conn:
        return {epoch.number: epoch.at for run in runs.every(conn) for epoch in epochs.of_run(conn, run.id)}


def assert_whole(album: Album) -> None:
    """Make sure that nothing in an album is half written."""
    assert not list(album.folder.rglob(f"*{whole_files.PART}"))
    with album.read() as conn:
        assert conn.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
