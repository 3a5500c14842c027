import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from core.base import errors
from core.base.messages import Message
from core.base.records import Outcome, SortMode
from core.flows import ingest, sort, take_back
from core.flows.sort import SortReport
from core.flows.take_back import TakeBackReport
from core.store import files, overview, sorts
from core.vision.look import Looker
from tests import classroom, drawing, killing
from tests.classroom import SORTED, Classroom

MODES = [mode for mode in SortMode if mode is not SortMode.ZIP]  # test_archives.py has the other


def undo(room: Classroom, sort_id: int = 1) -> TakeBackReport:
    return take_back.take_back(room.album, sort_id)


def reasons(report: TakeBackReport) -> dict[str, str]:
    return {kept.path: kept.reason.key for kept in report.kept}


def lie(room: Classroom) -> dict[str, Path]:
    """Where the album thinks that each photo lies."""
    with room.album.read() as conn:
        paths = files.of_photos(conn)
    return {name: paths[photo_id] for name, photo_id in room.photo_ids.items()}


@pytest.mark.parametrize("mode", MODES)
def test_everything_is_as_before(room: Classroom, looker: Looker, mode: SortMode) -> None:
    before, lay = classroom.facts(room.photos), lie(room)
    room.sort(mode)
    report = undo(room)
    assert (report.taken_back, report.gone, report.kept) == (3, 0, ())
    assert list(room.sorted.iterdir()) == []
    assert (classroom.facts(room.photos), lie(room)) == (before, lay)
    again = ingest.import_photos(room.album, [room.photos], looker)
    assert again.count(Outcome.ALREADY_THERE) == len(again.files) == 4
    with pytest.raises(errors.WrongUseError) as caught:
        undo(room)
    assert caught.value.message.key == "sort-undone-before"


def test_it_tells_how_far_it_is_and_can_be_cut_short(room: Classroom) -> None:
    class StopError(Exception):
        pass

    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise StopError

    room.sort()
    with pytest.raises(StopError):
        take_back.take_back(room.album, 1, stop)
    assert len(classroom.photos_in(room.sorted)) == 2
    assert take_back.take_back(room.album, 1, lambda done, total: told.append((done, total))).taken_back == 2
    assert told == [(1, 3), (1, 2), (2, 2)]
    assert list(room.sorted.iterdir()) == []


@pytest.mark.parametrize("mode", MODES)
def test_sorting_after_taking_back(room: Classroom, mode: SortMode) -> None:
    room.sort(mode)
    undo(room)
    report = room.sort(mode)
    assert (report.sort_id, report.count(Outcome.ADDED)) == (2, 3)
    assert classroom.photos_in(room.sorted) == SORTED


def test_what_people_did_since_stays(room: Classroom) -> None:
    room.sort()
    drawing.save(room.sorted / "Anna/mine.jpg", b"added")
    drawing.save(room.sorted / "Anna/b.jpg", b"edited")
    (room.sorted / "Bora/b.jpg").unlink()
    report = undo(room)
    assert (report.taken_back, report.gone, reasons(report)) == (1, 1, {"Anna/b.jpg": "undo-changed"})
    assert classroom.tree(room.sorted) == {"Anna/mine.jpg": b"added", "Anna/b.jpg": b"edited"}


@pytest.mark.parametrize(
    "mode", [SortMode.COPY, SortMode.SYMLINK, pytest.param(SortMode.MOVE, id="move: the only one there is")]
)
def test_replaced_file_stays(room: Classroom, mode: SortMode) -> None:
    room.sort(mode)
    (room.sorted / "Anna/a.jpg").unlink()
    drawing.save(room.sorted / "Anna/a.jpg", b"another")
    assert reasons(undo(room)) == {"Anna/a.jpg": "undo-changed"}
    assert classroom.tree(room.sorted) == {"Anna/a.jpg": b"another"}


def test_link_to_something_else_stays(room: Classroom) -> None:
    room.sort()
    (room.sorted / "Anna/a.jpg").unlink()
    (room.sorted / "Anna/a.jpg").symlink_to(room.photos / "a.jpg")
    assert reasons(undo(room)) == {"Anna/a.jpg": "undo-changed"}


