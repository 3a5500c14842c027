import pytest
from sqlalchemy import exc

from core.store import epochs, runs
from core.store.db import Album


@pytest.fixture
def run_id(album: Album) -> int:
    with album.write() as conn:
        run_id = runs.start(conn, "crops", {}, None, 0)
        for number in (1, 2, 3):
            epochs.add(conn, run_id, number, {"loss": 1 / number}, f"{run_id}/{number}.pt", str(number) * 64)
    return run_id


def test_epochs_come_in_their_order(album: Album, run_id: int) -> None:
    with album.read() as conn:
        found = epochs.of_run(conn, run_id)
    assert [(one.number, one.metrics["loss"], one.checkpoint) for one in found] == [
        (1, 1.0, "1/1.pt"), (2, 0.5, "1/2.pt"), (3, 1 / 3, "1/3.pt"),
    ]  # fmt: skip


def test_an_epoch_stands_once(album: Album, run_id: int) -> None:
    with pytest.raises(exc.IntegrityError), album.write() as conn:
        epochs.add(conn, run_id, 2, {}, "again.pt", "0" * 64)


def test_epochs_that_will_be_done_again_go(album: Album, run_id: int) -> None:
    with album.write() as conn:
        epochs.drop_after(conn, run_id, 1)
        assert [one.number for one in epochs.of_run(conn, run_id)] == [1]


def test_checkpoints_that_are_let_go_are_told_once(album: Album, run_id: int) -> None:
    with album.write() as conn:
        assert epochs.keep_checkpoints(conn, run_id, {2}) == ["1/1.pt", "1/3.pt"]
        assert epochs.keep_checkpoints(conn, run_id, {2}) == []
        assert [one.checkpoint for one in epochs.of_run(conn, run_id)] == [None, "1/2.pt", None]


def test_epochs_go_with_their_run(album: Album, run_id: int) -> None:
    with album.write() as conn:
        runs.delete(conn, run_id)
        assert epochs.of_run(conn, run_id) == []
