from sqlalchemy import text

from core.store import looks
from core.store.db import Album


def test_new_photos_are_looked_at_thoroughly_until_the_user_chooses_otherwise(album: Album) -> None:
    with album.write() as conn:
        assert not looks.quick(conn)
        looks.keep_quick(conn, wished=True)
        assert looks.quick(conn)
        looks.keep_quick(conn, wished=False)
        assert not looks.quick(conn)
        assert conn.execute(text("select count(*) from setting")).scalar() == 0
