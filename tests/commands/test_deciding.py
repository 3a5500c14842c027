"""The command line decides with the run that was chosen in the pages, unless it is told otherwise."""

import json
from pathlib import Path

import pytest

from core.store import deciding, runs
from tests import classroom
from tests.classroom import Classroom
from tests.commands.conftest import Cubby


@pytest.fixture
def choice(room: Classroom) -> int:
    """A run that recognises only Bora on b.jpg stands beside the quick one, and is chosen."""
    with room.album.write() as conn:
        head = runs.get(conn, room.run_id)
        assert head.evidence is not None and head.calibration is not None
        run_id = runs.start(conn, "crops", {}, None, 0)
        runs.finish(conn, run_id, head.person_ids, {"labels": 0}, head.evidence, head.calibration, "2.pt", "0" * 64)
        ids, scores = runs.scores(conn, head)
        scores[ids != room.face_ids["b.jpg"][1]] = 0.0
        runs.put_scores(conn, run_id, ids, scores)
        deciding.choose(conn, run_id)
    return run_id


def test_without_a_run_the_chosen_one_decides(cubby: Cubby, room: Classroom, choice: int, tmp_path: Path) -> None:
    folder = room.album.folder
    said = cubby("--album", folder, "runs")
    assert [line.endswith("(decides)") for line in said.out.splitlines()] == [False, True]
    said = cubby("--album", folder, "decisions", tmp_path / "list.csv")
    assert (said.out.startswith(f"1 of 5 faces have a name by run {choice}."), said.err) == (True, "")
    said = cubby("--album", folder, "decisions", tmp_path / "list.csv", "--run", "1")
    assert said.out.startswith("3 of 5 faces have a name by run 1.")
    said = cubby("--album", folder, "sort", room.sorted, "--json")
    assert json.loads(said.out)["people"] == {"Anna": 0, "Bora": 1}
    assert classroom.photos_in(room.sorted) == {"Bora/b.jpg"}
    assert "that was chosen" in " ".join(cubby("sort", "--help").out.replace("│", " ").split())


def test_a_chosen_run_that_is_gone_is_told_beside_the_list(
    cubby: Cubby, room: Classroom, choice: int, tmp_path: Path
) -> None:
    with room.album.write() as conn:
        runs.delete(conn, choice)
    told = f"Training {choice}, which was chosen to sort with, is gone. The quick way decides again.\n"
    said = cubby("--album", room.album.folder, "decisions", tmp_path / "list.csv")
    assert (said.out.startswith("3 of 5 faces have a name by run 1."), said.err) == (True, told)
    said = cubby("--album", room.album.folder, "sort", room.sorted, "--json")
    assert (json.loads(said.out)["people"], said.err) == ({"Anna": 2, "Bora": 1}, told)
    assert cubby("--album", room.album.folder, "decisions", tmp_path / "list.csv", "--run", "1").err == ""


def test_a_run_is_chosen_left_and_deleted_by_command(cubby: Cubby, room: Classroom, choice: int) -> None:
    def deciding_ones() -> list[bool]:
        said = cubby("--album", room.album.folder, "runs")
        return [line.endswith("(decides)") for line in said.out.splitlines()]

    folder = room.album.folder
    assert cubby("--album", folder, "runs", "quick").out == "From now on the quick way decides.\n"
    assert deciding_ones() == [True, False]
    assert cubby("--album", folder, "runs", "use", choice).out == f"From now on training {choice} decides.\n"
    assert deciding_ones() == [False, True]
    said = cubby("--album", folder, "runs", "delete", choice)
    assert said.out == f"Training {choice} was deleted, with its files.\n"
    assert said.err.startswith(
        f"Training {choice}, which was chosen to sort with, is gone. The quick way decides again."
    )
    assert deciding_ones() == [True]


def test_a_run_of_the_quick_way_is_not_chosen_by_its_number(cubby: Cubby, room: Classroom, choice: int) -> None:
    said = cubby("--album", room.album.folder, "runs", "use", room.run_id)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(f"Training {room.run_id} is one of the quick way")
    with room.album.read() as conn:
        assert runs.to_decide_with(conn, None).id == choice


def test_without_a_quick_run_there_is_no_way_back_to_it(cubby: Cubby, room: Classroom, choice: int) -> None:
    cubby("--album", room.album.folder, "runs", "delete", room.run_id)
    said = cubby("--album", room.album.folder, "runs", "quick")
    assert (said.code, said.out) == (3, "")
    with room.album.read() as conn:
        assert runs.to_decide_with(conn, None).id == choice


@pytest.mark.parametrize("word", ["use", "delete"])
def test_a_run_that_is_not_there_is_told(cubby: Cubby, room: Classroom, word: str) -> None:
    said = cubby("--album", room.album.folder, "runs", word, 77)
    assert (said.code, said.out) == (3, "")
    assert said.err.startswith("There is no run 77")
