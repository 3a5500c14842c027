import shutil
from pathlib import Path

from sqlalchemy import Connection

from core.base.records import Header, Outcome, SortedState, SortMode
from core.rules.moments import Shot
from core.rules.plan import Pair
from core.store import files, overview, people, photos, runs, sort_preview, sorts
from core.store.db import Album
from core.store.files import KnownFile
from core.store.photos import NewPhoto
from tests import drawing

ANNA, BORA = 1, 2


def imported(conn: Connection, folder: Path, *sizes: int) -> None:
    """Photos 1, 2, … with files of these sizes, and the children Anna and Bora."""
    root, _ = files.claim(conn, folder)
    for number, size in enumerate(sizes, start=1):
        drawing.save(folder / f"{number}.jpg", b"x" * size)
        photos.add(conn, NewPhoto(str(number), Header("JPEG", 64, 48, 1, None), Shot(None, 0), "test"))
        files.put(conn, [KnownFile(root, f"{number}.jpg", size, 1, Outcome.ADDED, None, number)])
    for name in ("Anna", "Bora"):
        people.add(conn, name)


def written(conn: Connection, folder: Path, pair: Pair, name: str) -> None:
    """A file that an earlier sorting wrote."""
    sort_id = sorts.start(conn, folder, SortMode.COPY, runs.start(conn, "head", {}, None, 0), 0.97)
    drawing.save(folder / name, b"x")
    source = folder / "any"
    row = sorts.intend(conn, sort_id, pair.photo_id, pair.person_id, name, source, "0", SortMode.COPY)
    sorts.set_state(conn, [row], SortedState.WRITTEN)


def test_tells_new_from_there_from_lost(album: Album, tmp_path: Path) -> None:
    target = tmp_path / "sorted"
    pairs = [Pair(1, ANNA), Pair(1, BORA), Pair(2, ANNA), Pair(3, BORA)]
    with album.write() as conn:
        imported(conn, tmp_path / "photos", 10, 100, 1000)
        written(conn, target, Pair(2, ANNA), "Anna/2.jpg")
        written(conn, target, Pair(2, BORA), "Bora/2.jpg")
        (tmp_path / "photos" / "3.jpg").unlink()
        found = sort_preview.preview(conn, target, pairs)
    assert (found.new, found.there, found.lost, found.outdated, found.bytes) == (2, 1, 1, 1, 20)
    assert 0 < found.free <= shutil.disk_usage(tmp_path).total


def test_what_people_removed_from_the_folder_is_written_again(album: Album, tmp_path: Path) -> None:
    with album.write() as conn:
        imported(conn, tmp_path / "photos", 10)
        written(conn, tmp_path / "sorted", Pair(1, ANNA), "Anna/1.jpg")
        (tmp_path / "sorted" / "Anna" / "1.jpg").unlink()
        found = sort_preview.preview(conn, tmp_path / "sorted", [Pair(1, ANNA)])
    assert (found.new, found.there) == (1, 0)


def test_sortings_are_listed_with_what_stands(album: Album, tmp_path: Path) -> None:
    with album.write() as conn:
        imported(conn, tmp_path / "photos", 10)
        written(conn, tmp_path / "one", Pair(1, ANNA), "Anna/1.jpg")
        written(conn, tmp_path / "two", Pair(1, ANNA), "Anna/1.jpg")
        sorts.set_state(conn, [1], SortedState.TAKEN_BACK)
        sorts.mark_undone(conn, 1)
        listed = overview.sortings(conn)
    assert [(one.folder.name, one.files, one.undone_at is None) for one in listed] == [
        ("two", 1, True),
        ("one", 0, False),
    ]
