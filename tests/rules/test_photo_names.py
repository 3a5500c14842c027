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


@pytest.mark.parametrize(
    ("path", "least", "photos"),
    [
        pytest.param("C:\\Users\\Kim\\summer\\a.jpg", 1, {2}, id="another computer, the same folder"),
        pytest.param("/mnt/b.jpg", 1, {3}, id="another folder, but the only one of its name"),
        pytest.param("/mnt/b.jpg", 2, set(), id="another folder, and that is not enough"),
        pytest.param("/mnt/a.jpg", 1, {1, 2}, id="another folder, and two of its name"),
        pytest.param("/lists/spring/a", 1, {1}, id="without the ending"),
        pytest.param("copies/b2", 2, {3}, id="a copy without the ending"),
        pytest.param("/class/spring/a.jpg", 2, {1}, id="the very path"),
        pytest.param("a.png", 1, set(), id="another ending"),
        pytest.param("", 1, set(), id="nothing"),
    ],
)
def test_nearest(path: str, least: int, photos: set[int]) -> None:
    assert PhotoNames(PATHS).nearest(path, least) == photos


@pytest.mark.parametrize(
    ("paths", "bases"),
    [
        pytest.param(["/c/a.jpg", "/c/b.jpg"], ["a", "b"], id="file names"),
        pytest.param(["/c/x/a.jpg", "/c/y/a.jpg"], ["x/a", "y/a"], id="as much of the path as tells them apart"),
        pytest.param(["/c/a.jpg", "/c/a.png"], ["a.jpg", "a.png"], id="with the ending where that tells them apart"),
        pytest.param(["/c/x/A.jpg", "/c/y/a.jpg"], ["A", "a.jpg"], id="not one file on Windows"),
        pytest.param(["/c/classes.jpg"], ["classes.jpg"], id="not the list of classes"),
        pytest.param(["C:\\c\\a.jpg", "D:\\c\\a.jpg"], ["C/c/a", "D/c/a"], id="drives"),
        pytest.param(["/a.jpg", "/in/a.jpg"], ["cubby-photo-0", "in/a"], id="no path can tell"),
    ],
)
def test_bases(paths: list[str], bases: list[str]) -> None:
    kind = PureWindowsPath if "\\" in paths[0] else PurePosixPath
    names = PhotoNames(enumerate(map(kind, paths)))
    assert list(names.bases(range(len(paths))).values()) == bases


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


@given(ALBUMS)
def test_base_leads_back_to_its_photo_alone(album: list[tuple[int, list[str]]]) -> None:
    paths = [(photo, PurePosixPath("/album", *parts[:-1], parts[-1] + ".jpg")) for photo, parts in album]
    names = PhotoNames(paths)
    bases = names.bases(sorted({photo for photo, _ in paths}))
    assert len({base.casefold() for base in bases.values()}) == len(bases)
    for photo, base in bases.items():
        assert names.nearest(f"/home/lists/{base}") == {photo}
