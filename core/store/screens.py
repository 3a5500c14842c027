"""Pictures of photos at the size of a screen, made on demand; those that were not looked at for longest go first."""

import secrets
from contextlib import suppress
from pathlib import Path

from core.base import images
from core.rules import canvas_boxes
from core.rules.canvas_boxes import Size
from core.store import originals
from core.store.db import Album

SIDE = 1600  # longest side in pixels: a face can still be judged, and a browser gets it at once
MOST_BYTES = 200_000_000  # of all pictures together, some 700


def size(photo: Size) -> Size:
    """Size of the picture of a photo."""
    return canvas_boxes.fit(photo, SIDE)


def path(album: Album, sha256: str) -> Path:
    """Where the picture of a photo lies, once it was made."""
    return album.folder / "thumbs" / "screens" / f"{sha256}.jpg"


def get(album: Album, photo_id: int, sha256: str) -> bytes | None:
    """The picture of a photo as a JPEG file, upright.

    Args:
        album: The album.
        photo_id: The photo.
        sha256: Its content hash.

    Returns:
        None where the photo's own file is gone or was changed.

    Raises:
        BadPhotoError: The photo can't be decoded any more.
    """
    kept = path(album, sha256)
    if kept.exists():
        kept.touch()  # it was looked at just now
        return kept.read_bytes()
    with album.read() as conn:
        data = originals.read(conn, photo_id)
    if data is None:
        return None
    jpeg = images.encode_jpeg(images.shrink(images.open_upright(data, SIDE).pixels, SIDE))
    kept.parent.mkdir(parents=True, exist_ok=True)
    new = kept.with_suffix(f".{secrets.token_hex(4)}")
    new.write_bytes(jpeg)
    new.replace(kept)  # whole or not at all: two sessions may look at the same photo
    with suppress(FileNotFoundError):  # another session makes room as well
        _make_room(kept.parent)
    return jpeg


def _make_room(folder: Path) -> None:
    """Remove the pictures that were not looked at for longest, until the others fit."""
    facts = [(one.stat(), one) for one in folder.glob("*.jpg")]
    too_much = sum(fact.st_size for fact, _ in facts) - MOST_BYTES
    for fact, oldest in sorted(facts, key=lambda one: one[0].st_mtime_ns):
        if too_much <= 0:
            return
        oldest.unlink()
        too_much -= fact.st_size
