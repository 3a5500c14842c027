import hashlib
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
import unicodedata
import zlib
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import text

from core.base import errors
from core.base.messages import LANGUAGES, Catalogue
from core.base.records import Outcome
from core.flows import eyes, ingest
from core.flows.ingest import ImportReport
from core.rules import boxes
from core.store import db, faces, files, photos, thumbs
from core.store.db import Album
from core.vision import weights
from core.vision.look import Looker
from tests import drawing, privileges
from tests.conftest import LittleClass

ROOT = Path(__file__).parents[2]
IMPORTER = """
import os, signal, sys
from pathlib import Path
from core.flows import ingest
from core.store import db
from core.vision.look import Looker

said = []

def on_progress(done, total):
    if done not in said:
        said.append(done)
        print(done, flush=True)
    if done >= int(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)

ingest.BATCH_SECONDS = 1e9  # full batches, however slow the machine
ingest.import_photos(db.open_album(Path(sys.argv[1]), create=True), [Path(sys.argv[2])], Looker("cpu"), on_progress)
"""


def told(report: ImportReport, folder: Path) -> dict[str, str]:
    """Outcome by path below a folder, with the reason's key where there is one; a path told twice fails."""
    paths = [os.path.relpath(file.path, folder) for file in report.files]
    assert len(set(paths)) == len(paths)
    return {
        path: str(file.outcome) + (f": {file.reason.key}" if file.reason else "")
        for path, file in zip(paths, report.files, strict=True)
    }


def take(album: Album, looker: Looker, *paths: Path) -> dict[str, str]:
    """Import, and tell what became of the files below the first path."""
    return told(ingest.import_photos(album, paths, looker), paths[0])


def known(album: Album) -> list[tuple[str, str, bool]]:
    """Everything that the album says of files: path, outcome, whether it has a photo."""
    with album.read() as conn:
        query = "select root.path || '/' || file.path, outcome, photo_id from file join root on root.id = root_id"
        return sorted((path, outcome, photo is not None) for path, outcome, photo in conn.execute(text(query)))


def counts(album: Album) -> tuple[int, int]:
    with album.read() as conn:
        return photos.count(conn), faces.count(conn)


# One outcome for each file


