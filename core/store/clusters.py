"""Which faces look alike, as the worker last found them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from core.store import tables

FACE = tables.face.c


class Member(NamedTuple):
    """A face's place among those that look like it.

    Attributes:
        cluster: Equal for faces that look alike; the largest cluster is 0.
        slice: Faces of one slice of a cluster are named together, 0 first.
        is_doubtful: Whether it may be somebody else than the others.
    """

    cluster: int
    slice: int
    is_doubtful: bool


def put(conn: Connection, members: Mapping[int, Member]) -> None:
    """Record which faces look alike, by face id; all other faces are in no cluster."""
    change = update(tables.face)
    conn.execute(change.where(FACE.cluster.is_not(None)).values(cluster=None, slice=None, doubtful=None))
    if members:
        places: dict[str, Any] = {
            "cluster": bindparam("number"),
            "slice": bindparam("part"),
            "doubtful": bindparam("doubt"),
        }
        rows = [
            {"face": face_id, "number": one.cluster, "part": one.slice, "doubt": one.is_doubtful}
            for face_id, one in members.items()
        ]
        conn.execute(change.where(FACE.id == bindparam("face")).values(**places), rows)


def every(conn: Connection) -> dict[int, Member]:
    """The place of each face that looks like others, by face id."""
    query = select(FACE.id, FACE.cluster, FACE.slice, FACE.doubtful).where(FACE.cluster.is_not(None)).order_by(FACE.id)
    return {row.id: Member(row.cluster, row.slice, row.doubtful) for row in conn.execute(query)}
