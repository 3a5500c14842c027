"""Another embedder for an album: brought, used, killed midway, left again; real networks on real photos."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from core.base import errors
from core.base.records import Box, LabelOrigin
from core.flows import backup, checkup, cluster, crop_cache, decisions, drawn_faces, embedders, ingest, train
from core.flows import recognise as recognise_flow
from core.flows.embedders import Filled, Wish
from core.rules.decisions import Decisions
from core.rules.embedders import BUILT_IN, Scale
from core.store import db, drawn, faces, files, recognise, runs
from core.store import embedders as stored
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing, learning_class, onnx_files


@dataclass(frozen=True)
class Named:
    """Paula and Dilan on twelve photos, eight of them named, and a memory stick with two networks."""

    album: Album
    photos: Path
    small: Wish
    again: Wish

    def vectors(self, name: str) -> tuple[list[int], NDArray[np.float32]]:
        with self.album.read() as conn:
            ids, vectors = faces.embeddings(conn, name)
        return ids.tolist(), vectors

    def chosen(self) -> str:
        with self.album.read() as conn:
            return stored.chosen(conn)


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory, looker: Looker) -> Path:
    folder = tmp_path_factory.mktemp("named")
    learning_class.make(folder, looker).engine.dispose()
    (folder / "stick").mkdir()
    onnx_files.projection(folder / "stick/small.onnx")
    onnx_files.sface_again(folder / "stick/again.onnx")
    return folder


@pytest.fixture
def named(made_once: Path, tmp_path: Path) -> Named:
    album = db.open_album(shutil.copytree(made_once / "album", tmp_path / "album"))
    stick = shutil.copytree(made_once / "stick", tmp_path / "stick")
    return Named(album, made_once / "photos", *(Wish(stick / name, "MIT") for name in ("small.onnx", "again.onnx")))


def same(one: Decisions, other: Decisions) -> bool:
    return bool((one.person == other.person).all() and (one.found.score == other.found.score).all())


def test_from_bringing_to_deciding_and_back(named: Named, looker: Looker) -> None:
    old = train.train_head(named.album)
    before = decisions.decide(named.album, old.id)[1]
    brought = embedders.bring(named.album, named.small)
    assert named.chosen() == BUILT_IN
    filled = embedders.use(named.album, brought.name, looker)
    face_ids = named.vectors(BUILT_IN)[0]
    assert (filled.made, filled.lost, named.chosen()) == (len(face_ids), 0, brought.name)
    ids, vectors = named.vectors(brought.name)
    assert (ids, vectors.shape) == (face_ids, (len(face_ids), onnx_files.DIMENSIONS))
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    new = train.train_head(named.album)
    assert (old.embedder, new.embedder) == (BUILT_IN, brought.name)
    run, made = decisions.decide(named.album)
    assert run.id == new.id
    assert (made.person >= 0).all()  # two who look nothing alike: even sixteen numbers by chance tell them apart
    assert same(decisions.decide(named.album, old.id)[1], before)


def test_the_same_network_in_another_file_learns_the_same(named: Named, looker: Looker) -> None:
    first = decisions.decide(named.album, train.train_head(named.album).id)[1]
    embedders.use(named.album, embedders.bring(named.album, named.again).name, looker)
    cosines = (named.vectors(BUILT_IN)[1] * named.vectors(named.chosen())[1]).sum(axis=1)
    np.testing.assert_allclose(cosines, 1.0, atol=1e-4)  # so the originals are looked at as at the import
    second = decisions.decide(named.album, train.train_head(named.album).id)[1]
    assert (first.person == second.person).all()
    np.testing.assert_allclose(first.found.score, second.found.score, atol=0.02)


def test_going_back_touches_no_photo(looker: Looker, tmp_path: Path) -> None:
    album = learning_class.make(tmp_path, looker)
    brought = embedders.bring(album, Wish(onnx_files.projection(tmp_path / "small.onnx"), "MIT"))
    embedders.use(album, brought.name, looker)
    shutil.rmtree(tmp_path / "photos")
    assert embedders.use(album, "sface", looker) == Filled(BUILT_IN, 0, 0)
    assert embedders.use(album, "onnx", looker) == Filled(brought.name, 0, 0)


class _EnoughError(Exception):
    """Somebody has called it off."""


def stop_after(faces_done: int) -> Callable[[int, int], None]:
    def tell(done: int, _total: int) -> None:
        if done >= faces_done:
            raise _EnoughError

    return tell


def test_called_off_and_asked_again_makes_no_vector_twice(named: Named, looker: Looker) -> None:
    brought = embedders.bring(named.album, named.small)
    with pytest.raises(_EnoughError):
        embedders.use(named.album, brought.name, looker, stop_after(1))
    kept, vectors = named.vectors(brought.name)
    assert 0 < len(kept) < len(named.vectors(BUILT_IN)[0])
    assert named.chosen() == BUILT_IN
    filled = embedders.use(named.album, brought.name, looker)
    assert filled.made == len(named.vectors(BUILT_IN)[0]) - len(kept)
    now = dict(zip(*named.vectors(brought.name), strict=True))
    assert all((now[face_id] == vector).all() for face_id, vector in zip(kept, vectors, strict=True))


def test_the_stick_may_be_gone(named: Named, looker: Looker) -> None:
    brought = embedders.bring(named.album, named.small)
    shutil.rmtree(named.small.path.parent)
    assert embedders.bring(named.album, named.small) == brought  # as a job does that was killed
    embedders.use(named.album, brought.name, looker)
    with pytest.raises(errors.MissingError):
        embedders.bring(named.album, named.again)


def test_faces_of_later_get_vectors_of_all_that_are_in_use(named: Named, looker: Looker, tmp_path: Path) -> None:
    embedders.use(named.album, embedders.bring(named.album, named.small).name, looker)
    train.train_head(named.album)
    embedders.use(named.album, embedders.bring(named.album, named.again).name, looker)
    drawing.save(tmp_path / "later/one.jpg", drawing.jpeg(drawing.with_faces(2, seed=99)))
    ingest.import_photos(named.album, [tmp_path / "later"], looker)
    with named.album.read() as conn:
        assert {len(stored.lacking(conn, one.name)) for one in stored.every(named.album, conn)} == {0}
        everyone = faces.table(conn).ids
        run = runs.to_decide_with(conn, None)
    _, made = decisions.decide(named.album, run.id)
    assert (made.found.score[np.isin(made.basis.faces.ids, everyone[-2:])] > 0).all()


def test_an_import_without_the_copy_says_what_is_missing(named: Named, looker: Looker, tmp_path: Path) -> None:
    brought = embedders.bring(named.album, Wish(onnx_files.projection(tmp_path / "third.onnx", seed=3), "MIT"))
    embedders.use(named.album, brought.name, Looker("cpu"))
    brought.path.unlink()
    later = drawing.save(tmp_path / "later/one.jpg", drawing.jpeg(drawing.with_faces(1, seed=21)))
    with pytest.raises(errors.MissingError) as raised:
        ingest.import_photos(named.album, [later.parent], looker)
    assert raised.value.message.key == "embedder-gone"
    embedders.bring(named.album, Wish(tmp_path / "third.onnx", "MIT"))
    assert ingest.import_photos(named.album, [later.parent], looker).new_faces == 1


def test_a_dropped_photo_and_a_drawn_face_are_seen_by_it(named: Named, looker: Looker) -> None:
    embedders.use(named.album, embedders.bring(named.album, named.small).name, looker)
    run = train.train_head(named.album)
    shown = (named.photos / "10.jpg").read_bytes()  # as its like, it names both
    drop = recognise.put(named.album, [shown])
    assert recognise_flow.recognise_drop(named.album, drop, run.id, looker) == 2
    (photo,) = recognise.take(named.album, drop)
    kept = decisions.decide(named.album, run.id)[1]
    with named.album.read() as conn:
        (photo_id,) = [photo_id for photo_id, path in files.all_paths(conn) if path.name == "10.jpg"]
        _, stored_scores = runs.scores(conn, run)
    there = stored_scores[kept.basis.faces.photo_ids == photo_id]
    np.testing.assert_allclose(sorted(max(face.scores) for face in photo.faces), sorted(there.max(axis=1)), atol=0.01)
    with named.album.write() as conn:
        box = Box(200.0, 10.0, 260.0, 80.0)
        done = drawn.follow(conn, named.album, photo_id, [], [drawn.Draw("new", box)], LabelOrigin.NAMED)
    drawn_faces.look(named.album, photo_id, {done[0].face_id: box}, looker)
    assert done[0].face_id in named.vectors(named.chosen())[0]


def test_photos_that_are_gone_leave_faces_behind_or_give_their_kept_crops(
    named: Named, looker: Looker, tmp_path: Path
) -> None:
    later = drawing.save(tmp_path / "later/one.jpg", drawing.jpeg(drawing.with_faces(1, seed=21)))
    kept = drawing.save(tmp_path / "later/two.jpg", drawing.jpeg(drawing.with_faces(1, seed=31)))
    ingest.import_photos(named.album, [kept], looker)
    crop_cache.fill(named.album)
    ingest.import_photos(named.album, [later], looker)
    shutil.rmtree(later.parent)
    filled = embedders.use(named.album, embedders.bring(named.album, named.again).name, looker)
    assert (filled.made, filled.lost) == (len(named.vectors(BUILT_IN)[0]) - 1, 1)
    row = len(named.vectors(BUILT_IN)[0]) - 2
    assert named.vectors(BUILT_IN)[1][row] @ named.vectors(filled.name)[1][row] > 0.95


def test_likeness_and_masks_stay_with_the_built_in_one(named: Named, looker: Looker) -> None:
    groups = cluster.cluster(named.album)
    embedders.use(named.album, embedders.bring(named.album, named.small).name, looker)
    assert cluster.cluster(named.album) == groups


def test_a_backup_carries_it(named: Named, looker: Looker, tmp_path: Path) -> None:
    embedders.use(named.album, embedders.bring(named.album, named.small).name, looker)
    backup.backup(named.album, tmp_path / "album.zip")
    backup.restore(tmp_path / "album.zip", tmp_path / "other")
    album = db.open_album(tmp_path / "other")
    with album.read() as conn:
        (one,) = stored.every(album, conn)
        assert (stored.chosen(conn), one.path.parent) == (one.name, tmp_path / "other/weights")
    drawing.save(tmp_path / "later/one.jpg", drawing.jpeg(drawing.with_faces(1, seed=99)))
    ingest.import_photos(album, [tmp_path / "later"], looker)
    with album.read() as conn:
        assert stored.lacking(conn, one.name) == {}


def test_the_check_up_tells_of_it(named: Named) -> None:
    brought = embedders.bring(named.album, named.small)
    told = {one.message.key: one.fine for one in checkup.examine(named.album.folder)}
    assert told["doctor-embedder"]
    brought.path.unlink()
    told = {one.message.key: one.fine for one in checkup.examine(named.album.folder)}
    assert not told["embedder-gone"]


@pytest.mark.parametrize(
    ("licence", "name", "key"),
    [
        pytest.param(" ", "small.onnx", "embedder-no-licence", id="no licence"),
        pytest.param("MIT", "none.onnx", "embedder-no-file", id="no file"),
        pytest.param("MIT", "text.onnx", "embedder-not-onnx", id="a text"),
    ],
)
def test_what_is_not_brought_leaves_nothing(named: Named, licence: str, name: str, key: str) -> None:
    stick = named.small.path.parent
    (stick / "text.onnx").write_text("no network")
    with pytest.raises(errors.AlbumError) as raised:
        embedders.bring(named.album, Wish(stick / name, licence))
    assert raised.value.message.key == key
    assert list((named.album.folder / "weights").glob("*")) == []


@pytest.mark.parametrize("name", ["", "nobody", "onnx"], ids=["none", "unknown", "two begin so"])
def test_names_that_lead_nowhere(named: Named, looker: Looker, name: str) -> None:
    for wish in (named.small, named.again):
        embedders.bring(named.album, wish)
    with pytest.raises(errors.MissingError):
        embedders.use(named.album, name, looker)


def test_other_pixels_are_another_embedder(named: Named) -> None:
    one = embedders.bring(named.album, named.small)
    other = embedders.bring(named.album, Wish(named.small.path, "MIT", scale=Scale.RAW))
    assert (one.path, one.name == other.name) == (other.path, False)
