"""Embedders that the user brought, and how they go again."""

from pathlib import Path

import numpy as np
import pytest

from core.base import errors
from core.rules.embedders import BUILT_IN, Brought, Colours, Scale
from core.store import embedders, faces, run_files, runs
from core.store.db import Album
from core.store.embedders import Removed
from tests.conftest import LittleClass

SHA256 = "ab" * 32


def bring(album: Album, colours: Colours = Colours.RGB) -> str:
    """Put an embedder into an album, with a vector for each of its four faces; its file holds anything."""
    copy = embedders.copy_of(album, SHA256)
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(b"network")
    one = Brought(copy, SHA256, "MIT", "/stick/face.onnx", colours, Scale.RAW, 2)
    with album.write() as conn:
        embedders.put(album, conn, one)
        ids, _ = faces.embeddings(conn, BUILT_IN)
        faces.put_embeddings(conn, one.name, ids, np.tile(np.array([1, 0], np.float32), (len(ids), 1)))
    return one.name


def left(album: Album) -> tuple[list[str], list[int], list[Path]]:
    """Names of the embedders that were brought, ids of the runs, and files of embedders."""
    with album.read() as conn:
        names, run_ids = [one.name for one in embedders.every(album, conn)], [run.id for run in runs.every(conn)]
    return names, run_ids, list((album.folder / embedders.FOLDER).glob("*"))


def vectors(album: Album, name: str) -> int:
    with album.read() as conn:
        return len(faces.embeddings(conn, name)[0])


def test_vectors_and_file_go_and_nothing_else(little_class: LittleClass) -> None:
    album = little_class.album
    name = bring(album)
    assert embedders.remove(album, "onnx") == Removed(name, 4, ())
    assert left(album) == ([], [], [])
    assert (vectors(album, name), vectors(album, BUILT_IN)) == (0, 4)


def test_file_stays_as_long_as_another_embedder_is_in_it(little_class: LittleClass) -> None:
    album = little_class.album
    rgb, bgr = bring(album), bring(album, Colours.BGR)
    embedders.remove(album, rgb)
    assert left(album) == ([bgr], [], [embedders.copy_of(album, SHA256)])
    assert (vectors(album, rgb), vectors(album, bgr)) == (0, 4)
    embedders.remove(album, bgr)
    assert left(album) == ([], [], [])


def test_the_one_that_is_learned_on_stays(little_class: LittleClass) -> None:
    album = little_class.album
    name = bring(album)
    with album.write() as conn:
        embedders.choose(conn, name)
    with pytest.raises(errors.WrongUseError, match="so it stays"):
        embedders.remove(album, name, with_runs=True)
    assert (left(album)[0], vectors(album, name)) == ([name], 4)


def test_the_built_in_one_stays(little_class: LittleClass) -> None:
    with pytest.raises(errors.WrongUseError, match="comes with Cubby and stays"):
        embedders.remove(little_class.album, BUILT_IN)
    assert vectors(little_class.album, BUILT_IN) == 4


def test_runs_that_read_it_go_only_where_that_is_wished(little_class: LittleClass) -> None:
    album = little_class.album
    name = bring(album)
    with album.write() as conn:
        own, other = (runs.start(conn, "head", {}, embedder, 0) for embedder in (name, BUILT_IN))
    run_files.folder(album, own).mkdir(parents=True)
    with pytest.raises(errors.WrongUseError, match="would no longer work"):
        embedders.remove(album, name)
    assert (left(album)[:2], vectors(album, name)) == (([name], [own, other]), 4)
    assert embedders.remove(album, name, with_runs=True) == Removed(name, 4, (own,))
    assert left(album) == ([], [other], [])
    assert not run_files.folder(album, own).exists()
