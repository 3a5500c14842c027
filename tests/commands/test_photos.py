import json
import os
import struct
import zlib
from pathlib import Path

import pytest

from core.store import faces, photos
from tests import drawing
from tests.commands.conftest import Cubby
from tests.conftest import LittleClass


def huge_png() -> bytes:
    """The header of a photo of 30,000 x 30,000 pixels, and hardly a pixel."""
    chunks = {b"IHDR": struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0), b"IDAT": zlib.compress(b"\0" * 100)}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks.items()
    )


def test_import_from_nothing_to_nothing_new(cubby: Cubby, tmp_path: Path) -> None:
    drawing.save(tmp_path / "photos/one.jpg", drawing.jpeg(drawing.with_faces(1)))
    drawing.save(tmp_path / "photos/film.mp4", b"")
    first = cubby("--album", tmp_path / "album", "import", tmp_path / "photos")
    assert (first.code, first.err) == (0, "")
    assert first.out.splitlines()[:3] == [
        "1 added, 0 already there, 0 refused, 0 missing.",
        "One new face was found. The album has one photo.",
        "Skipped: one file that is no photo (.mp4 1).",
    ]
    again = cubby("--album", tmp_path / "album", "import", tmp_path / "photos")
    assert again.out.startswith("0 added, 1 already there")


def test_bad_files_cost_a_line_each(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    with little_class.album.read() as conn:
        before = photos.hashes(conn), faces.count(conn)
    good = drawing.jpeg(drawing.plain(1))
    bad = {"text.jpg": b"not a photo", "cut.jpg": good[: len(good) // 2], "empty.jpg": b"", "huge.png": huge_png()}
    for name, content in bad.items():
        drawing.save(tmp_path / "bad" / name, content)
    drawing.save(Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad/\xff.jpg")), good)
    said = cubby("--album", little_class.album.folder, "import", tmp_path / "bad")
    assert (said.code, said.err) == (4, "")
    reasons = {line.split("/bad/")[1].split(": ")[0]: line.split(": ", 2)[2] for line in said.out.splitlines()[:5]}
    assert reasons == {
        "cut.jpg": "The photo is cut off: a part of the file is missing. Copy it again from the camera or phone.",
        "empty.jpg": "The file is empty.",
        "huge.png": "The photo has 900 megapixels; up to 100 can be opened.",
        "text.jpg": "This is not a photo that can be opened. Use JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF.",
        "\\xff.jpg": "The file's name can't be read on every computer. Please rename it.",
    }
    assert "0 added, 0 already there, 5 refused, 0 missing." in said.out
    with little_class.album.read() as conn:
        assert (photos.hashes(conn), faces.count(conn)) == before


def test_import_as_json(cubby: Cubby, little_class: LittleClass, tmp_path: Path) -> None:
    drawing.save(tmp_path / "new/소풍.jpg", b"")
    said = cubby("--album", little_class.album.folder, "import", little_class.photos, tmp_path / "new", "--json")
    facts = json.loads(said.out)
    assert (said.code, facts["already_there"], facts["refused"], facts["photos"]) == (4, 4, 1, 4)
    assert facts["files"][-1] == {
        "path": str(tmp_path / "new/소풍.jpg"), "outcome": "refused", "reason": "The file is empty.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("folder", "sentence"),
    [
        pytest.param("empty", "There are no photos in {}.", id="empty"),
        pytest.param("gone", "{} is not there. Nothing was imported, and nothing was marked as missing.", id="gone"),
        pytest.param("no\udcff", None, id="gone, and its name is no text"),
    ],
)
def test_folders_that_give_nothing(cubby: Cubby, tmp_path: Path, folder: str, sentence: str | None) -> None:
    (tmp_path / "empty").mkdir()
    said = cubby("--album", tmp_path / "album", "import", tmp_path / folder)
    assert (said.code, said.out) == (3, "")
    assert sentence is None or said.err == sentence.format(tmp_path / folder) + "\n"
    assert len(said.err.splitlines()) == 1


def test_the_album_can_be_named_by_the_environment(
    cubby: Cubby, little_class: LittleClass, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUBBY_ALBUM", str(little_class.album.folder))
    monkeypatch.setenv("CUBBY_LANG", "ko")
    said = cubby("import", little_class.photos)
    assert (said.code, said.out.splitlines()[0].encode("ascii", "ignore")) == (0, b" 0,   4,  0,  0.")


def test_quick_import_and_a_thorough_one_after_it(cubby: Cubby, tmp_path: Path) -> None:
    drawing.save(tmp_path / "photos/one.jpg", drawing.jpeg(drawing.with_faces(1)))
    album = "--album", tmp_path / "album"
    assert cubby(*album, "import", tmp_path / "photos", "--quick").out.startswith("1 added")
    again = cubby(*album, "import", tmp_path / "photos")  # still quickly
    assert (again.code, "looked at again" in again.out) == (0, False)
    facts = json.loads(cubby(*album, "import", tmp_path / "photos", "--thorough", "--json").out)
    assert (facts["already_there"], facts["looked_again"], facts["faces"]) == (1, 1, 0)
    assert "looked at again" not in cubby(*album, "import", tmp_path / "photos").out


def test_photos_looked_at_again_are_told(cubby: Cubby, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path / "photos", "one.jpg")
    album = "--album", tmp_path / "album"
    cubby(*album, "import", tmp_path / "photos", "--quick")
    again = cubby(*album, "import", tmp_path / "photos", "--thorough")
    assert again.out.splitlines()[:2] == [
        "0 added, 1 already there, 0 refused, 0 missing.",
        "One photo that was looked at quickly before was looked at again, thoroughly.",
    ]
