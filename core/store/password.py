"""The album's password, kept as an argon2 hash and tried with growing pauses; and who has passed it before.

Whoever gave the right password gets a random token. The browser keeps it, the album keeps only its hash, so that
neither a reload nor a new tab asks again, and so that all tokens end at once when the password changes.
"""

import hashlib
import secrets
import time

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection

from core.base import errors
from core.store import options
from core.store.db import Album

FREE_TRIES = 3  # wrong tries before the first pause
LONGEST_PAUSE = 60.0  # seconds
REMEMBERED = 30 * 24 * 3600.0  # seconds that a token opens the album
MOST_TOKENS = 50  # more browsers than that forget the eldest


def put(conn: Connection, password: str | None) -> None:
    """Set the password; None or an empty one lets everyone in. No token opens the album any more."""
    options.put(conn, "password", PasswordHasher().hash(password) if password else None)
    options.put(conn, "password_tries", None)
    options.put(conn, "password_tokens", None)


def is_set(conn: Connection) -> bool:
    """Whether the album asks for a password."""
    return options.get(conn, "password") is not None


def opens(conn: Connection, token: str | None) -> bool:
    """Whether the gate is open for whoever has this token."""
    return not is_set(conn) or (token is not None and _digest(token) in _tokens(conn, time.time()))


def remember(conn: Connection) -> str:
    """Make a token that opens the album from now on."""
    token, now = secrets.token_urlsafe(32), time.time()
    standing = {**_tokens(conn, now), _digest(token): now + REMEMBERED}
    options.put(conn, "password_tokens", list(standing.items())[-MOST_TOKENS:])
    return token


def forget(conn: Connection, token: str) -> None:
    """Let a token open the album no more."""
    standing = _tokens(conn, time.time())
    standing.pop(_digest(token), None)
    options.put(conn, "password_tokens", list(standing.items()))


def enter(album: Album, password: str) -> str:
    """Try a password, and return a token.

    Raises:
        WrongUseError: It is wrong, or too many wrong ones came just before.
    """
    with album.write() as conn:
        kept = options.get(conn, "password")
        if kept is None:
            return remember(conn)
        _count_try(conn, time.time())  # before the password is looked at: tries at the same time don't slip through
    try:
        PasswordHasher().verify(kept, password)
    except VerifyMismatchError as wrong:
        raise errors.WrongUseError("password-wrong") from wrong
    with album.write() as conn:
        if options.get(conn, "password") != kept:  # it was changed while this one was looked at
            raise errors.WrongUseError("password-wrong")
        options.put(conn, "password_tries", None)
        return remember(conn)


def _tokens(conn: Connection, now: float) -> dict[str, float]:
    """When each token ends, by its hash; those that have ended are left out."""
    return {digest: end for digest, end in options.get(conn, "password_tokens", ()) if now < end <= now + REMEMBERED}


def _digest(token: str) -> str:
    """A token is random and long: to find one with the same hash is hopeless without any salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _count_try(conn: Connection, now: float) -> None:
    tries, next_at = options.get(conn, "password_tries", (0, 0.0))
    pause = min(next_at - now, LONGEST_PAUSE)  # a clock that was set back does not lock anybody out
    if pause > 0:
        raise errors.WrongUseError("password-pause", seconds=max(1, round(pause)))
    pause = min(LONGEST_PAUSE, 2.0 ** (tries + 1 - FREE_TRIES)) if tries + 1 >= FREE_TRIES else 0.0
    options.put(conn, "password_tries", [tries + 1, now + pause])
