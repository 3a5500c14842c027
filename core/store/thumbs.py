"""Small pictures of photos and faces beside the album, named by what they show."""

from pathlib import Path

from core.base.records import Box, LookedFace
from core.store.db import Album


def photo_path(album: Album, sha256: str) -> Path:
    """Where the thumbnail of a photo lies."""
    return album.folder / "thumbs" / sha256[:2] / f"{sha256}.jpg"


def face_path(album: Album, sha256: str, box: Box) -> Path:
    """Where the thumbnail of a face lies: its photo's name and its place on it."""
    place = "-".join(f"{side:.0f}" for side in box)
    return album.folder / "thumbs" / sha256[:2] / f"{sha256}_{place}.jpg"


def save_photo(album: Album, sha256: str, jpeg: bytes) -> None:
    """Keep the thumbnail of a photo."""
    _save(photo_path(album, sha256), jpeg)


def save_face(album: Album, sha256: str, face: LookedFace) -> None:
    """Keep the thumbnail of a face."""
    _save(face_path(album, sha256, face.detection.box), face.thumbnail)


def _save(path: Path, jpeg: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(jpeg)
