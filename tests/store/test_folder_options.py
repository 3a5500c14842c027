from datetime import datetime

import numpy as np
import pytest

from core.base.records import Header
from core.rules import folder_rules
from core.rules.folder_rules import FolderRules
from core.rules.moments import Precision, Shot, When
from core.store import decision_basis, folder_options, photos, runs
from core.store.db import Album
from core.store.photos import NewPhoto
from tests.classroom import Classroom

NOON = datetime(2026, 5, 1, 12)


def test_rules_are_kept(album: Album) -> None:
    wished = FolderRules(shown=0.5, side=40.0, no_strangers=True, best_of_burst=True)
    with album.write() as conn:
        assert folder_options.rules(conn) == folder_rules.NONE
        folder_options.keep_rules(conn, wished)
    with album.read() as conn:
        assert folder_options.rules(conn) == wished


def test_whether_locations_are_left_out_is_kept(album: Album) -> None:
    with album.write() as conn:
        assert not folder_options.strip(conn)
        folder_options.keep_strip(conn, wished=True)
        assert folder_options.strip(conn)
        assert folder_options.recorded(conn, 1) == (folder_rules.NONE, "{original}", False)
        folder_options.record(conn, 1, FolderRules(side=40.0), "{number}", strip=True)
        assert folder_options.recorded(conn, 1) == (FolderRules(side=40.0), "{number}", True)


def test_what_the_rules_need_to_know(album: Album) -> None:
    header = Header("JPEG", 48, 36, 1, None)
    whens = [When(NOON), When(NOON, Precision.DAY), None]
    with album.write() as conn:
        for number, when in enumerate(whens):
            photos.add(conn, NewPhoto(str(number), header, Shot(when, -number), "test"))
        found = folder_options.photos(conn)
    assert found.ids.tolist() == [1, 2, 3]
    assert (found.widths[0], found.heights[0], found.looks.tolist()) == (48, 36, [0, -1, -2])
    assert found.taken == pytest.approx(
        [datetime.fromisoformat("2026-05-01T12:00+00:00").timestamp(), np.nan, np.nan], nan_ok=True
    )


def test_a_mirror_is_known_until_it_is_taken_back(room: Classroom) -> None:
    ids = sorted(room.photo_ids.values())
    with room.album.write() as conn:
        run = runs.to_decide_with(conn, room.run_id)
        before = decision_basis.stamp(conn, run)
        folder_options.set_repeats(conn, ids[:2], can=True)
        assert decision_basis.gather(conn, run).repeats.tolist() == ids[:2]
        assert decision_basis.stamp(conn, run) != before
        folder_options.set_repeats(conn, ids[:1], can=False)
        assert folder_options.repeats(conn).tolist() == ids[1:2]
        folder_options.set_repeats(conn, ids[1:2], can=False)
        assert decision_basis.stamp(conn, run) == before


def test_the_photos_of_a_moment(room: Classroom) -> None:
    first, second, *_ = ids = sorted(room.photo_ids.values())
    with room.album.write() as conn:
        photos.set_moments(conn, {first: 7, second: 7, **dict.fromkeys(ids[2:], 8)})
        assert folder_options.of_moment(conn, second) == [first, second]


def test_the_stamp_changes_when_photos_learn_their_time(room: Classroom) -> None:
    with room.album.write() as conn:
        before = folder_options.photos_stamp(conn)
        conn.exec_driver_sql("UPDATE photo SET taken_at = '2026-05-01 12:00:00' WHERE id = 1")
        assert folder_options.photos_stamp(conn) != before
