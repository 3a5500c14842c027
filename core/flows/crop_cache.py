"""Crops of all faces, cut once from the originals and kept, so that a training never decodes a photo."""

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from core.base import images, progress
from core.base.progress import Progress
from core.flows import originals
from core.flows.originals import Originals
from core.store import crops
from core.store.db import Album
from core.vision import align, look

QUALITY = 95  # JPEG quality of a kept crop
BATCH = 32  # photos whose crops are kept in one transaction


def fill(album: Album, on_progress: Progress = progress.untold) -> int:
    """Cut out every face that has no kept crop yet.

    Args:
        album: The album.
        on_progress: Told how many photos of how many are done.

    Returns:
        How many faces have none still, since their photos are gone or were written over.
    """
    with album.read() as conn:
        wanted, photos = crops.missing(conn), originals.find(conn)
    ids, lost = list(wanted), 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            cut = list(pool.map(lambda photo_id: _cut(photos, photo_id, wanted[photo_id]), batch))
            with album.write() as conn:
                for some in cut:
                    crops.put(conn, some)
            lost += sum(len(wanted[photo_id]) for photo_id in batch) - sum(len(some) for some in cut)
            on_progress(start + len(batch), len(ids))
    return lost


def of_faces(album: Album, face_ids: Sequence[int]) -> tuple[NDArray[np.bool_], NDArray[np.uint8]]:
    """Read kept crops.

    Returns:
        Which faces have one, shape (F,), and these crops, RGB, shape (N, 112, 112, 3).
    """
    with album.read() as conn:
        kept = crops.of_faces(conn, face_ids)
    there = np.array([face_id in kept for face_id in face_ids], np.bool_)
    pixels = [images.open_upright(kept[face_id]).pixels for face_id in face_ids if face_id in kept]
    return there, np.array(pixels, np.uint8).reshape(-1, align.SIDE, align.SIDE, 3)


def _cut(photos: Originals, photo_id: int, faces: dict[int, NDArray[np.float32]]) -> dict[int, bytes]:
    """Cut the faces out of one photo, as JPEG files by face id."""
    image = photos.upright(photo_id, look.DECODED_SIDE)
    if image is None:
        return {}
    return {face_id: images.encode_jpeg(align.crop(image, marks), QUALITY) for face_id, marks in faces.items()}
