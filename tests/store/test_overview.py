from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from core.base.messages import Message
from core.base.records import (
    Box,
    Detection,
    FaceOrigin,
    FileOutcome,
    Header,
    LookedFace,
    Outcome,
    Quality,
    SortedState,
    SortMode,
)
from core.rules.moments import Shot, When
from core.store import faces, files, overview, people, photos, runs, sorts
from core.store.db import Album
from core.store.files import KnownFile
from core.store.overview import UNDATED, Month
from core.store.photos import NewPhoto

MAY_FIRST, MAY_LAST = datetime(2024, 5, 1), datetime(2024, 5, 31, 23, 59, 59)
JUNE, DECEMBER, JANUARY = datetime(2024, 6, 1), datetime(2024, 12, 31, 23, 59, 59), datetime(2025, 1, 1)


def fill(album: Album, times: Sequence[datetime | None]) -> None:
    """Photos 1, 2, … with these times and hashes "1", "2", …"""
    with album.write() as conn:
        for number, time in enumerate(times, start=1):
            shot = Shot(None if time is None else When(time), 0)
            photos.add(conn, NewPhoto(str(number), Header("JPEG", 64, 48, 1, time), shot, "test"))


def face() -> LookedFace:
    seen = Detection(Box(1, 2, 11, 22), np.zeros((5, 2), np.float32), 0.9)
    return LookedFace(seen, Quality(20, 100, 0), np.ones(1, np.float32), b"")


def test_months_are_counted_in_order_and_unknown_times_come_last(album: Album) -> None:
    fill(album, [None, JUNE, MAY_LAST, MAY_FIRST, JANUARY, DECEMBER])
    with album.read() as conn:
        found = list(overview.months(conn).items())
    assert found == [(Month(2024, 5), 2), (Month(2024, 6), 1), (Month(2024, 12), 1), (Month(2025, 1), 1), (UNDATED, 1)]


@pytest.mark.parametrize(
    ("month", "first", "ids"),
    [
        pytest.param(None, 0, [5, 6, 2, 3], id="the newest first"),
        pytest.param(None, 4, [4, 1], id="the second page, unknown times at the end"),
        pytest.param(Month(2024, 5), 0, [3, 4], id="a month from its first second to its last"),
        pytest.param(Month(2024, 12), 0, [6], id="the last month of a year"),
        pytest.param(UNDATED, 0, [1], id="those without a time"),
        pytest.param(Month(2024, 7), 0, [], id="a month without photos"),
    ],
)
def test_a_page_of_photos(album: Album, month: Month | None, first: int, ids: list[int]) -> None:
    fill(album, [None, JUNE, MAY_LAST, MAY_FIRST, JANUARY, DECEMBER])
    with album.read() as conn:
        assert [photo.id for photo in overview.photos(conn, month, first=first, most=4)] == ids


def test_a_photo_is_shown_with_its_first_file_and_its_faces(album: Album) -> None:
    fill(album, [JUNE])
    with album.write() as conn:
        root, _ = files.claim(conn, Path("/pictures"))
        files.put(conn, [KnownFile(root, name, 1, 1, Outcome.ADDED, None, 1) for name in ("june/a.jpg", "copy.jpg")])
        ids = faces.add(conn, 1, [face(), face()], "test", FaceOrigin.DETECTOR)
    with album.read() as conn:
        shown = overview.photos(conn, None, first=0, most=1)[0]
        assert (shown.name, shown.faces, shown.taken_at) == ("a.jpg", 2, JUNE)
        assert overview.face_places(conn, ids[:1]) == {ids[0]: ("1", Box(1, 2, 11, 22))}


def test_the_newest_are_those_that_came_last(album: Album) -> None:
    fill(album, [DECEMBER, JUNE, None])
    with album.read() as conn:
        assert [photo.id for photo in overview.newest(conn, 2)] == [3, 2]


def test_folders_are_listed_with_the_photos_in_them(album: Album) -> None:
    fill(album, [JUNE, JUNE])
    with album.write() as conn:
        (full, _), (_, _) = (files.claim(conn, Path(name)) for name in ("/full", "/empty"))
        held = [
            KnownFile(full, name, 1, 1, Outcome.ADDED, None, photo) for name, photo in (("a", 1), ("b", 2), ("c", 2))
        ]
        files.put(conn, [*held, KnownFile(full, "d", 1, 1, Outcome.REFUSED, Message("photo-empty"))])
        assert [(one.path, one.photos) for one in overview.folders(conn)] == [(Path("/empty"), 0), (Path("/full"), 2)]


def test_files_are_told_by_outcome_with_their_reason(album: Album) -> None:
    fill(album, [JUNE])
    with album.write() as conn:
        root, _ = files.claim(conn, Path("/pictures"))
        bad = [KnownFile(root, f"{name}.jpg", 1, 1, Outcome.REFUSED, Message("photo-empty")) for name in "cab"]
        files.put(conn, [*bad, KnownFile(root, "good.jpg", 1, 1, Outcome.ADDED, None, 1)])
    with album.read() as conn:
        assert overview.outcomes(conn) == {Outcome.ADDED: 1, Outcome.REFUSED: 3}
        told = overview.files(conn, Outcome.REFUSED, most=2)
    assert told == [FileOutcome(f"/pictures/{name}.jpg", Outcome.REFUSED, Message("photo-empty")) for name in "ab"]


def test_sortings_are_listed_with_what_stands(album: Album) -> None:
    fill(album, [JUNE])
    with album.write() as conn:
        anna, run = people.add(conn, "Anna").id, runs.start(conn, "head", {}, None, 0)
        for number, name in enumerate(("one", "two"), start=1):
            sort_id = sorts.start(conn, Path("/sorted") / name, SortMode.COPY, run, 0.97)
            assert sort_id == number
            new = sorts.NewFile(1, anna, "Anna/a.jpg", Path("/pictures/a.jpg"), "1", SortMode.COPY)
            sorts.intend(conn, sort_id, [new])
        sorts.set_state(conn, [1], SortedState.TAKEN_BACK)
        sorts.mark_undone(conn, 1)
        listed = overview.sortings(conn)
    assert [(one.folder.name, one.files, one.undone_at is None) for one in listed] == [
        ("two", 1, True),
        ("one", 0, False),
    ]
