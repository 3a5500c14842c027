"""Reading originals again: only as long as a file still is the photo that the album knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.base import errors, images
from core.base.records import UprightImage
from core.store import files, originals, photos
from core.store.db import Connection


@dataclass(frozen=True)
class Originals:
    """Where the photos of an album lie.

    Attributes:
        paths: By photo id.
        hashes: SHA-256 of their bytes in hex, by photo id.
    """

    paths: Mapping[int, Path]
    hashes: Mapping[int, str]

    def upright(self, photo_id: int, side: int) -> UprightImage | None:
        """Decode a photo, its longer side at least so many pixels; None where it is gone or another one now."""
        try:
            data = originals.content(self.paths[photo_id], self.hashes[photo_id])
            return None if data is None else images.open_upright(data, side)
        except (KeyError, errors.BadPhotoError):
            return None


def find(conn: Connection) -> Originals:
    """Find the originals of all photos."""
    return Originals(files.of_photos(conn), photos.hashes(conn))
