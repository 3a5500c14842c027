"""A face as an album holds it, taken down so that it can be put back.

What comes back are its row, its vectors, what runs said of it, its thumbnail, and what people said of a face that went;
not what has lost its meaning since: vectors of embedders and scores of runs that are gone. Not kept are its group,
which the next grouping gives, its crop, which the next training cuts, and its answers in spot checks.
"""

import base64
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Table, delete, insert, select, update

from core.base.records import Box, FaceOrigin
from core.store import face_scores, faces, photos, tables, thumbs
from core.store.db import Album, Connection

FACE, LABEL = tables.face.c, tables.label.c
EMBEDDING, CHANGE, PROPOSAL = tables.embedding.c, tables.box_change.c, tables.proposal.c
GROUPED = ("cluster", "slice", "doubtful")  # what the last grouping of all faces made of it; not the face's own


@dataclass(frozen=True)
class Kept:
    """A face as it was.

    Attributes:
        facts: As JSON: "face" is its row, "vectors" are its vectors in base 64 by embedder, "scores" are what runs
            said of it by the run's id, as the persons of the columns and a row in base 64, and "labels", of a face that
            went, its rows of the journal.
        thumbnail: JPEG bytes; None where there was none.
    """

    facts: Mapping[str, Any]
    thumbnail: bytes | None

    @property
    def box(self) -> Box:
        """Where it was, in pixels of the upright photo."""
        return Box(*(self.facts["face"][side] for side in Box._fields))


def keep(conn: Connection, album: Album, face_id: int, *, goes: bool) -> Kept:
    """Take down what the album holds of a face, and take its thumbnail away.

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
        "vectors": {row["embedder"]: _text(row["vector"]) for row in vectors},
        "scores": {row.run_id: [row.people, _text(row.scores)] for row in face_scores.of(conn, face_id)},
        "labels": [{**row, "at": row["at"].isoformat()} for row in said],
    }
    return Kept(facts, _take_thumbnail(conn, album, face["photo_id"], Kept(facts, None).box))


def put(conn: Connection, album: Album, kept: Kept, embedders: Collection[str]) -> None:
    """Make a face what it was; it may be gone by now.

    Args:
        conn: A writing transaction.
        album: The album, for its thumbnails.
        kept: The face.
        embedders: Names of those whose vectors still mean anything; others are left out.
    """
    face = _as_of_today(conn, kept.facts["face"])
    face_id = face["id"]
    clear(conn, face_id)
    if not conn.execute(update(tables.face).where(FACE.id == face_id).values(face)).rowcount:
        conn.execute(insert(tables.face).values(face))
    for said in sorted(kept.facts["labels"], key=lambda one: -one["id"]):  # an undone row refers to a newer one
        conn.execute(insert(tables.label).values(said | {"at": datetime.fromisoformat(said["at"])}))
    for embedder in kept.facts["vectors"].keys() & set(embedders):
        vector = base64.b64decode(kept.facts["vectors"][embedder])
        conn.execute(insert(tables.embedding).values(face_id=face_id, embedder=embedder, vector=vector))
    for run_id, (people, scores) in kept.facts["scores"].items():
        face_scores.put(conn, face_id, face_scores.Row(int(run_id), tuple(people), base64.b64decode(scores)))
    if kept.thumbnail is not None:
        path = thumbs.face_path(album, photos.hash_of(conn, face["photo_id"]), kept.box)
        path.write_bytes(kept.thumbnail)


def clear(conn: Connection, face_id: int) -> None:
    """Take away what was found of a face where it is: vectors, crop, and what runs say of it; for another place."""
    conn.execute(delete(tables.embedding).where(EMBEDDING.face_id == face_id))
    conn.execute(delete(tables.crop).where(tables.crop.c.face_id == face_id))
    face_scores.cut(conn, face_id)


def let_go(conn: Connection, *, embedders: Collection[str], run_id: int | None = None) -> None:
    """Strip all kept faces of what embedders and a run made of them, which go from the album."""
    for row in conn.execute(select(CHANGE.id, CHANGE.kept).where(CHANGE.kept.is_not(None))).all():
        vectors = {name: vector for name, vector in row.kept["vectors"].items() if name not in embedders}
        scores = {of: said for of, said in row.kept["scores"].items() if of != str(run_id)}
        left = {**row.kept, "vectors": vectors, "scores": scores}
        if left != row.kept:
            conn.execute(update(tables.box_change).where(CHANGE.id == row.id).values(kept=left))


def _as_of_today(conn: Connection, face: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row of a kept face; one that a run had proposed is a human's once the run is gone, as by take_back there."""
    there = conn.execute(select(FACE.detector_score).where(FACE.id == face["id"])).one_or_none()
    is_proposed = conn.execute(select(PROPOSAL.run_id).where(PROPOSAL.face_id == face["id"])).first() is not None
    was_made_human = there is not None and there.detector_score is None
    if was_made_human or (face["origin"] == FaceOrigin.RUN.value and not is_proposed):
        return {**face, "origin": FaceOrigin.HUMAN.value, "detector_score": None}
    return face


def _take_thumbnail(conn: Connection, album: Album, photo_id: int, box: Box) -> bytes | None:
    path = thumbs.face_path(album, photos.hash_of(conn, photo_id), box)
    thumbnail = path.read_bytes() if path.exists() else None
    if list(faces.of_photo(conn, photo_id).values()).count(box) == 1:  # else it is another face's as well
        path.unlink(missing_ok=True)
    return thumbnail


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
