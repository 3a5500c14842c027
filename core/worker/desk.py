"""The desk at which one job is done: what its flow needs, and how it tells how far it is."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

from core.base.messages import Message
from core.store import attempts
from core.store.attempts import Attempt
from core.store.db import Album
from core.vision.look import Looker

TELL_EVERY = 0.25  # seconds
T = TypeVar("T")


class UnwantedError(Exception):
    """Nobody wants the running attempt any more: it was cancelled, or asked for anew."""


@dataclass
class Desk:
    """One attempt at a job. Each method raises UnwantedError once nobody wants it any more."""

    album: Album
    looker: Looker
    attempt: Attempt
    _told_at: float = 0.0
    _checked_at: float = 0.0
    _awaited: Message | None = None

    def enter(self, part: str) -> None:
        """Say which part of the work begins.

        Args:
            part: Key of a sentence without gaps.
        """
        self.note(Message(part))
        self.log(Message(part))

    def note(self, what: Message) -> None:
        """Say what the job is at; it counts anew."""
        self._told_at = 0.0
        self._require(wanted=attempts.enter(self.album, self.attempt, what))

    def tell(self, done: int, total: int) -> None:
        """Say how far the part is; not each time, since flows count fast."""
        at = time.monotonic()
        if done == total or at - self._told_at >= TELL_EVERY:
            self._told_at = self._checked_at = at
            self._require(wanted=attempts.tell(self.album, self.attempt, done, total))

    def log(self, line: Message) -> None:
        """Add a line to what a page shows of the job."""
        self._require(wanted=attempts.log(self.album, self.attempt, line))

    def wait_for(self, what: Message) -> None:
        """Say what the job waits for, the first time, and ask whether it is still wanted."""
        if self._awaited == what:
            self.check()
        else:
            self._awaited = what
            self.note(what)

    def check(self) -> None:
        """Ask whether the job is still wanted; not each time, since flows wait in small steps."""
        at = time.monotonic()
        if at - self._checked_at >= TELL_EVERY:
            self._checked_at = at
            self._require(wanted=attempts.is_wanted(self.album, self.attempt))

    def aside(self, reading: Callable[[], T]) -> T:
        """Do in a thread what takes seconds, can't be broken off and writes nothing, such as loading a model.

        Once nobody wants the job any more, it lets go, and the thread comes to its end unheard.
        """
        pool = ThreadPoolExecutor(1)
        try:
            doing = pool.submit(reading)
            while not wait([doing], TELL_EVERY).done:
                self.check()
            return doing.result()
        finally:
            pool.shutdown(wait=False)

    def _require(self, *, wanted: bool) -> None:
        if not wanted:
            raise UnwantedError
