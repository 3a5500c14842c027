from core.base.records import LabelOrigin, Statement
from core.flows import cluster
from core.store import clusters, faces, files, labels, people
from tests.conftest import LittleClass


def faces_of(little: LittleClass, name: str) -> list[int]:
    """The faces on a photo of the little class, from left to right."""
    with little.album.read() as conn:
        photo = next(photo for photo, path in files.of_photos(conn).items() if path == little.photos / name)
        return sorted(faces.of_photo(conn, photo), key=lambda face: faces.of_photo(conn, photo)[face].x1)


def clusters_of(little: LittleClass) -> dict[int, int]:
    with little.album.read() as conn:
        return {face_id: one.cluster for face_id, one in clusters.every(conn).items()}


def test_faces_that_look_alike_are_put_beside_each_other(little_class: LittleClass) -> None:
    pale = {*faces_of(little_class, "one.jpg"), *faces_of(little_class, "twin/one.jpg")}
    found = cluster.cluster(little_class.album)
    numbers = clusters_of(little_class)
    assert found == len(set(numbers.values()))
    assert {numbers[face] for face in pale} == {0}


def test_two_faces_of_one_photo_are_never_alike(little_class: LittleClass) -> None:
    cluster.cluster(little_class.album)
    numbers = clusters_of(little_class)
    left, right = (numbers.get(face) for face in faces_of(little_class, "two.jpg"))
    assert left is None or left != right


def test_a_named_face_leaves_its_cluster(little_class: LittleClass) -> None:
    cluster.cluster(little_class.album)
    named, *_ = faces_of(little_class, "one.jpg")
    with little_class.album.write() as conn:
        anna = people.add(conn, "Anna")
        labels.add(conn, named, Statement.IS_PERSON, anna.id, origin=LabelOrigin.NAMED)
    cluster.cluster(little_class.album)
    assert named not in clusters_of(little_class)


def test_the_same_album_gives_the_same_clusters(little_class: LittleClass) -> None:
    cluster.cluster(little_class.album)
    before = clusters_of(little_class)
    cluster.cluster(little_class.album)
    assert clusters_of(little_class) == before


def test_small_clusters_are_one_slice_without_doubts(little_class: LittleClass) -> None:
    cluster.cluster(little_class.album)
    with little_class.album.read() as conn:
        members = clusters.every(conn)
    assert members
    assert {one.slice for one in members.values()} == {0}
    assert {one.is_doubtful for one in members.values()} == {False}
