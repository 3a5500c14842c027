import itertools
from datetime import datetime
from pathlib import PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import errors
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


MAY = datetime(2026, 5, 1, 12, 30)


@pytest.mark.parametrize(
    ("pattern", "original", "taken", "name"),
    [
        pytest.param("{original}", "IMG_1.JPG", MAY, "IMG_1.JPG", id="as it is"),
        pytest.param("{date}_{original}", "IMG_1.JPG", MAY, "2026-05-01_IMG_1.JPG", id="with its date"),
        pytest.param("{date}_{original}", "_1.JPG", None, "_1.JPG", id="no date known"),
        pytest.param("{date}_{number}", "a.b.png", MAY, "2026-05-01_0007.png", id="date and number"),
        pytest.param("{number}-{date}", "a.png", None, "0007.png", id="the date would be last"),
        pytest.param("{date}", "a.png", None, "a.png", id="nothing else is known"),
        pytest.param("봄 {number}", "a.png", MAY, "봄 0007.png", id="words"),
    ],
)
def test_names_by_pattern(pattern: str, original: str, taken: datetime | None, name: str) -> None:
    file_names.require_pattern(pattern)
    assert file_names.by_pattern(pattern, original, taken, 7) == name


@pytest.mark.parametrize(
    "pattern", ["", "photo", "{name}", "{}", "{date", "{number:9}", "{date}/{original}", "..\\{date}"]
)
def test_patterns_that_name_nothing(pattern: str) -> None:
    with pytest.raises(errors.WrongUseError) as caught:
        file_names.require_pattern(pattern)
    assert caught.value.message.key == "names-pattern-wrong"


@given(st.sampled_from(file_names.PATTERNS), st.text(max_size=300), st.none() | st.datetimes(), st.integers(1, 10**6))
def test_a_name_by_pattern_can_be_made_legal(pattern: str, stem: str, taken: datetime | None, number: int) -> None:
    original = PurePath(stem.replace("/", "_") + "x.jpg").name
    stem, suffix = file_names.split(file_names.by_pattern(pattern, original, taken, number))
    name = next(file_names.candidates(stem, suffix))
    assert len(name.encode()) <= file_names.LONGEST_NAME
    assert suffix == ".jpg"
