"""The epochs of a run: each stands once, with its figures and the checkpoint that it left."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from core.store import clock, tables

EPOCH = tables.epoch.c


@dataclass(frozen=True)
class Epoch:
    """One pass of a run over what it learns from.

    Attributes:
        number: The first is 1.
        metrics: Its figures by name.
        checkpoint: File below the album's runs folder, with all that is needed to go on; None where it was let go.
        sha256: Of that file, in hex.
    """

    number: int
    metrics: Mapping[str, Any]
    checkpoint: str | None
    sha256: str | None
    at: datetime


def add(conn: Connection, run_id: int, number: int, metrics: Mapping[str, Any], checkpoint: str, sha256: str) -> None:
    """Record an epoch, once its checkpoint is on the disk."""
    row = {"metrics": dict(metrics), "checkpoint": checkpoint, "checkpoint_sha256": sha256, "at": clock.now()}
    conn.execute(tables.epoch.insert().values(run_id=run_id, number=number, **row))


def of_run(conn: Connection, run_id: int) -> list[Epoch]:
    """The epochs that a run has done, in their order."""
    rows = conn.execute(select(tables.epoch).where(EPOCH.run_id == run_id).order_by(EPOCH.number))
    return [Epoch(row.number, row.metrics, row.checkpoint, row.checkpoint_sha256, row.at) for row in rows]


def drop_after(conn: Connection, run_id: int, number: int) -> None:
    """Let go of all epochs after one: they will be done again."""
    conn.execute(tables.epoch.delete().where(EPOCH.run_id == run_id, EPOCH.number > number))


def keep_checkpoints(conn: Connection, run_id: int, numbers: Collection[int]) -> list[str]:
    """Let go of the checkpoints of all other epochs.

    Returns:
        Their files below the runs folder, which are the caller's to remove.
    """
    others = (EPOCH.run_id == run_id, EPOCH.number.not_in(numbers), EPOCH.checkpoint.is_not(None))
    gone = list(conn.execute(select(EPOCH.checkpoint).where(*others)).scalars())
    conn.execute(update(tables.epoch).where(*others).values(checkpoint=None, checkpoint_sha256=None))
    return [file for file in gone if file is not None]
