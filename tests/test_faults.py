"""What a computer does to long work: a full disk, closed folders, a drive that is unplugged. Real ones, all of them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.base import errors
from core.base.records import JobKind, JobState, Outcome
from core.flows import ingest, sort, take_back
from core.store import db, faces, files, jobs, photos, sorts
from core.store.db import Album
from core.vision.look import Looker
from tests import classroom, drawing, killing, privileges
from tests.classroom import Classroom

ROOT = Path(__file__).parents[1]
MANY = 40  # photos: more than one batch
DISK_BYTES = 4 << 20


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = Path(tempfile.mkdtemp())
    mounting: list[str | Path] = ["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", folder]
    try:
        subprocess.run(mounting, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        folder.rmdir()
        pytest.skip("disks can't be mounted here")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)
    folder.rmdir()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Photos with two faces each, of the same look but different content."""
    data = drawing.jpeg(drawing.with_faces(2))
    for number in range(MANY):
        drawing.save(tmp_path / "photos" / f"{number:02}.jpg", data + bytes([number]))
    return tmp_path / "photos"


def fill(folder: Path, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    filler = folder / "filler"
    filler.write_bytes(bytes(shutil.disk_usage(folder).free - leave))
    return filler


def command(album: Path, *words: str | Path) -> tuple[int, str]:
    """Give a command as somebody for whom closed files are closed; its exit code, and what it says of errors."""
    program = privileges.as_ordinary([sys.executable, "-m", "core", "--album", album, *words])
    environment = {**os.environ, "CUBBY_LANG": "en"}
    said = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, check=False)
    return said.returncode, said.stderr.decode()


def counts(album: Album) -> tuple[int, int, int]:
    """How many files, photos and faces the album has."""
    with album.read() as conn:
        return len(files.all_paths(conn)), photos.count(conn), faces.count(conn)


@pytest.fixture
def room(tmp_path: Path, looker: Looker) -> Classroom:
    """A class to sort."""
    return classroom.make(tmp_path / "room", looker)


# A full disk


