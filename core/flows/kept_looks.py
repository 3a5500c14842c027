"""What stays of a look at a photo: all of the first one; of another, what was missed and what it sees better."""

from collections.abc import Sequence
from pathlib import Path

from core.base.records import FaceOrigin, LookedFace
from core.rules import boxes, moments
from core.rules.moments import Shot, When
from core.store import faces, looks, photos, proposals, thumbs
from core.store.db import Album, Connection
from core.store.photos import NewPhoto
from core.vision import embed, look
from core.vision.look import SeenPhoto


def add(
    album: Album,
    conn: Connection,
    path: Path,
    sha256: str,
    seen: SeenPhoto,
    found: Sequence[LookedFace],
    *,
    quick: bool,
) -> int:
    """Add a photo with its faces and return its id.

    Args:
        album: The album.
        conn: A writing transaction.
        path: Where the photo lies.
        sha256: Of its bytes.
        seen: What was seen on it.
        found: Its faces.
        quick: Whether it was looked at once, at few pixels.
    """
    when = When(seen.header.taken_at) if seen.header.taken_at else moments.time_from_name(path.name)
    looked_with = look.LOOKED_QUICKLY_WITH if quick else look.LOOKED_WITH
    photo_id = photos.add(conn, NewPhoto(sha256, seen.header, Shot(when, seen.difference_hash), looked_with))
    thumbs.save_photo(album, sha256, seen.thumbnail)
    _add_faces(album, conn, photo_id, sha256, found)
    return photo_id


def look_again(album: Album, conn: Connection, photo_id: int, sha256: str, found: Sequence[LookedFace]) -> int:
    """Add the faces of a photo that the album does not know, and see those better that a quick look had found.

    Faces that are known keep their ids, boxes and labels, and what runs said of them until the runs score faces anew.
    One that only a run had proposed is the detector's from now on. Those that a human moved or drew stay altogether;
    taking such a move back brings back what the quick look had seen.

    Args:
        album: The album.
        conn: A writing transaction.
        photo_id: The photo, which was looked at quickly.
        sha256: Of its bytes.
        found: All faces that a thorough look found on it.

    Returns:
        How many were added.
    """
    corners = boxes.corners(face.detection.box for face in found)
    known, by_hand = faces.of_photo(conn, photo_id), faces.of_humans(conn, photo_id)
    places = boxes.corners(known.values())
    for face_id, row in zip(known, boxes.match(places, corners, boxes.LOOKED_TWICE).tolist(), strict=True):
        if row != boxes.NO_MATCH and face_id not in by_hand:
            faces.renew(conn, face_id, found[row], embed.NAME)
            proposals.adopt(conn, face_id, found[row].detection.score)
    is_new = boxes.is_new(corners, places)
    missed = [face for face, is_missed in zip(found, is_new, strict=True) if is_missed]
    _add_faces(album, conn, photo_id, sha256, missed)
    looks.record(conn, [photo_id], look.LOOKED_WITH)
    return len(missed)


def settle_moments(conn: Connection) -> None:
    """Number the moments anew: new photos can lie between old ones."""
    before = photos.shots(conn)
    numbers = moments.group([shot for shot, _ in before.values()])
    now = zip(before.items(), numbers, strict=True)
    photos.set_moments(conn, {photo_id: number for (photo_id, (_, old)), number in now if number != old})


def _add_faces(album: Album, conn: Connection, photo_id: int, sha256: str, found: Sequence[LookedFace]) -> None:
    faces.add(conn, photo_id, found, embed.NAME, FaceOrigin.DETECTOR)
    for face in found:
        thumbs.save_face(album, sha256, face)
