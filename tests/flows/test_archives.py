import csv
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from core.base import errors, whole_files
from core.base.records import Outcome, SortMode
from core.flows import archives, sort, take_back
from core.store import sort_preview, sorts
from core.vision.look import Looker
from tests import classroom, killing
from tests.classroom import Classroom
from tests.flows.test_sort import small_disk

ZIP = SortMode.ZIP
PACKED = {"Anna.zip": {"a.jpg", "b.jpg"}, "Bora.zip": {"b.jpg"}}  # how SHOWN is packed


def packed(folder: Path) -> dict[str, set[str]]:
    """Names in each archive; an archive must be whole."""
    found = {}
    for path in folder.glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            found[path.name] = set(archive.namelist())
    return found


def test_an_archive_for_each_child_holds_the_originals(room: Classroom) -> None:
    content = classroom.tree(room.photos)
    report = room.sort(ZIP)
    assert packed(room.sorted) == PACKED
    assert report.per_person == {"Anna": 2, "Bora": 1}
    assert report.count(Outcome.ADDED) == 3
    with zipfile.ZipFile(room.sorted / "Anna.zip") as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            name: content[name] for name in ("a.jpg", "b.jpg")
        }
        changed = datetime.fromtimestamp((room.photos / "a.jpg").stat().st_mtime)
        assert datetime(*archive.getinfo("a.jpg").date_time).replace(second=0) == changed.replace(
            second=0, microsecond=0
        )
    with (room.sorted / sorts.MANIFEST).open(encoding="utf-8", newline="") as file:
        assert {row["file"] for row in csv.DictReader(file)} == {"Anna.zip/a.jpg", "Anna.zip/b.jpg", "Bora.zip/b.jpg"}
    assert classroom.tree(room.photos) == content


def test_what_is_told_is_what_is_written(room: Classroom) -> None:
    for _ in range(2):
        told = sort_preview.preview(room.album, room.sorted, room.wish(ZIP).decisions, ZIP)
        report = room.sort(ZIP)
        assert [told.new, told.there] == [report.count(one) for one in (Outcome.ADDED, Outcome.ALREADY_THERE)]
    assert (told.new, told.there, told.bytes) == (0, 3, 0)


def test_only_what_has_changed_is_written_anew(room: Classroom) -> None:
    room.sort(ZIP)
    before = (room.sorted / "Anna.zip").read_bytes()
    room.say("c.jpg", 0, "Bora")
    report = room.sort(ZIP)
    assert (report.count(Outcome.ADDED), report.count(Outcome.ALREADY_THERE)) == (2, 2)
    assert packed(room.sorted) == {**PACKED, "Bora.zip": {"b.jpg", "c.jpg"}}
    assert (room.sorted / "Anna.zip").read_bytes() == before
    room.say("c.jpg", 0, None)
    room.sort(ZIP)
    assert packed(room.sorted) == PACKED


def test_names_by_pattern(room: Classroom) -> None:
    sort.sort(room.album, replace(room.wish(ZIP), names="{number}_{original}"))
    assert packed(room.sorted) == {"Anna.zip": {"0001_a.jpg", "0002_b.jpg"}, "Bora.zip": {"0001_b.jpg"}}


def test_archives_and_folders_stand_beside_each_other(room: Classroom) -> None:
    room.sort()
    report = room.sort(ZIP)
    assert report.count(Outcome.ADDED) == 3
    assert room.sort().count(Outcome.ALREADY_THERE) == 3
    assert take_back.take_back(room.album, report.sort_id or 0).taken_back == 3
    assert classroom.photos_in(room.sorted) == classroom.SORTED


def test_somebody_else_s_archive_is_left_alone(room: Classroom) -> None:
    room.sorted.mkdir()
    (room.sorted / "Anna.zip").write_bytes(b"mine")
    room.sort(ZIP)
    assert (room.sorted / "Anna.zip").read_bytes() == b"mine"
    with zipfile.ZipFile(room.sorted / "Anna (2).zip") as archive:
        assert set(archive.namelist()) == {"a.jpg", "b.jpg"}