@pytest.mark.parametrize("mode", [SortMode.COPY, SortMode.HARDLINK])
def test_last_file_of_a_photo_stays(room: Classroom, mode: SortMode) -> None:
    room.sort(mode)
    content = (room.photos / "a.jpg").read_bytes()
    (room.photos / "a.jpg").unlink()
    report = undo(room)
    assert (report.taken_back, reasons(report)) == (2, {"Anna/a.jpg": "undo-last"})
    drawing.save(room.photos / "a.jpg", content)
    assert undo(room).taken_back == 1  # it can be tried again
    assert list(room.sorted.iterdir()) == []


def test_place_of_a_moved_photo_is_taken(room: Classroom) -> None:
    before = classroom.facts(room.photos)["a.jpg"]
    room.sort(SortMode.MOVE)
    drawing.save(room.photos / "a.jpg", b"a new photo of that name")
    report = undo(room)
    assert (report.taken_back, reasons(report)) == (2, {"Anna/a.jpg": "undo-place-taken"})
    assert (room.photos / "a.jpg").read_bytes() == b"a new photo of that name"
    assert classroom.facts(room.sorted)["Anna/a.jpg"] == before
    (room.photos / "a.jpg").unlink()
    assert (undo(room).taken_back, classroom.facts(room.photos)["a.jpg"]) == (1, before)


def test_folder_of_a_moved_photo_was_removed(room: Classroom, tmp_path: Path, looker: Looker) -> None:
    nested = classroom.make(tmp_path / "nested", looker, {"day/a.jpg": ["Anna"]})
    nested.sort(SortMode.MOVE)
    (nested.photos / "day").rmdir()
    assert undo(nested).taken_back == 1
    assert set(classroom.tree(nested.photos)) == {"day/a.jpg"}


def test_moved_photo_that_was_put_back_by_hand(room: Classroom) -> None:
    room.sort(SortMode.MOVE)
    shutil.copy(room.sorted / "Anna/a.jpg", room.photos / "a.jpg")
    assert undo(room).taken_back == 3
    assert set(classroom.tree(room.photos)) == {"a.jpg", "b.jpg", "c.jpg", "d.jpg"}


def test_moved_original_before_its_copies_and_after_a_later_sort(room: Classroom) -> None:
    before = classroom.facts(room.photos)
    room.sort(SortMode.MOVE)
    room.say("a.jpg", 0, "Bora")
    room.sort(SortMode.MOVE)  # copies a.jpg from Anna's folder to Bora's
    assert undo(room, 1).taken_back == 3
    assert classroom.facts(room.photos) == before
    assert (undo(room, 2).taken_back, classroom.tree(room.sorted)) == (1, {})


def test_unplugged_drive_is_not_taken_for_removed_photos(room: Classroom) -> None:
    before = classroom.facts(room.photos)
    room.sort(SortMode.MOVE)
    room.sorted.rename(room.folder / "unplugged")
    with pytest.raises(errors.MissingError) as caught:
        undo(room)
    assert caught.value.message.key == "sort-folder-gone"
    (room.folder / "unplugged").rename(room.sorted)
    assert undo(room).taken_back == 3
    assert classroom.facts(room.photos) == before


def test_unknown_sorting(room: Classroom) -> None:
    with pytest.raises(errors.MissingError) as caught:
        undo(room, 7)
    assert caught.value.message.key == "sort-missing"


def test_not_during_a_sorting(room: Classroom) -> None:
    room.sort()
    with FileLock(room.album.folder / "sort.lock"), pytest.raises(errors.WrongUseError) as caught:
        undo(room)
    assert caught.value.message.key == "sort-busy"
    assert classroom.photos_in(room.sorted) == SORTED


@pytest.mark.parametrize("mode", [SortMode.COPY, SortMode.MOVE])
def test_killed_at_any_step_it_goes_on(tmp_path: Path, looker: Looker, mode: SortMode) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["Anna", "Bora"], "b.jpg": [""]})
    before, lay = classroom.facts(room.photos), lie(room)
    room.sort(mode)
    room.album.engine.dispose()
    kills = 0
    for _ in killing.at_each_step(room.folder, lambda album: take_back.take_back(album, 1)):
        kills += 1
        with room.album.read() as conn:
            is_done = sorts.get(conn, 1).undone_at is not None
        if not is_done:
            assert undo(room).kept == ()
        assert not {path for path in classroom.tree(room.folder) if path.startswith("sorted/")} - {
            f"sorted/{sorts.MANIFEST}"
        }
        assert (classroom.facts(room.photos), lie(room)) == (before, lay)
        room.album.engine.dispose()
    assert kills > 6


