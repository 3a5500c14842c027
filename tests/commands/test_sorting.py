import csv
import json
import zipfile
from pathlib import Path

import pytest

from core.base import location
from core.base.records import SortMode
from core.rules.folder_rules import FolderRules
from core.store import folder_options, people, sorts
from core.vision.look import Looker
from tests import classroom, drawing, located
from tests.classroom import SORTED, Classroom
from tests.commands.conftest import Cubby


def test_sorting_there_and_back(cubby: Cubby, room: Classroom) -> None:
    def say(*words: object) -> tuple[int, str, str]:
        said = cubby("--album", room.album.folder, "sort", *map(str, words))
        return said.code, said.out, said.err

    children = "Anna: 2 photos\nBora: one photo\n"
    assert say(room.sorted, "--dry-run") == (
        0, f"{children}3 would be written to {room.sorted}, 0 are already there.\n", "",
    )  # fmt: skip
    assert not room.sorted.exists()
    assert say(room.sorted) == (
        0, f"{children}3 written to {room.sorted}, 0 already there.\nTake it back with: python -m core sort --undo 1\n",
        "",
    )  # fmt: skip
    assert say(room.sorted) == (0, f"{children}0 written to {room.sorted}, 3 already there.\n", "")
    drawing.save(room.sorted / "Anna/a.jpg", b"edited")
    assert say("--undo", 1) == (
        0, "Left: Anna/a.jpg: somebody has changed it since\n2 taken back, 0 were gone already, 1 left.\n", "",
    )  # fmt: skip
    assert say("--undo", 1) == (2, "", "Sorting 1 was taken back before.\n")
    assert say("--undo", 7) == (3, "", "There is no sorting 7.\n")


@pytest.mark.parametrize(
    ("mode", "warning"),
    [
        pytest.param(SortMode.HARDLINK, "These are links: who edits a photo in a child's folder edits the original."),
        pytest.param(SortMode.SYMLINK, "These are links: who edits a photo in a child's folder edits the original."),
        pytest.param(
            SortMode.MOVE,
            "The originals were moved: of a photo with several children, the first child has the original, the others "
            "have copies.",
        ),
    ],
)
def test_what_links_and_moves_mean_is_said(cubby: Cubby, room: Classroom, mode: SortMode, warning: str) -> None:
    said = cubby("--album", room.album.folder, "sort", room.sorted, "--mode", mode.value)
    assert (said.code, said.out.splitlines()[-2]) == (0, warning)
    assert classroom.photos_in(room.sorted) == SORTED


def test_what_could_not_be_sorted_is_told(cubby: Cubby, room: Classroom) -> None:
    (room.photos / "a.jpg").unlink()
    drawing.save(room.photos / "b.jpg", b"edited")
    said = cubby("--album", room.album.folder, "sort", room.sorted)
    assert (said.code, said.err) == (4, "")
    assert said.out.splitlines()[:3] == [
        f"Anna/a.jpg: the photo no longer lies at {room.photos / 'a.jpg'}",
        "Bora/b.jpg: the photo has changed since it was imported: import it again",
        "Anna/b.jpg: the photo has changed since it was imported: import it again",
    ]


def test_sorting_as_json(cubby: Cubby, room: Classroom) -> None:
    with room.album.write() as conn:
        people.rename(conn, "Anna", "지우")
    facts = json.loads(cubby("--album", room.album.folder, "sort", room.sorted, "--json").out)
    assert {file["path"]: (file["outcome"], file["reason"]) for file in facts.pop("files")} == {
        "지우/a.jpg": ("added", None), "지우/b.jpg": ("added", None), "Bora/b.jpg": ("added", None),
    }  # fmt: skip
    assert facts == {
        "sort": 1, "added": 3, "already_there": 0, "refused": 0, "missing": 0, "people": {"지우": 2, "Bora": 1},
        "outdated": 0, "taken_out": 0, "located": 0,
    }  # fmt: skip
    (room.sorted / "Bora/b.jpg").unlink()
    facts = json.loads(cubby("--album", room.album.folder, "sort", "--undo", "1", "--json").out)
    assert facts == {"taken_back": 2, "gone": 1, "kept": [], "put_back": 0}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param([], 2, id="no folder"),
        pytest.param(["out", "--run", "7"], 3, id="unknown run"),
        pytest.param(["out", "--precision", "0.1"], 2, id="precision out of range"),
        pytest.param(["out", "--mode", "teleport"], 2, id="unknown mode"),
        pytest.param(["out", "--names", "{date}/{original}"], 2, id="names that name a folder"),
        pytest.param(["out", "--mode", "move", "--no-location"], 2, id="an original without its location"),
        pytest.param(["a-file"], 2, id="a file"),
        pytest.param(["no\udcff"], 2, id="a name that is no text"),
        pytest.param(["out", "--album", "x"], 2, id="the album after the command"),
    ],
)
def test_sorting_that_cannot_be(
    cubby: Cubby, room: Classroom, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int
) -> None:
    monkeypatch.chdir(room.folder)
    (room.folder / "a-file").write_bytes(b"")
    before = classroom.tree(room.folder)
    said = cubby("--album", room.album.folder, "sort", *words)
    assert (said.code, said.out) == (code, "")
    assert said.err.strip()
    assert classroom.tree(room.folder) == before
    with room.album.read() as conn:
        assert sorts.folders(conn) == set()