@pytest.mark.parametrize("how", ["added to", "another file"])
def test_an_archive_that_somebody_changed_is_neither_replaced_nor_taken_back(room: Classroom, how: str) -> None:
    sort_id = room.sort(ZIP).sort_id
    path = room.sorted / "Bora.zip"
    if how == "added to":
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("letter.txt", b"dear parents")
    else:
        path.write_bytes(b"no archive")
    before = path.read_bytes()
    room.say("c.jpg", 0, "Bora")
    report = room.sort(ZIP)
    assert {file.reason.key for file in report.files if file.reason} == {"undo-changed"}
    assert path.read_bytes() == before
    kept = take_back.take_back(room.album, sort_id or 0).kept
    assert [(one.path, one.reason.key) for one in kept] == [("Bora.zip/b.jpg", "undo-changed")]
    assert path.read_bytes() == before
    assert not (room.sorted / "Anna.zip").exists()


def test_an_archive_with_the_last_there_is_of_a_photo_stays(room: Classroom) -> None:
    sort_id = room.sort(ZIP).sort_id
    (room.photos / "b.jpg").unlink()
    room.say("c.jpg", 0, "Bora")
    room.sort(ZIP)
    assert packed(room.sorted)["Bora.zip"] == {"b.jpg"}
    assert packed(room.sorted)["Bora (2).zip"] == {"c.jpg"}
    kept = take_back.take_back(room.album, sort_id or 0).kept
    assert {(one.path.split("/")[0], one.reason.key) for one in kept} == {
        ("Anna.zip", "undo-last"),
        ("Bora.zip", "undo-last"),
    }


def test_a_photo_that_was_written_over_is_told_and_left_out(room: Classroom) -> None:
    (room.photos / "a.jpg").write_bytes(b"something else")
    report = room.sort(ZIP)
    assert [(file.path, file.reason.key) for file in report.files if file.reason] == [
        ("Anna.zip/a.jpg", "sort-photo-changed")
    ]
    assert packed(room.sorted) == {"Anna.zip": {"b.jpg"}, "Bora.zip": {"b.jpg"}}


def test_taking_back_leaves_nothing(room: Classroom) -> None:
    report = take_back.take_back(room.album, room.sort(ZIP).sort_id or 0)
    assert (report.taken_back, report.gone, report.kept) == (3, 0, ())
    assert classroom.tree(room.sorted) == {}


def test_taking_back_after_somebody_removed_an_archive(room: Classroom) -> None:
    sort_id = room.sort(ZIP).sort_id
    (room.sorted / "Anna.zip").unlink()
    report = take_back.take_back(room.album, sort_id or 0)
    assert (report.taken_back, report.gone, report.kept) == (1, 2, ())


def test_disk_that_fills_up_midway_keeps_what_is_whole(room: Classroom, tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "1m") as disk:
        wish = room.wish(ZIP, to=disk)
        work = sort_preview.preview(room.album, disk, wish.decisions, ZIP)

        def fill(done: int, _total: int) -> None:
            if done == 1:  # Anna's archive is written
                (disk / "rest").write_bytes(b"x" * (shutil.disk_usage(disk).free - work.bytes // 20))

        with pytest.raises(errors.WrongUseError) as caught:
            sort.sort(room.album, wish, on_progress=fill)
        assert caught.value.message.key == "sort-disk-full"
        assert packed(disk) == {"Anna.zip": {"a.jpg", "b.jpg"}}
        assert not list(disk.glob(f".*{whole_files.PART}"))
        (disk / "rest").unlink()
        room.sort(ZIP, to=disk)
        assert packed(disk) == PACKED


def test_killed_at_any_step_it_goes_on(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["Anna", "Bora"], "b.jpg": ["Anna"]})
    content = classroom.tree(room.photos)
    wish = room.wish(ZIP)
    room.album.engine.dispose()
    kills = 0
    for _ in killing.at_each_step(room.folder, lambda album: sort.sort(album, wish)):
        kills += 1
        assert classroom.tree(room.photos) == content
        assert set(packed(room.sorted)) <= {"Anna.zip", "Bora.zip"}  # each of them whole, or not there
        room.sort(ZIP)
        assert packed(room.sorted) == {"Anna.zip": {"a.jpg", "b.jpg"}, "Bora.zip": {"a.jpg"}}
        assert not list(room.sorted.glob(f".*{whole_files.PART}"))
        with room.album.read() as conn:
            sort_ids = sorted({row.sort_id for row in sorts.standing_in(conn, room.sorted)})
            assert len(sorts.standing_in(conn, room.sorted)) == 3
        assert all(take_back.take_back(room.album, sort_id).kept == () for sort_id in sort_ids)
        assert classroom.tree(room.sorted) == {}
        room.album.engine.dispose()
    assert kills > 4


def test_an_archive_that_is_damaged_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"PK")
    assert not archives.holds(path, {})


