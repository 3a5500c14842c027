"""Clustering: unnamed faces that look alike are put beside each other."""

import numpy as np

from core.base import progress
from core.base.progress import Progress
from core.rules import clusters
from core.store import faces, labels
from core.store.db import Album
from core.vision import embed


def cluster(album: Album, on_progress: Progress = progress.untold) -> int:
    """Give each face that nobody has named the number of its cluster, and take the number from all others.

    Args:
        album: The album.
        on_progress: Told how many faces of how many were compared.

    Returns:
        How many clusters there are.
    """
    with album.read() as conn:
        face_ids, embeddings = faces.embeddings(conn, embed.NAME)
        table = faces.table(conn)
        said = [face_id for face_id, stands in labels.standing(conn).items() if stands.identity is not None]
    unnamed = ~np.isin(face_ids, said)
    photos = table.photo_ids[np.searchsorted(table.ids, face_ids)]
    numbers = clusters.group(embeddings[unnamed], photos[unnamed], on_progress=on_progress)
    alike = numbers != clusters.NOBODY
    with album.write() as conn:
        faces.set_clusters(conn, dict(zip(face_ids[unnamed][alike].tolist(), numbers[alike].tolist(), strict=True)))
    return len(np.unique(numbers[alike]))
