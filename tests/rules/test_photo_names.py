import unicodedata
from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.photo_names import PhotoNames

PATHS = [
    (1, PurePosixPath("/class/spring/a.jpg")),
    (2, PurePosixPath("/class/summer/a.jpg")),
    (3, PurePosixPath("/class/summer/b.jpg")),
    (3, PurePosixPath("/class/copies/b2.jpg")),
    (4, PurePosixPath("/class/새싹반/민지.jpg")),
    (5, PurePosixPath("/class/spring / c.jpg")),
]


@pytest.mark.parametrize(
    ("name", "photos"),
    [
        pytest.param("b.jpg", {3}, id="a file name"),
        pytest.param("b2.jpg", {3}, id="the name of a copy"),
        pytest.param("a.jpg", {1, 2}, id="a name of two photos"),
        pytest.param("summer/a.jpg", {2}, id="the end of a path"),
        pytest.param("/class/spring/a.jpg", {1}, id="a whole path"),
        pytest.param("./spring//a.jpg", {1}, id="a path below here"),
        pytest.param("../spring/a.jpg", {1}, id="a path from elsewhere"),
        pytest.param("summer\\a.jpg", {2}, id="as Windows writes it"),
        pytest.param(unicodedata.normalize("NFD", "새싹반/민지.jpg"), {4}, id="as macOS writes it"),
        pytest.param(" b.jpg ", {3}, id="blanks around"),
        pytest.param("spring/c.jpg", {5}, id="without the blanks of the path"),
        pytest.param("ummer/a.jpg", set(), id="half a folder's name"),
        pytest.param("/spring/a.jpg", set(), id="another root"),
        pytest.param("d.jpg", set(), id="unknown"),
        pytest.param("", set(), id="nothing"),
        pytest.param("/", set(), id="a slash"),
        pytest.param("..", set(), id="dots"),
    ],
)
def test_find(name: str, photos: set[int]) -> None:
    assert PhotoNames(PATHS).find(name) == photos


def test_shortest() -> None:
    names = PhotoNames(PATHS)
    assert [names.shortest(photo) for photo in range(1, 5)] == ["spring/a.jpg", "summer/a.jpg", "b.jpg", "민지.jpg"]


def test_path_that_ends_another_path_is_written_whole() -> None:
    names = PhotoNames([(1, PurePosixPath("/a.jpg")), (2, PurePosixPath("/in/a.jpg"))])
    assert (names.shortest(1), names.shortest(2)) == ("/a.jpg", "in/a.jpg")
    assert names.find("/a.jpg") == {1}


def test_paths_of_windows() -> None:
    names = PhotoNames([(1, PureWindowsPath("C:\\class\\a.jpg")), (2, PureWindowsPath("D:\\class\\a.jpg"))])
    assert names.shortest(1) == "C:/class/a.jpg"
    assert names.find("C:\\class\\a.jpg") == {1}


def test_photo_without_a_path() -> None:
    names = PhotoNames(PATHS)
    assert 4 in names
    assert 6 not in names


PARTS = st.text("ab.é ", min_size=1, max_size=3).filter(lambda part: part.strip() and part.strip() not in {".", ".."})
ALBUMS = st.lists(
    st.tuples(st.integers(1, 5), st.lists(PARTS, min_size=1, max_size=4)),
    unique_by=lambda row: tuple(map(str.strip, row[1])),
)


@given(ALBUMS)
def test_shortest_finds_its_photo_and_nothing_shorter_does(album: list[tuple[int, list[str]]]) -> None:
    paths = [(photo, PurePosixPath("/", *parts)) for photo, parts in album]
    names = PhotoNames(paths)
    for photo in {photo for photo, _ in paths}:
        name = names.shortest(photo)
        assert names.find(name) == {photo}
        shorter = name.removeprefix("/").partition("/")[2]
        assert not shorter or names.find(shorter) != {photo}
