import csv
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from core.base import errors
from core.base.records import Outcome, SortMode
from core.flows import ingest, sort, take_back
from core.rules.folder_rules import FolderRules
from core.store import disk, files, folder_options, people, sorts
from core.vision.look import Looker
from tests import classroom, drawing, killing
from tests.classroom import SHOWN, SORTED, Classroom

OTHER_DISK = Path("/dev/shm")
MODES = [mode for mode in SortMode if mode is not SortMode.ZIP]  # test_archives.py has the other


def outcomes(report: sort.SortReport) -> dict[str, Outcome]:
    return {file.path: file.outcome for file in report.files}


def reasons(report: sort.SortReport) -> dict[str, str]:
    return {file.path: file.reason.key for file in report.files if file.reason is not None}


def import_again(room: Classroom, looker: Looker) -> dict[Outcome, int]:
    report = ingest.import_photos(room.album, [room.photos], looker)
    return {outcome: report.count(outcome) for outcome in Outcome if report.count(outcome)}


@contextmanager
def small_disk(folder: Path, size: str, *options: str) -> Iterator[Path]:
    folder.mkdir()
    choice = ",".join([f"size={size}", *options])
    if shutil.which("mount") is None or subprocess.call(["mount", "-t", "tmpfs", "-o", choice, "none", folder]) != 0:
        pytest.skip("no disk can be mounted here")
    try:
        yield folder
    finally:
        subprocess.check_call(["umount", folder])


@pytest.mark.parametrize("mode", MODES)
def test_files_are_just_the_pairs_of_the_decisions(room: Classroom, mode: SortMode) -> None:
    content = classroom.tree(room.photos)
    report = room.sort(mode)
    assert outcomes(report) == dict.fromkeys(SORTED, Outcome.ADDED)
    assert report.per_person == {"Anna": 2, "Bora": 1}
    assert classroom.photos_in(room.sorted) == SORTED
    assert all(classroom.tree(room.sorted)[path] == content[path.split("/")[1]] for path in SORTED)


@pytest.mark.parametrize("mode", [SortMode.COPY, SortMode.HARDLINK, SortMode.SYMLINK])
def test_originals_stay_as_they_are(room: Classroom, mode: SortMode) -> None:
    before = classroom.facts(room.photos)
    sort_id = room.sort(mode).sort_id
    assert classroom.facts(room.photos) == before
    assert classroom.facts(room.sorted)["Anna/a.jpg"] == before["a.jpg"]  # its time, too
    take_back.take_back(room.album, sort_id or 0)
    assert classroom.facts(room.photos) == before


def test_links_are_links(room: Classroom) -> None:
    room.sort(SortMode.HARDLINK)
    assert (room.sorted / "Anna/a.jpg").samefile(room.photos / "a.jpg")
    room.sort(SortMode.SYMLINK, to=room.folder / "links")
    assert (room.folder / "links/Anna/a.jpg").readlink() == room.photos / "a.jpg"


def test_again_adds_only_what_is_new(room: Classroom) -> None:
    room.sort()
    again = room.sort()
    assert (again.sort_id, outcomes(again)) == (None, dict.fromkeys(SORTED, Outcome.ALREADY_THERE))
    room.say("c.jpg", 0, "Bora")
    report = room.sort()
    assert outcomes(report) == dict.fromkeys(SORTED, Outcome.ALREADY_THERE) | {"Bora/c.jpg": Outcome.ADDED}
    assert report.per_person == {"Anna": 2, "Bora": 2}


def test_lower_precision_adds_the_doubtful(room: Classroom) -> None:
    room.sort()
    report = sort.sort(room.album, room.wish(precision=0.9))
    assert [path for path, outcome in outcomes(report).items() if outcome is Outcome.ADDED] == ["Bora/c.jpg"]


def test_what_is_decided_otherwise_now_is_told_and_left(room: Classroom) -> None:
    room.sort()
    room.say("a.jpg", 0, None)
    report = room.sort()
    assert (report.outdated, report.count(Outcome.ADDED)) == (1, 0)
    assert classroom.photos_in(room.sorted) == SORTED


def test_dry_run_writes_nothing(room: Classroom) -> None:
    wish = room.wish()
    before = classroom.tree(room.folder)
    report = sort.sort(room.album, wish, dry_run=True)
    assert (outcomes(report), report.sort_id) == (dict.fromkeys(SORTED, Outcome.ADDED), None)
    assert classroom.tree(room.folder) == before
    assert not room.sorted.exists()


