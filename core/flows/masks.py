"""Learning who wears a mask from what people said of some faces."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.base.records import FaceTable
from core.rules.embedders import BUILT_IN
from core.store import faces, labels, mask_states
from core.store.db import Album, Connection
from core.vision import mask_state


@dataclass(frozen=True)
class Seen:
    """What is seen of every face that the built-in embedder knows, and what people say of its mask.

    Attributes:
        face_ids: Ascending, shape (F,).
        embeddings: Unit vectors, shape (F, D).
        scores: The detector's, NaN where a human drew the face, shape (F,).
        sharpness: As in Quality, shape (F,).
        known: Probability of a mask as it stands in the album, shape (F,).
        said: 1 where people said that it wears one, 0 where that it wears none, else NaN, shape (F,).
    """

    face_ids: NDArray[np.int64]
    embeddings: NDArray[np.float32]
    scores: NDArray[np.float64]
    sharpness: NDArray[np.float64]
    known: NDArray[np.float64]
    said: NDArray[np.float64]


def gather(
    conn: Connection, table: FaceTable, vectors: tuple[NDArray[np.int64], NDArray[np.float32]] | None = None
) -> Seen:
    """Read what is learned from.

    Args:
        conn: A transaction.
        table: Every face, read in the same one.
        vectors: Faces and vectors of the built-in embedder, where they were read in the same one.
    """
    face_ids, embeddings = vectors or faces.embeddings(conn, BUILT_IN)
    rows, standing = np.searchsorted(table.ids, face_ids), labels.standing(conn)
    words = (standing[face_id].masked if face_id in standing else None for face_id in face_ids.tolist())
    return Seen(
        face_ids=face_ids,
        embeddings=embeddings,
        scores=mask_states.detector_scores(conn)[rows],
        sharpness=table.sharpness[rows],
        known=table.masked[rows],
        said=np.array([np.nan if word is None else float(word) for word in words], np.float64),
    )


def learn(album: Album, seen: Seen) -> None:
    """Record for every face whether it wears a mask, as far as the labels make that sure."""
    found = mask_state.learn(seen.embeddings, seen.scores, seen.sharpness, seen.said)
    changed = ~((found == seen.known) | (np.isnan(found) & np.isnan(seen.known)))
    with album.write() as conn:
        mask_states.put(conn, seen.face_ids[changed], found[changed])
