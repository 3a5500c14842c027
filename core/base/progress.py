"""How long work tells how far it is, and lets go where nobody wants it any more."""

from collections.abc import Callable
from typing import Protocol, TypeVar

Progress = Callable[[int, int], None]  # told how many steps of how many are done
T = TypeVar("T")


class Aside(Protocol):
    """Does what takes seconds and can't be broken off; whoever waits for it may let go, and it ends unheard."""

    def __call__(self, reading: Callable[[], T], /) -> T:
        """Give what the reading gave."""


def untold(_done: int, _total: int) -> None:
    """Tell nobody."""


def at_once(reading: Callable[[], T]) -> T:
    """Do it, however long it takes."""
    return reading()
