import os
import shutil
from pathlib import Path

import pytest

from core.base import errors
from core.flows import walk
from tests import drawing


def names(found: walk.Walk) -> list[str]:
    return [file.relative for file in found.files]


def test_order_is_by_name_with_folders_after_files(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "b.jpg", "a.jpg", "z/1.png", "c/2.jpg", "c/10.jpg", "c/d/1.jpg", "k.jpg")
    assert names(walk.walk(tmp_path)) == ["a.jpg", "b.jpg", "k.jpg", "c/10.jpg", "c/2.jpg", "c/d/1.jpg", "z/1.png"]


def test_other_files_are_counted_by_suffix(tmp_path: Path) -> None:
    for name in ("a.JPG", "b.txt", "sub/c.TXT", "d.mp4", "README"):
        drawing.save(tmp_path / name, b"x")
    found = walk.walk(tmp_path)
    assert names(found) == ["a.JPG"]
    assert found.others == {".txt": 2, ".mp4": 1, "": 1}


def test_hidden_and_foreign_thumbnail_folders_are_passed_by(tmp_path: Path) -> None:
    for name in (".hidden.jpg", "._a.jpg", ".trash/a.jpg", "@eaDir/a.jpg", "__MACOSX/a.jpg", "seen.jpg"):
        drawing.save(tmp_path / name, b"x")
    assert names(walk.walk(tmp_path)) == ["seen.jpg"]


def test_folders_to_pass_by_are_not_entered(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "a.jpg", "sorted/a.jpg", "kept/a.jpg")
    assert names(walk.walk(tmp_path, {tmp_path / "sorted"})) == ["a.jpg", "kept/a.jpg"]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "a.jpg", "sub/b.jpg")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path)
    (tmp_path / "again").symlink_to(tmp_path / "sub")
    assert names(walk.walk(tmp_path)) == ["a.jpg", "sub/b.jpg"]


def test_links_to_files_count_even_when_broken_and_pipes_do_not(tmp_path: Path) -> None:
    (photo,) = drawing.save_plain(tmp_path, "a.jpg")
    (tmp_path / "b.jpg").symlink_to(photo)
    (tmp_path / "circle.jpg").symlink_to(tmp_path / "circle.jpg")
    (tmp_path / "dangling.jpg").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "to-pipe.jpg").symlink_to(tmp_path / "pipe.jpg")
    (tmp_path / "folder.jpg").mkdir()
    found = walk.walk(tmp_path)
    assert names(found) == ["a.jpg", "b.jpg", "circle.jpg", "dangling.jpg"]
    assert [file.bytes > 0 for file in found.files] == [True, True, False, False]


def test_name_that_is_no_text_is_shown_with_escapes(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path / "caf") + b"\xe9.jpg")).write_bytes(b"x")
    (file,) = walk.walk(tmp_path).files
    assert (file.relative, file.is_text) == ("caf\\xe9.jpg", False)


def test_folders_too_deep_to_be_opened_are_told(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "a.jpg")
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(20):  # 20 x 250 letters are more than a path can have
        os.mkdir("d" * 250, dir_fd=folder)
        inner = os.open("d" * 250, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = inner
    os.close(folder)
    found = walk.walk(tmp_path)
    assert names(found) == ["a.jpg"]
    assert len(found.closed) == 1
    shutil.rmtree(tmp_path / ("d" * 250))


def test_places_take_each_file_once(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "in/a.jpg", "in/deep/b.jpg", "in/.hidden.jpg", "out/c.jpg")
    paths = [
        tmp_path / path for path in ("in/deep", "in/a.jpg", "in/.hidden.jpg", "in", "out", "in/../out", "out/c.jpg")
    ]
    found = walk.places(paths)
    assert [(place.folder.name, place.whole, names(place.walked)) for place in found] == [
        ("in", True, ["a.jpg", "deep/b.jpg"]),
        ("out", True, ["c.jpg"]),
        ("in", False, [".hidden.jpg"]),
    ]


def test_folder_to_pass_by_is_entered_when_asked_for(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "a.jpg", "sorted/b.jpg")
    (place,) = walk.places([tmp_path, tmp_path / "sorted"], {tmp_path / "sorted"})
    assert names(place.walked) == ["a.jpg", "sorted/b.jpg"]


def test_single_file_keeps_its_own_name_when_it_is_a_link(tmp_path: Path) -> None:
    drawing.save_plain(tmp_path, "real/a.jpg")
    (tmp_path / "folder").symlink_to(tmp_path / "real")
    (tmp_path / "real" / "link.jpg").symlink_to("a.jpg")
    (place,) = walk.places([tmp_path / "folder" / "link.jpg"])
    assert (place.folder, names(place.walked)) == (tmp_path / "real", ["link.jpg"])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("gone", "folder-missing", id="not there"),
        pytest.param("file.txt/inside", "folder-missing", id="below a file"),
        pytest.param("dangling", "folder-missing", id="link to nothing"),
        pytest.param("pipe", "folder-missing", id="neither file nor folder"),
        pytest.param("circle", "folder-closed", id="link in a circle"),
    ],
)
def test_path_that_is_no_folder(tmp_path: Path, name: str, key: str) -> None:
    (tmp_path / "file.txt").touch()
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "circle").symlink_to(tmp_path / "circle")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(errors.MissingError) as caught:
        walk.places([tmp_path / name])
    assert caught.value.message.key == key


def test_folder_whose_name_is_no_text_is_refused(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    with pytest.raises(errors.WrongUseError, match=r"\\xff can't be read"):
        walk.places([folder])
