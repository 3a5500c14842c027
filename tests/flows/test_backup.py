import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from core.base import errors
from core.flows import backup, ingest
from core.store import db, disk, files, uploads
from core.store.db import Album
from core.vision.look import Looker
from tests import drawing
from tests.conftest import LittleClass


def everything(album: Album) -> list[str]:
    with album.read() as conn:
        connection = conn.connection.driver_connection
        assert connection is not None
        return list(connection.iterdump())


def pictures(folder: Path) -> dict[str, str]:
    """Hash of each file of an album beside its database and locks."""
    found = (path for name in backup.FOLDERS for path in (folder / name).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): disk.digest(path) for path in found}


@pytest.fixture
def saved(little_class: LittleClass, tmp_path: Path) -> Path:
    file = tmp_path / "album.zip"
    backup.backup(little_class.album, file)
    return file


def changed(saved: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """Another file, with other content."""
    with zipfile.ZipFile(saved) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    change(content)
    other = saved.with_name("changed.zip")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return other


def test_album_comes_back_as_it_was(little_class: LittleClass, tmp_path: Path) -> None:
    album, told = little_class.album, []
    drawing.save(album.folder / "runs/1/staging/a.jpg", b"laid out for a training")
    drawing.save(album.folder / "runs/head-1.npz", b"what was learned")
    kept = backup.backup(album, tmp_path / "album.zip", lambda done, total: told.append((done, total)))
    assert told[-1] == (kept.files - 1, kept.files - 1)
    restored = backup.restore(tmp_path / "album.zip", tmp_path / "deep" / "again")
    assert restored == kept
    again = db.open_album(tmp_path / "deep" / "again")
    assert everything(again) == everything(album)
    wanted = pictures(album.folder)
    del wanted["runs/1/staging/a.jpg"]
    assert pictures(again.folder) == wanted
    assert "runs/head-1.npz" in wanted
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_uploaded_photos_go_with_the_album(album: Album, looker: Looker, tmp_path: Path) -> None:
    data = drawing.jpeg(drawing.with_faces(1))
    kept = uploads.keep(album, "a.jpg", io.BytesIO(data), date(2026, 3, 14))
    ingest.import_photos(album, [kept.folder], looker)
    backup.backup(album, tmp_path / "album.zip")
    album.engine.dispose()
    shutil.rmtree(album.folder)
    backup.restore(tmp_path / "album.zip", tmp_path / "moved")
    moved = db.open_album(tmp_path / "moved")
    with moved.read() as conn:
        (path,) = files.of_photos(conn).values()
    assert path.is_relative_to(moved.folder)
    assert path.read_bytes() == data


def test_backup_never_writes_over_anything(little_class: LittleClass, saved: Path) -> None:
    before = saved.read_bytes()
    for place in (saved, little_class.album.folder / "album.zip"):
        with pytest.raises(errors.WrongUseError) as caught:
            backup.backup(little_class.album, place)
        assert caught.value.message.key == "backup-place-taken"
    assert saved.read_bytes() == before


def test_backup_to_nowhere(little_class: LittleClass, tmp_path: Path) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        backup.backup(little_class.album, tmp_path / "gone" / "album.zip")
    assert caught.value.message.key == "file-unwritable"
    assert not (tmp_path / "gone").exists()


def test_backup_waits_for_no_import(little_class: LittleClass, tmp_path: Path) -> None:
    with ingest.alone(little_class.album), pytest.raises(errors.BusyError):
        backup.backup(little_class.album, tmp_path / "album.zip")


def test_restore_only_into_an_empty_folder(saved: Path, little_class: LittleClass, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    for folder in (little_class.album.folder, tmp_path, tmp_path / "file"):
        with pytest.raises(errors.WrongUseError) as caught:
            backup.restore(saved, folder)
        assert caught.value.message.key == "restore-not-empty"
    (tmp_path / "empty").mkdir()
    backup.restore(saved, tmp_path / "empty")
    assert db.open_album(tmp_path / "empty").folder == tmp_path / "empty"


def first_thumb(content: dict[str, bytes]) -> str:
    return min(name for name in content if name.startswith("thumbs/"))


def swap(content: dict[str, bytes]) -> None:
    name = first_thumb(content)
    content[name] = content[name][::-1]  # as long as it was


def lose(content: dict[str, bytes]) -> None:
    del content[first_thumb(content)]


def slip_in(content: dict[str, bytes]) -> None:
    content["thumbs/more.jpg"] = b"x"


def lead_out(content: dict[str, bytes]) -> None:
    facts = json.loads(content[backup.MANIFEST])
    for name in ("../out.txt", "thumbs/../../out.txt"):
        facts["files"][name] = [1, "x"]
        content[name] = b"x"
    content[backup.MANIFEST] = json.dumps(facts).encode()


def become_newer(content: dict[str, bytes]) -> None:
    facts = json.loads(content[backup.MANIFEST])
    content[backup.MANIFEST] = json.dumps(facts | {"version": backup.VERSION + 1}).encode()


def lose_the_database(content: dict[str, bytes]) -> None:
    facts = json.loads(content[backup.MANIFEST])
    del facts["files"][backup.DATABASE], content[backup.DATABASE]
    content[backup.MANIFEST] = json.dumps(facts).encode()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        pytest.param(swap, "backup-broken", id="a picture changed"),
        pytest.param(lose, "backup-broken", id="a picture is gone"),
        pytest.param(slip_in, "backup-broken", id="a file more"),
        pytest.param(lead_out, "backup-broken", id="a path out of the album"),
        pytest.param(lose_the_database, "backup-broken", id="no database"),
        pytest.param(lambda content: content.pop(backup.MANIFEST), "backup-broken", id="no manifest"),
        pytest.param(become_newer, "backup-newer", id="of a newer Cubby"),
    ],
)
def test_changed_backup_is_refused(
    saved: Path, tmp_path: Path, change: Callable[[dict[str, bytes]], None], key: str
) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        backup.restore(changed(saved, change), tmp_path / "again")
    assert caught.value.message.key == key
    assert not (tmp_path / "again").exists()
    assert not (tmp_path / "out.txt").exists()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_cut_off_backup_is_refused(saved: Path, tmp_path: Path, part: float) -> None:
    data = saved.read_bytes()
    saved.write_bytes(data[: int(len(data) * part)])
    with pytest.raises(errors.WrongUseError) as caught:
        backup.restore(saved, tmp_path / "again")
    assert caught.value.message.key == "backup-broken"
    assert not (tmp_path / "again").exists()


