"""The embedders of an album: the built-in one and those that the user brought, which is chosen, and whom each lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from core.base import errors
from core.base.records import RunKind, RunState
from core.rules import embedders
from core.rules.embedders import Brought, Colours, Scale
from core.store import faces, kept_faces, options, run_files, tables
from core.store.db import Album

FACE, EMBEDDING, RUN = tables.face.c, tables.embedding.c, tables.run.c
CHOSEN, BROUGHT = "embedder", "embedders"  # settings
FOLDER = "weights"  # of the album, where the copies lie


@dataclass(frozen=True)
class Removed:
    """What went with an embedder.

    Attributes:
        faces: How many had a vector of it.
        runs: Ids of those that read it.
    """

    name: str
    faces: int
    runs: tuple[int, ...]


def every(album: Album, conn: Connection) -> list[Brought]:
    """All embedders that were brought, oldest first."""
    return [
        Brought(
            path=copy_of(album, one["sha256"]),
            sha256=one["sha256"],
            licence=one["licence"],
            source=one["source"],
            colours=Colours(one["colours"]),
            scale=Scale(one["scale"]),
            dimensions=one["dimensions"],
        )
        for one in options.get(conn, BROUGHT, [])
    ]


def names(album: Album, conn: Connection) -> set[str]:
    """Whatever the album's vectors can be of: the built-in embedder, clothes, those brought, and those of runs."""
    own = select(RUN.embedder).where(RUN.kind == RunKind.EMBEDDER.value, RUN.embedder.is_not(None))
    brought = {one.name for one in every(album, conn)}
    return {embedders.BUILT_IN, embedders.CLOTHES} | brought | set(conn.execute(own).scalars())


def copy_of(album: Album, sha256: str) -> Path:
    """Where an album keeps its copy of a file."""
    return album.folder / FOLDER / f"{sha256}.onnx"


def put(album: Album, conn: Connection, brought: Brought) -> None:
    """Write down an embedder whose copy lies in the album; one of this name is replaced."""
    others = [one for one in every(album, conn) if one.name != brought.name]
    options.put(conn, BROUGHT, [_to_json(one) for one in (*others, brought)])


def chosen(conn: Connection) -> str:
    """Name of the embedder that new runs learn on."""
    return str(options.get(conn, CHOSEN, embedders.BUILT_IN))


def choose(conn: Connection, name: str) -> None:
    """Let new runs learn on an embedder."""
    options.put(conn, CHOSEN, None if name == embedders.BUILT_IN else name)


def called(album: Album, conn: Connection, name: str) -> Brought | None:
    """The embedder of a name, or of the beginning of one; None for the built-in one.

    Raises:
        MissingError: There is none, or several begin so.
    """
    known = {embedders.BUILT_IN: None} | {one.name: one for one in every(album, conn)}
    found = [whole for whole in known if whole == name] or [whole for whole in known if whole.startswith(name)]
    if not name or len(found) != 1:
        raise errors.MissingError("embedder-unknown", name=name)
    return known[found[0]]


def of_run(album: Album, conn: Connection, embedder: str | None) -> list[Brought]:
    """The brought embedder that a run reads; none where it reads another one."""
    return [one for one in every(album, conn) if one.name == embedder]


def in_use(album: Album, conn: Connection) -> list[Brought]:
    """The brought embedders that new faces need vectors of: the chosen one, and those that finished heads read.

    An embedder that is not chosen and whose copy is gone is left out.
    """
    now = chosen(conn)
    heads = select(RUN.embedder).where(RUN.kind == RunKind.HEAD.value, RUN.state == RunState.DONE.value).distinct()
    read = set(conn.execute(heads).scalars())
    return [one for one in every(album, conn) if one.name == now or (one.name in read and one.path.is_file())]


