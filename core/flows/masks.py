"""Learning who wears a mask from what people said of some faces."""

import numpy as np

from core.store import faces, labels, mask_states
from core.store.db import Album
from core.vision import embed, mask_state


def learn(album: Album) -> None:
    """Record for every face whether it wears a mask, as far as the labels make that sure."""
    with album.read() as conn:
        table = faces.table(conn)
        scores = mask_states.detector_scores(conn)
        face_ids, embeddings = faces.embeddings(conn, embed.NAME)
        standing = labels.standing(conn)
    rows = np.searchsorted(table.ids, face_ids)
    words = (standing[face_id].masked if face_id in standing else None for face_id in face_ids.tolist())
    said = np.array([np.nan if word is None else float(word) for word in words], np.float64)
    probabilities = mask_state.learn(embeddings, scores[rows], table.sharpness[rows], said)
    changed = ~((probabilities == table.masked[rows]) | (np.isnan(probabilities) & np.isnan(table.masked[rows])))
    with album.write() as conn:
        mask_states.put(conn, face_ids[changed], probabilities[changed])
