"""The screen-sized picture of a photo: upright, made once, within a bound, and never of another photo."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from core.base import images
from core.base.errors import BadPhotoError
from core.base.records import Box, Header, Outcome
from core.rules import canvas_boxes
from core.rules.canvas_boxes import Size
from core.rules.moments import Shot
from core.store import files, originals, photos, screens
from core.store.db import Album
from core.store.files import KnownFile
from core.store.photos import NewPhoto
from tests import drawing

PLACE = Box(2100, 1500, 3100, 2100)  # of a red rectangle on a black photo


def add(album: Album, path: Path, data: bytes) -> tuple[int, str]:
    """Let an album know a file as a photo."""
    drawing.save(path, data)
    sha256, header = hashlib.sha256(data).hexdigest(), images.read_header(data)
    with album.write() as conn:
        photo_id = photos.add(conn, NewPhoto(sha256, header, Shot(None, 0), "test"))
        root, _ = files.claim(conn, path.parent)
        files.put(conn, [KnownFile(root, path.name, len(data), 0, Outcome.ADDED, None, photo_id)])
    return photo_id, sha256


def marked(*, width: int = 4032, height: int = 3024) -> Image.Image:
    """A black photo of twelve megapixels with a red rectangle."""
    photo = Image.new("RGB", (width, height))
    ImageDraw.Draw(photo).rectangle((PLACE.x1, PLACE.y1, PLACE.x2 - 1, PLACE.y2 - 1), fill=(255, 0, 0))
    return photo


def red(jpeg: bytes) -> Box:
    """Where an image is more red than black."""
    rows, columns = np.nonzero(images.open_upright(jpeg).pixels[:, :, 0] > 127)
    return Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_box_lies_on_the_picture_where_it_lies_on_the_upright_photo(
    album: Album, tmp_path: Path, orientation: int
) -> None:
    photo_id, sha256 = add(album, tmp_path / "a.jpg", drawing.jpeg(marked(), orientation=orientation))
    picture = screens.get(album, photo_id, sha256)
    assert picture is not None
    photo = Size(4032, 3024)
    assert images.read_header(picture) == Header("JPEG", *screens.size(photo), 1, None)
    wanted = canvas_boxes.to_canvas(PLACE, photo, screens.size(photo))
    assert max(abs(now - then) for now, then in zip(red(picture), wanted, strict=True)) <= 1


def test_it_is_made_once_and_outlives_the_file(album: Album, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    photo_id, sha256 = add(album, path, drawing.jpeg(drawing.plain(1)))
    picture = screens.get(album, photo_id, sha256)
    path.unlink()
    assert screens.get(album, photo_id, sha256) == picture is not None


@pytest.mark.parametrize("fate", ["gone", "another photo"])
def test_no_picture_where_the_file_is(album: Album, tmp_path: Path, fate: str) -> None:
    path = tmp_path / "a.jpg"
    photo_id, sha256 = add(album, path, drawing.jpeg(drawing.plain(1)))
    path.unlink()
    if fate == "another photo":
        drawing.save(path, drawing.jpeg(drawing.plain(2)))
    assert screens.get(album, photo_id, sha256) is None
    assert not screens.path(album, sha256).exists()


def test_a_copy_does_as_well(album: Album, tmp_path: Path) -> None:
    data = drawing.jpeg(drawing.plain(1))
    photo_id, _ = add(album, tmp_path / "a.jpg", data)
    copy = drawing.save(tmp_path / "copy.jpg", data)
    with album.write() as conn:
        root, _ = files.claim(conn, tmp_path)
        files.put(conn, [KnownFile(root, copy.name, len(data), 0, Outcome.ALREADY_THERE, None, photo_id)])
        (tmp_path / "a.jpg").unlink()
        assert originals.read(conn, photo_id) == data


def test_a_photo_that_cannot_be_decoded_is_told(album: Album, tmp_path: Path) -> None:
    data = drawing.jpeg(marked())
    photo_id, sha256 = add(album, tmp_path / "a.jpg", data[: len(data) // 2])
    with pytest.raises(BadPhotoError):
        screens.get(album, photo_id, sha256)


def test_those_not_looked_at_for_longest_go(album: Album, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [add(album, tmp_path / f"{number}.jpg", drawing.jpeg(drawing.plain(number))) for number in range(4)]
    for age, (photo_id, sha256) in enumerate(known[:3]):
        screens.get(album, photo_id, sha256)
        os.utime(screens.path(album, sha256), (1000 + age, 1000 + age))
    screens.get(album, *known[0])  # the oldest is looked at once more
    sizes = [screens.path(album, sha256).stat().st_size for _, sha256 in known[:3]]
    monkeypatch.setattr(screens, "MOST_BYTES", sum(sizes))
    screens.get(album, *known[3])
    left = [screens.path(album, sha256).exists() for _, sha256 in known]
    assert left[0] and not left[1] and left[3]
    assert sum(path.stat().st_size for path in screens.path(album, "").parent.glob("*")) <= sum(sizes)