def test_dry_run_tells_what_is_there_and_what_is_lost(room: Classroom) -> None:
    room.sort()
    (room.sorted / "Anna/a.jpg").unlink()
    (room.photos / "a.jpg").unlink()
    (room.sorted / "Bora/b.jpg").unlink()
    assert outcomes(room.sort(dry_run=True)) == {
        "Anna/b.jpg": Outcome.ALREADY_THERE, "Anna/a.jpg": Outcome.MISSING, "Bora/b.jpg": Outcome.ADDED,
    }  # fmt: skip


def test_photos_of_the_same_name_get_numbers(tmp_path: Path, looker: Looker) -> None:
    shown = {"IMG_1.jpg": ["Anna"], "second/IMG_1.jpg": ["Anna"], "third/img_1.JPG": ["Anna"]}
    room = classroom.make(tmp_path / "room", looker, shown)
    room.sort()
    content = classroom.tree(room.photos)
    assert classroom.photos_in(room.sorted) == {"Anna/IMG_1.jpg", "Anna/IMG_1 (2).jpg", "Anna/img_1 (2).JPG"} or (
        classroom.photos_in(room.sorted) == {"Anna/IMG_1.jpg", "Anna/IMG_1 (2).jpg", "Anna/img_1 (3).JPG"}
    )
    there = classroom.tree(room.sorted)
    assert there["Anna/IMG_1.jpg"] == content["IMG_1.jpg"]
    assert there["Anna/IMG_1 (2).jpg"] == content["second/IMG_1.jpg"]
    assert room.sort().count(Outcome.ALREADY_THERE) == 3


def test_names_that_some_systems_refuse(tmp_path: Path, looker: Looker) -> None:
    long = "가" * 83 + "나.jpg"  # 84 letters of three bytes and a suffix: 256 bytes, one too many
    shown = {"aux.jpg": ["CON"], "what?.jpg": ["CON"], "end. .jpg": ["CON"], long[1:]: ["CON"]}
    room = classroom.make(tmp_path / "room", looker, shown)
    room.sort()
    assert classroom.photos_in(room.sorted) == {
        "CON_/aux_.jpg", "CON_/what_.jpg", "CON_/end.jpg", f"CON_/{long[1:]}",
    }  # fmt: skip


def test_long_names_that_clash_are_cut(tmp_path: Path, looker: Looker) -> None:
    long = "가" * 83 + ".jpg"  # 253 bytes
    room = classroom.make(tmp_path / "room", looker, {long: ["Anna"], f"other/{long}": ["Anna"]})
    room.sort()
    assert classroom.photos_in(room.sorted) == {f"Anna/{long}", f"Anna/{'가' * 82} (2).jpg"}


def test_children_whose_names_give_the_same_folder(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["A/B"], "b.jpg": ["A:B"], "c.jpg": ["A_b"]})
    room.sort()
    assert classroom.photos_in(room.sorted) == {"A_B/a.jpg", "A_B (2)/b.jpg", "A_b (3)/c.jpg"}


def test_folder_of_a_child_does_not_depend_on_whom_a_run_learned(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["A:B"]})
    with room.album.write() as conn:
        people.add(conn, "A/B")
    room.say("a.jpg", 0, "A/B")
    assert outcomes(room.sort()) == {"A_B (2)/a.jpg": Outcome.ADDED}


def test_what_lies_in_the_folder_is_never_written_over(room: Classroom) -> None:
    foreign = {"Anna/a.jpg": b"another photo", "Anna/B.JPG": b"also another", "list.txt": b"a list"}
    for path, content in foreign.items():
        drawing.save(room.sorted / path, content)
    report = room.sort()
    assert {path for path, outcome in outcomes(report).items() if outcome is Outcome.ADDED} == {
        "Anna/a (2).jpg", "Anna/b (2).jpg", "Bora/b.jpg",
    }  # fmt: skip
    there = classroom.tree(room.sorted)
    assert {path: there[path] for path in foreign} == foreign
    take_back.take_back(room.album, report.sort_id or 0)
    assert classroom.tree(room.sorted) == foreign


@pytest.mark.parametrize("name", ["a.jpg", "my favourite.jpg"])
def test_photo_that_somebody_put_there_is_not_doubled(room: Classroom, name: str) -> None:
    drawing.save(room.sorted / "Anna" / name, (room.photos / "a.jpg").read_bytes())
    report = room.sort()
    assert outcomes(report)[f"Anna/{name}"] is Outcome.ALREADY_THERE
    assert report.per_person == {"Anna": 2, "Bora": 1}
    take_back.take_back(room.album, report.sort_id or 0)
    assert classroom.photos_in(room.sorted) == {f"Anna/{name}"}  # it was not the sorting that put it there


