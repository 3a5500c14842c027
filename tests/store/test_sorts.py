from pathlib import Path

import pytest
from sqlalchemy import Connection

from core.base import errors
from core.base.records import SortedState, SortMode
from core.store import people, runs, sorts, tables
from core.store.db import Album

FOLDER = Path("/sorted")


def photo(conn: Connection, sha256: str) -> int:
    row = tables.photo.insert().values(
        sha256=sha256, format="JPEG", width=4, height=3, orientation=1, difference_hash=0, looked_with="test"
    )
    return int(conn.execute(row.returning(tables.photo.c.id)).scalar_one())


def run(conn: Connection) -> int:
    return runs.start(conn, "head", {}, None, 0)


def write(conn: Connection, sort_id: int, photo_id: int, person_id: int, path: str) -> int:
    source = Path("/photos") / Path(path).name
    new = sorts.NewFile(photo_id, person_id, path, source, "0" * 64, SortMode.COPY)
    return sorts.intend(conn, sort_id, [new])[0]


def test_sort_from_start_to_end(album: Album) -> None:
    with album.write() as conn:
        anna, photo_id = people.add(conn, "Anna").id, photo(conn, "1")
        sort_id = sorts.start(conn, FOLDER, SortMode.MOVE, run(conn), 0.95)
        row_id = write(conn, sort_id, photo_id, anna, "Anna/a.jpg")
        kept = sorts.get(conn, sort_id)
        assert (kept.folder, kept.mode, kept.run_id, kept.precision, kept.undone_at) == (
            FOLDER, SortMode.MOVE, 1, 0.95, None,
        )  # fmt: skip
        (file,) = sorts.manifest(conn, sort_id)
        assert (file.photo_id, file.person_id, file.path, file.source, file.mode, file.state, file.stands) == (
            photo_id, anna, "Anna/a.jpg", Path("/photos/a.jpg"), SortMode.COPY, SortedState.WRITING, True,
        )  # fmt: skip
        sorts.set_state(conn, [row_id], SortedState.TAKEN_BACK)
        sorts.mark_undone(conn, sort_id)
        assert [file.stands for file in sorts.manifest(conn, sort_id)] == [False]
        assert sorts.get(conn, sort_id).undone_at is not None
        with pytest.raises(errors.MissingError):
            sorts.get(conn, 99)


def test_what_stands_in_a_folder_comes_from_all_its_sorts(album: Album) -> None:
    with album.write() as conn:
        anna, photo_id, run_id = people.add(conn, "Anna").id, photo(conn, "1"), run(conn)
        first, second, elsewhere = (
            sorts.start(conn, folder, SortMode.COPY, run_id, 0.97) for folder in (FOLDER, FOLDER, Path("/other"))
        )
        ids = [write(conn, sort_id, photo_id, anna, "Anna/a.jpg") for sort_id in (first, second, elsewhere)]
        gone, kept = (write(conn, second, photo_id, anna, f"Anna/{name}.jpg") for name in ("gone", "kept"))
        sorts.set_state(conn, [gone], SortedState.TAKEN_BACK)
        sorts.set_state(conn, [kept], SortedState.KEPT)
        assert [file.id for file in sorts.standing_in(conn, FOLDER)] == ids[:2]
        sorts.drop(conn, ids[0])
        assert [file.id for file in sorts.standing_in(conn, FOLDER)] == ids[1:2]


def test_imports_pass_by_the_folders_of_sorts_that_were_not_taken_back(album: Album) -> None:
    with album.write() as conn:
        run_id = run(conn)
        for folder in (FOLDER, FOLDER, Path("/undone")):
            sort_id = sorts.start(conn, folder, SortMode.COPY, run_id, 0.97)
        sorts.mark_undone(conn, sort_id)
        assert sorts.folders(conn) == {FOLDER}


def test_sort_that_was_broken_off_can_go_on(album: Album) -> None:
    with album.write() as conn:
        run_id = run(conn)

        def broken_off(mode: SortMode = SortMode.COPY, precision: float = 0.97) -> int | None:
            return sorts.broken_off(conn, FOLDER, mode, run_id, precision)

        assert broken_off() is None
        sort_id = sorts.start(conn, FOLDER, SortMode.COPY, run_id, 0.97)
        assert broken_off() == sort_id
        assert broken_off(SortMode.MOVE) is None
        assert broken_off(precision=0.9) is None
        sorts.end(conn, sort_id)
        assert broken_off() is None
        sorts.start(conn, FOLDER, SortMode.COPY, run_id, 0.97)
        sorts.mark_undone(conn, sort_id + 1)
        assert broken_off() is None


def test_person_is_let_go_of(album: Album, tmp_path: Path) -> None:
    (tmp_path / "Anna").mkdir()
    (tmp_path / "Anna/there.jpg").touch()
    with album.write() as conn:
        anna, bora = (people.add(conn, name).id for name in ("Anna", "Bora"))
        photo_id, sort_id = photo(conn, "1"), sorts.start(conn, tmp_path, SortMode.COPY, run(conn), 0.97)
        for person_id, path in ((anna, "Anna/there.jpg"), (anna, "Anna/gone.jpg"), (bora, "Bora/there.jpg")):
            write(conn, sort_id, photo_id, person_id, path)
        assert sorts.let_go(conn, anna) == {tmp_path: 1}
        assert [file.path for file in sorts.manifest(conn, sort_id)] == ["Bora/there.jpg"]
        assert sorts.let_go(conn, anna) == {}
