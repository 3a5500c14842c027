import itertools

import pytest

from core.rules import file_names


@pytest.mark.parametrize(
    ("stem", "suffix", "names"),
    [
        pytest.param("a", ".jpg", ["a.jpg", "a (2).jpg", "a (3).jpg"], id="a file"),
        pytest.param("Anna", "", ["Anna", "Anna (2)", "Anna (3)"], id="a folder"),
        pytest.param("가" * 85, "", ["가" * 85, "가" * 83 + " (2)", "가" * 83 + " (3)"], id="cut to 255 bytes"),
    ],
)
def test_candidates(stem: str, suffix: str, names: list[str]) -> None:
    assert list(itertools.islice(file_names.candidates(stem, suffix), 3)) == names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        pytest.param("봄 소풍.tar.jpg", ("봄 소풍.tar", ".jpg"), id="the last suffix"),
        pytest.param("...a?.png", ("a_", ".png"), id="hidden, and a letter that Windows refuses"),
        pytest.param("?", ("_", ""), id="nothing legal left"),
    ],
)
def test_split(name: str, parts: tuple[str, str]) -> None:
    assert file_names.split(name) == parts
