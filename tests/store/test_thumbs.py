import numpy as np

from core.base.records import Box, Detection, LookedFace, Quality
from core.store import thumbs
from core.store.db import Album

SHA256 = "ab" + "0" * 62


def test_thumbnails_lie_by_their_photos_hash_and_their_place(album: Album) -> None:
    box = Box(1.4, 20.6, 300, 400)
    face = LookedFace(
        Detection(box, np.zeros((5, 2), np.float32), 1.0), Quality(9, 9, 0), np.zeros(4, np.float32), b"f"
    )
    thumbs.save_photo(album, SHA256, b"p")
    for _ in range(2):
        thumbs.save_face(album, SHA256, face)
    folder = album.folder / "thumbs" / "ab"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        f"{SHA256}.jpg": b"p",
        f"{SHA256}_1-21-300-400.jpg": b"f",
    }
    assert thumbs.photo_path(album, SHA256).read_bytes() == b"p"
    assert thumbs.face_path(album, SHA256, box).read_bytes() == b"f"