@pytest.mark.parametrize("leave", [pytest.param(300_000, id="soon"), pytest.param(0, id="at once")])
def test_a_job_on_a_full_disk_goes_on_once_there_is_room(
    small_disk: Path, many: Path, leave: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    album = db.open_album(small_disk / "album", create=True)
    job_id = killing.request(album, JobKind.IMPORT, {"paths": [str(many)]})
    filler = fill(small_disk, leave)
    with killing.worker(album) as worker:
        worker.wait(timeout=killing.PATIENCE)  # it can't keep anything any more, so it ends
    for patience in ("STARTING", "STALE_AFTER"):
        monkeypatch.setattr(jobs, patience, timedelta(0))  # else who looks would wait for another sign of life
    job = jobs.get(album, job_id)
    assert job.state in {JobState.FAILED, JobState.STOPPED}
    assert job.error is None or job.error.key in {"disk-full", "disk-broken"}
    filler.unlink()
    jobs.resume(album, job_id)
    with killing.worker(album):
        assert killing.until(album, job_id, lambda job: not job.is_living).state is JobState.DONE
    assert counts(album) == (MANY, MANY, 2 * MANY)


def test_a_command_on_a_full_disk_says_so(small_disk: Path, many: Path) -> None:
    album = db.open_album(small_disk / "album", create=True)
    filler = fill(small_disk, 100_000)
    code, said = command(album.folder, "import", many)
    assert (code, "Traceback" in said) == (2, False)
    assert "disk is full" in said
    filler.unlink()
    assert command(album.folder, "import", many)[0] == 0
    assert counts(album) == (MANY, MANY, 2 * MANY)


# Closed folders


def test_photos_that_can_only_be_read_are_imported(little: Path, tmp_path: Path) -> None:
    with privileges.without():
        for path in (*little.iterdir(), little):
            path.chmod(0o555)
        before = classroom.facts(little)
        assert command(tmp_path / "album", "import", little) == (0, "")
        assert classroom.facts(little) == before
        little.chmod(0o755)


def test_an_album_that_can_only_be_read_says_so(little: Path, tmp_path: Path) -> None:
    album = tmp_path / "album"
    assert command(album, "import", little)[0] == 0
    drawing.save_plain(little, "new.jpg")
    closed = [album, *album.rglob("*")]
    for path in closed:
        path.chmod(path.stat().st_mode & ~0o222)
    code, said = command(album, "import", little)
    for path in closed:
        path.chmod(path.stat().st_mode | 0o200)
    assert (code, "Traceback" in said) == (2, False)
    assert "can't be" in said
    assert command(album, "import", little) == (0, "")


def test_an_album_whose_pictures_are_closed_midway_says_so(little: Path, tmp_path: Path) -> None:
    album = tmp_path / "album"
    assert command(album, "import", little)[0] == 0
    drawing.save_plain(little, "new.jpg")
    closed = [path for path in album.glob("thumbs/**/") if path.is_dir()]
    for path in closed:
        path.chmod(0o555)
    code, said = command(album, "import", little)
    for path in closed:
        path.chmod(0o755)
    assert (code, "Traceback" in said) == (2, False)
    assert "read-only" in said
    assert command(album, "import", little) == (0, "")


@pytest.fixture
def little(tmp_path: Path) -> Path:
    """Two photos."""
    drawing.save_plain(tmp_path / "photos", "a.jpg", "b.jpg")
    return tmp_path / "photos"


# A drive that is unplugged


@pytest.mark.parametrize("stays_as", ["nothing", "an empty folder"])
def test_an_import_whose_folder_goes_away_midway_goes_on_when_it_is_back(
    album: Album, looker: Looker, many: Path, tmp_path: Path, stays_as: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH", 4)
    elsewhere = tmp_path / "elsewhere"

    def unplug(done: int, _total: int) -> None:
        if done and not elsewhere.exists():
            many.rename(elsewhere)
            if stays_as == "an empty folder":
                many.mkdir()

    with pytest.raises(errors.MissingError) as caught:
        ingest.import_photos(album, [many], looker, unplug)
    assert caught.value.message.key == "folder-gone"
    kept = counts(album)[1]
    assert 0 < kept < MANY
    shutil.rmtree(many, ignore_errors=True)
    elsewhere.rename(many)
    report = ingest.import_photos(album, [many], looker)
    assert {file.outcome.value for file in report.files} == {"added", "already there"}
    assert counts(album) == (MANY, MANY, 2 * MANY)


GONE = [
    pytest.param(False, id="nothing stays"),
    pytest.param(True, id="an empty folder stays"),
]


def unplug(folder: Path, *, stays: bool) -> Path:
    """Take a folder away, as a drive that is unplugged; where it is now."""
    elsewhere = folder.rename(folder.with_name("elsewhere"))
    if stays:
        folder.mkdir()
    return elsewhere


def plug_in(elsewhere: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    elsewhere.rename(folder)


@pytest.mark.parametrize("stays", GONE)
def test_a_sorting_whose_folder_goes_away_midway_goes_on_when_it_is_back(room: Classroom, stays: bool) -> None:
    away: list[Path] = []

    def midway(done: int, _total: int) -> None:
        if done == 1:
            away.append(unplug(room.sorted, stays=stays))

    with pytest.raises(errors.MissingError) as caught:
        sort.sort(room.album, room.wish(), on_progress=midway)
    assert caught.value.message.key == "sort-folder-lost"
    assert not room.sorted.exists() or not any(room.sorted.iterdir())  # nothing went where the drive was
    plug_in(away[0], room.sorted)
    assert room.sort().count(Outcome.REFUSED) == 0
    assert set(classroom.tree(room.sorted)) == {*classroom.SORTED, sorts.MANIFEST}
    with room.album.read() as conn:
        assert len(sorts.standing_in(conn, room.sorted)) == len(classroom.SORTED)


@pytest.mark.parametrize("stays", GONE)
def test_taking_back_from_a_folder_that_goes_away_midway_goes_on_when_it_is_back(room: Classroom, stays: bool) -> None:
    sort_id = room.sort().sort_id
    assert sort_id is not None
    away: list[Path] = []

    def midway(done: int, _total: int) -> None:
        if done == 1:
            away.append(unplug(room.sorted, stays=stays))

    with pytest.raises(errors.MissingError) as caught:
        take_back.take_back(room.album, sort_id, midway)
    assert caught.value.message.key == "sort-folder-lost"
    plug_in(away[0], room.sorted)
    report = take_back.take_back(room.album, sort_id)
    assert (report.taken_back, report.kept) == (len(classroom.SORTED) - 1, ())
    assert classroom.tree(room.sorted) == {}
