"""All that an album holds of a face, taken down so that it can be put back exactly."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, RowMapping, Table, delete, insert, select, update

from core.base.records import Box
from core.store import faces, tables, thumbs
from core.store.db import Album, Connection

FACE, PHOTO, LABEL = tables.face.c, tables.photo.c, tables.label.c
EMBEDDING, PREDICTION = tables.embedding.c, tables.prediction.c
GROUPED = ("cluster", "slice", "doubtful")  # what the last grouping of all faces made of it; not the face's own


@dataclass(frozen=True)
class Kept:
    """A face as it was.

    Attributes:
        facts: As JSON: "face" is its row, "vectors" are its vectors in base 64 by embedder, and "labels", of a face
            that went, its rows of the journal.
        thumbnail: JPEG bytes; None where there was none.
    """

    facts: Mapping[str, Any]
    thumbnail: bytes | None

    @property
    def box(self) -> Box:
        """Where it was, in pixels of the upright photo."""
        return Box(*(self.facts["face"][side] for side in Box._fields))


def keep(conn: Connection, album: Album, face_id: int, *, goes: bool) -> Kept:
    """Take down all that the album holds of a face, and take its thumbnail away.

    Args:
        conn: A writing transaction.
        album: The album, for its thumbnails.
        face_id: A face that is there.
        goes: Whether it is removed next, and with it what was said about it.
    """

    def rows(table: Table, column: ColumnElement[int]) -> Sequence[RowMapping]:
        return conn.execute(select(table).where(column == face_id)).mappings().all()

    ((face,), vectors) = rows(tables.face, FACE.id), rows(tables.embedding, EMBEDDING.face_id)
    said = rows(tables.label, LABEL.face_id) if goes else []
    facts = {
        "face": {name: value for name, value in face.items() if name not in GROUPED},
        "vectors": {row["embedder"]: base64.b64encode(row["vector"]).decode() for row in vectors},
        "labels": [{**row, "at": row["at"].isoformat()} for row in said],
    }
    return Kept(facts, _take_thumbnail(conn, album, face["photo_id"], Kept(facts, None).box))


def put(conn: Connection, album: Album, kept: Kept) -> None:
    """Make a face what it was; it may be gone by now, and nothing is left out of what was kept."""
    face = kept.facts["face"]
    face_id = face["id"]
    if conn.execute(update(tables.face).where(FACE.id == face_id).values(face)).rowcount:
        clear(conn, face_id)
    else:
        conn.execute(insert(tables.face).values(face))
    for said in sorted(kept.facts["labels"], key=lambda one: -one["id"]):  # an undone row refers to a newer one
        conn.execute(insert(tables.label).values(said | {"at": datetime.fromisoformat(said["at"])}))
    for embedder, vector in kept.facts["vectors"].items():
        row = {"face_id": face_id, "embedder": embedder, "vector": base64.b64decode(vector)}
        conn.execute(insert(tables.embedding).values(row))
    if kept.thumbnail is not None:
        path = thumbs.face_path(album, _sha256(conn, face["photo_id"]), kept.box)
        path.write_bytes(kept.thumbnail)


def clear(conn: Connection, face_id: int) -> None:
    """Take away what was found of a face where it is: vectors, crop, and what runs say of it; for another place."""
    conn.execute(delete(tables.embedding).where(EMBEDDING.face_id == face_id))
    conn.execute(delete(tables.crop).where(tables.crop.c.face_id == face_id))
    for row in conn.execute(select(tables.prediction)).all():
        ids = np.frombuffer(row.face_ids, "<i8")
        if face_id in ids:
            others = ids != face_id
            scores = np.frombuffer(row.scores, "<f2").reshape(len(ids), -1)
            part = (PREDICTION.run_id == row.run_id, PREDICTION.part == row.part)
            values = {"face_ids": ids[others].tobytes(), "scores": scores[others].tobytes()}
            conn.execute(update(tables.prediction).where(*part).values(values))


def _take_thumbnail(conn: Connection, album: Album, photo_id: int, box: Box) -> bytes | None:
    path = thumbs.face_path(album, _sha256(conn, photo_id), box)
    thumbnail = path.read_bytes() if path.exists() else None
    if list(faces.of_photo(conn, photo_id).values()).count(box) == 1:  # else it is another face's as well
        path.unlink(missing_ok=True)
    return thumbnail


def _sha256(conn: Connection, photo_id: int) -> str:
    return str(conn.execute(select(PHOTO.sha256).where(PHOTO.id == photo_id)).scalar_one())
