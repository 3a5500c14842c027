"""The real worker, killed at random moments while every face is looked at with another embedder."""

import random
import shutil
from pathlib import Path

import pytest

from core.base.records import JobKind, JobState
from core.rules.embedders import BUILT_IN
from core.store import db, embedders, faces, jobs
from core.store.db import Album
from core.vision.look import Looker
from tests import killing, learning_class, onnx_files

A_ROUND = 3  # kills, at most, on one job


def only_right_vectors(album: Album) -> None:
    """What stands so far is what the same network has given before."""
    with album.read() as conn:
        known = dict(zip(*faces.embeddings(conn, BUILT_IN), strict=True))
        for one in embedders.every(album, conn):
            for face_id, vector in zip(*faces.embeddings(conn, one.name), strict=True):
                assert vector @ known[face_id] == pytest.approx(1.0, abs=1e-4)


def test_every_face_gets_its_vector_once(request: pytest.FixtureRequest, tmp_path: Path, looker: Looker) -> None:
    learning_class.make(tmp_path, looker).engine.dispose()
    path = onnx_files.sface_again(tmp_path / "again.onnx")
    wanted: int = request.config.getoption("--kills")
    chance, killed, rounds = random.Random(wanted), 0, 0
    while killed < wanted:
        rounds += 1
        album = db.open_album(shutil.copytree(tmp_path / "album", tmp_path / f"{rounds}/album"))
        wish = {"path": str(path), "licence": "Apache-2.0", "colours": "rgb", "scale": None}
        job_id = killing.request(album, JobKind.EMBEDDER, wish)
        most = min(A_ROUND, wanted - killed)
        killed += killing.through(album, job_id, most, chance, "job-embedding", 4.0, only_right_vectors)
        job = jobs.get(album, job_id)
        assert job.state is JobState.DONE, job.error
        with album.read() as conn:
            assert embedders.chosen(conn) != BUILT_IN
            assert embedders.lacking(conn, embedders.chosen(conn)) == {}
        only_right_vectors(album)
        assert [one.suffix for one in (album.folder / "weights").iterdir()] == [".onnx"]  # and no half copy
        album.engine.dispose()
    print(f"\n{rounds} rounds, {killed} kills")