def test_the_archive_of_a_child_on_no_photo_is_taken_out_when_that_is_agreed_to(room: Classroom) -> None:
    room.sort(ZIP)
    before = classroom.tree(room.sorted)
    room.say("b.jpg", 1, None)
    left = room.sort(ZIP)
    assert (left.outdated, left.taken_out, packed(room.sorted)) == (1, 0, PACKED)
    report = sort.sort(room.album, replace(room.wish(ZIP), take_out=True))
    assert (report.outdated, report.taken_out, report.per_person) == (0, 1, {"Anna": 2, "Bora": 0})
    assert packed(room.sorted) == {"Anna.zip": PACKED["Anna.zip"]}
    undone = take_back.take_back(room.album, report.sort_id or 0)
    assert (undone.put_back, undone.kept) == (1, ())
    assert classroom.tree(room.sorted).keys() == before.keys()
    assert packed(room.sorted) == PACKED
    assert take_back.take_back(room.album, 1).taken_back == 3
    assert classroom.tree(room.sorted) == {}


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        pytest.param(lambda room: (room.sorted / "Bora.zip").write_bytes(b"mine"), "undo-changed", id="changed"),
        pytest.param(lambda room: (room.photos / "b.jpg").unlink(), "undo-last", id="the last there is of a photo"),
    ],
)
def test_an_archive_that_may_not_go_is_not_taken_out(
    room: Classroom, spoil: Callable[[Classroom], object], key: str
) -> None:
    room.sort(ZIP)
    spoil(room)
    before = (room.sorted / "Bora.zip").read_bytes()
    room.say("b.jpg", 1, None)
    report = sort.sort(room.album, replace(room.wish(ZIP), take_out=True))
    assert key in {file.reason.key for file in report.files if file.reason}
    assert (report.taken_out, (room.sorted / "Bora.zip").read_bytes()) == (0, before)


@pytest.mark.parametrize(
    ("spoil", "key"),
    [
        pytest.param(
            lambda room: (room.sorted / "Bora.zip").write_bytes(b"mine"), "undo-place-taken", id="place taken"
        ),
        pytest.param(lambda room: (room.photos / "b.jpg").unlink(), "sort-photo-changed", id="the photo is gone"),
    ],
)
def test_an_archive_that_cannot_be_put_back_is_told_and_can_be_tried_again(
    room: Classroom, spoil: Callable[[Classroom], object], key: str
) -> None:
    room.sort(ZIP)
    room.say("b.jpg", 1, None)
    report = sort.sort(room.album, replace(room.wish(ZIP), take_out=True))
    photo = (room.photos / "b.jpg").read_bytes()
    spoil(room)
    undone = take_back.take_back(room.album, report.sort_id or 0)
    assert [(one.path, one.reason.key) for one in undone.kept] == [("Bora.zip/b.jpg", key)]
    (room.photos / "b.jpg").write_bytes(photo)
    (room.sorted / "Bora.zip").unlink(missing_ok=True)
    assert take_back.take_back(room.album, report.sort_id or 0).put_back == 1
    assert packed(room.sorted) == PACKED


@pytest.mark.slow
def test_killed_while_an_archive_is_taken_out(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["Anna", "Bora"]})
    room.sort(ZIP)
    room.say("a.jpg", 1, None)
    wish = replace(room.wish(ZIP), take_out=True)
    room.album.engine.dispose()
    for _ in killing.at_each_step(room.folder, lambda album: sort.sort(album, wish)):
        sort.sort(room.album, wish)
        assert packed(room.sorted) == {"Anna.zip": {"a.jpg"}}
        with room.album.read() as conn:
            later = conn.exec_driver_sql("SELECT id FROM sort WHERE id > 1 ORDER BY id DESC").scalars().all()
        assert sum(take_back.take_back(room.album, sort_id).put_back for sort_id in later) == 1
        assert packed(room.sorted) == {"Anna.zip": {"a.jpg"}, "Bora.zip": {"a.jpg"}}
        assert take_back.take_back(room.album, 1).kept == ()
        assert classroom.tree(room.sorted) == {}
        room.album.engine.dispose()
