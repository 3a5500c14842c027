"""Errors that a user can cause; each carries a sentence that can be shown as it is."""

from core.base.messages import Catalogue, Message, Value


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

    def __str__(self) -> str:
        return Catalogue().show(self.message)


class WrongUseError(AlbumError):
    """What was asked for makes no sense: an impossible number, a file in another format."""

    exit_code = 2


class MissingError(AlbumError):
    """Something that the work needs is not there: a folder, a run, labels, a weight file."""

    exit_code = 3


class BadPhotoError(AlbumError):
    """One file can't be used as a photo; the rest of the work goes on."""

    exit_code = 4


def why(error: OSError) -> str:
    """What the system says of a failure, without number and path."""
    return error.strerror or str(error)
