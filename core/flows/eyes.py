"""Seeing photos in child processes: a file that kills its decoder, fills the memory or never ends costs only itself."""

from core.base.child import Cause, DiedError
from core.base.children import Children
from core.base.errors import BadPhotoError
from core.vision import look
from core.vision.look import SeenPhoto

MEMORY = 3 << 30  # bytes that one photo may take; one of images.MOST_PIXELS with transparency takes 2.5 GB
PATIENCE = 60.0  # seconds that one photo may take; the largest takes five on a quiet machine


class KillerError(BadPhotoError):
    """A photo ended two processes; another machine, or a less busy one, may yet be able to see it."""


class Eyes:
    """Child processes that see photos, one for each thread that asks."""

    def __init__(self) -> None:
        self._children = Children(PATIENCE, MEMORY)

    def see(self, data: bytes) -> SeenPhoto:
        """Decode a photo, find its faces and make all pictures of it.

        Args:
            data: The whole file.

        Raises:
            BadPhotoError: The file is no photo, or broken.
            KillerError: The file ended two processes, one after the other.
            MissingError: The detector's weights are absent or wrong.
            DiedError: The eyes were closed meanwhile.
        """
        try:
            return self._children.call(look.see_apart, data)
        except DiedError:
            pass  # it may have been an accident, such as a machine that was out of memory for a moment
        try:
            return self._children.call(look.see_apart, data)
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
