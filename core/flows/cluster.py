"""Clustering: unnamed faces that look alike are put beside each other, in slices that are named one after the other."""

import numpy as np

from core.base import progress
from core.base.progress import Progress
from core.rules import clusters
from core.store import clusters as stored
from core.store import faces, labels
from core.store.clusters import Member
from core.store.db import Album
from core.vision import embed


def cluster(album: Album, on_progress: Progress = progress.untold) -> int:
    """Give each face that nobody has named its place in a cluster, and take it from all others.

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
    face_ids, embeddings = face_ids[unnamed], embeddings[unnamed]
    rows = np.searchsorted(table.ids, face_ids)
    numbers = clusters.group(embeddings, table.photo_ids[rows], on_progress=on_progress)
    likeness = clusters.likeness(embeddings, numbers)
    is_doubtful = clusters.doubtful(numbers, likeness)
    slices = clusters.slices(numbers, table.moments[rows], likeness)
    alike = np.flatnonzero(numbers != clusters.NOBODY)
    members = {int(face_ids[row]): Member(int(numbers[row]), int(slices[row]), bool(is_doubtful[row])) for row in alike}
    with album.write() as conn:
        stored.put(conn, members)
    return len(np.unique(numbers[alike]))
