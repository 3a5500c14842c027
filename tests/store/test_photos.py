from datetime import datetime

from core.base.records import Header
from core.rules.moments import Precision, Shot, When
from core.store import photos
from core.store.db import Album
from core.store.photos import NewPhoto


def test_photos_come_back_as_they_were_put(album: Album) -> None:
    noon, day = datetime(2026, 3, 14, 12), datetime(2026, 3, 15)
    shots = [Shot(When(noon), -(2**63)), Shot(When(day, Precision.DAY), 2**63 - 1), Shot(None, 0)]
    with album.write() as conn:
        ids = [
            photos.add(conn, NewPhoto(f"{number}", Header("JPEG", 40 + number, 30, 6, None), shot, "eyes"))
            for number, shot in enumerate(shots)
        ]
        assert photos.count(conn) == 3
        assert photos.hashes(conn) == dict(zip(ids, "012", strict=True))
        assert photos.sizes(conn) == {ids[0]: (40, 30), ids[1]: (41, 30), ids[2]: (42, 30)}
        photos.set_moments(conn, {ids[0]: 2, ids[2]: 1})
        photos.set_moments(conn, {})
        assert list(photos.shots(conn).values()) == list(zip(shots, [2, None, 1], strict=True))
