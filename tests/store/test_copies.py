from pathlib import Path

import pytest

from core.store import copies, db, files, people
from core.store.db import Album


def test_copy_holds_what_was_written_whole(album: Album, tmp_path: Path) -> None:
    with album.write() as conn:
        people.add(conn, "Anna")
    with album.write() as conn:
        people.add(conn, "Bora")  # not yet written whole
        (tmp_path / "copy").mkdir()
        copies.save(album, tmp_path / "copy" / "album.db")
    with db.open_album(tmp_path / "copy").read() as conn:
        assert [person.name for person in people.everyone(conn)] == ["Anna"]


def test_nothing_forgotten_is_in_the_copy(album: Album, tmp_path: Path) -> None:
    with album.write() as conn:
        people.delete(conn, people.add(conn, "Rumpelstiltskin").id)
    copies.save(album, tmp_path / "copy.db")
    assert b"Rumpelstiltskin" not in (tmp_path / "copy.db").read_bytes()


def test_copy_does_not_write_over_anything(album: Album, tmp_path: Path) -> None:
    (tmp_path / "there.db").write_bytes(b"something else")
    for path in (tmp_path / "there.db", tmp_path / "gone" / "copy.db"):
        with pytest.raises(OSError):
            copies.save(album, path)
    assert (tmp_path / "there.db").read_bytes() == b"something else"


@pytest.mark.parametrize(
    ("old", "root", "now"),
    [
        pytest.param("/old/Cubby", "/old/Cubby/uploads/2026-03-14", "NEW/uploads/2026-03-14", id="in the album"),
        pytest.param("/old/Cubby", "/old/Cubby-photos/x", "/old/Cubby-photos/x", id="beside the album"),
        pytest.param("/old/Cubby", "/photos", "/photos", id="elsewhere"),
        pytest.param("C:\\Cubby", "C:\\Cubby\\uploads\\a", "NEW/uploads/a", id="from Windows"),
    ],
)
def test_album_settles_in_its_new_folder(album: Album, tmp_path: Path, old: str, root: str, now: str) -> None:
    with album.write() as conn:
        conn.exec_driver_sql("insert into root (path) values (?)", (root,))
        copies.settle(conn, old, tmp_path / "new")
        (path,) = conn.exec_driver_sql("select path from root").scalars()
    assert path == now.replace("NEW", (tmp_path / "new").as_posix())
    with album.read() as conn:
        assert files.all_paths(conn) == []
