import errno
import os
import pickle

import pytest

from core.base import errors
from core.base.messages import Catalogue, Message


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [(errors.WrongUseError, 2), (errors.MissingError, 3), (errors.BadPhotoError, 4)],
)
def test_error_carries_its_sentence_in_any_language(kind: type[errors.AlbumError], exit_code: int) -> None:
    with pytest.raises(errors.AlbumError) as caught:
        raise kind("person-missing", name="Anna")
    error = caught.value
    assert error.exit_code == exit_code
    assert error.message == Message("person-missing", {"name": "Anna"})
    assert str(error) == Catalogue("en").show(error.message) == "Nobody in this album is named Anna."
    assert Catalogue("ko").show(error.message) != str(error)


def test_error_can_be_sent_to_another_process() -> None:
    error = pickle.loads(pickle.dumps(errors.MissingError("person-missing", name="Anna")))
    assert isinstance(error, errors.MissingError)
    assert error.message == Message("person-missing", {"name": "Anna"})


@pytest.mark.parametrize(
    ("number", "key"),
    [
        pytest.param(errno.ENOSPC, "disk-full", id="full"),
        pytest.param(errno.EROFS, "disk-closed", id="read-only"),
        pytest.param(errno.EACCES, "disk-closed", id="somebody else's"),
        pytest.param(errno.EIO, "disk-broken", id="unplugged"),
    ],
)
def test_what_a_disk_says_is_told_in_a_sentence(number: int, key: str) -> None:
    told = errors.of_disk(OSError(number, os.strerror(number), "/album"))
    assert isinstance(told, errors.StorageError)
    assert told.message == Message(key, {"path": "/album"})


def test_any_other_failure_stays_what_it_is() -> None:
    error = FileNotFoundError(errno.ENOENT, "No such file", "/album")
    assert errors.of_disk(error) is error


def test_what_the_system_says_is_told_without_number_and_path() -> None:
    assert errors.why(PermissionError(13, "Permission denied", "/photos")) == "Permission denied"
    assert errors.why(OSError("told in words alone")) == "told in words alone"
