"""Looking at faces that a human drew or moved, so that they take part like any other."""

from collections.abc import Mapping
from contextlib import suppress

from core.base import errors
from core.base.records import Box
from core.flows import scoring
from core.store import deciding, drawn, embedders, face_scores, originals
from core.store.db import Album
from core.vision.look import Looker


def look(album: Album, photo_id: int, places: Mapping[int, Box], looker: Looker) -> int:
    """Align, embed and measure faces of human origin, and let the run that decides score them.

    Args:
        album: The album.
        photo_id: Their photo.
        places: Box by face id; a face that was moved on, removed or looked at meanwhile is left alone.
        looker: Looks at them.

    Returns:
        How many faces were looked at.

    Raises:
        MissingError: The photo's file is gone or was changed, or the looker's weights are absent.
        BadPhotoError: The photo can't be decoded any more.
    """
    with album.read() as conn:
        waiting = drawn.waiting(conn, photo_id)
        wanted = {face_id: box for face_id, box in places.items() if waiting.get(face_id) == box}
        data = originals.read(conn, photo_id) if wanted else b""
        brought = embedders.in_use(album, conn)
    if data is None:
        raise errors.MissingError("drawn-photo-gone")
    if not wanted:
        _score(album, [])  # one that was put back, where a newer run never saw it
        return 0
    looked = looker.look_at_boxes(data, list(wanted.values()), brought)
    with album.write() as conn:
        seen = [
            face_id
            for face_id, face in zip(wanted, looked, strict=True)
            if drawn.complete(conn, album, face_id, face, looker.embedder_name)
        ]
    _score(album, seen)
    return len(seen)


def _score(album: Album, face_ids: list[int]) -> None:
    """Let the run that decides, and the quick one that may decide again, score faces anew, as far as there are any."""
    with album.write() as conn:
        for face_id in face_ids:  # what a run said before they were looked at means nothing
            face_scores.cut(conn, face_id)
        deciding_now = deciding.either(conn)
    for run in deciding_now:
        with suppress(errors.MissingError, errors.WrongUseError):  # it is gone or has died: they count as new
            scoring.score_new_faces(album, run)