def test_sorted_photo_that_somebody_renamed_is_not_doubled(room: Classroom) -> None:
    room.sort()
    (room.sorted / "Anna/a.jpg").rename(room.sorted / "Anna/birthday.jpg")
    assert room.sort().count(Outcome.ADDED) == 0


def test_sorted_photo_that_somebody_removed_comes_back(room: Classroom) -> None:
    first = room.sort()
    (room.sorted / "Anna/a.jpg").unlink()
    second = room.sort()
    assert second.count(Outcome.ADDED) == 1
    undone = take_back.take_back(room.album, first.sort_id or 0)
    assert (undone.taken_back, classroom.photos_in(room.sorted)) == (2, {"Anna/a.jpg"})  # each sort takes its own back


def test_photo_that_is_gone_is_told(room: Classroom) -> None:
    (room.photos / "a.jpg").unlink()
    report = room.sort()
    assert outcomes(report)["Anna/a.jpg"] is Outcome.MISSING
    assert reasons(report) == {"Anna/a.jpg": "sort-photo-gone"}
    assert classroom.photos_in(room.sorted) == SORTED - {"Anna/a.jpg"}


def test_copy_of_a_photo_that_is_gone_serves(room: Classroom, looker: Looker) -> None:
    shutil.copy(room.photos / "a.jpg", room.photos / "z.jpg")
    assert import_again(room, looker) == {Outcome.ALREADY_THERE: 5}
    (room.photos / "a.jpg").unlink()
    assert outcomes(room.sort()).keys() == {"Anna/z.jpg", "Anna/b.jpg", "Bora/b.jpg"}


@pytest.mark.parametrize("mode", MODES)
def test_photo_that_has_changed_is_told_and_not_filed(room: Classroom, mode: SortMode) -> None:
    (room.photos / "a.jpg").write_bytes(b"edited")
    report = room.sort(mode)
    assert outcomes(report)["Anna/a.jpg"] is Outcome.REFUSED
    assert reasons(report) == {"Anna/a.jpg": "sort-photo-changed"}
    assert classroom.photos_in(room.sorted) == SORTED - {"Anna/a.jpg"}
    assert (room.photos / "a.jpg").read_bytes() == b"edited"
    assert take_back.take_back(room.album, report.sort_id or 0).gone == 0  # it never was written


def test_photo_whose_file_was_written_over_is_no_longer_asked_for(room: Classroom, looker: Looker) -> None:
    drawing.save(room.photos / "a.jpg", drawing.jpeg(drawing.plain(999)))
    import_again(room, looker)
    assert outcomes(room.sort()).keys() == SORTED - {"Anna/a.jpg"}


def test_renamed_child_keeps_what_was_sorted(room: Classroom) -> None:
    room.sort()
    with room.album.write() as conn:
        people.rename(conn, "Anna", "Hanna")
    report = room.sort()
    assert (report.per_person, report.count(Outcome.ADDED)) == ({"Hanna": 2, "Bora": 1}, 0)


def test_move_leaves_only_what_nobody_is_on(room: Classroom, looker: Looker) -> None:
    before = classroom.facts(room.photos)
    room.sort(SortMode.MOVE)
    assert classroom.photos_in(room.photos) == {"c.jpg", "d.jpg"}
    assert classroom.facts(room.sorted)["Anna/a.jpg"] == before["a.jpg"]
    with room.album.read() as conn:
        lie = files.of_photos(conn)
        (modes,) = [{row.path: row.mode for row in sorts.manifest(conn, 1)}]
    assert lie[room.photo_ids["b.jpg"]] == room.sorted / "Anna/b.jpg"
    assert modes == {"Anna/a.jpg": SortMode.MOVE, "Bora/b.jpg": SortMode.COPY, "Anna/b.jpg": SortMode.MOVE}
    assert import_again(room, looker) == {Outcome.ALREADY_THERE: 2}


def test_second_sort_after_a_move_copies_what_is_new(room: Classroom) -> None:
    room.sort(SortMode.MOVE)
    with room.album.write() as conn:
        people.add(conn, "Cem")
    room.say("a.jpg", 0, "Cem")
    report = room.sort(SortMode.MOVE)
    assert (report.count(Outcome.ADDED), report.outdated) == (1, 1)
    assert classroom.photos_in(room.sorted) == SORTED | {"Cem/a.jpg"}