def test_flipped_bytes_are_noticed(saved: Path, tmp_path: Path) -> None:
    data = bytearray(saved.read_bytes())
    data[len(data) // 2] ^= 0xFF
    saved.write_bytes(data)
    with pytest.raises(errors.WrongUseError):
        backup.restore(saved, tmp_path / "again")
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize("name", ["gone.zip", "folder"])
def test_backup_that_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(errors.MissingError):
        backup.restore(tmp_path / name, tmp_path / "again")


@pytest.mark.parametrize("step", range(0, 9, 2))
@pytest.mark.parametrize("verb", ["backup", "restore"])
def test_kill_leaves_nothing_that_looks_whole(
    little_class: LittleClass, saved: Path, tmp_path: Path, verb: str, step: int
) -> None:
    target = tmp_path / ("killed.zip" if verb == "backup" else "killed")
    program = (
        "import sys, os, signal; from pathlib import Path; from core.flows import backup; from core.store import db\n"
        "verb, album, saved, target, step = sys.argv[1:]\n"
        "def on_progress(done, total):\n"
        "    if done > int(step) or done == total: os.kill(os.getpid(), signal.SIGKILL)\n"
        "if verb == 'backup': backup.backup(db.open_album(Path(album)), Path(target), on_progress)\n"
        "else: backup.restore(Path(saved), Path(target), on_progress)\n"
    )
    words = [verb, str(little_class.album.folder), str(saved), str(target), str(step)]
    ended = subprocess.run([sys.executable, "-c", program, *words], check=False)
    assert ended.returncode != 0
    assert not os.path.lexists(target)
    if verb == "backup":  # and the next one goes through, leaving no trace of the killed one
        backup.backup(little_class.album, target)
        backup.restore(target, tmp_path / "again")
    else:
        backup.restore(saved, target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_full_disk_is_told_before(little_class: LittleClass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup.backup(little_class.album, tmp_path / "album.zip")
    monkeypatch.setattr(backup, "SPARE", 1 << 60)
    works: list[Callable[[], object]] = [
        lambda: backup.backup(little_class.album, tmp_path / "other.zip"),
        lambda: backup.restore(tmp_path / "album.zip", tmp_path / "again"),
    ]
    for work in works:
        with pytest.raises(errors.WrongUseError) as caught:
            work()
        assert caught.value.message.key == "backup-no-room"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["album.zip", "little-album"]
