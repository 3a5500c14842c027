"""The album's password: kept as an argon2 hash, tried with growing pauses."""

import time

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from sqlalchemy import Connection

from core.base import errors
from core.store import options
from core.store.db import Album

FREE_TRIES = 3  # wrong tries before the first pause
LONGEST_PAUSE = 60.0  # seconds


def put(conn: Connection, password: str | None) -> None:
    """Set the password; None or an empty one lets everyone in."""
    options.put(conn, "password", PasswordHasher().hash(password) if password else None)
    options.put(conn, "password_tries", None)


def key(conn: Connection) -> str | None:
    """What a session that passed the gate may remember: another one after every change; None where the gate is open."""
    kept: str | None = options.get(conn, "password")
    return kept


def enter(album: Album, password: str) -> str | None:
    """Try a password, and return the key that the session remembers.

    Raises:
        WrongUseError: It is wrong, or too many wrong ones came just before.
    """
    with album.write() as conn:
        kept = key(conn)
        if kept is None:
            return None
        _count_try(conn, time.time())  # before the password is looked at: tries at the same time don't slip through
    try:
        PasswordHasher().verify(kept, password)
    except VerifyMismatchError as wrong:
        raise errors.WrongUseError("password-wrong") from wrong
    with album.write() as conn:
        options.put(conn, "password_tries", None)
    return kept


def _count_try(conn: Connection, now: float) -> None:
    tries, next_at = options.get(conn, "password_tries", (0, 0.0))
    pause = min(next_at - now, LONGEST_PAUSE)  # a clock that was set back does not lock anybody out
    if pause > 0:
        raise errors.WrongUseError("password-pause", seconds=max(1, round(pause)))
    pause = min(LONGEST_PAUSE, 2.0 ** (tries + 1 - FREE_TRIES)) if tries + 1 >= FREE_TRIES else 0.0
    options.put(conn, "password_tries", [tries + 1, now + pause])
