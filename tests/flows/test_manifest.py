import csv

import pytest

from core.base import whole_files
from core.base.records import SortedState, SortMode
from core.flows import manifest
from core.store import disk, sorts
from tests import drawing
from tests.classroom import Classroom


def row(room: Classroom, path: str, *, mode: SortMode = SortMode.COPY, state: SortedState = SortedState.WRITING) -> int:
    """A file of a sorting that was cut off: what lies there is the test's to say."""
    name = path.rpartition("/")[2]
    source = room.photos / name
    sha256 = disk.digest(source)
    with room.album.write() as conn:
        sort_id = sorts.start(conn, room.sorted, mode, room.run_id, 0.97)
        new = sorts.NewFile(room.photo_ids[name], room.people["Anna"], path, source, sha256, mode)
        sorts.set_state(conn, sorts.intend(conn, sort_id, [new]), state)
    return sort_id


def states(room: Classroom, sort_id: int) -> list[SortedState]:
    with room.album.read() as conn:
        return [file.state for file in sorts.manifest(conn, sort_id)]


def test_file_that_never_was_written_has_no_row(room: Classroom) -> None:
    sort_id = row(room, "Anna/a.jpg")
    manifest.mend(room.album, room.sorted)
    assert states(room, sort_id) == []


def test_file_that_was_written_is_recognised(room: Classroom) -> None:
    sort_id = row(room, "Anna/a.jpg")
    drawing.save(room.sorted / "Anna/a.jpg", (room.photos / "a.jpg").read_bytes())
    manifest.mend(room.album, room.sorted)
    assert states(room, sort_id) == [SortedState.WRITTEN]


def test_file_of_somebody_else_is_none_of_ours(room: Classroom) -> None:
    sort_id = row(room, "Anna/a.jpg")
    drawing.save(room.sorted / "Anna/a.jpg", b"somebody else's")
    manifest.mend(room.album, room.sorted)
    assert states(room, sort_id) == []
    assert (room.sorted / "Anna/a.jpg").read_bytes() == b"somebody else's"


def test_half_move_is_finished_only_where_the_original_is_the_same(room: Classroom) -> None:
    for name in ("a.jpg", "b.jpg"):
        row(room, f"Anna/{name}", mode=SortMode.MOVE)
        drawing.save(room.sorted / "Anna" / name, (room.photos / name).read_bytes())
    drawing.save(room.photos / "b.jpg", b"a new photo of the same name")
    manifest.mend(room.album, room.sorted)
    assert not (room.photos / "a.jpg").exists()
    assert (room.photos / "b.jpg").read_bytes() == b"a new photo of the same name"


def test_file_that_is_away_still_counts_as_ours(room: Classroom) -> None:
    sort_id = row(room, "Anna/a.jpg", state=SortedState.WRITTEN)  # perhaps its drive is unplugged
    manifest.mend(room.album, room.sorted)
    assert states(room, sort_id) == [SortedState.WRITTEN]


def test_rests_are_swept_away(room: Classroom) -> None:
    row(room, "Anna/a.jpg", mode=SortMode.MOVE, state=SortedState.WRITTEN)
    folders = [room.sorted / "Anna", room.photos]
    rests = [folder / f".{number}{whole_files.PART}" for number, folder in enumerate(folders)]
    for rest in rests:
        drawing.save(rest, b"half a pho")
    manifest.mend(room.album, room.sorted)
    assert [rest.exists() for rest in rests] == [False, False]


def test_list_names_what_stands_and_lies_there(room: Classroom) -> None:
    for path, state in {
        "Anna/a.jpg": SortedState.WRITTEN, "Anna/b.jpg": SortedState.TAKEN_BACK, "Anna/d.jpg": SortedState.KEPT,
    }.items():  # fmt: skip
        row(room, path, state=state)
        drawing.save(room.sorted / path, b"")
    row(room, "Anna/c.jpg", state=SortedState.WRITTEN)  # but it does not lie there
    assert manifest.write(room.album, room.sorted) is None
    with (room.sorted / sorts.MANIFEST).open(encoding="utf-8", newline="") as file:
        assert [(line["child"], line["file"]) for line in csv.DictReader(file)] == [("Anna", "Anna/a.jpg")]


def test_list_of_nothing_is_no_file(room: Classroom) -> None:
    drawing.save(room.sorted / sorts.MANIFEST, b"an old list")
    assert manifest.write(room.album, room.sorted) is None
    assert not (room.sorted / sorts.MANIFEST).exists()


def test_list_that_cannot_be_written_is_told(room: Classroom) -> None:
    row(room, "Anna/a.jpg", state=SortedState.WRITTEN)
    drawing.save(room.sorted / "Anna/a.jpg", b"")
    (room.sorted / sorts.MANIFEST).mkdir()
    fault = manifest.write(room.album, room.sorted)
    assert fault is not None
    assert fault.key == "sort-not-written"
    assert {path.name for path in room.sorted.iterdir()} == {"Anna", sorts.MANIFEST}


@pytest.mark.parametrize("mode", [mode for mode in SortMode if mode is not SortMode.ZIP])
def test_untouched_until_somebody_touches_it(room: Classroom, mode: SortMode) -> None:
    sort_id = room.sort(mode).sort_id or 0
    with room.album.read() as conn:
        file = sorts.manifest(conn, sort_id)[0]
    assert manifest.is_untouched(room.sorted, file)
    (room.sorted / file.path).unlink()
    assert not manifest.is_untouched(room.sorted, file)
    drawing.save(room.sorted / file.path, b"edited")
    assert not manifest.is_untouched(room.sorted, file)
