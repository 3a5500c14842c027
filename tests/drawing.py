"""Tiny real photos for tests: plain ones without a face, and drawn faces that the detector finds."""

import io
import os
from datetime import datetime
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from PIL.ExifTags import IFD, Base

STORED = {  # how a camera that was held so stores an upright photo; the undoing of each EXIF orientation
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
PALE, DARK = ((232, 190, 160), (60, 40, 30)), ((150, 105, 80), (20, 20, 20))  # skin and hair


def plain(seed: int, *, width: int = 48, height: int = 36) -> Image.Image:
    """A photo without a face; another seed is another photo."""
    grey = np.random.default_rng(seed).integers(0, 256, (3, 4, 3), dtype=np.uint8)
    return Image.fromarray(grey).resize((width, height), Image.Resampling.BICUBIC)


def with_faces(faces: int, *, seed: int = 0) -> Image.Image:
    """A photo of 640 x 480 with up to two faces of about 160 x 200: left at (80, 80), right at (375, 90)."""
    photo = Image.new("RGB", (640, 480), (150, 180, 200 + seed))
    for place in ((60, 60, 200, *PALE), (360, 80, 180, *DARK))[:faces]:
        _draw_face(photo, *place)
    return photo.filter(ImageFilter.GaussianBlur(1.5))


def jpeg(photo: Image.Image, *, orientation: int = 1, taken_at: datetime | None = None) -> bytes:
    """A JPEG file, stored as a camera would that was held so."""
    exif = Image.Exif()
    if orientation != 1:
        exif[Base.Orientation] = orientation
        photo = photo.transpose(STORED[orientation])
    if taken_at is not None:
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = taken_at.strftime("%Y:%m:%d %H:%M:%S")
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=92, exif=exif.tobytes())
    return file.getvalue()


def save(path: Path, data: bytes) -> Path:
    """Write a file, and the folders that it needs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def save_plain(folder: Path, *names: str) -> list[Path]:
    """Write plain photos of different content, one for each name."""
    return [save(folder / name, jpeg(plain(sum(os.fsencode(name)) * 31 + len(name)))) for name in names]


def _draw_face(
    photo: Image.Image, left: int, top: int, size: int, skin: tuple[int, int, int], hair: tuple[int, int, int]
) -> None:
    draw, unit = ImageDraw.Draw(photo), size / 100

    def at(*places: float) -> list[float]:
        return [(left if i % 2 == 0 else top) + place * unit for i, place in enumerate(places)]

    def oval(x: float, y: float, wide: float, high: float, colour: tuple[int, ...]) -> None:
        draw.ellipse(at(x - wide, y - high, x + wide, y + high), fill=colour)

    oval(50, 52, 48, 60, hair)
    oval(50, 60, 40, 50, skin)
    draw.rectangle(at(35, 100, 65, 125), fill=skin)
    for eye in (33, 67):
        oval(eye, 52, 8.5, 5, (250, 250, 250))
        oval(eye, 52, 4.5, 4.5, (70, 45, 30))
        draw.line(at(eye - 9, 41, eye + 9, 41), fill=hair, width=round(3 * unit))
    shade = tuple(int(part * 0.88) for part in skin)
    draw.line(at(50, 52, 47, 70), fill=shade, width=round(2 * unit))
    oval(50, 70, 6, 4, shade)
    oval(50, 87, 13, 4.5, (190, 90, 90))