def test_move_within_the_folder_of_the_originals(room: Classroom) -> None:
    room.sort(SortMode.MOVE, to=room.photos)
    assert classroom.photos_in(room.photos) == SORTED | {"c.jpg", "d.jpg"}
    assert room.sort(SortMode.MOVE, to=room.photos).count(Outcome.ALREADY_THERE) == 3


def test_move_to_another_folder_takes_the_photo_along(room: Classroom, looker: Looker) -> None:
    room.sort(SortMode.MOVE)
    other = room.folder / "other"
    room.sort(SortMode.MOVE, to=other)
    assert (classroom.photos_in(room.sorted), classroom.photos_in(other)) == ({"Bora/b.jpg"}, SORTED)
    assert import_again(room, looker) == {Outcome.ALREADY_THERE: 2}


def test_photo_that_is_a_link_is_never_moved(tmp_path: Path, looker: Looker) -> None:
    folder = tmp_path / "room"
    drawing.save_plain(tmp_path / "far", "real.jpg")
    (folder / "photos").mkdir(parents=True)
    (folder / "photos/link.jpg").symlink_to("../../far/real.jpg")
    room = classroom.make(folder, looker, {"a.jpg": ["Anna"]})
    with room.album.read() as conn:
        (linked,) = {photo_id for photo_id, path in files.all_paths(conn) if path.name == "link.jpg"}
    wish = room.wish(SortMode.MOVE)
    made = wish.decisions
    made.basis.faces.photo_ids[:] = linked
    sort.sort(room.album, sort.Wish(room.sorted, made, 1, 0.97, SortMode.MOVE))
    assert not (room.sorted / "Anna/link.jpg").is_symlink()
    assert (room.photos / "link.jpg").is_symlink()


def test_folder_inside_an_imported_one_is_passed_by(room: Classroom, looker: Looker) -> None:
    room.sort(to=room.photos / "sorted")
    assert import_again(room, looker) == {Outcome.ALREADY_THERE: 4}


def test_folder_of_a_sorting_that_was_taken_back_is_imported_again(room: Classroom, looker: Looker) -> None:
    sort_id = room.sort(to=room.photos / "sorted").sort_id
    take_back.take_back(room.album, sort_id or 0)
    drawing.save_plain(room.photos / "sorted", "new.jpg")
    assert import_again(room, looker) == {Outcome.ADDED: 1, Outcome.ALREADY_THERE: 4}


@pytest.mark.parametrize(
    ("folder", "key"),
    [
        pytest.param("photos/a.jpg", "sort-folder-is-file", id="a file"),
        pytest.param("a" * 300, "file-unwritable", id="a name that is too long"),
        pytest.param("album", "sort-folder-is-album", id="the album"),
        pytest.param("album/thumbs/x", "sort-folder-is-album", id="inside the album"),
        pytest.param("photos/a.jpg/x", "sort-folder-unwritable", id="below a file"),
        pytest.param("no\udcff", "folder-name-unreadable", id="a name that is no text"),
    ],
)
def test_folder_that_cannot_be_used(room: Classroom, folder: str, key: str) -> None:
    wish = room.wish(to=room.folder / folder)
    before = classroom.tree(room.photos)
    with pytest.raises(errors.WrongUseError) as caught:
        sort.sort(room.album, wish)
    assert caught.value.message.key == key
    assert classroom.tree(room.photos) == before
    with room.album.read() as conn:
        assert sorts.folders(conn) == set()


def test_folder_of_exports_in_the_album_can_be_used(room: Classroom) -> None:
    assert room.sort(to=room.album.folder / "exports/class").count(Outcome.ADDED) == 3


def test_child_named_like_the_album_beside_it(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["album"]})
    with pytest.raises(errors.WrongUseError) as caught:
        room.sort(to=room.folder)
    assert caught.value.message.key == "sort-folder-is-album"


def test_file_in_the_place_of_a_childs_folder(room: Classroom) -> None:
    drawing.save(room.sorted / "Anna", b"not a folder")
    report = room.sort()
    assert reasons(report) == dict.fromkeys(["Anna/a.jpg", "Anna/b.jpg"], "sort-not-written")
    assert classroom.photos_in(room.sorted) == {"Anna", "Bora/b.jpg"}


def test_only_one_sorting_at_a_time(room: Classroom) -> None:
    with FileLock(room.album.folder / "sort.lock"), pytest.raises(errors.WrongUseError) as caught:
        room.sort()
    assert caught.value.message.key == "sort-busy"


