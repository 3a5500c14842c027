import numpy as np

from core.base.records import Box, Detection, FaceOrigin, LookedFace, Quality
from core.store import faces, photos
from core.store.db import Album
from tests.conftest import LittleClass

LANDMARKS = np.arange(10, dtype=np.float32).reshape(5, 2)


def looked(left: float) -> LookedFace:
    detection = Detection(Box(left, 2, left + 10.5, 14), LANDMARKS, 0.75)
    vector = np.eye(4, dtype=np.float32)[int(left) % 4]
    return LookedFace(detection, Quality(12.0, 150.0, -0.25), vector, b"jpeg")


def test_empty_album(album: Album) -> None:
    with album.read() as conn:
        ids, vectors = faces.embeddings(conn, "eyes")
        table = faces.table(conn)
        assert faces.count(conn) == 0
    assert (ids.shape, vectors.shape, table.ids.shape, table.boxes.shape) == ((0,), (0, 0), (0,), (0, 4))


def test_faces_come_back_as_they_were_put(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        photo = min(photos.hashes(conn))
        before = faces.count(conn)
        ids = faces.add(conn, photo, [looked(1), looked(2)], "eyes", FaceOrigin.HUMAN)
        assert {face: faces.of_photo(conn, photo)[face] for face in ids} == {
            ids[0]: Box(1, 2, 11.5, 14),
            ids[1]: Box(2, 2, 12.5, 14),
        }
        found, vectors = faces.embeddings(conn, "eyes")
        table = faces.table(conn)
    assert len(ids) == len(table.ids) - before == 2
    assert found.tolist() == ids
    assert vectors.tolist() == [[0, 1, 0, 0], [0, 0, 1, 0]]
    rows = np.flatnonzero(np.isin(table.ids, ids))
    assert table.photo_ids[rows].tolist() == [photo, photo]
    assert (table.sides[rows[0]], table.sharpness[rows[0]], table.yaws[rows[0]]) == (12.0, 150.0, -0.25)
    assert np.isnan(table.masked).all()
    assert (table.moments >= 1).all()
