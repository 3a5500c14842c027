import pytest

from core.store import options
from core.store.db import Album


@pytest.mark.parametrize("value", ["ko", 0.97, ["a", "b"], {"folder": "photos"}, False], ids=repr)
def test_a_choice_is_kept_until_the_next(album: Album, value: object) -> None:
    with album.write() as conn:
        options.put(conn, "wish", "before")
        options.put(conn, "wish", value)
    with album.read() as conn:
        assert options.get(conn, "wish") == value


def test_without_a_choice_the_default_stands(album: Album) -> None:
    with album.write() as conn:
        options.put(conn, "wish", 1)
        options.put(conn, "wish", None)
        assert options.get(conn, "wish", "default") == "default"
