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


def test_what_the_system_says_is_told_without_number_and_path() -> None:
    assert errors.why(PermissionError(13, "Permission denied", "/photos")) == "Permission denied"
    assert errors.why(OSError("told in words alone")) == "told in words alone"
