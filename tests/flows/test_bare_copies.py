"""Sorting without where photos were taken: what stands in the folders, in the album, and after a kill."""

import csv
import hashlib
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.base import errors, images, location, whole_files
from core.base.records import Outcome, SortMode
from core.flows import sort, take_back
from core.flows.sort import SortReport
from core.store import folder_options, sort_preview, sorts
from core.vision.look import Looker
from tests import classroom, drawing, killing, located
from tests.classroom import SORTED, Classroom

COPY, ZIP = SortMode.COPY, SortMode.ZIP


@pytest.fixture
def room(tmp_path: Path, looker: Looker) -> Classroom:
    """The class of classroom.SHOWN, whose photos say where they were taken."""
    return classroom.make(tmp_path / "room", looker, save=located.save_plain)


def strip(room: Classroom, mode: SortMode = COPY, *, take_out: bool = False) -> SortReport:
    return sort.sort(room.album, replace(room.wish(mode), strip=True, take_out=take_out))


def contents(room: Classroom) -> dict[str, bytes]:
    """Every photo in the folders and in the archives; what a killed program had begun aside."""
    found = {path: data for path, data in classroom.tree(room.sorted).items() if path.endswith((".jpg", ".zip"))}
    for name in [name for name in found if name.endswith(".zip")]:
        with zipfile.ZipFile(io.BytesIO(found.pop(name))) as archive:
            found |= {f"{Path(name).stem}/{one}": archive.read(one) for one in archive.namelist()}
    return found


def say_where(room: Classroom) -> set[str]:
    return {path for path, data in contents(room).items() if location.says_where(data)}


@pytest.mark.parametrize("mode", [COPY, ZIP])
def test_copies_do_not_say_where_and_are_the_same_photos(room: Classroom, mode: SortMode) -> None:
    before = classroom.facts(room.photos)
    report = strip(room, mode)
    there = contents(room)
    assert (report.count(Outcome.ADDED), report.located, set(there), say_where(room)) == (3, 0, SORTED, set())
    for path, data in there.items():
        original = (room.photos / path.split("/")[1]).read_bytes()
        assert location.says_where(original)
        assert images.read_header(data) == images.read_header(original)
        assert (images.open_upright(data).pixels == images.open_upright(original).pixels).all()
    with (room.sorted / sorts.MANIFEST).open(encoding="utf-8", newline="") as file:
        listed = {row["file"].replace(".zip", ""): row["sha256"] for row in csv.DictReader(file)}
    assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in there.items()}
    with room.album.read() as conn:
        assert folder_options.recorded(conn, report.sort_id or 0)[2]
    undone = take_back.take_back(room.album, report.sort_id or 0)
    assert (undone.taken_back, undone.kept, contents(room)) == (3, (), {})
    assert classroom.facts(room.photos) == before


def test_a_copy_keeps_the_time_of_the_photo(room: Classroom) -> None:
    strip(room)
    assert (room.sorted / "Anna/a.jpg").stat().st_mtime_ns == (room.photos / "a.jpg").stat().st_mtime_ns


@pytest.mark.parametrize("mode", [COPY, ZIP])
def test_again_there_is_nothing_to_do(room: Classroom, mode: SortMode) -> None:
    strip(room, mode)
    again = strip(room, mode)
    assert (again.sort_id, again.count(Outcome.ALREADY_THERE), again.located) == (None, 3, 0)


def test_copies_that_lie_there_with_their_places_are_told_and_left(room: Classroom) -> None:
    room.sort()
    before = contents(room)
    wish = room.wish()
    told = sort_preview.preview(room.album, room.sorted, wish.decisions, COPY, strip=True)
    report = strip(room)
    assert (told.located, report.located, report.count(Outcome.ADDED)) == (3, 3, 0)
    assert contents(room) == before
    take_back.take_back(room.album, 1)  # the way out, as the page says
    assert (strip(room).count(Outcome.ADDED), say_where(room)) == (3, set())


def test_somebody_else_s_copy_with_its_place_is_told_and_left(room: Classroom) -> None:
    drawing.save(room.sorted / "Anna/mine.jpg", (room.photos / "a.jpg").read_bytes())
    report = strip(room)
    assert (report.located, report.count(Outcome.ADDED), say_where(room)) == (1, 2, {"Anna/mine.jpg"})


def test_archives_are_written_anew_when_the_wish_changes(room: Classroom) -> None:
    for wished in (False, True, False):
        report = sort.sort(room.album, replace(room.wish(ZIP), strip=wished))
        assert (report.count(Outcome.ADDED), report.located) == (3, 0)
        assert say_where(room) == (set() if wished else SORTED)


def test_photo_whose_place_cannot_be_left_out_is_told_and_not_written(tmp_path: Path, looker: Looker) -> None:
    def save(folder: Path, *names: str) -> list[Path]:
        first, *others = located.save_plain(folder, *names)
        end = len(first.read_bytes())
        hidden = b"\xff\xfe\0\x12exif:GPSLatitude"  # a comment
        data = first.read_bytes()
        first.write_bytes((data[:2] + hidden + data[2:])[: end + len(hidden)])
        return [first, *others]

    room = classroom.make(tmp_path / "room", looker, save=save)
    for mode in (COPY, ZIP):
        report = strip(room, mode)
        assert {file.path.replace(".zip", ""): file.reason.key for file in report.files if file.reason} == {
            "Anna/a.jpg": "location-stays"
        }
        assert (set(contents(room)), say_where(room)) == (SORTED - {"Anna/a.jpg"}, set())
        with room.album.read() as conn:
            assert len(sorts.manifest(conn, report.sort_id or 0)) == 2
        take_back.take_back(room.album, report.sort_id or 0)


