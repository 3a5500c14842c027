import os
from collections.abc import Callable
from pathlib import Path

import pytest

from core.base import errors
from core.base.records import SortMode
from core.flows import place

SHA256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"  # of the letter x


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.jpg"
    path.write_bytes(b"x")
    return path


@pytest.mark.parametrize("mode", [mode for mode in SortMode if mode is not SortMode.ZIP])
def test_nothing_is_written_over(source: Path, tmp_path: Path, mode: SortMode) -> None:
    target = tmp_path / "target.jpg"
    target.write_bytes(b"there first")
    with pytest.raises(FileExistsError):
        place.put(source, target, mode, SHA256)
    assert (target.read_bytes(), source.read_bytes()) == (b"there first", b"x")
    assert sorted(tmp_path.iterdir()) == [source, target]


@pytest.mark.parametrize("mode", [mode for mode in SortMode if mode is not SortMode.ZIP])
def test_another_photo_than_the_album_knows_is_not_put_anywhere(source: Path, tmp_path: Path, mode: SortMode) -> None:
    source.write_bytes(b"y")
    with pytest.raises(errors.WrongUseError) as caught:
        place.put(source, tmp_path / "target.jpg", mode, SHA256)
    assert caught.value.message.key == "sort-photo-changed"
    assert list(tmp_path.iterdir()) == [source]


def refuse_links(_source: object, _target: object) -> None:
    raise OSError(1, "Operation not permitted")  # as a memory stick says


@pytest.mark.parametrize("mode", [SortMode.COPY, SortMode.MOVE])
def test_disk_that_knows_no_hard_links(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: SortMode
) -> None:
    monkeypatch.setattr(os, "link", refuse_links)
    place.put(source, tmp_path / "new/target.jpg", mode, SHA256)
    assert (tmp_path / "new/target.jpg").read_bytes() == b"x"
    assert source.exists() is (mode is SortMode.COPY)
    (tmp_path / "taken.jpg").write_bytes(b"there first")
    source.write_bytes(b"x")
    with pytest.raises(FileExistsError):
        place.put(source, tmp_path / "taken.jpg", mode, SHA256)
    assert ((tmp_path / "taken.jpg").read_bytes(), source.read_bytes()) == (b"there first", b"x")


def test_hard_link_of_a_link_is_one_of_the_photo(source: Path, tmp_path: Path) -> None:
    (tmp_path / "link.jpg").symlink_to(source)
    place.put(tmp_path / "link.jpg", tmp_path / "target.jpg", SortMode.HARDLINK, SHA256)
    assert not (tmp_path / "target.jpg").is_symlink()
    assert (tmp_path / "target.jpg").samefile(source)


@pytest.mark.parametrize(
    ("make", "holds"),
    [
        pytest.param(lambda path: path.write_bytes(b"x"), True, id="the same"),
        pytest.param(lambda path: path.write_bytes(b"y"), False, id="another"),
        pytest.param(lambda path: path.mkdir(), False, id="a folder"),
        pytest.param(lambda path: None, False, id="nothing"),
    ],
)
def test_holds(tmp_path: Path, make: Callable[[Path], object], holds: bool) -> None:
    make(tmp_path / "file")
    assert place.holds(tmp_path / "file", SHA256) is holds


def test_sweep_removes_only_what_was_begun(tmp_path: Path) -> None:
    for name in (".0a.cubby-part", "photo.cubby-part", ".hidden"):
        (tmp_path / name).touch()
    place.sweep(tmp_path)
    place.sweep(tmp_path / "not there")
    assert {path.name for path in tmp_path.iterdir()} == {"photo.cubby-part", ".hidden"}
