"""Faces that are kept nowhere are scored as the album's own: the same photo gets the same scores."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from core.base import errors
from core.base.records import RunKind
from core.flows import crop_scores, train, training
from core.rules import kinds
from core.rules.kinds import Value
from core.store import db, faces, files, runs
from core.store.db import Album
from core.store.runs import Run
from core.vision.look import Looker
from tests import learning_class

NEARLY = 0.05  # trainings read crops that were kept as JPEG


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Album:
    album = learning_class.make(tmp_path_factory.mktemp("class"), looker)
    album.engine.dispose()
    return album


@pytest.fixture
def tiny(made_once: Album, tmp_path: Path) -> Album:
    return db.open_album(shutil.copytree(made_once.folder, tmp_path / "album"))


def learned(album: Album, kind: RunKind, wished: dict[str, Value]) -> Run:
    if kind is RunKind.HEAD:
        return train.train_head(album)
    run = training.plan(album, kind, kinds.complete(kinds.KINDS[kind], wished))
    return training.carry_on(album, run.id)


@pytest.mark.parametrize(
    ("kind", "wished"),
    [
        pytest.param(RunKind.HEAD, {}, id="head"),
        pytest.param(RunKind.CROPS, {"epochs": 2, "side": 16, "batch": 4}, id="crops"),
        pytest.param(RunKind.EMBEDDER, {"epochs": 1, "layers": 2}, id="embedder"),
    ],
)
def test_a_photo_of_the_album_gets_the_scores_that_it_has(
    tiny: Album, looker: Looker, kind: RunKind, wished: dict[str, Value]
) -> None:
    run = learned(tiny, kind, wished)
    with tiny.read() as conn:
        photo_id, path = next((photo_id, path) for photo_id, path in files.all_paths(conn) if path.stem == "04")
        boxes, (ids, kept) = faces.of_photo(conn, photo_id), runs.scores(conn, run)
    seen = looker.see(path.read_bytes()).faces
    found = crop_scores.scorer(tiny, run, looker)(np.stack([face.crop for face in seen]))
    known = {box.x1: kept[ids == face_id][0] for face_id, box in boxes.items()}
    assert found.shape == (2, 2)
    assert found.max() > 0
    for face, scores in zip(seen, found, strict=True):
        assert np.allclose(scores, known[face.detection.box.x1], atol=NEARLY)


def test_a_photo_without_a_face_has_no_scores(tiny: Album, looker: Looker) -> None:
    nothing = np.empty((0, 112, 112, 3), np.uint8)
    assert crop_scores.scorer(tiny, train.train_head(tiny), looker)(nothing).shape == (0, 2)


def test_who_only_sees_whole_photos_is_refused(tiny: Album, looker: Looker) -> None:
    run = training.plan(tiny, RunKind.YOLO, kinds.complete(kinds.KINDS[RunKind.YOLO], {"base": "scratch"}))
    with pytest.raises(errors.WrongUseError):
        crop_scores.scorer(tiny, run, looker)