@pytest.mark.parametrize("mode", [SortMode.HARDLINK, SortMode.SYMLINK, SortMode.MOVE])
def test_originals_are_never_stripped(room: Classroom, mode: SortMode) -> None:
    before = classroom.facts(room.photos)
    with pytest.raises(errors.WrongUseError) as caught:
        strip(room, mode)
    assert caught.value.message.key == "location-is-original"
    assert (classroom.facts(room.photos), room.sorted.exists()) == (before, False)


def test_the_last_there_is_of_a_photo_stays(room: Classroom) -> None:
    sort_id = strip(room).sort_id or 0
    (room.photos / "a.jpg").unlink()
    undone = take_back.take_back(room.album, sort_id)
    assert [(one.path, one.reason.key) for one in undone.kept] == [("Anna/a.jpg", "undo-last")]
    assert set(contents(room)) == {"Anna/a.jpg"}


def test_a_copy_that_somebody_changed_is_not_taken_back(room: Classroom) -> None:
    sort_id = strip(room).sort_id or 0
    shutil.copy(room.photos / "a.jpg", room.sorted / "Anna/a.jpg")  # even if it is the original
    undone = take_back.take_back(room.album, sort_id)
    assert [(one.path, one.reason.key) for one in undone.kept] == [("Anna/a.jpg", "undo-changed")]


@pytest.mark.parametrize("mode", [COPY, ZIP])
def test_what_is_taken_out_comes_back_without_its_place(room: Classroom, mode: SortMode) -> None:
    strip(room, mode)
    before = contents(room)
    room.say("b.jpg", 1, None)  # Bora is on no photo any more
    report = strip(room, mode, take_out=True)
    assert (report.taken_out, set(contents(room))) == (1, SORTED - {"Bora/b.jpg"})
    undone = take_back.take_back(room.album, report.sort_id or 0)
    assert (undone.put_back, undone.kept, contents(room)) == (1, (), before)
    assert take_back.take_back(room.album, 1).taken_back == 3


def test_copies_of_an_album_that_was_lost_are_not_doubled(room: Classroom, looker: Looker) -> None:
    strip(room)
    before = contents(room)
    room.album.engine.dispose()
    shutil.rmtree(room.album.folder)
    new = classroom.make(room.folder, looker, save=lambda folder, *names: [folder / name for name in names])
    report = strip(new)
    assert (report.count(Outcome.ALREADY_THERE), report.count(Outcome.ADDED)) == (3, 0)
    assert contents(new) == before


def test_two_photos_that_differ_in_their_places_alone_are_filed_once(tmp_path: Path, looker: Looker) -> None:
    shown = {"a.jpg": ["Anna"], "b.jpg": ["Anna"]}

    def save(folder: Path, *names: str) -> list[Path]:
        bare = located.photo("JPEG")
        return [drawing.save(folder / "a.jpg", bare), drawing.save(folder / "b.jpg", location.leave_out(bare))]

    room = classroom.make(tmp_path / "room", looker, shown, save=save)
    strip(room)
    assert len(contents(room)) == 2  # nothing lay there before: each has its file
    assert strip(room).sort_id is None


def test_a_photo_without_a_place_is_copied_as_it_is(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker)
    strip(room)
    assert contents(room)["Anna/a.jpg"] == (room.photos / "a.jpg").read_bytes()
    assert Image.open(room.sorted / "Anna/a.jpg").size == (48, 36)


@pytest.mark.slow
@pytest.mark.parametrize("mode", [COPY, ZIP])
def test_killed_at_any_step_it_goes_on(tmp_path: Path, looker: Looker, mode: SortMode) -> None:
    shown = {"a.jpg": ["Anna", "Bora"]}
    room = classroom.make(tmp_path / "room", looker, shown, save=located.save_plain)
    content = classroom.tree(room.photos)
    wish = replace(room.wish(mode), strip=True)
    room.album.engine.dispose()
    kills = 0
    for _ in killing.at_each_step(room.folder, lambda album: sort.sort(album, wish)):
        kills += 1
        assert classroom.tree(room.photos) == content
        assert say_where(room) == set()
        strip(room, mode)
        there = contents(room)
        assert (set(there), say_where(room)) == ({"Anna/a.jpg", "Bora/a.jpg"}, set())
        assert not list(room.sorted.rglob(f".*{whole_files.PART}"))
        with room.album.read() as conn:
            rows = sorts.standing_in(conn, room.sorted)
        assert {row.sha256 for row in rows} == {hashlib.sha256(data).hexdigest() for data in there.values()}
        assert len(rows) == 2
        assert all(take_back.take_back(room.album, row).kept == () for row in sorted({row.sort_id for row in rows}))
        assert (classroom.tree(room.sorted), classroom.tree(room.photos)) == ({}, content)
        room.album.engine.dispose()
    assert kills > 6
