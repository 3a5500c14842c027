"""The preview of a sorting against what the sorting then writes."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import errors
from core.base.records import Outcome, SortMode
from core.flows import ingest, sort
from core.rules.plan import Pair
from core.store import sort_preview
from core.store.sort_preview import SortPreview
from core.vision.look import Looker
from tests import classroom, drawing
from tests.classroom import SHOWN, SORTED, Classroom

SAME, OTHER = "same", "other"  # what somebody put into a child's folder by hand


def look(room: Classroom, mode: SortMode = SortMode.COPY, to: Path | None = None) -> SortPreview:
    wish = room.wish(mode, to=to)
    return sort_preview.preview(room.album, wish.folder, wish.decisions, mode)


def test_a_photo_of_two_children_is_two_copies(tmp_path: Path, looker: Looker) -> None:
    found = look(classroom.make(tmp_path / "room", looker))
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "room/photos").iterdir()}
    assert (found.new, found.photos, found.there, found.lost, found.outdated) == (3, 2, 0, 0, 0)
    assert found.bytes == sizes["a.jpg"] + 2 * sizes["b.jpg"]
    assert 0 < found.free <= shutil.disk_usage(tmp_path).total


@pytest.mark.parametrize("mode", [SortMode.HARDLINK, SortMode.SYMLINK])
def test_links_take_no_room(tmp_path: Path, looker: Looker, mode: SortMode) -> None:
    found = look(classroom.make(tmp_path / "room", looker), mode)
    assert (found.new, found.bytes) == (3, 0)


def test_a_move_takes_room_for_the_second_child_only(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker)
    assert look(room, SortMode.MOVE).bytes == (room.photos / "b.jpg").stat().st_size


def test_a_folder_that_sorting_refuses_is_refused_at_once(tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker)
    with pytest.raises(errors.WrongUseError) as caught:
        look(room, to=room.album.folder / "thumbs")
    assert caught.value.message.key == "sort-folder-is-album"


@settings(max_examples=40)
@given(
    mode=st.sampled_from([mode for mode in SortMode if mode is not SortMode.ZIP]),  # test_archives.py has the other
    earlier=st.sampled_from([None, 0.97, 0.9]),  # at 0.9 Bora/c.jpg is sorted, too, and then decided otherwise
    removed=st.sets(st.sampled_from(sorted(SORTED))),
    put_there=st.dictionaries(st.sampled_from(sorted(SORTED)), st.sampled_from([SAME, OTHER])),
    gone=st.sets(st.sampled_from(["a.jpg", "b.jpg"])),
    has_spare=st.booleans(),
    by_link=st.booleans(),
)
def test_what_is_told_is_what_is_written(
    tmp_path_factory: pytest.TempPathFactory,
    looker: Looker,
    mode: SortMode,
    earlier: float | None,
    removed: set[str],
    put_there: dict[str, str],
    gone: set[str],
    has_spare: bool,
    by_link: bool,
) -> None:
    room = classroom.make(tmp_path_factory.mktemp("room") / "room", looker, SHOWN)
    content = classroom.tree(room.photos)
    if has_spare:
        shutil.copy(room.photos / "a.jpg", room.photos / "z.jpg")
        ingest.import_photos(room.album, [room.photos], looker)
    if earlier is not None:
        sort.sort(room.album, room.wish(precision=earlier))
    for path in removed:
        (room.sorted / path).unlink(missing_ok=True)
    for path, what in put_there.items():
        if not (room.sorted / path).exists():
            drawing.save(room.sorted / path, content[Path(path).name] if what == SAME else b"something else")
    for name in gone:
        (room.photos / name).unlink()
    to = room.folder / "link" if by_link else room.sorted
    if by_link:
        room.sorted.mkdir(exist_ok=True)
        to.symlink_to(room.sorted)
    before = classroom.photos_in(room.sorted) if room.sorted.exists() else set()

    told = look(room, mode, to)
    report = room.sort(mode, to=to)

    assert [told.new, told.there] == [report.count(one) for one in (Outcome.ADDED, Outcome.ALREADY_THERE)]
    assert told.lost == len({Path(file.path).name for file in report.files if file.outcome is Outcome.MISSING})
    assert report.count(Outcome.REFUSED) == 0
    assert told.outdated == report.outdated
    written = (classroom.photos_in(room.sorted) if room.sorted.exists() else set()) - before
    assert told.new == len(written)
    if mode is SortMode.COPY:
        assert told.bytes == sum((room.sorted / path).stat().st_size for path in written)
    room.album.engine.dispose()


@pytest.mark.parametrize("mode", [SortMode.COPY, SortMode.ZIP])
def test_what_would_change_against_the_last_sorting(tmp_path: Path, looker: Looker, mode: SortMode) -> None:
    room = classroom.make(tmp_path / "room", looker, {**SHOWN, "e.jpg": ["Anna"], "f.jpg": ["Bora"]})
    room.sort(mode)
    room.say("b.jpg", 0, "Anna")
    room.say("b.jpg", 1, None)
    room.say("c.jpg", 0, "Bora")
    room.say("d.jpg", 0, "Anna")
    (room.photos / "d.jpg").unlink()
    found = sort_preview.against_last(room.album, room.sorted, room.wish().decisions, mode)
    bora, ids = room.people["Bora"], room.photo_ids
    assert found.into == {Pair(ids["c.jpg"], bora)}  # d.jpg lies nowhere
    assert found.out == {Pair(ids["b.jpg"], bora)}
    assert found.against == found.out
    report = sort.sort(room.album, replace(room.wish(mode), take_out=True))
    there = classroom.tree(room.sorted)
    if mode is SortMode.COPY:
        assert (report.count(Outcome.ADDED), report.taken_out) == (1, 1)
        assert "Bora/b.jpg" not in there
        assert "Bora/c.jpg" in there
