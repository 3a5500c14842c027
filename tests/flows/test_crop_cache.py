import shutil
from pathlib import Path

import numpy as np

from core.base import images
from core.flows import crop_cache, ingest
from core.store import db, faces
from core.vision import align, finetune, sface, weights
from core.vision.look import Looker
from tests.conftest import LittleClass


def test_crops_are_cut_once_and_look_like_those_that_were_embedded(little_class: LittleClass) -> None:
    album = little_class.album
    told: list[tuple[int, int]] = []
    assert crop_cache.fill(album, lambda done, total: told.append((done, total))) == 0
    assert told == [(3, 3)]  # photos with a face
    with album.read() as conn:
        ids, vectors = faces.embeddings(conn, "sface-2021dec")
    there, crops = crop_cache.of_faces(album, [*ids.tolist(), 999])
    assert there.tolist() == [True] * 4 + [False]
    assert crops.shape == (4, align.SIDE, align.SIDE, 3)
    again = finetune.embed(sface.read(weights.locate(weights.SFACE)), crops, "cpu")
    assert (again * vectors).sum(axis=1).min() > 0.97
    told.clear()
    assert crop_cache.fill(album, lambda done, total: told.append((done, total))) == 0
    assert told == []  # nothing is opened again


def test_faces_of_photos_that_are_gone_have_none(tmp_path: Path, looker: Looker, little_class: LittleClass) -> None:
    photos = shutil.copytree(little_class.photos, tmp_path / "photos")
    album = db.open_album(tmp_path / "album", create=True)
    ingest.import_photos(album, [photos], looker)
    (photos / "two.jpg").unlink()
    (photos / "one.jpg").write_bytes(images.encode_jpeg(np.zeros((90, 90, 3), np.uint8)))  # another photo now
    assert crop_cache.fill(album) == 3
    there, crops = crop_cache.of_faces(album, [1, 2, 3, 4])
    assert (there.sum(), len(crops)) == (1, 1)
