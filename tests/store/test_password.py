import pytest

from core.base import errors
from core.store import options, password
from core.store.db import Album


@pytest.fixture
def locked(album: Album) -> Album:
    with album.write() as conn:
        password.put(conn, "해바라기 반")
    return album


def opens(album: Album, token: str | None) -> bool:
    with album.read() as conn:
        return password.opens(conn, token)


def try_wrong(album: Album) -> str:
    with pytest.raises(errors.WrongUseError) as error:
        password.enter(album, "wrong")
    return error.value.message.key


def test_without_a_password_everyone_is_let_in(album: Album) -> None:
    assert opens(album, None)
    assert opens(album, password.enter(album, "anything"))


def test_the_right_password_gives_a_token_that_opens(locked: Album) -> None:
    assert not opens(locked, None)
    assert not opens(locked, "guessed")
    token = password.enter(locked, "해바라기 반")
    assert opens(locked, token)
    assert opens(locked, password.enter(locked, "해바라기 반"))
    assert opens(locked, token)  # another browser does not put the first one out


def test_the_album_holds_neither_password_nor_token(locked: Album) -> None:
    token = password.enter(locked, "해바라기 반")
    with locked.read() as conn:
        kept = str([options.get(conn, name) for name in ("password", "password_tokens")])
    assert "해바라기" not in kept
    assert token not in kept


@pytest.mark.parametrize("new", ["another", "해바라기 반", ""])
def test_a_new_password_ends_all_tokens(locked: Album, new: str) -> None:
    token = password.enter(locked, "해바라기 반")
    with locked.write() as conn:
        password.put(conn, new)
    assert opens(locked, token) is (new == "")
    with locked.write() as conn:
        password.put(conn, "해바라기 반")
    assert not opens(locked, token)


def test_a_token_ends_after_its_time(locked: Album) -> None:
    token = password.enter(locked, "해바라기 반")
    with locked.write() as conn:
        ((digest, end),) = options.get(conn, "password_tokens")
        options.put(conn, "password_tokens", [(digest, end - password.REMEMBERED)])
    assert not opens(locked, token)


def test_a_token_that_is_forgotten_opens_no_more_but_others_do(locked: Album) -> None:
    one, other = (password.enter(locked, "해바라기 반") for _ in range(2))
    with locked.write() as conn:
        password.forget(conn, one)
        password.forget(conn, "never given")
    assert (opens(locked, one), opens(locked, other)) == (False, True)


def test_the_eldest_tokens_make_room(album: Album) -> None:
    with album.write() as conn:
        tokens = [password.remember(conn) for _ in range(password.MOST_TOKENS + 1)]
        password_tokens = options.get(conn, "password_tokens")
        password.put(conn, "해바라기 반")
        options.put(conn, "password_tokens", password_tokens)
    assert [opens(album, token) for token in (tokens[0], tokens[1], tokens[-1])] == [False, True, True]


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
