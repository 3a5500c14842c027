"""Seeing photos in child processes: a file that kills its decoder, fills the memory or never ends costs only itself."""

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from core.base import child, location
from core.base.child import Cause, DiedError, Tell
from core.base.children import Children
from core.base.errors import BadPhotoError
from core.vision import look
from core.vision.look import SeenPhoto

P = ParamSpec("P")
T = TypeVar("T")
MEMORY = 3 << 30  # bytes that one photo may take; one of images.MOST_PIXELS with transparency takes 2.5 GB
PATIENCE = 60.0  # seconds that one photo may take; the largest takes five on a quiet machine


class KillerError(BadPhotoError):
    """A photo ended two processes; another machine, or a less busy one, may yet be able to see it."""


class Eyes:
    """Child processes that see photos, one for each thread that asks."""

    def __init__(self, on_wait: Callable[[], None] = child.ignore) -> None:
        """Start none yet.

        Args:
            on_wait: Called several times a second by each thread that waits; what it raises ends the waiting.
        """
        self._children = Children(PATIENCE, MEMORY, on_wait)

    def __enter__(self) -> "Eyes":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def see(self, data: bytes, *, quick: bool = False) -> SeenPhoto:
        """Decode a photo, find its faces and make all pictures of it.

        Args:
            data: The whole file.
            quick: Whether to look once, at few pixels.

        Raises:
            BadPhotoError: The file is no photo, or broken.
            KillerError: The file ended two processes, one after the other.
            MissingError: The detector's weights are absent or wrong.
            DiedError: The eyes were closed meanwhile.
        """
        return self._try_twice(look.see_apart, data, quick=quick)

    def cut(self, data: bytes, landmarks: Sequence[NDArray[np.float32]]) -> NDArray[np.uint8]:
        """Cut faces out of a photo again, as at the look at it.

        Args:
            data: The whole file.
            landmarks: Of each face, in pixels of the full upright photo, shape (5, 2).

        Returns:
            Aligned crops, RGB, shape (F, 112, 112, 3).

        Raises:
            BadPhotoError: The file is no photo, or broken.
            KillerError: The file ended two processes, one after the other.
            DiedError: The eyes were closed meanwhile.
        """
        return self._try_twice(look.cut_apart, data, landmarks)

    def without_location(self, data: bytes) -> bytes:
        """Make a file of the same photo that does not say where it was taken.

        Args:
            data: The whole file.

        Raises:
            BadPhotoError: The file is no photo, or broken, or this can't be left out of it.
            KillerError: The file ended two processes, one after the other.
            DiedError: The eyes were closed meanwhile.
        """
        return self._try_twice(location.leave_out_apart, data)

    def _try_twice(self, function: Callable[Concatenate[Tell, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        try:
            return self._children.call(function, *arguments, **named)
        except DiedError:
            pass  # it may have been an accident, such as a machine that was out of memory for a moment
        try:
            return self._children.call(function, *arguments, **named)
        except DiedError as error:
            if self._children.is_closed:
                raise
            raise _killer(error.cause) from error

    def close(self) -> None:
        """End all processes, also those that are in the midst of a photo."""
        self._children.close()


def _killer(cause: Cause) -> KillerError:
    if cause is Cause.MEMORY:
        return KillerError("photo-takes-memory", gigabytes=MEMORY >> 30)
    if cause is Cause.SILENCE:
        return KillerError("photo-takes-ever", seconds=round(PATIENCE))
    return KillerError("photo-crashes")
