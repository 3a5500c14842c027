"""Errors that a user can cause; each carries a sentence that can be shown as it is."""

import errno
from collections.abc import Callable

from core.base.messages import Catalogue, Message, Value

DISK_FAULTS = {  # what a disk says, and the sentence for it
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EROFS: "disk-closed",
    errno.EACCES: "disk-closed",
    errno.EPERM: "disk-closed",
    errno.EIO: "disk-broken",
}


class AlbumError(Exception):
    """Something that a user can mend; the message says what is wrong and what to do.

    Attributes:
        message: The sentence, in no language yet.
        exit_code: What the command line ends with.
    """

    exit_code = 1

    def __init__(self, key: str, **values: Value) -> None:
        self.message = Message(key, values)
        super().__init__(key, values)

    def __reduce__(self) -> tuple[Callable[..., "AlbumError"], tuple[object, ...]]:
        return _made_again, (type(self), self.message)  # or a copy of it, sent from another process, could not be made

    def __str__(self) -> str:
        return Catalogue().show(self.message)


class WrongUseError(AlbumError):
    """What was asked for makes no sense: an impossible number, a file in another format."""

    exit_code = 2


class BusyError(WrongUseError):
    """Something else is at work on it; it can be asked for again as soon as that has ended."""


class StorageError(WrongUseError):
    """The disk of the album, or of what is written, can't be written any more: full, closed, unplugged."""


class MissingError(AlbumError):
    """Something that the work needs is not there: a folder, a run, labels, a weight file."""

    exit_code = 3


class BadPhotoError(AlbumError):
    """One file can't be used as a photo; the rest of the work goes on."""

    exit_code = 4


def of_disk(error: OSError) -> Exception:
    """The sentence for a disk that can't be written any more, or the error itself where it is something else.

    Args:
        error: What the system said.
    """
    if error.errno not in DISK_FAULTS:
        return error
    return StorageError(DISK_FAULTS[error.errno], path=str(error.filename or "–"))


def why(error: OSError) -> str:
    """What the system says of a failure, without number and path."""
    return error.strerror or str(error)


def _made_again(kind: type[AlbumError], message: Message) -> AlbumError:
    return kind(message.key, **message.values)