# Taking out what no longer belongs, and bringing it back


def takes_out(room: Classroom, mode: SortMode = SortMode.COPY) -> SortReport:
    return sort.sort(room.album, replace(room.wish(mode), take_out=True))


def test_a_photo_that_no_longer_belongs_is_taken_out_only_when_asked(room: Classroom) -> None:
    room.sort()
    room.say("b.jpg", 0, "Bora")
    room.say("b.jpg", 1, None)
    left = room.sort()
    assert (left.outdated, left.taken_out, left.sort_id) == (1, 0, None)
    assert classroom.photos_in(room.sorted) == classroom.SORTED
    report = takes_out(room)
    assert (report.outdated, report.taken_out, report.sort_id) == (0, 1, 2)
    assert classroom.photos_in(room.sorted) == classroom.SORTED - {"Anna/b.jpg"}
    assert "Anna/b.jpg" not in (room.sorted / sorts.MANIFEST).read_text(encoding="utf-8")


@pytest.mark.parametrize("mode", MODES)
def test_taking_back_brings_back_what_was_taken_out(room: Classroom, mode: SortMode) -> None:
    before = classroom.facts(room.photos)
    room.sort(mode)
    sorted_first = classroom.photos_in(room.sorted)
    room.say("a.jpg", 0, None)
    room.say("c.jpg", 0, "Anna")
    report = takes_out(room, mode)
    assert (report.count(Outcome.ADDED), report.taken_out) == (1, 1)
    assert classroom.photos_in(room.sorted) == {"Anna/b.jpg", "Anna/c.jpg", "Bora/b.jpg"}
    back = take_back.take_back(room.album, 2)
    assert (back.taken_back, back.put_back, back.kept) == (1, 1, ())
    assert classroom.photos_in(room.sorted) == sorted_first
    take_back.take_back(room.album, 1)
    assert classroom.photos_in(room.sorted) == set()
    assert classroom.facts(room.photos) == before
    with room.album.read() as conn:
        assert all(one.undone_at for one in overview.sortings(conn))


def test_what_somebody_changed_is_not_taken_out(room: Classroom) -> None:
    room.sort()
    (room.sorted / "Anna" / "a.jpg").write_bytes(b"edited")
    room.say("a.jpg", 0, None)
    report = takes_out(room)
    assert report.taken_out == 0
    assert [(file.path, file.outcome, file.reason) for file in report.files if file.outcome is Outcome.REFUSED] == [
        ("Anna/a.jpg", Outcome.REFUSED, Message("undo-changed"))
    ]
    assert (room.sorted / "Anna" / "a.jpg").read_bytes() == b"edited"


def test_what_cannot_be_put_back_is_told_and_can_be_tried_again(room: Classroom) -> None:
    room.sort()
    room.say("a.jpg", 0, None)
    takes_out(room)
    (room.sorted / "Anna" / "a.jpg").write_bytes(b"something else")
    back = take_back.take_back(room.album, 2)
    assert (back.put_back, [kept.reason.key for kept in back.kept]) == (0, ["undo-place-taken"])
    (room.sorted / "Anna" / "a.jpg").unlink()
    assert take_back.take_back(room.album, 2).put_back == 1
    assert classroom.photos_in(room.sorted) == classroom.SORTED


def test_taking_out_that_is_killed_at_any_step_goes_on(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, {"a.jpg": ["Anna", "Bora"], "b.jpg": ["Bora"]})
    content = classroom.tree(room.photos)
    room.sort()
    before = classroom.photos_in(room.sorted)
    room.say("a.jpg", 1, None)
    room.say("b.jpg", 0, "Anna")
    wish = replace(room.wish(), take_out=True)
    room.album.engine.dispose()
    kills = 0
    for _ in killing.at_each_step(room.folder, lambda album: sort.sort(album, wish)):
        kills += 1
        assert classroom.tree(room.photos) == content
        sort.sort(room.album, wish)
        assert classroom.photos_in(room.sorted) == {"Anna/a.jpg", "Anna/b.jpg"}
        with room.album.read() as conn:
            later = [one.id for one in overview.sortings(conn) if one.id != 1]
        for sort_id in later:
            assert take_back.take_back(room.album, sort_id).kept == ()
        assert classroom.photos_in(room.sorted) == before
        room.album.engine.dispose()
    assert kills > 6
