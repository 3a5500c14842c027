import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.records import Person
from core.rules import plan
from core.rules.file_names import LONGEST_NAME
from core.rules.plan import Pair, PlannedFile

FOLDERS = {1: "Anna", 2: "Bora"}


def person(person_id: int, name: str) -> Person:
    return Person(person_id, name, "#000000", None, active=True)


@pytest.mark.parametrize(
    ("names", "folders"),
    [
        pytest.param(["Anna", "Bora"], ["Anna", "Bora"], id="as they are"),
        pytest.param(["지우", "Ömer"], ["지우", "Ömer"], id="letters of every script"),
        pytest.param(["Anna", "anna"], ["Anna", "anna (2)"], id="capital letters are the same on Windows"),
        pytest.param(["Maß", "MASS"], ["Maß", "MASS (2)"], id="as are these"),
        pytest.param(["A/B", "A:B", "A_B (2)"], ["A_B", "A_B (2)", "A_B (2) (2)"], id="what no system takes"),
        pytest.param(["CON", "com1", "LPT¹"], ["CON_", "com1_", "LPT¹_"], id="reserved on Windows"),
        pytest.param(["Anna.", "...", ".Bora"], ["Anna", "_", "Bora"], id="dots that Windows drops or others hide"),
        pytest.param([".CON"], ["CON_"], id="reserved once the dot is gone"),
    ],
)
def test_folder_names(names: list[str], folders: list[str]) -> None:
    people = [person(number, name) for number, name in enumerate(names)]
    assert list(plan.folder_names(people).values()) == folders
    assert plan.folder_names(reversed(people)) == dict(enumerate(folders))


@pytest.mark.parametrize(
    ("names", "taken", "paths"),
    [
        pytest.param(["a.jpg"], [], ["a.jpg"], id="free"),
        pytest.param(["a.jpg", "a.jpg"], [], ["a.jpg", "a (2).jpg"], id="two of a name"),
        pytest.param(["a.jpg", "A.JPG"], [], ["a.jpg", "A (2).JPG"], id="capital letters aside"),
        pytest.param(["a.jpg"], ["Anna/A.jpg", "Anna/a (2).jpg"], ["a (3).jpg"], id="taken"),
        pytest.param(["a.jpg"], ["Bora/a.jpg", "a.jpg"], ["a.jpg"], id="taken elsewhere"),
        pytest.param(["가.jpg"], ["Anna/가.jpg"], ["가 (2).jpg"], id="composed otherwise is the same"),
        pytest.param(["aux.jpg", "nul.tar.jpg"], [], ["aux_.jpg", "nul_.tar.jpg"], id="reserved on Windows"),
        pytest.param(["a. .jpg", "b.", " c.jpg"], [], ["a.jpg", "b", "c.jpg"], id="dots and blanks at the ends"),
        pytest.param(['a<b>"c|d?e*.jpg'], [], ["a_b__c_d_e_.jpg"], id="what Windows refuses"),
        pytest.param(["a.tar.jpg", "a.tar.jpg"], [], ["a.tar.jpg", "a.tar (2).jpg"], id="number before the suffix"),
    ],
)
def test_file_names(names: list[str], taken: list[str], paths: list[str]) -> None:
    pairs = [Pair(photo_id, 1) for photo_id in range(len(names))]
    planned = plan.plan(pairs, FOLDERS, dict(zip(pairs, names, strict=True)), taken)
    assert planned == [PlannedFile(pair, f"Anna/{path}") for pair, path in zip(pairs, paths, strict=True)]


def test_photo_of_two_children_has_its_name_in_both_folders() -> None:
    planned = plan.plan([Pair(5, 1), Pair(5, 2)], FOLDERS, {Pair(5, 1): "a.jpg", Pair(5, 2): "a.jpg"}, [])
    assert [file.path for file in planned] == ["Anna/a.jpg", "Bora/a.jpg"]


@pytest.mark.parametrize(
    ("stem", "cut"),
    [
        pytest.param("a" * 251, "a" * 251, id="fits"),
        pytest.param("a" * 300, "a" * 251, id="too long"),
        pytest.param("가" * 100, "가" * 83, id="three bytes a letter"),
        pytest.param("😀" * 100, "😀" * 62, id="four bytes a letter"),
    ],
)
def test_long_names_are_cut_before_the_suffix(stem: str, cut: str) -> None:
    (planned,) = plan.plan([Pair(1, 1)], FOLDERS, {Pair(1, 1): f"{stem}.jpg"}, [])
    assert planned.path == f"Anna/{cut}.jpg"


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), min_size=1, max_size=90).filter(
    lambda name: name not in {".", ".."}
)


@given(st.lists(NAMES | st.text(string.ascii_letters + ". ", min_size=1, max_size=3), max_size=12))
def test_every_name_is_legal_and_its_own(names: list[str]) -> None:
    wanted = {Pair(number, 1): f"{name}.jpg" for number, name in enumerate(names)}
    planned = plan.plan(wanted, FOLDERS, wanted, [])
    given_names = [file.path.removeprefix("Anna/") for file in planned]
    assert len({name.casefold() for name in given_names}) == len(names)
    for name in given_names:
        assert len(name.encode()) <= LONGEST_NAME
        assert not set(name) & set('<>:"/\\|?*\0')
        assert name.endswith(".jpg")
        assert not name.startswith((".", " "))
        assert name.partition(".")[0].rstrip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}
