"""How much there is to learn from, counted without reading it, and how long that took before."""

from sqlalchemy import Connection, func, select

from core.base.records import RunKind, Statement
from core.rules import estimates
from core.rules.kinds import KINDS, Amount
from core.store import faces, labels, photos, runs, tables

CPU = "cpu"  # what a run says that it computed on
LABELLED = (Statement.IS_PERSON.value, Statement.IS_STRANGER.value)


def amount(conn: Connection) -> Amount:
    """Count what a training would learn from now."""
    said = labels.identities().where(tables.label.c.statement.in_(LABELLED)).subquery()
    face = tables.face.c
    counts = select(func.count(face.id.distinct()), func.count(face.photo_id.distinct()))
    labelled_faces, labelled_photos = conn.execute(counts.where(face.id.in_(select(said.c.face_id)))).one()
    return Amount(labelled_faces, labelled_photos, faces.count(conn), photos.count(conn))


def pace(conn: Connection, kind: RunKind, *, on_card: bool) -> float | None:
    """How many times as long as estimated the newest training of a kind took here; None where there was none."""
    for run in reversed(runs.every(conn)):
        figures = run.metrics
        if run.kind == kind and "epoch_seconds" in figures and (figures["device"] != CPU) == on_card:
            of_run = Amount(**figures["amount"])
            return estimates.pace(KINDS[kind], run.settings, of_run, figures["epoch_seconds"], on_card=on_card)
    return None
