"""Who is on photos that are not kept: looked at like the album's own, scored by one run, and left in no table."""

import numpy as np

from core.base import errors, progress
from core.base.progress import Progress
from core.base.records import RunKind
from core.rules.calibrate import Calibration
from core.store import recognise, runs
from core.store.db import Album
from core.store.recognise import DroppedPhoto
from core.vision import head
from core.vision.head import Head
from core.vision.look import Looker


def recognise_drop(
    album: Album, drop: str, run_id: int | None, looker: Looker, on_progress: Progress = progress.untold
) -> int:
    """Look at the photos of a drop, and write down who is on them for the page that laid them there.

    Args:
        album: The album.
        drop: Its name, as recognise.put gave it.
        run_id: The run that scores the faces; None for the newest.
        looker: Looks at the photos.
        on_progress: Told how many photos of how many are done.

    Returns:
        How many faces were found.

    Raises:
        MissingError: The drop is gone, there is no such run, or its file is gone.
        WrongUseError: The run is of a kind that scores only faces of the album.
    """
    with album.read() as conn:
        run = runs.to_decide_with(conn, run_id)
    if run.kind != RunKind.HEAD or run.calibration is None:
        raise errors.WrongUseError("drop-other-run")
    learned = head.load(album.folder / "runs" / (run.checkpoint or ""), run.checkpoint_sha256 or "")
    paths = recognise.photos(album, drop)
    found = []
    for done, path in enumerate(paths, start=1):
        found.append(_look(path.read_bytes(), looker, learned, run.calibration))
        on_progress(done, len(paths))
    recognise.write(album, drop, found)
    return sum(len(photo.faces) for photo in found)


def _look(data: bytes, looker: Looker, learned: Head, calibration: Calibration) -> DroppedPhoto:
    try:
        seen = looker.see(data)
    except errors.BadPhotoError as error:
        return DroppedPhoto(0, 0, (), error.message)
    (faces,) = looker.embed([seen])
    vectors = np.array([face.embedding for face in faces], np.float32).reshape(len(faces), learned.middles.shape[1])
    scores = calibration.probability(learned.scores(vectors))
    header = seen.header
    its_faces = (recognise.scored(face, row.tolist()) for face, row in zip(faces, scores, strict=True))
    return DroppedPhoto(header.width, header.height, tuple(its_faces))