def lacking(conn: Connection, name: str) -> dict[int, dict[int, NDArray[np.float32]]]:
    """The faces that were looked at but have no vector of an embedder.

    Returns:
        By photo id and face id, the landmarks in pixels of the upright photo, (5, 2).
    """
    has_one = select(EMBEDDING.face_id).where(EMBEDDING.face_id == FACE.id, EMBEDDING.embedder == name).exists()
    looked_at = select(EMBEDDING.face_id).where(EMBEDDING.face_id == FACE.id).exists()
    query = select(FACE.photo_id, FACE.id, FACE.landmarks).where(~has_one, looked_at).order_by(FACE.photo_id, FACE.id)
    found: dict[int, dict[int, NDArray[np.float32]]] = {}
    for row in conn.execute(query):
        found.setdefault(row.photo_id, {})[row.id] = np.array(row.landmarks, np.float32)
    return found


def add_vectors(
    conn: Connection,
    name: str,
    cut_at: Mapping[int, NDArray[np.float32]],
    face_ids: NDArray[np.int64],
    vectors: NDArray[np.float32],
) -> None:
    """Keep vectors of faces that are still where they were.

    Args:
        conn: A writing transaction.
        name: The embedder.
        cut_at: The landmarks that each face was cut out at, by face id.
        face_ids: Shape (F,).
        vectors: Unit vectors, shape (F, D).
    """
    query = select(FACE.id, FACE.landmarks).where(FACE.id.in_(face_ids.tolist()))
    now = {row.id: np.array(row.landmarks, np.float32) for row in conn.execute(query)}
    still = [face_id in now and np.array_equal(now[face_id], cut_at[face_id]) for face_id in face_ids.tolist()]
    faces.put_embeddings(conn, name, face_ids[still], vectors[still])


def readers(conn: Connection, name: str) -> list[int]:
    """Ids of the runs that read an embedder, finished or not."""
    query = select(RUN.id).where(RUN.embedder == name, RUN.kind != RunKind.EMBEDDER.value).order_by(RUN.id)
    return list(conn.execute(query).scalars())


def remove(album: Album, name: str, *, with_runs: bool = False) -> Removed:
    """Remove an embedder that was brought: its vectors, its file, and the runs that read it.

    Args:
        album: The album.
        name: The embedder's, or how it begins.
        with_runs: Whether runs that read it may go, too.

    Raises:
        MissingError: There is no such embedder.
        WrongUseError: It is the built-in one, new runs learn on it, runs read it and may not go, or a training is
            running.
    """
    with album.read() as conn:
        brought = called(album, conn, name)
        if brought is None:
            raise errors.WrongUseError("embedder-stays")
        runs = tuple(readers(conn, brought.name)) if with_runs else ()
        _refuse(conn, brought.name, runs)
    for run_id in runs:
        run_files.delete(album, run_id)
    with album.write() as conn:
        _refuse(conn, brought.name, ())  # somebody may have learned on it meanwhile
        gone = conn.execute(tables.embedding.delete().where(EMBEDDING.embedder == brought.name)).rowcount
        kept_faces.let_go(conn, embedders=[brought.name])
        left = [one for one in every(album, conn) if one.name != brought.name]
        options.put(conn, BROUGHT, [_to_json(one) for one in left])
    if all(one.path != brought.path for one in left):  # one file can be two embedders: given colours in another order
        brought.path.unlink(missing_ok=True)
    return Removed(brought.name, gone, runs)


def _refuse(conn: Connection, name: str, going: tuple[int, ...]) -> None:
    """Refuse to remove an embedder that is needed by more than the runs that go."""
    if chosen(conn) == name:
        raise errors.WrongUseError("embedder-in-use", name=name)
    needed_by = [run_id for run_id in readers(conn, name) if run_id not in going]
    if needed_by:
        raise errors.WrongUseError("embedder-has-runs", name=name, runs=", ".join(map(str, needed_by)))


def _to_json(one: Brought) -> dict[str, Any]:
    return {
        "sha256": one.sha256,
        "licence": one.licence,
        "source": one.source,
        "colours": one.colours.value,
        "scale": one.scale.value,
        "dimensions": one.dimensions,
    }
