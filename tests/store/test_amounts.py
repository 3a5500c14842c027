from dataclasses import asdict

import pytest

from core.base.records import RunKind, RunState
from core.rules import estimates, kinds
from core.rules.kinds import Amount
from core.store import amounts, runs
from core.store.db import Album, Connection
from tests.store.test_runs import CALIBRATION, EVIDENCE

MUCH = Amount(labelled_faces=100, labelled_photos=80, faces=500, photos=300)
SETTINGS = kinds.complete(kinds.CROPS, {"epochs": 4})


def trained(conn: Connection, *, device: str, seconds: float) -> int:
    run_id = runs.start(conn, "crops", SETTINGS, None, 0)
    figures = {"device": device, "epoch_seconds": seconds, "amount": asdict(MUCH)}
    runs.finish(conn, run_id, [], figures, EVIDENCE, CALIBRATION, "1.pt", "0" * 64)
    return run_id


def test_the_newest_of_the_kind_on_the_same_device_tells_the_pace(album: Album) -> None:
    usual = 1 / estimates.pace(kinds.CROPS, SETTINGS, MUCH, 1.0, on_card=False)  # seconds of an epoch
    with album.write() as conn:
        assert amounts.pace(conn, RunKind.CROPS, on_card=False) is None
        trained(conn, device="cpu", seconds=2 * usual)
        trained(conn, device="cpu", seconds=3 * usual)
        trained(conn, device="cuda", seconds=usual)
        runs.end(conn, runs.start(conn, "crops", SETTINGS, None, 0), RunState.FAILED)  # tells nothing
        assert amounts.pace(conn, RunKind.CROPS, on_card=False) == pytest.approx(3.0)
        assert amounts.pace(conn, RunKind.CROPS, on_card=True) == pytest.approx(estimates.CARD[RunKind.CROPS])
        assert amounts.pace(conn, RunKind.YOLO, on_card=False) is None
