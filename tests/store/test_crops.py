from core.base.records import Box
from core.store import box_changes, crops, faces
from tests.conftest import LittleClass


def test_crops_are_missing_until_they_are_kept(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        missing = crops.missing(conn)
        ids = [face_id for on_photo in missing.values() for face_id in on_photo]
        assert len(ids) == 4
        assert all(marks.shape == (5, 2) for on_photo in missing.values() for marks in on_photo.values())
        crops.put(conn, {ids[0]: b"one", ids[1]: b"two"})
        crops.put(conn, {ids[0]: b"another"})  # what is kept stays
        assert crops.of_faces(conn, ids) == {ids[0]: b"one", ids[1]: b"two"}
        assert [face_id for on_photo in crops.missing(conn).values() for face_id in on_photo] == ids[2:]


def test_a_drawn_face_has_nothing_to_cut_until_it_was_looked_at(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        before = crops.missing(conn)
        face_id, _ = box_changes.draw(conn, min(before), Box(1.0, 2.0, 30.0, 40.0))
        assert face_id not in crops.missing(conn)[min(before)]


def test_crops_go_with_their_face(little_class: LittleClass) -> None:
    with little_class.album.write() as conn:
        crops.put(conn, {1: b"one"})
        faces.delete(conn, [1])
        assert crops.of_faces(conn, [1]) == {}
