"""The faces that stand as a child: what Cubby learns from."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, select

from core.base.records import Standing, Statement
from core.rules import figures
from core.rules.embedders import CLOTHES
from core.rules.examples import Example
from core.store import labels, tables

FACE, PHOTO, EMBEDDING, LABEL = tables.face.c, tables.photo.c, tables.embedding.c, tables.label.c
AT_ONCE = 10_000  # ids in one question
Seen = Row[int, int, float, float, float, float | None, int | None]
SEEN = (
    select(FACE.id, FACE.photo_id, FACE.side, FACE.sharpness, FACE.yaw, FACE.mask_probability, PHOTO.moment)
    .join(tables.photo)
    .order_by(FACE.id)
)


@dataclass(frozen=True)
class Balance:
    """How many faces stand as a child.

    Attributes:
        masked: Learned from, with a mask.
        unmasked: Learned from, without one.
        unsure: Learned from, where it is not known.
        left_out: Not learned from.
    """

    masked: int
    unmasked: int
    unsure: int
    left_out: int

    @property
    def learned(self) -> int:
        """All that are learned from."""
        return self.masked + self.unmasked + self.unsure


def of_person(conn: Connection, person_id: int) -> list[Example]:
    """The faces that stand as a person, in the order of their ids."""
    named = labels.identities().where(LABEL.person_id == person_id).subquery()
    own_photos = select(FACE.photo_id).join(named, named.c.face_id == FACE.id)
    rows = conn.execute(SEEN.where(FACE.photo_id.in_(own_photos))).all()
    standing = _standing(conn, [row.id for row in rows])
    by_photo: dict[int, list[Seen]] = defaultdict(list)
    for row in rows:
        if standing[row.id].identity is not Statement.IS_NOT_FACE:
            by_photo[row.photo_id].append(row)
    alone = set()
    for there in by_photo.values():
        if all(standing[row.id].person_id == person_id for row in there):
            alone.add(max(there, key=lambda row: float(row.side)).id)
    own = [row for row in rows if standing[row.id].person_id == person_id]
    return [_example(row, standing[row.id], is_alone=row.id in alone) for row in own]


def of_faces(conn: Connection, face_ids: Sequence[int]) -> list[Example]:
    """Some faces that are known to be alone on their photos, in the order asked for."""
    rows = {row.id: row for row in conn.execute(SEEN.where(FACE.id.in_(face_ids)))}
    standing = _standing(conn, face_ids)
    there = [face_id for face_id in face_ids if face_id in rows]
    return [_example(rows[face_id], standing[face_id], is_alone=True) for face_id in there]


def _example(row: Seen, stands: Standing, *, is_alone: bool) -> Example:
    masked = _masked(stands, row.mask_probability)
    return Example(row.id, is_alone, row.moment, row.side, row.sharpness, row.yaw, masked, stands.for_learning)


def vectors(conn: Connection, face_ids: Sequence[int]) -> NDArray[np.float32]:
    """Embeddings of some faces, by the embedder that has seen most of them; 0 where it has not, shape (F, D)."""
    by_embedder: dict[str, dict[int, bytes]] = defaultdict(dict)
    for start in range(0, len(face_ids), AT_ONCE):
        wanted = EMBEDDING.face_id.in_(face_ids[start : start + AT_ONCE])
        for row in conn.execute(select(tables.embedding).where(wanted, EMBEDDING.embedder != CLOTHES)):
            by_embedder[row.embedder][row.face_id] = row.vector
    found = max(by_embedder.values(), key=len, default={})
    nothing = bytes(len(next(iter(found.values()), b"")))
    kept = b"".join(found.get(face_id, nothing) for face_id in face_ids)
    return np.frombuffer(kept, "<f4").reshape(len(face_ids), len(nothing) // 4)


def balance(conn: Connection) -> dict[int, Balance]:
    """How many faces stand as each person, by person id; who has none is absent."""
    named = labels.identities().subquery()
    query = select(FACE.id, FACE.mask_probability, named.c.person_id).join(named, named.c.face_id == FACE.id)
    rows = conn.execute(query.where(named.c.person_id.is_not(None))).all()
    standing = _standing(conn, [row.id for row in rows])
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for row in rows:
        stands = standing[row.id]
        masked = _masked(stands, row.mask_probability)
        worn = "unsure" if masked is None else "masked" if masked >= figures.MASKED else "unmasked"
        counts[row.person_id][worn if stands.for_learning else "left_out"] += 1
    fields = ("masked", "unmasked", "unsure", "left_out")
    return {person_id: Balance(*(found[field] for field in fields)) for person_id, found in counts.items()}


def _masked(stands: Standing, probability: float | None) -> float | None:
    """A human's word about a mask goes before the machine's."""
    return probability if stands.masked is None else float(stands.masked)


def _standing(conn: Connection, face_ids: Sequence[int]) -> Mapping[int, Standing]:
    """What stands about each of some faces, however many they are."""
    standing: dict[int, Standing] = defaultdict(Standing)
    for start in range(0, len(face_ids), AT_ONCE):
        standing |= labels.standing_of(conn, face_ids[start : start + AT_ONCE])
    return standing