def test_originals_are_not_moved_during_an_import(room: Classroom) -> None:
    with ingest.alone(room.album):
        assert room.sort().count(Outcome.ADDED) == 3
        with pytest.raises(errors.WrongUseError) as caught:
            room.sort(SortMode.MOVE, to=room.folder / "other")
    assert caught.value.message.key == "import-busy"


def test_too_little_room_is_told_before_the_first_copy(room: Classroom, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "8k") as disk:
        drawing.save(disk / "full", b"x" * 8192)
        with pytest.raises(errors.WrongUseError) as caught:
            room.sort(to=disk)
        assert caught.value.message.key == "sort-no-room"
        assert (caught.value.message.values["needed"], classroom.photos_in(disk)) == (1, {"full"})  # MB, rounded up


def test_disk_that_can_only_be_read(room: Classroom, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "1m", "ro") as disk:
        with pytest.raises(errors.WrongUseError) as caught:
            room.sort(to=disk)
        assert caught.value.message.key == "sort-folder-unwritable"
        subprocess.check_call(["mount", "-o", "remount,rw", disk])
        assert room.sort(to=disk).count(Outcome.ADDED) == 3


def test_disk_that_fills_up_midway(room: Classroom, tmp_path: Path) -> None:
    with small_disk(tmp_path / "small", "16k") as disk:
        drawing.save(disk / "Bora/other.jpg", b"x" * 8192)  # leaves two blocks, and a photo of 1 KB takes one
        with pytest.raises(errors.WrongUseError) as caught:
            room.sort(to=disk)
        assert caught.value.message.key == "sort-disk-full"
        there = set(classroom.tree(disk)) - {"Bora/other.jpg"}
        content = classroom.tree(room.photos)
        assert there < SORTED
        assert all((disk / path).read_bytes() == content[Path(path).name] for path in there)
        (disk / "Bora/other.jpg").unlink()
        report = room.sort(to=disk)
        assert report.sort_id == 1  # the same sorting goes on
        assert classroom.photos_in(disk) == SORTED
        take_back.take_back(room.album, 1)
        assert classroom.tree(disk) == {}


def test_move_to_another_disk(room: Classroom) -> None:
    if not OTHER_DISK.is_dir() or OTHER_DISK.stat().st_dev == room.folder.stat().st_dev:
        pytest.skip("there is no other disk")
    target = OTHER_DISK / f"cubby-test-{os.getpid()}"
    before = classroom.facts(room.photos)
    try:
        report = room.sort(SortMode.MOVE, to=target)
        assert classroom.photos_in(target) == SORTED
        assert classroom.photos_in(room.photos) == {"c.jpg", "d.jpg"}
        assert take_back.take_back(room.album, report.sort_id or 0).taken_back == 3
        assert classroom.facts(room.photos) == before
    finally:
        shutil.rmtree(target, ignore_errors=True)


@pytest.mark.parametrize("mode", [SortMode.COPY, SortMode.MOVE])
def test_killed_at_any_step_it_goes_on(tmp_path: Path, looker: Looker, mode: SortMode) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["Anna", "Bora"], "b.jpg": [""]})
    content = classroom.tree(room.photos)
    wish = room.wish(mode)
    room.album.engine.dispose()
    kills = 0
    for _ in killing.at_each_step(room.folder, lambda album: sort.sort(album, wish)):
        kills += 1
        lying = {*classroom.tree(room.photos).values(), *classroom.tree(room.sorted).values()}
        assert lying >= set(content.values())  # nothing is lost even before it goes on
        report = room.sort(mode)
        assert report.per_person == {"Anna": 1, "Bora": 1}
        assert set(classroom.tree(room.sorted)) == {"Anna/a.jpg", "Bora/a.jpg", sorts.MANIFEST}
        assert listed(room.sorted) == {"Anna/a.jpg", "Bora/a.jpg"}
        if mode is SortMode.MOVE:
            assert set(classroom.tree(room.photos)) == {"b.jpg"}
            assert import_again(room, looker) == {Outcome.ALREADY_THERE: 1}
        assert take_back.take_back(room.album, 1).kept == ()
        assert (classroom.tree(room.sorted), classroom.tree(room.photos)) == ({}, content)
        room.album.engine.dispose()
    assert kills > 6


