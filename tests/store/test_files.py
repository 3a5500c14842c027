from pathlib import Path

import pytest
from sqlalchemy import Connection

from core.base.messages import Message
from core.base.records import Header, Outcome
from core.rules.moments import Shot
from core.store import files, photos
from core.store.db import Album
from core.store.files import KnownFile
from core.store.photos import NewPhoto

A, B = Path("/photos/a"), Path("/photos/b")


def photo(conn: Connection, sha256: str) -> int:
    return photos.add(conn, NewPhoto(sha256, Header("JPEG", 4, 3, 1, None), Shot(None, 0), "eyes"))


def put(
    conn: Connection, root_id: int, path: str, photo_id: int | None = None, outcome: Outcome = Outcome.ADDED
) -> KnownFile:
    file = KnownFile(root_id, path, 1, 2, outcome, None, photo_id)
    files.put(conn, [file])
    return file


def test_put_replaces_what_was_known_of_a_path(album: Album) -> None:
    with album.write() as conn:
        root, prefix = files.claim(conn, A)
        put(conn, root, "1.jpg", photo(conn, "1"))
        refused = KnownFile(root, "1.jpg", 5, 6, Outcome.REFUSED, Message("photo-too-large", {"megapixels": 900}))
        files.put(conn, [refused])
        assert files.below(conn, root, prefix) == {"1.jpg": refused}
        files.put(conn, [])


def test_below_takes_letters_as_they_are(album: Album) -> None:
    with album.write() as conn:
        root, _ = files.claim(conn, A)
        for path in ("in/1.jpg", "in/deep/2.jpg", "In/3.jpg", "in2/4.jpg", "i_/5.jpg", "ix/6.jpg", "%/7.jpg"):
            put(conn, root, path)
        assert {prefix: [*files.below(conn, root, prefix)] for prefix in ("in/", "i_/", "%/")} == {
            "in/": ["in/1.jpg", "in/deep/2.jpg"],
            "i_/": ["i_/5.jpg"],
            "%/": ["%/7.jpg"],
        }
        assert len(files.below(conn, root, "")) == 7


def test_claim_keeps_every_file_under_one_root(album: Album) -> None:
    with album.write() as conn:
        for folder in (A, B):
            root, _ = files.claim(conn, folder)
            put(conn, root, "1.jpg", photo(conn, str(folder)))
        before = files.of_photos(conn)
        outer = files.claim(conn, Path("/photos"))
        assert files.roots(conn) == {outer[0]: Path("/photos")}
        assert files.of_photos(conn) == before
        assert files.claim(conn, A / "in") == (outer[0], "a/in/")
        assert files.claim(conn, Path("/photos")) == outer
        assert files.place_of(conn, Path("/photos2")) is None
        assert files.claim(conn, Path("/photos2"))[1] == ""


def test_photo_lies_where_it_could_last_be_read(album: Album) -> None:
    with album.write() as conn:
        root, _ = files.claim(conn, A)
        one = photo(conn, "1")
        put(conn, root, "1.jpg", one, Outcome.MISSING)
        assert files.of_photos(conn) == {one: A / "1.jpg"}
        put(conn, root, "2.jpg", one, Outcome.REFUSED)
        put(conn, root, "3.jpg", one, Outcome.ALREADY_THERE)
        put(conn, root, "4.jpg", one)
        put(conn, root, "5.jpg", None, Outcome.REFUSED)
        assert files.of_photos(conn) == {one: A / "3.jpg"}
        assert files.all_paths(conn) == [(one, A / f"{number}.jpg") for number in range(1, 5)]
        assert files.of_photo(conn, one)[0] == (root, "1.jpg", A / "1.jpg")


@pytest.mark.parametrize(
    "sorted_folder",
    [
        pytest.param(Path("/sorted"), id="a folder elsewhere"),
        pytest.param(A / "sorted", id="a folder inside the photos' own"),
        pytest.param(Path("/photos"), id="a folder around the photos' own"),
    ],
)
def test_relocate_follows_a_file(album: Album, sorted_folder: Path) -> None:
    old, new = A / "1.jpg", sorted_folder / "Anna" / "1.jpg"
    with album.write() as conn:
        root, _ = files.claim(conn, A)
        one = photo(conn, "1")
        put(conn, root, "1.jpg", one)
        for _ in range(2):  # again after a kill
            files.relocate(conn, old, sorted_folder, new)
            assert files.all_paths(conn) == [(one, new)]
        files.relocate(conn, new, old.parent, old)
        assert files.all_paths(conn) == [(one, old)]


def test_relocate_to_a_path_that_was_known(album: Album) -> None:
    with album.write() as conn:
        root, _ = files.claim(conn, A)
        one, other = photo(conn, "1"), photo(conn, "2")
        put(conn, root, "1.jpg", one)
        put(conn, root, "sorted/1.jpg", other, Outcome.MISSING)
        files.relocate(conn, A / "1.jpg", A / "sorted", A / "sorted" / "1.jpg")
        assert files.all_paths(conn) == [(one, A / "sorted" / "1.jpg")]


def test_relocate_of_a_file_that_nobody_knows(album: Album) -> None:
    with album.write() as conn:
        files.relocate(conn, Path("/elsewhere/1.jpg"), A, A / "1.jpg")
        assert files.all_paths(conn) == []
