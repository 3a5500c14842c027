import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from core.base import errors
from core.store import uploads
from core.store.db import Album
from core.store.uploads import Kept

DAY = date(2024, 5, 17)


def zipped(*entries: tuple[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return file


def lying_there(album: Album) -> dict[str, bytes]:
    folder = album.folder / "uploads"
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("name", "kept_as"),
    [
        pytest.param("a.jpg", "a.jpg", id="a plain name"),
        pytest.param("A.JPG", "A.jpg", id="the ending in small letters"),
        pytest.param("봄 소풍.heic", "봄 소풍.heic", id="Korean"),
        pytest.param("../../a.jpg", "a.jpg", id="a way out"),
        pytest.param(r"C:\photos\a.jpg", "a.jpg", id="a Windows path"),
        pytest.param('a"b?.png', "a_b_.png", id="letters that Windows does not take"),
        pytest.param("...a.png", "a.png", id="a name that would be hidden"),
        pytest.param("가" * 100 + ".jpg", "가" * 83 + ".jpg", id="a long name"),
    ],
)
def test_names_are_made_safe(album: Album, name: str, kept_as: str) -> None:
    assert uploads.keep(album, name, io.BytesIO(b"1"), DAY) == Kept(album.folder / "uploads/2024-05-17", 1, 0)
    assert lying_there(album) == {f"2024-05-17/{kept_as}": b"1"}


def test_what_is_no_photo_is_left(album: Album) -> None:
    assert uploads.keep(album, "notes.txt", io.BytesIO(b"1"), DAY).others == 1
    assert lying_there(album) == {}


def test_one_name_twice_keeps_both_and_the_same_photo_twice_one(album: Album) -> None:
    for data in (b"1", b"2", b"1", b"2"):
        uploads.keep(album, "a.jpg", io.BytesIO(data), DAY)
    assert lying_there(album) == {"2024-05-17/a.jpg": b"1", "2024-05-17/a (2).jpg": b"2"}


def test_the_photos_of_a_zip_are_kept(album: Album) -> None:
    file = zipped(("may/a.jpg", b"1"), ("june/a.jpg", b"2"), ("list.txt", b"x"), ("__MACOSX/may/._a.jpg", b"x"))
    kept = uploads.keep(album, "class.ZIP", file, DAY)
    assert (kept.photos, kept.others) == (2, 1)
    assert lying_there(album) == {"2024-05-17/a.jpg": b"1", "2024-05-17/a (2).jpg": b"2"}


def test_a_zip_from_korean_windows_keeps_its_names(album: Album) -> None:
    file = zipped(("XXXX.jpg", b"1"))
    bytes_of_windows = file.getvalue().replace(b"XXXX", "소풍".encode("cp949"))
    uploads.keep(album, "a.zip", io.BytesIO(bytes_of_windows), DAY)
    assert lying_there(album) == {"2024-05-17/소풍.jpg": b"1"}


@pytest.mark.parametrize(
    ("file", "key"),
    [
        pytest.param(zipped(("a.jpg", b"1"), ("../b.jpg", b"2")), "upload-zip-leads-out", id="one folder up"),
        pytest.param(zipped(("/etc/b.jpg", b"2")), "upload-zip-leads-out", id="from the root"),
        pytest.param(zipped(("C:\\b.jpg", b"2")), "upload-zip-leads-out", id="from a drive"),
        pytest.param(zipped(("a.jpg", b"\0" * 5_000_000)), "upload-zip-bomb", id="a bomb"),
        pytest.param(io.BytesIO(b"no zip"), "upload-zip-broken", id="no ZIP at all"),
        pytest.param(io.BytesIO(zipped(("a.jpg", b"1" * 999)).getvalue()[:-40]), "upload-zip-broken", id="cut off"),
    ],
)
def test_a_bad_zip_leaves_nothing(album: Album, file: io.BytesIO, key: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        uploads.keep(album, "class.zip", file, DAY)
    assert caught.value.message.key == key
    assert "class.zip" in str(caught.value)
    assert lying_there(album) == {}


def test_a_zip_that_lies_about_its_sizes_leaves_nothing(album: Album) -> None:
    """Source of the layout: PKWARE's APPNOTE 4.3.12; the size lies 24 bytes into a directory entry."""
    data = bytearray(zipped(("a.jpg", b"1"), ("b.jpg", b"\0" * 5_000_000)).getvalue())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(errors.WrongUseError) as caught:
        uploads.keep(album, "class.zip", io.BytesIO(bytes(data)), DAY)
    assert caught.value.message.key == "upload-zip-broken"
    assert lying_there(album) == {}


def test_a_zip_larger_than_the_disk_is_refused(album: Album, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("usage", (), {"free": 10})())
    with pytest.raises(errors.WrongUseError) as caught:
        uploads.keep(album, "class.zip", zipped(("a.jpg", b"12345678901")), DAY)
    assert caught.value.message.key == "upload-no-room"
    assert lying_there(album) == {}