def test_list_beside_the_photos_is_true_after_each_step(room: Classroom) -> None:
    sort_id = room.sort().sort_id
    assert listed(room.sorted) == SORTED
    with (room.sorted / sorts.MANIFEST).open(encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first == {
        "child": "Anna", "file": "Anna/a.jpg", "photo": str(room.photos / "a.jpg"), "how": "copy", "sort": "1",
        "sha256": disk.digest(room.photos / "a.jpg"),
    }  # fmt: skip
    (room.sorted / "Anna/a.jpg").unlink()
    room.say("b.jpg", 0, None)
    room.say("c.jpg", 0, "Bora")
    (room.photos / "a.jpg").unlink()
    room.sort()
    assert listed(room.sorted) == {"Anna/b.jpg", "Bora/b.jpg", "Bora/c.jpg"}
    take_back.take_back(room.album, sort_id or 0)
    assert listed(room.sorted) == {"Bora/c.jpg"}


def listed(folder: Path) -> set[str]:
    with (folder / sorts.MANIFEST).open(encoding="utf-8", newline="") as file:
        return {row["file"] for row in csv.DictReader(file)}


def test_names_are_composed(tmp_path: Path, looker: Looker) -> None:
    decomposed = unicodedata.normalize("NFD", "소풍.jpg")
    room = classroom.make(tmp_path / "room", looker, {decomposed: ["Anna"], "소풍.jpg": ["Anna"]})
    room.sort()
    assert classroom.photos_in(room.sorted) == {"Anna/소풍.jpg", "Anna/소풍 (2).jpg"}


def test_the_shown_class_is_what_the_tests_say(room: Classroom) -> None:
    photo, person = ({number: name for name, number in ids.items()} for ids in (room.photo_ids, room.people))
    assert {f"{person[pair.person_id]}/{photo[pair.photo_id]}" for pair in room.pairs()} == SORTED
    assert {f"{name}/{photo}" for photo, names in SHOWN.items() for name in names if name in room.people} == SORTED


def test_names_by_pattern_go_on_behind_what_stands(room: Classroom) -> None:
    with room.album.write() as conn:
        conn.exec_driver_sql("UPDATE photo SET taken_at = '2026-05-0' || (9 - id) || ' 12:00:00', taken_day_only = 0")
    wish = replace(room.wish(), names="{date}_{number}")
    by_age = sorted(("a.jpg", "b.jpg"), key=lambda name: -room.photo_ids[name])
    sort.sort(room.album, wish)
    dates = {name: f"2026-05-0{9 - room.photo_ids[name]}" for name in room.photo_ids}
    first, second = by_age
    anna = {f"Anna/{dates[first]}_0001.jpg", f"Anna/{dates[second]}_0002.jpg"}
    assert classroom.photos_in(room.sorted) == {*anna, f"Bora/{dates['b.jpg']}_0001.jpg"}
    room.say("c.jpg", 0, "Anna")
    sort.sort(room.album, replace(room.wish(), names="{number}_{original}"))
    assert classroom.photos_in(room.sorted) - anna >= {"Anna/0003_c.jpg"}


def test_rules_are_held_and_written_down(room: Classroom) -> None:
    rules = FolderRules(no_strangers=True)
    room.say("b.jpg", 1, None)
    with room.album.write() as conn:
        folder_options.keep_rules(conn, rules)
    report = sort.sort(room.album, replace(room.wish(), rules=rules))
    assert classroom.photos_in(room.sorted) == {"Anna/a.jpg"}
    assert report.sort_id is not None
    with room.album.read() as conn:
        assert folder_options.recorded(conn, report.sort_id) == (rules, "{original}", False)
    room.say("b.jpg", 1, "Bora")
    assert sort.sort(room.album, replace(room.wish(), take_out=True)).count(Outcome.ADDED) == 2
    with room.album.write() as conn:
        folder_options.keep_rules(conn, FolderRules(side=11.0))
    assert sort.sort(room.album, replace(room.wish(), take_out=True)).taken_out == len(SORTED)


def test_the_last_copy_of_a_photo_that_was_written_over_is_not_outdated(room: Classroom, looker: Looker) -> None:
    room.sort()
    drawing.save(room.photos / "a.jpg", drawing.jpeg(drawing.with_faces(0, seed=9)))
    ingest.import_photos(room.album, [room.photos], looker)
    report = sort.sort(room.album, replace(room.wish(), take_out=True))
    assert (report.outdated, report.taken_out, report.count(Outcome.REFUSED)) == (0, 0, 0)
    assert "Anna/a.jpg" in classroom.photos_in(room.sorted)
