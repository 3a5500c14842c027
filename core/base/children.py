"""Child processes for many calls at once: one for each thread that calls."""

import threading
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from core.base import child
from core.base.child import Cause, Child, DiedError, Tell

P = ParamSpec("P")
T = TypeVar("T")


class Children:
    """Processes that do calls; they end with their context, also those that are in the midst of one."""

    def __init__(
        self,
        patience: float | None = None,
        memory: int | None = None,
        on_wait: Callable[[], None] = child.ignore,
    ) -> None:
        """Start none yet.

        Args:
            patience: As of Child.
            memory: As of Child.
            on_wait: As of Child; called in the thread that waits.
        """
        self._patience, self._memory, self._on_wait = patience, memory, on_wait
        self._of_thread = threading.local()
        self._lock = threading.Lock()
        self._open: set[Child] = set()
        self.is_closed = False

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def call(self, function: Callable[Concatenate[Tell, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call a function in the calling thread's process, as Child.call does; a new one follows one that died.

        Raises:
            AlbumError: The function raised it.
            RuntimeError: The function raised something else.
            DiedError: The process ended before it answered, or they were closed.
        """
        own = self._child()
        try:
            return own.call(function, *arguments, **named)
        except DiedError:
            del self._of_thread.child
            with self._lock:
                self._open.discard(own)
            raise

    def close(self) -> None:
        """End all processes at once."""
        with self._lock:
            self.is_closed = True
            left, self._open = self._open, set()
        for one in left:
            one.end()

    def _child(self) -> Child:
        if not hasattr(self._of_thread, "child"):
            with self._lock:
                if self.is_closed:
                    raise DiedError(Cause.CRASH, None)
                self._of_thread.child = Child(patience=self._patience, memory=self._memory, on_wait=self._on_wait)
                self._open.add(self._of_thread.child)
        own: Child = self._of_thread.child
        return own
