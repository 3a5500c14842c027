"""Opening a photo: the only decoder. Whatever the file, out comes an upright RGB image or a BadPhotoError."""

import io
import math
import re
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache

import cv2
import numpy as np
import pillow_heif
import simplejpeg
from numpy.typing import NDArray
from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    JpegImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)
from PIL.ExifTags import IFD, Base

from core.base.errors import BadPhotoError
from core.base.records import PHOTO_YEARS, Header, UprightImage

SUFFIXES = frozenset(  # what an import picks up, in lower case
    {".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".heic", ".heif", ".hif", ".avif"}
    | {".png", ".webp", ".tif", ".tiff", ".bmp", ".dib", ".gif"}
)
MOST_PIXELS = 100_000_000  # a photo with more is refused before it can fill the memory

# The class that reads each format, by a file's first bytes. Image.open would do the same, but it also knows formats
# whose readers start other programs, warns on the screen about large photos, and knows HEIC only by a global registry.
READERS: tuple[tuple[re.Pattern[bytes], Callable[[io.BytesIO], ImageFile.ImageFile]], ...] = (
    (re.compile(rb"\xff\xd8\xff"), JpegImagePlugin.JpegImageFile),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), PngImagePlugin.PngImageFile),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), WebPImagePlugin.WebPImageFile),
    (re.compile(rb".{4}ftyp.{0,40}avi[fs]", re.DOTALL), AvifImagePlugin.AvifImageFile),
    (re.compile(rb".{4}ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL), pillow_heif.HeifImageFile),
    (re.compile(rb"II[*+]\0|MM\0[*+]"), TiffImagePlugin.TiffImageFile),
    (re.compile(rb"GIF8[79]a"), GifImagePlugin.GifImageFile),
    (re.compile(rb"BM"), BmpImagePlugin.BmpImageFile),
)
FAULTS = (  # what a reader raises when the bytes are not what they should be
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    OverflowError,
    EOFError,
    RuntimeError,  # libheif and libavif
    struct.error,
    Image.DecompressionBombError,  # a frame or tile far larger than the photo says it is
)
CUT_OFF = re.compile(  # what readers say when a file ends too early
    "truncated|end of file|insufficient|full meta box|too small|requires a buffer|no more images|out of range", re.I
)
TURNED_BY_READER = {"HEIF", "TIFF"}
# How to turn each EXIF orientation upright: swap rows and columns, then flip (code of cv2.flip).
TURNS = {
    1: (False, None),
    2: (False, 1),
    3: (False, -1),
    4: (False, 0),
    5: (True, None),
    6: (True, 1),
    7: (True, -1),
    8: (True, 0),
}


def read_header(data: bytes) -> Header:
    """Read what a photo file says of itself; no pixel is decoded.

    Args:
        data: The whole file.

    Returns:
        The facts; the orientation is 1 where the format's reader turns the photo itself.

    Raises:
        BadPhotoError: The file is empty, no photo, broken, or has more than MOST_PIXELS.
    """
    return _header(_open(data))


def open_upright(data: bytes, side: int | None = None) -> UprightImage:
    """Decode a photo and turn it upright.

    Args:
        data: The whole file.
        side: Where given, the photo is reduced, so that its longer side has at least this many pixels (or all it
            has) and fewer than twice as many.

    Raises:
        BadPhotoError: The file is empty, no photo, cut off, broken, or has more than MOST_PIXELS.
    """
    image = _open(data)
    header = _header(image)
    longest = max(header.width, header.height)
    scale = next((scale for scale in (8, 4, 2) if side and longest >= scale * side), 1)  # what a JPEG can do
    pixels = _decode_jpeg(data, image, scale) if header.format == "JPEG" else None
    if pixels is None:
        pixels = _decode(image, scale)
    if side and max(pixels.shape) >= 2 * side:
        pixels = shrink(pixels, side)
    return UprightImage(_turn(pixels, header.orientation), header.width, header.height)


def has_position(data: bytes) -> bool:
    """Whether EXIF says at which place of the world a photo was taken; a broken EXIF block says nothing.

    Raises:
        BadPhotoError: The file is no photo, or broken.
    """
    image = _open(data)
    try:
        return bool(Image.Image.getexif(image).get_ifd(IFD.GPSInfo))
    except FAULTS:
        return False


def xmp(data: bytes) -> bytes:
    """The XMP block of a photo, as it stands in the file; empty where there is none.

    Raises:
        BadPhotoError: The file is no photo, or broken.
    """
    found = _open(data).info.get("xmp", b"")
    return found if isinstance(found, bytes) else str(found).encode()


def shrink(pixels: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Make the longer side of an image at most so long, by averaging; a smaller image stays as it is.

    Args:
        pixels: RGB, shape (H, W, 3).
        side: Longest side, in pixels.
    """
    height, width = pixels.shape[:2]
    factor = side / max(height, width)
    if factor >= 1:
        return pixels
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def encode_jpeg(pixels: NDArray[np.uint8], quality: int = 85) -> bytes:
    """Make a JPEG file.

    Args:
        pixels: RGB, shape (H, W, 3).
        quality: JPEG quality, 1 to 100.
    """
    return bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(pixels), quality, "RGB", "420"))


def difference_hash(pixels: NDArray[np.uint8]) -> int:
    """Say in 64 bits what an image looks like; near-identical images differ in few bits.

    Each bit says whether a cell of a 9 x 8 grid is brighter than its right neighbour.

    Args:
        pixels: RGB, shape (H, W, 3).

    Returns:
        The bits as a signed number, in [-2**63, 2**63), so that an SQL BIGINT holds it.

    Source: dHash, Krawetz 2013, "Kind of Like That", hackerfactor.com.
    """
    grey = cv2.cvtColor(cv2.resize(pixels, (9, 8), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
    brighter = grey[:, :-1] > grey[:, 1:]
    return int.from_bytes(np.packbits(brighter).tobytes(), "big", signed=True)


def _open(data: bytes) -> ImageFile.ImageFile:
    """Read a file's header with the reader of its format, and refuse what no reader should decode."""
    _hush()
    if not data:
        raise BadPhotoError("photo-empty")
    for start, reader in READERS:
        if start.match(data):
            with _reading():
                image = reader(io.BytesIO(data))
            break
    else:
        raise BadPhotoError("photo-unknown")
    if image.width * image.height > MOST_PIXELS:
        raise BadPhotoError(
            "photo-too-large", megapixels=round(image.width * image.height / 1e6), most=MOST_PIXELS // 1_000_000
        )
    return image


def _header(image: ImageFile.ImageFile) -> Header:
    orientation, taken_at = _exif(image)
    swapped, _ = TURNS[orientation]
    width, height = image.size[::-1] if swapped else image.size
    return Header(str(image.format), width, height, orientation, taken_at)


def _exif(image: ImageFile.ImageFile) -> tuple[int, datetime | None]:
    """Read orientation and time from EXIF; a broken EXIF block says nothing, and the photo is none the worse."""
    try:
        exif = Image.Image.getexif(image)  # the method of PngImageFile would decode the pixels first
        orientation = exif.get(Base.Orientation)
        details = exif.get_ifd(IFD.Exif)
        times = [details.get(Base.DateTimeOriginal), details.get(Base.DateTimeDigitized), exif.get(Base.DateTime)]
    except FAULTS:
        return 1, None
    if orientation not in TURNS or image.format in TURNED_BY_READER:
        orientation = 1
    return orientation, next(filter(None, map(_parse_time, times)), None)


def _parse_time(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    parts = re.match(r"\s*(\d{4})\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)\D(\d\d)", text, re.ASCII)
    try:
        time = datetime(*map(int, parts.groups())) if parts else None  # type: ignore[arg-type]
    except ValueError:
        return None
    return time if time and time.year in PHOTO_YEARS else None


def _decode_jpeg(data: bytes, image: ImageFile.ImageFile, scale: int) -> NDArray[np.uint8] | None:
    """Decode the fast way, or say None: Pillow is the judge of everything that is not plainly sound."""
    height, width = math.ceil(image.height / scale), math.ceil(image.width / scale)
    try:
        return np.asarray(simplejpeg.decode_jpeg(data, "RGB", min_height=height, min_width=width), np.uint8)
    except ValueError:
        return None


def _decode(image: ImageFile.ImageFile, scale: int) -> NDArray[np.uint8]:
    with _reading():
        if scale > 1:
            image.draft(None, (max(1, image.width // scale), max(1, image.height // scale)))
        image.load()
        return _rgb(image)


def _rgb(image: Image.Image) -> NDArray[np.uint8]:
    """Turn any mode of Pillow into RGB: transparency over white, deep grey scaled to 8 bits."""
    if image.mode[0] in "IF":
        values = np.nan_to_num(np.asarray(image, np.float32))
        top = 65535.0 if image.mode.startswith("I;16") else max(1.0, float(values.max()))
        grey = np.clip(values * (255.0 / top), 0, 255).astype(np.uint8)
        return np.repeat(grey[:, :, np.newaxis], 3, axis=2)
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        paper.alpha_composite(layer)
        image = paper
    return np.array(image if image.mode == "RGB" else image.convert("RGB"))


def _turn(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    swapped, flip = TURNS[orientation]
    if swapped:
        pixels = np.asarray(cv2.transpose(pixels), np.uint8)
    if flip is not None:
        pixels = np.asarray(cv2.flip(pixels, flip), np.uint8)
    return np.ascontiguousarray(pixels)


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what a reader says of a bad file into a refusal."""
    try:
        yield
    except FAULTS as fault:
        raise BadPhotoError("photo-cut-off" if CUT_OFF.search(str(fault)) else "photo-broken") from fault


@cache
def _hush() -> None:
    """Keep Pillow's warnings about odd files off the screen, once for the process: its threads share the filters."""
    warnings.filterwarnings("ignore", module=r"PIL\.")
