"""How much there is to learn from, counted without reading it."""

from sqlalchemy import Connection, func, select

from core.base.records import Statement
from core.rules.kinds import Amount
from core.store import faces, labels, photos, tables

LABELLED = (Statement.IS_PERSON.value, Statement.IS_STRANGER.value)


def amount(conn: Connection) -> Amount:
    """Count what a training would learn from now."""
    said = labels.identities().where(tables.label.c.statement.in_(LABELLED)).subquery()
    face = tables.face.c
    counts = select(func.count(face.id.distinct()), func.count(face.photo_id.distinct()))
    labelled_faces, labelled_photos = conn.execute(counts.where(face.id.in_(select(said.c.face_id)))).one()
    return Amount(labelled_faces, labelled_photos, faces.count(conn), photos.count(conn))