def test_korean(cubby: Cubby, room: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUBBY_LANG", "ko")
    said = cubby("--album", room.album.folder, "sort", room.sorted)
    assert said.out.splitlines() == [
        "Anna: 사진 2장", "Bora: 사진 1장", f"{room.sorted}에 3장을 저장했고, 0장은 이미 있었습니다.",
        "되돌리려면: python -m core sort --undo 1",
    ]  # fmt: skip


def test_what_no_longer_belongs_is_taken_out_when_asked_and_comes_back(cubby: Cubby, room: Classroom) -> None:
    room.sort()
    room.say("a.jpg", 0, None)
    said = cubby("--album", room.album.folder, "sort", room.sorted)
    assert "One photo that was sorted here before is decided otherwise now" in said.out
    assert classroom.photos_in(room.sorted) == SORTED
    said = cubby("--album", room.album.folder, "sort", room.sorted, "--take-out")
    assert (said.code, "One photo that no longer belongs was taken out." in said.out) == (0, True)
    assert classroom.photos_in(room.sorted) == SORTED - {"Anna/a.jpg"}
    said = cubby("--album", room.album.folder, "sort", "--undo", "2")
    assert "One photo that it had taken out is there again." in said.out
    assert classroom.photos_in(room.sorted) == SORTED


def test_an_archive_for_each_child_with_names_by_pattern_there_and_back(cubby: Cubby, room: Classroom) -> None:
    album, how = ("--album", room.album.folder), ("--mode", "zip", "--names", "{number}_{original}")
    said = cubby(*album, "sort", str(room.sorted), *how)
    assert (said.code, said.err) == (0, "")
    assert set(classroom.tree(room.sorted)) == {"Anna.zip", "Bora.zip", sorts.MANIFEST}
    with zipfile.ZipFile(room.sorted / "Anna.zip") as archive:
        assert archive.namelist() == ["0001_a.jpg", "0002_b.jpg"]
    assert cubby(*album, "sort", "--undo", "1").out == "3 taken back, 0 were gone already, 0 left.\n"
    assert classroom.tree(room.sorted) == {}


def test_the_album_s_rules_hold_for_sort_and_decisions(cubby: Cubby, room: Classroom) -> None:
    with room.album.write() as conn:
        folder_options.keep_rules(conn, FolderRules(side=11.0))
    cubby("--album", room.album.folder, "sort", str(room.sorted))
    assert not room.sorted.exists()
    cubby("--album", room.album.folder, "decisions", str(room.folder / "list.csv"))
    with (room.folder / "list.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["person"] for row in rows} == {""}
    assert {row["candidate"] for row in rows} >= {"Anna", "Bora"}


def test_where_photos_were_taken_is_left_out_when_asked(cubby: Cubby, tmp_path: Path, looker: Looker) -> None:
    room = classroom.make(tmp_path / "room", looker, save=located.save_plain)
    said = cubby("--album", room.album.folder, "sort", room.sorted, "--no-location")
    assert said.code == 0
    assert not any(location.says_where((room.sorted / path).read_bytes()) for path in SORTED)
    cubby("--album", room.album.folder, "sort", room.folder / "with")
    said = cubby("--album", room.album.folder, "sort", room.folder / "with", "--no-location")
    assert "3 photos that are there already may still say where they were taken." in said.out