def test_first_and_second_import(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    drawing.save_plain(folder, "b.jpg", "a.jpg", "sub/c.png")
    drawing.save(folder / "notes.txt", b"no photo")
    report = ingest.import_photos(album, [folder], looker)
    assert list(told(report, folder).items()) == [("a.jpg", "added"), ("b.jpg", "added"), ("sub/c.png", "added")]
    assert (report.count(Outcome.ADDED), report.photos, report.new_faces, dict(report.others)) == (3, 3, 0, {".txt": 1})
    drawing.save_plain(folder, "aa.jpg")
    assert list(take(album, looker, folder).items()) == [
        ("a.jpg", "already there"),
        ("aa.jpg", "added"),
        ("b.jpg", "already there"),
        ("sub/c.png", "already there"),
    ]


def test_each_refused_file_has_its_reason(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    drawing.save_plain(folder, "sound.jpg")
    drawing.save(folder / "empty.jpg", b"")
    drawing.save(folder / "text.jpg", b"Dear diary")
    drawing.save(folder / "cut.jpg", drawing.jpeg(drawing.plain(1, width=800, height=600))[:4000])
    header = b"IHDR" + struct.pack(">II5B", 30000, 30000, 8, 2, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d" + header + struct.pack(">I", zlib.crc32(header)) + b"\0\0\0\0IDAT"
    drawing.save(folder / "huge.png", png)
    drawing.save(Path(os.fsdecode(os.fsencode(folder) + b"/\xff.jpg")), drawing.jpeg(drawing.plain(2)))
    wanted = {
        "cut.jpg": "refused: photo-cut-off",
        "empty.jpg": "refused: photo-empty",
        "huge.png": "refused: photo-too-large",
        "sound.jpg": "added",
        "text.jpg": "refused: photo-unknown",
        "\\xff.jpg": "refused: file-name-unreadable",
    }
    report = ingest.import_photos(album, [folder], looker)
    assert told(report, folder) == wanted
    assert take(album, looker, folder) == wanted | {"sound.jpg": "already there"}
    for language in LANGUAGES:
        assert all(Catalogue(language).show(file.reason) for file in report.files if file.reason)
    (folder / "text.jpg").unlink()
    assert take(album, looker, folder).keys() == wanted.keys() - {"text.jpg"}
    assert counts(album) == (1, 0)


def test_refused_file_that_is_mended_is_added(album: Album, looker: Looker, tmp_path: Path) -> None:
    photo = drawing.save(tmp_path / "photos" / "a.jpg", b"half a copy")
    assert take(album, looker, photo.parent) == {"a.jpg": "refused: photo-unknown"}
    drawing.save(photo, drawing.jpeg(drawing.plain(1)))
    assert take(album, looker, photo.parent) == {"a.jpg": "added"}


def test_closed_files_and_folders(looker: Looker) -> None:
    with privileges.without() as folder:
        album, inside = db.open_album(folder / "album", create=True), folder / "photos"
        photo, other, _ = drawing.save_plain(inside, "a.jpg", "closed/b.jpg", "c.jpg")
        assert set(take(album, looker, inside).values()) == {"added"}
        photo.write_bytes(drawing.jpeg(drawing.plain(77)))
        photo.chmod(0)
        other.parent.chmod(0)
        assert take(album, looker, inside) == {
            "a.jpg": "refused: file-unreadable",
            "c.jpg": "already there",
            "closed": "refused: folder-unreadable",
        }
        assert (str(other), "added", True) in known(album)
        assert (str(photo), "refused", True) in known(album)  # it is not forgotten what lay there
        with pytest.raises(errors.MissingError, match="can't be read"):
            ingest.import_photos(album, [other.parent], looker)
        with pytest.raises(errors.MissingError, match="can't be read"):
            ingest.import_photos(album, [other], looker)
        photo.chmod(0o600)
        other.parent.chmod(0o700)
        assert take(album, looker, inside) == {
            "a.jpg": "added",
            "c.jpg": "already there",
            "closed/b.jpg": "already there",
        }


# Moved, copied, changed, gone


@pytest.mark.parametrize("new", ["z.jpg", "A.jpg", "deep/er/photo.jpg"])
def test_moved_file_is_the_same_photo(album: Album, looker: Looker, tmp_path: Path, new: str) -> None:
    folder = tmp_path / "photos"
    old, _ = drawing.save_plain(folder, "photo.jpg", "other.jpg")
    take(album, looker, folder)
    (folder / new).parent.mkdir(parents=True, exist_ok=True)
    old.rename(folder / new)
    report = ingest.import_photos(album, [folder], looker)
    assert told(report, folder) == {"other.jpg": "already there", new: "already there: file-moved"}
    (reason,) = [file.reason for file in report.files if file.reason]
    assert reason.values == {"from": str(old)}
    assert take(album, looker, folder) == {"other.jpg": "already there", new: "already there"}
    with album.read() as conn:
        assert set(files.of_photos(conn).values()) == {folder / new, folder / "other.jpg"}


def test_renamed_folder(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    drawing.save_plain(folder, "spring/a.jpg", "spring/b.jpg")
    take(album, looker, folder)
    (folder / "spring").rename(folder / "summer")
    assert take(album, looker, folder) == dict.fromkeys(("summer/a.jpg", "summer/b.jpg"), "already there: file-moved")
    assert [path for path, _, _ in known(album)] == [str(folder / "summer" / name) for name in ("a.jpg", "b.jpg")]


def test_root_that_was_renamed(album: Album, looker: Looker, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path / "old", "a.jpg")
    take(album, looker, tmp_path / "old")
    (tmp_path / "old").rename(tmp_path / "new")
    assert take(album, looker, tmp_path / "new") == {"a.jpg": "already there: file-moved"}
    assert known(album) == [(str(tmp_path / "new" / "a.jpg"), "already there", True)]


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_file_that_moved_from_folder_to_folder(
    album: Album, looker: Looker, tmp_path: Path, order: Sequence[str]
) -> None:
    photo, *_ = drawing.save_plain(tmp_path, "old/a.jpg", "old/rest.jpg", "new/there.jpg")
    paths = [tmp_path / name for name in order]
    ingest.import_photos(album, paths, looker)
    photo.rename(tmp_path / "new" / "a.jpg")
    assert told(ingest.import_photos(album, paths, looker), tmp_path) == {
        "new/a.jpg": "already there: file-moved",
        "new/there.jpg": "already there",
        "old/rest.jpg": "already there",
    }


def test_copies_are_files_of_one_photo(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    (photo,) = drawing.save_plain(folder, "m.jpg")
    drawing.save(folder / "n.jpg", photo.read_bytes())
    assert take(album, looker, folder) == {"m.jpg": "added", "n.jpg": "already there: file-copy"}
    drawing.save(folder / "a.jpg", photo.read_bytes())
    (folder / "link.jpg").symlink_to(photo)
    assert take(album, looker, folder) == {
        "a.jpg": "already there: file-copy",
        "link.jpg": "already there: file-copy",
        "m.jpg": "already there",
        "n.jpg": "already there",
    }
    assert counts(album) == (1, 0)


def test_copy_that_vanished_is_missing(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    first, _ = drawing.save_plain(folder, "a.jpg", "other.jpg")
    drawing.save(folder / "b.jpg", first.read_bytes())
    take(album, looker, folder)
    first.unlink()
    assert take(album, looker, folder) == {"b.jpg": "already there", "other.jpg": "already there", "a.jpg": "missing"}
    with album.read() as conn:
        assert folder / "b.jpg" in files.of_photos(conn).values()


def test_identical_files_of_two_batches(album: Album, looker: Looker, tmp_path: Path) -> None:
    names = [f"{number:03}.jpg" for number in range(2 * ingest.BATCH)]
    for name in names:
        drawing.save(tmp_path / "photos" / name, drawing.jpeg(drawing.plain(1)))
    outcomes = take(album, looker, tmp_path / "photos")
    assert outcomes == {"000.jpg": "added"} | dict.fromkeys(names[1:], "already there: file-copy")


def test_changed_file_is_a_new_photo(album: Album, looker: Looker, tmp_path: Path) -> None:
    (photo,) = drawing.save_plain(tmp_path / "photos", "a.jpg")
    take(album, looker, photo.parent)
    drawing.save(photo, drawing.jpeg(drawing.plain(99)))
    assert take(album, looker, photo.parent) == {"a.jpg": "added"}
    assert counts(album) == (2, 0)
    drawing.save(photo, b"broken by an editor")
    assert take(album, looker, photo.parent) == {"a.jpg": "refused: photo-unknown"}
    with album.read() as conn:
        assert files.of_photos(conn) == {}


def test_file_that_was_only_touched(album: Album, looker: Looker, tmp_path: Path) -> None:
    (photo,) = drawing.save_plain(tmp_path / "photos", "a.jpg")
    take(album, looker, photo.parent)
    os.utime(photo, (1, 1))
    assert take(album, looker, photo.parent) == {"a.jpg": "already there"}


def test_vanished_file_is_told_until_it_is_back(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    photo, _ = drawing.save_plain(folder, "a.jpg", "b.jpg")
    data = photo.read_bytes()
    take(album, looker, folder)
    photo.unlink()
    for _ in range(2):
        assert take(album, looker, folder) == {"b.jpg": "already there", "a.jpg": "missing"}
    drawing.save(photo, data)
    assert take(album, looker, folder) == {"a.jpg": "already there", "b.jpg": "already there"}
    assert counts(album) == (2, 0)


def test_single_file_says_nothing_of_others(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    photo, other = drawing.save_plain(folder, "a.jpg", "b.jpg")
    take(album, looker, folder)
    other.unlink()
    assert told(ingest.import_photos(album, [photo], looker), folder) == {"a.jpg": "already there"}


def test_hidden_file_that_was_asked_for_is_not_missing(album: Album, looker: Looker, tmp_path: Path) -> None:
    hidden, _ = drawing.save_plain(tmp_path / "photos", ".hidden.jpg", "b.jpg")
    assert told(ingest.import_photos(album, [hidden], looker), hidden.parent) == {".hidden.jpg": "added"}
    assert take(album, looker, hidden.parent) == {"b.jpg": "added"}
    assert (str(hidden), "added", True) in known(album)


# Roots


@pytest.mark.parametrize("order", [("", "in"), ("in", ""), ("in", "in/deep", "", "in")])
def test_folders_in_folders(album: Album, looker: Looker, tmp_path: Path, order: Sequence[str]) -> None:
    folder = tmp_path / "photos"
    drawing.save_plain(folder, "a.jpg", "in/b.jpg", "in/deep/c.jpg", "In/d.jpg", "in 2/e.jpg")
    for name in order:
        ingest.import_photos(album, [folder / name], looker)
    assert set(take(album, looker, folder).values()) == {"already there"}
    (folder / "in" / "b.jpg").unlink()
    inner = take(album, looker, folder / "in")
    assert inner == {"deep/c.jpg": "already there", "b.jpg": "missing"}
    with album.read() as conn:
        assert list(files.roots(conn).values()) == [folder]
    assert len(known(album)) == 5


def test_paths_given_twice_or_inside_each_other(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    photo, _ = drawing.save_plain(folder, "in/a.jpg", "b.jpg")
    paths = [photo, photo.parent, folder, folder, photo, photo.parent / ".."]
    assert told(ingest.import_photos(album, paths, looker), folder) == {"in/a.jpg": "added", "b.jpg": "added"}
    (folder / "b.jpg").unlink()
    assert told(ingest.import_photos(album, paths, looker), folder) == {"in/a.jpg": "already there", "b.jpg": "missing"}


def test_relative_path_and_link_are_the_same_folder(
    album: Album, looker: Looker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing.save_plain(tmp_path / "photos", "a.jpg")
    (tmp_path / "link").symlink_to("photos")
    (tmp_path / "elsewhere").mkdir()
    take(album, looker, tmp_path / "photos")
    monkeypatch.chdir(tmp_path / "elsewhere")
    for path in ("../photos", "../link", "../link/a.jpg", "../photos/../photos/a.jpg"):
        report = ingest.import_photos(album, [Path(path)], looker)
        assert told(report, tmp_path / "photos") == {"a.jpg": "already there"}
    assert len(known(album)) == 1


@pytest.mark.parametrize(
    "name",
    [
        "100%_sure",
        'it\'s "quoted"; drop table file',
        "새싹반 사진",
        unicodedata.normalize("NFD", "새싹반 사진"),
        "a\\b",
        "[x]*?",
        "Ünïcode 🌻",
        " blank ",
    ],
)
def test_odd_letters_in_paths(album: Album, looker: Looker, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    drawing.save_plain(folder, f"{name}.jpg", f"{name}/{name}.jpg")
    drawing.save_plain(tmp_path / f"{name}x", "other.jpg")
    ingest.import_photos(album, [tmp_path / f"{name}x"], looker)
    assert set(take(album, looker, folder).values()) == {"added"}
    assert set(take(album, looker, folder / name).values()) == {"already there"}
    assert set(take(album, looker, folder).values()) == {"already there"}
    with album.read() as conn:
        assert all(path.is_file() for path in files.of_photos(conn).values())


def test_cubbys_own_pictures_are_passed_by(looker: Looker, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "a.jpg")
    album = db.open_album(tmp_path / "Cubby", create=True)
    for _ in range(2):
        assert take(album, looker, tmp_path).keys() == {"a.jpg"}


# What is not there


def test_root_that_is_gone(album: Album, looker: Looker, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "stick/a.jpg", "disk/b.jpg")
    paths = [tmp_path / "disk", tmp_path / "stick"]
    ingest.import_photos(album, paths, looker)
    before = known(album)
    (tmp_path / "stick").rename(tmp_path / "unplugged")
    with pytest.raises(errors.MissingError, match="is not there"):
        ingest.import_photos(album, paths, looker)
    assert known(album) == before


def test_root_that_was_emptied(album: Album, looker: Looker, tmp_path: Path) -> None:
    stick, _ = drawing.save_plain(tmp_path, "stick/a.jpg", "disk/b.jpg")
    drawing.save(stick.parent / "bad.jpg", b"")
    ingest.import_photos(album, [stick.parent], looker)
    before = known(album)
    stick.unlink()
    (stick.parent / "bad.jpg").unlink()
    with pytest.raises(errors.MissingError, match="one photo was"):
        ingest.import_photos(album, [stick.parent, tmp_path / "disk"], looker)
    assert known(album) == before


def test_no_photos_at_all(album: Album, looker: Looker, tmp_path: Path) -> None:
    drawing.save(tmp_path / "letters" / "a.txt", b"Dear diary")
    (tmp_path / "empty").mkdir()
    with pytest.raises(errors.MissingError, match="There are no photos"):
        ingest.import_photos(album, [tmp_path / "letters", tmp_path / "empty"], looker)
    assert known(album) == []
    drawing.save_plain(tmp_path, "full/a.jpg")
    assert take(album, looker, tmp_path / "full", tmp_path / "empty") == {"a.jpg": "added"}


def test_unchanged_photo_is_not_opened(album: Album, looker: Looker, tmp_path: Path) -> None:
    (photo,) = drawing.save_plain(tmp_path / "photos", "a.jpg")
    take(album, looker, photo.parent)
    facts = photo.stat()
    photo.write_bytes(bytes(facts.st_size))  # would be refused if it were opened
    os.utime(photo, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    assert take(album, looker, photo.parent) == {"a.jpg": "already there"}


def test_progress_ends_at_the_number_of_files(album: Album, looker: Looker, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, *(f"{letter}/{number}.jpg" for letter in "ab" for number in range(ingest.BATCH + 3)))
    for _ in range(2):
        said: list[tuple[int, int]] = []
        ingest.import_photos(album, [tmp_path / "a", tmp_path / "b"], looker, lambda *counts: said.append(counts))  # noqa: B023
        assert said[-1] == (2 * ingest.BATCH + 6,) * 2
        assert said == sorted(said)


# Originals, kills, and two at once


def test_originals_are_only_read(little_class: LittleClass, looker: Looker, tmp_path: Path) -> None:
    folder = shutil.copytree(little_class.photos, tmp_path / "photos")
    drawing.save(folder / "motion.jpg", drawing.jpeg(drawing.plain(5)) + b"a film after the photo's end")

    def facts() -> dict[Path, tuple[str, int, int]]:
        return {
            path: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns, path.stat().st_mode)
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    before = facts()
    take(db.open_album(tmp_path / "new", create=True), looker, folder)
    assert facts() == before


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of photos for some batches; every eighth has a face."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(6 * ingest.BATCH):
        photo = drawing.plain(number) if number % 8 else drawing.with_faces(1, seed=number % 50)
        drawing.save(folder / f"{number:03}.jpg", drawing.jpeg(photo))
    return folder


@pytest.mark.parametrize(
    ("at", "batches", "later"),
    [
        pytest.param(ingest.BATCH, 0, 0.0, id="by itself after a batch"),
        pytest.param(10**6, 0, 0.05, id="in the first batch"),
        pytest.param(10**6, 1, 0.05, id="in the second batch"),
    ],
)
def test_killed_import_goes_on(looker: Looker, many: Path, tmp_path: Path, at: int, batches: int, later: float) -> None:
    place = tmp_path / "album"
    command: list[str | Path] = [sys.executable, "-c", IMPORTER, place, many, str(at)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for _ in range(1 + batches):
            assert child.stdout.readline()  # it is under way
        if later:
            time.sleep(later)
            child.send_signal(signal.SIGKILL)
    album = db.open_album(place)
    photos_before, _ = counts(album)
    assert photos_before % ingest.BATCH == 0  # whole batches, or nothing
    outcomes = Counter(take(album, looker, many).values())
    assert outcomes == Counter({"added": 72 - photos_before, "already there": photos_before})
    with album.read() as conn:
        table = faces.table(conn)
        ids, vectors = faces.embeddings(conn, looker.embedder_name)
    assert counts(album) == (72, 9)
    assert len(set(table.photo_ids.tolist())) == 9
    assert ids.tolist() == table.ids.tolist()
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3)


def test_one_import_at_a_time(album: Album, looker: Looker, tmp_path: Path) -> None:
    drawing.save_plain(tmp_path / "photos", "a.jpg")
    with ingest.alone(album), pytest.raises(errors.WrongUseError, match="Another import"):
        ingest.import_photos(album, [tmp_path / "photos"], looker)
    assert take(album, looker, tmp_path / "photos") == {"a.jpg": "added"}


@pytest.mark.parametrize("absent", [weights.YUNET, weights.SFACE], ids=["detector", "embedder"])
def test_absent_weights_leave_no_half_photo(
    album: Album, looker: Looker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absent: weights.Weights
) -> None:
    photo = drawing.save(tmp_path / "photos" / "a.jpg", drawing.jpeg(drawing.with_faces(1)))
    package = tmp_path / "packages" / weights.PACKAGE  # found before the real one, and not whole
    shutil.copytree(weights.locate(weights.YUNET).parent, package / "models", ignore=lambda *_: [absent.file])
    (package / "__init__.py").touch()
    with monkeypatch.context() as patch:
        patch.syspath_prepend(package.parent)
        with pytest.raises(errors.MissingError, match="pip install"):
            ingest.import_photos(album, [photo.parent], Looker("cpu"))
    assert (known(album), counts(album)) == ([], (0, 0))
    assert take(album, looker, photo.parent) == {"a.jpg": "added"}
    assert counts(album) == (1, 1)


def test_photo_that_fills_the_memory_costs_only_itself(
    album: Album, looker: Looker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "photos"
    drawing.save_plain(folder, "a.jpg", "c.jpg")
    Image.new("RGB", (9000, 9000)).save(folder / "b.png")  # 240 MB decoded, and a quarter of a megabyte on the disk
    with monkeypatch.context() as patch:
        patch.setattr(eyes, "MEMORY", 1 << 26)
        assert take(album, looker, folder) == {
            "a.jpg": "added",
            "b.png": "refused: photo-takes-memory",
            "c.jpg": "added",
        }
    assert take(album, looker, folder) == {"a.jpg": "already there", "b.png": "added", "c.jpg": "already there"}


# What is kept of a photo


def test_faces_embeddings_and_thumbnails(little_class: LittleClass, looker: Looker) -> None:
    with little_class.album.read() as conn:
        paths = {
            path.relative_to(little_class.photos).as_posix(): photo for photo, path in files.of_photos(conn).items()
        }
        table, hashes = faces.table(conn), photos.hashes(conn)
        ids, vectors = faces.embeddings(conn, looker.embedder_name)
        found = {name: faces.of_photo(conn, photo_id) for name, photo_id in paths.items()}
    assert {name: len(its_boxes) for name, its_boxes in found.items()} == {
        "none.jpg": 0, "one.jpg": 1, "twin/one.jpg": 1, "two.jpg": 2,
    }  # fmt: skip
    assert ids.tolist() == table.ids.tolist()
    assert vectors.shape == (4, 128)
    left, right = sorted(found["two.jpg"].values())
    drawn = np.array([(80, 80, 240, 285), (375, 90, 530, 290)])
    assert (np.diag(boxes.iou(drawn, np.array([left, right]))) > 0.8).all()
    for name, photo_id in paths.items():
        with Image.open(thumbs.photo_path(little_class.album, hashes[photo_id])) as thumbnail:
            assert thumbnail.size == (320, 240)
        for box in found[name].values():
            with Image.open(thumbs.face_path(little_class.album, hashes[photo_id], box)) as thumbnail:
                assert thumbnail.size == (160, 160)


def test_same_photo_turned_eight_ways_has_the_same_faces(album: Album, looker: Looker, tmp_path: Path) -> None:
    for orientation in range(1, 9):
        data = drawing.jpeg(drawing.with_faces(2), orientation=orientation)
        drawing.save(tmp_path / "photos" / f"{orientation}.jpg", data)
    take(album, looker, tmp_path / "photos")
    with album.read() as conn:
        sizes, found = (
            photos.sizes(conn),
            [sorted(faces.of_photo(conn, photo).values()) for photo in photos.hashes(conn)],
        )
    assert set(sizes.values()) == {(640, 480)}
    assert len(found) == 8
    for its_boxes in found:
        assert (np.diag(boxes.iou(np.array(its_boxes), np.array(found[0]))) > 0.9).all()


def test_time_comes_from_exif_else_from_the_name_never_from_the_file(
    album: Album, looker: Looker, tmp_path: Path
) -> None:
    noon = datetime(2026, 3, 14, 12)
    names = {
        "IMG_20200101_000000.jpg": noon,
        "IMG_20260314_123000.jpg": None,
        "IMG_20260314_183000.jpg": None,
        "KakaoTalk_20260320.jpg": None,
        "nameless.jpg": None,
    }
    for number, (name, taken_at) in enumerate(names.items()):
        drawing.save(tmp_path / "photos" / name, drawing.jpeg(drawing.plain(number), taken_at=taken_at))
    take(album, looker, tmp_path / "photos")
    with album.read() as conn:
        shots = {files.of_photos(conn)[photo].name: shot for photo, shot in photos.shots(conn).items()}
    assert {name: shot.when and shot.when.time for name, (shot, _) in shots.items()} == {
        "IMG_20200101_000000.jpg": noon,
        "IMG_20260314_123000.jpg": datetime(2026, 3, 14, 12, 30),
        "IMG_20260314_183000.jpg": datetime(2026, 3, 14, 18, 30),
        "KakaoTalk_20260320.jpg": datetime(2026, 3, 20),
        "nameless.jpg": None,
    }
    numbers = [moment for _, moment in shots.values()]
    assert numbers[0] == numbers[1]  # half an hour apart
    assert len(set(numbers)) == 4


def test_moments_are_numbered_anew_when_photos_come_between(album: Album, looker: Looker, tmp_path: Path) -> None:
    folder = tmp_path / "photos"
    for hour in (9, 11):
        drawing.save(folder / f"{hour:02}.jpg", drawing.jpeg(drawing.plain(hour), taken_at=datetime(2026, 3, 14, hour)))
    take(album, looker, folder)
    with album.read() as conn:
        assert [moment for _, moment in photos.shots(conn).values()] == [1, 2]
    drawing.save(folder / "10.jpg", drawing.jpeg(drawing.plain(10), taken_at=datetime(2026, 3, 14, 10)))
    take(album, looker, folder)
    with album.read() as conn:
        assert [moment for _, moment in photos.shots(conn).values()] == [1, 1, 1]
