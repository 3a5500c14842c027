import numpy as np
from sqlalchemy import select

from core.base.records import Box, Detection, FaceOrigin, LookedFace, Quality
from core.store import crops, faces, photos, tables
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


def test_what_another_look_sees_takes_the_place_of_what_was_known(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        photo = min(photos.hashes(conn))
        face, other = faces.add(conn, photo, [looked(1), looked(2)], "eyes", FaceOrigin.DETECTOR)
        faces.put_embeddings(conn, "older", np.array([face, other]), np.eye(2, dtype=np.float32))
        crops.put(conn, {face: b"one", other: b"two"})
        better = LookedFace(
            Detection(Box(3, 3, 60, 60), LANDMARKS + 1, 0.9),
            Quality(57.0, 300.0, 0.5),
            np.eye(4, dtype=np.float32)[3],
            b"jpeg",
            {"clothes": np.ones(1, np.float32)},
        )
        faces.renew(conn, face, better, "eyes")
        row = conn.execute(select(tables.face).where(tables.face.c.id == face)).one()
        assert faces.of_photo(conn, photo)[face] == Box(1, 2, 11.5, 14)
        assert (row.landmarks, row.side, row.sharpness, row.yaw) == ((LANDMARKS + 1).tolist(), 12.0, 300.0, 0.5)
        assert (row.origin, row.detector_score) == (FaceOrigin.DETECTOR.value, 0.75)
        vectors = {name: faces.embeddings(conn, name) for name in ("eyes", "older", "clothes")}
        assert [ids.tolist() for ids, _ in vectors.values()] == [[face, other], [other], [face]]
        assert vectors["eyes"][1].tolist() == [[0, 0, 0, 1], [0, 0, 1, 0]]
        assert list(crops.of_faces(conn, [face, other])) == [other]
