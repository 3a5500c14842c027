"""Who is on photos that are not kept: looked at like the album's own, scored by one run, and left in no table."""

from collections.abc import Callable

import numpy as np

from core.base import child, errors, progress
from core.base.progress import Progress
from core.flows import crop_scores
from core.flows.crop_scores import Scorer
from core.flows.eyes import Eyes
from core.store import recognise, runs
from core.store.db import Album
from core.store.recognise import DroppedFace, DroppedPhoto
from core.vision import align
from core.vision.look import Looker


def recognise_drop(
    album: Album,
    drop: str,
    run_id: int | None,
    looker: Looker,
    on_progress: Progress = progress.untold,
    on_wait: Callable[[], None] = child.ignore,
) -> int:
    """Look at the photos of a drop, and write down who is on them for the page that laid them there.

    Args:
        album: The album.
        drop: Its name, as recognise.put gave it.
        run_id: The run that scores the faces; None for the album's.
        looker: Embeds the faces that are seen.
        on_progress: Told how many photos of how many are done.
        on_wait: Called several times a second while a photo is looked at; what it raises ends the work.

    Returns:
        How many faces were found.

    Raises:
        MissingError: The drop is gone, there is no such run, or its file is gone.
        WrongUseError: The run is of a kind that scores only faces of the album.
    """
    with album.read() as conn:
        run = runs.to_decide_with(conn, run_id)
    score = crop_scores.scorer(album, run, looker)
    paths = recognise.photos(album, drop)
    found = []
    with Eyes(on_wait) as eyes:
        for done, path in enumerate(paths, start=1):
            found.append(_look(eyes, path.read_bytes(), score))
            on_progress(done, len(paths))
    recognise.write(album, drop, found)
    return sum(len(photo.faces) for photo in found)


def _look(eyes: Eyes, data: bytes, score: Scorer) -> DroppedPhoto:
    try:
        seen = eyes.see(data)
    except errors.BadPhotoError as error:
        return DroppedPhoto(0, 0, (), error.message)
    crops = np.array([face.crop for face in seen.faces], np.uint8).reshape(-1, align.SIDE, align.SIDE, 3)
    its_faces = (
        DroppedFace(face.detection.box, face.quality, tuple(row.tolist()), face.thumbnail)
        for face, row in zip(seen.faces, score(crops), strict=True)
    )
    return DroppedPhoto(seen.header.width, seen.header.height, tuple(its_faces))
