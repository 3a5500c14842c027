import pytest

from core.base import errors
from core.store import options, password
from core.store.db import Album


@pytest.fixture
def locked(album: Album) -> Album:
    with album.write() as conn:
        password.put(conn, "해바라기 반")
    return album


def try_wrong(album: Album) -> str:
    with pytest.raises(errors.WrongUseError) as error:
        password.enter(album, "wrong")
    return error.value.message.key


def test_the_right_password_opens(locked: Album) -> None:
    with locked.read() as conn:
        key = password.key(conn)
    assert key is not None
    assert "해바라기" not in key
    assert password.enter(locked, "해바라기 반") == key


def test_without_a_password_the_gate_is_open(album: Album) -> None:
    with album.read() as conn:
        assert password.key(conn) is None
    assert password.enter(album, "anything") is None


def test_another_password_is_another_key(locked: Album) -> None:
    with locked.write() as conn:
        before = password.key(conn)
        password.put(conn, "해바라기 반")
        assert password.key(conn) not in {None, before}
        password.put(conn, "")
        assert password.key(conn) is None


def test_wrong_tries_bring_a_pause_that_the_right_one_must_wait_for_too(locked: Album) -> None:
    said = [try_wrong(locked) for _ in range(password.FREE_TRIES + 1)]
    assert said == ["password-wrong"] * password.FREE_TRIES + ["password-pause"]
    with pytest.raises(errors.WrongUseError, match="wait"):
        password.enter(locked, "해바라기 반")


def test_after_the_pause_the_right_one_opens_and_clears_the_count(locked: Album) -> None:
    for _ in range(password.FREE_TRIES):
        try_wrong(locked)
    with locked.write() as conn:
        tries, _ = options.get(conn, "password_tries")
        options.put(conn, "password_tries", [tries, 0.0])  # the pause is over
    assert password.enter(locked, "해바라기 반")
    assert try_wrong(locked) == "password-wrong"


def test_a_clock_set_back_locks_nobody_out_for_long(locked: Album) -> None:
    with locked.write() as conn:
        options.put(conn, "password_tries", [9, 1e12])
    with pytest.raises(errors.WrongUseError) as error:
        password.enter(locked, "해바라기 반")
    assert error.value.message.values == {"seconds": password.LONGEST_PAUSE}
