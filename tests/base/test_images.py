import io
import itertools
import struct
import subprocess
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
import simplejpeg
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image
from PIL.ExifTags import IFD, Base

from core.base import images
from core.base.errors import BadPhotoError
from core.base.messages import LANGUAGES, Catalogue
from tests.drawing import STORED

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")  # pytest undoes the filter that images sets
ROOT = Path(__file__).parents[2]
CORNERS = {"red": (220, 30, 30), "green": (30, 180, 30), "blue": (30, 30, 220), "yellow": (230, 220, 30)}
TURNED = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF")  # formats that know an orientation
FORMATS = (*TURNED, "BMP", "GIF")


def draw(width: int = 128, height: int = 96) -> Image.Image:
    """A photo with red, green, blue and yellow quarters: top left, top right, bottom left, bottom right."""
    photo = Image.new("RGB", (2, 2))
    for place, colour in enumerate(CORNERS.values()):
        photo.putpixel((place % 2, place // 2), colour)
    return photo.resize((width, height), Image.Resampling.NEAREST)


def save(photo: Image.Image, kind: str, orientation: int = 1, **details: object) -> bytes:
    """A file of the photo; details are EXIF fields by their names."""
    exif = Image.Exif()
    if orientation != 1:
        exif[Base.Orientation] = orientation
    for name, value in details.items():
        (exif if name == "DateTime" else exif.get_ifd(IFD.Exif))[Base[name]] = value
    stored = photo.transpose(STORED[orientation]) if orientation in STORED else photo
    file = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(stored).save(file, exif=exif.tobytes(), quality=95)
    elif kind in ("BMP", "GIF"):
        stored.save(file, kind)
    else:
        stored.save(file, kind, exif=exif.tobytes(), **({} if kind == "TIFF" else {"quality": 95}))
    return file.getvalue()


def plain(photo: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    photo.save(file, kind, **options)
    return file.getvalue()


def corners(pixels: NDArray[np.uint8]) -> list[str]:
    """The colours of the four quarters' middles, row by row."""
    height, width = pixels.shape[:2]
    seen = [
        pixels[y, x].astype(int)
        for y, x in itertools.product((height // 4, 3 * height // 4), (width // 4, 3 * width // 4))
    ]
    return [min(CORNERS, key=lambda name: int(np.abs(np.array(CORNERS[name]) - colour).sum())) for colour in seen]


def png(width: int, height: int) -> bytes:
    """A grey PNG that says its size and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


def jpeg_of_size(width: int, height: int) -> bytes:
    """A small JPEG whose header says another size."""
    data = save(draw(16, 16), "JPEG")
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]


def odd_jpeg(photo: Image.Image) -> bytes:
    """A JPEG with stray bytes before its end mark: harmless, but the fast decoder refuses it."""
    data = plain(photo, "JPEG")
    return data[:-2] + bytes(20) + data[-2:]


def refusal(data: bytes) -> str:
    """Why a file is refused, the same in every language; no photo is opened."""
    with pytest.raises(BadPhotoError) as refused:
        images.open_upright(data)
    assert all(Catalogue(language).show(refused.value.message) for language in LANGUAGES)
    return refused.value.message.key


@pytest.mark.parametrize("side", [None, 40], ids=["full", "reduced"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", TURNED)
def test_every_orientation_comes_out_upright(kind: str, orientation: int, side: int | None) -> None:
    data = save(draw(), kind, orientation)
    header, image = images.read_header(data), images.open_upright(data, side)
    assert (header.format, header.width, header.height) == (kind, 128, 96)
    assert (image.width, image.height) == (128, 96)
    assert image.pixels.shape == ((96, 128, 3) if side is None else (48, 64, 3) if kind == "JPEG" else (30, 40, 3))
    assert image.pixels.dtype == np.uint8
    assert image.pixels.flags.c_contiguous
    assert corners(image.pixels) == list(CORNERS)


@pytest.mark.parametrize("kind", ["BMP", "GIF"])
def test_formats_without_orientation(kind: str) -> None:
    assert corners(images.open_upright(save(draw(), kind)).pixels) == list(CORNERS)


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_that_does_not_exist_turns_nothing(orientation: int) -> None:
    data = save(draw(), "JPEG", orientation)
    assert images.read_header(data).orientation == 1
    assert corners(images.open_upright(data).pixels) == list(CORNERS)


@pytest.mark.parametrize(
    ("width", "height", "side"),
    [
        pytest.param(400, 300, 100, id="by four"),
        pytest.param(399, 300, 100, id="not quite by four"),
        pytest.param(401, 301, 100, id="odd"),
        pytest.param(199, 10, 100, id="less than by two"),
        pytest.param(10, 2000, 100, id="by more than a JPEG can"),
        pytest.param(100, 100, 100, id="just enough"),
        pytest.param(2000, 3, 100, id="a strip"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "odd JPEG", "PNG"])
def test_reduced_has_enough_pixels_and_fewer_than_twice_as_many(kind: str, width: int, height: int, side: int) -> None:
    data = odd_jpeg(draw(width, height)) if kind == "odd JPEG" else plain(draw(width, height), kind)
    image = images.open_upright(data, side)
    assert side <= max(image.pixels.shape) < 2 * side
    assert (image.width, image.height) == (width, height)
    assert image.scale == pytest.approx(image.pixels.shape[1] / width)


def test_a_small_photo_is_not_enlarged() -> None:
    assert images.open_upright(save(draw(20, 10), "JPEG"), 100).pixels.shape == (10, 20, 3)


NOON = datetime(2026, 3, 14, 12, 0, 0)


@pytest.mark.parametrize(
    ("details", "taken_at"),
    [
        pytest.param({"DateTimeOriginal": "2026:03:14 12:00:00"}, NOON, id="taken"),
        pytest.param({"DateTimeDigitized": "2026:03:14 12:00:00"}, NOON, id="digitised"),
        pytest.param({"DateTime": "2026:03:14 12:00:00"}, NOON, id="written"),
        pytest.param(
            {"DateTimeOriginal": "2026:03:14 12:00:00", "DateTime": "2027:01:01 00:00:00"}, NOON, id="taken wins"
        ),
        pytest.param(
            {"DateTimeOriginal": "0000:00:00 00:00:00", "DateTimeDigitized": "2026:03:14 12:00:00"},
            NOON,
            id="no time, so the next best",
        ),
        pytest.param({"DateTimeOriginal": "2026-03-14T12:00:00+09:00"}, NOON, id="with other separators"),
        pytest.param({"DateTimeOriginal": "2026:02:30 12:00:00"}, None, id="no such day"),
        pytest.param({"DateTimeOriginal": "1904:01:01 00:00:00"}, None, id="before all cameras"),
        pytest.param({"DateTimeOriginal": "    :  :     :  :  "}, None, id="blank"),
        pytest.param({"DateTimeOriginal": "yesterday"}, None, id="words"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_taken_at(details: dict[str, str], taken_at: datetime | None) -> None:
    assert images.read_header(save(draw(), "JPEG", 1, **details)).taken_at == taken_at


@pytest.mark.parametrize("kind", TURNED)
def test_every_format_with_exif_knows_when_it_was_taken(kind: str) -> None:
    assert images.read_header(save(draw(), kind, DateTime="2026:03:14 12:00:00")).taken_at == NOON


def test_broken_exif_does_not_spoil_a_photo() -> None:
    data = save(draw(), "JPEG", 6)
    start = data.index(b"Exif\0\0") + 6
    data = data[: start + 4] + b"\xff\xff\xff\x7f" + data[start + 8 :]  # its first table lies far outside the file
    header = images.read_header(data)
    assert (header.orientation, header.taken_at) == (1, None)
    assert images.open_upright(data).pixels.shape == (128, 96, 3)


def test_a_motion_photo_opens() -> None:
    data = save(draw(), "JPEG") + b"\0\0\0\x18ftypmp42" + bytes(5000)
    assert corners(images.open_upright(data).pixels) == list(CORNERS)


@pytest.mark.parametrize("kind", ["MPO", "GIF", "TIFF", "PNG", "WEBP"])
def test_the_first_picture_of_several_counts(kind: str) -> None:
    data = plain(draw(), kind, save_all=True, append_images=[Image.new("RGB", (128, 96), "white")])
    assert len(data) > len(plain(draw(), kind))
    assert corners(images.open_upright(data).pixels) == list(CORNERS)


def test_pillow_is_the_judge_of_an_odd_jpeg() -> None:
    odd = odd_jpeg(draw())
    with pytest.raises(ValueError, match="extraneous"):
        simplejpeg.decode_jpeg(odd)
    assert corners(images.open_upright(odd).pixels) == list(CORNERS)


GREY16 = np.array([[0, 32768], [16384, 65535]], np.uint16)
GREYS = [[0, 127], [63, 255]]


@pytest.mark.parametrize(
    ("data", "shades"),
    [
        pytest.param(plain(Image.fromarray(GREY16), "PNG"), GREYS, id="16-bit PNG"),
        pytest.param(plain(Image.fromarray(GREY16), "TIFF"), GREYS, id="16-bit TIFF"),
        pytest.param(plain(Image.fromarray(GREY16.astype(np.float32)), "TIFF"), GREYS, id="TIFF of real numbers"),
        pytest.param(plain(Image.fromarray(GREY16.astype(np.int32)), "TIFF"), GREYS, id="32-bit TIFF"),
        pytest.param(plain(Image.new("L", (8, 8), 127), "JPEG"), [[127] * 8] * 8, id="grey JPEG"),
        pytest.param(plain(Image.new("1", (2, 1), 1), "PNG"), [[255, 255]], id="black and white"),
        pytest.param(plain(Image.new("RGBA", (1, 1), (0, 0, 0, 0)), "PNG"), [[255]], id="transparent is white"),
        pytest.param(plain(Image.new("RGBA", (1, 1), (0, 0, 0, 255)), "WEBP"), [[0]], id="opaque is not"),
        pytest.param(plain(Image.new("LA", (1, 1), (0, 51)), "PNG"), [[204]], id="a fifth of black over white"),
        pytest.param(
            plain(Image.new("P", (1, 1)), "GIF", transparency=0), [[255]], id="transparent colour of a palette"
        ),
    ],
)
def test_grey(data: bytes, shades: list[list[int]]) -> None:
    pixels = images.open_upright(data).pixels
    assert pixels.tolist() == [[[shade] * 3 for shade in row] for row in shades]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(plain(draw().convert("CMYK"), "JPEG"), id="CMYK JPEG"),
        pytest.param(plain(draw().convert("CMYK"), "TIFF"), id="CMYK TIFF"),
        pytest.param(plain(draw(), "TIFF", compression="jpeg"), id="TIFF with a JPEG in it"),
        pytest.param(plain(draw(), "TIFF", compression="tiff_lzw"), id="LZW TIFF"),
        pytest.param(plain(draw().quantize(4), "PNG"), id="palette"),
        pytest.param(plain(draw(), "JPEG", progressive=True), id="progressive"),
        pytest.param(plain(draw(), "WEBP", lossless=True), id="lossless WebP"),
    ],
)
def test_colours(data: bytes) -> None:
    assert corners(images.open_upright(data).pixels) == list(CORNERS)


@pytest.mark.parametrize(
    ("data", "key"),
    [
        pytest.param(b"", "photo-empty", id="0 bytes"),
        pytest.param(b"Dear parents, here are the photos.", "photo-unknown", id="text named .jpg"),
        pytest.param(b"%!PS-Adobe-3.0 EPSF-3.0\n", "photo-unknown", id="a format that would start a program"),
        pytest.param(png(30_000, 30_000), "photo-too-large", id="900-megapixel PNG"),
        pytest.param(jpeg_of_size(30_000, 30_000), "photo-too-large", id="900-megapixel JPEG"),
        pytest.param(jpeg_of_size(10_001, 10_000), "photo-too-large", id="a little over 100 megapixels"),
        pytest.param(png(100, 100), "photo-cut-off", id="a header and no pixels"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(100), "photo-broken", id="nothing after the first bytes"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"nonsense" * 20, "photo-cut-off", id="nonsense after the first bytes"),
    ],
)
def test_refusals(data: bytes, key: str) -> None:
    assert refusal(data) == key


def test_the_size_is_said_in_the_refusal() -> None:
    with pytest.raises(BadPhotoError, match=r"900 megapixels.*100"):
        images.read_header(png(30_000, 30_000))


def test_a_hundred_megapixels_are_allowed() -> None:
    assert images.read_header(png(10_000, 10_000)).width == 10_000


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
@pytest.mark.parametrize("kind", FORMATS)
def test_a_photo_that_is_cut_off_is_refused(kind: str, share: float) -> None:
    data = save(Image.effect_noise((64, 48), 80).convert("RGB"), kind)
    assert refusal(data[: int(len(data) * share)]) in ("photo-cut-off", "photo-broken")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF", "GIF", "BMP"])
def test_the_common_formats_say_that_they_are_cut_off(kind: str) -> None:
    data = save(Image.effect_noise((64, 48), 80).convert("RGB"), kind)
    assert refusal(data[: int(len(data) * 0.8)]) == "photo-cut-off"


def test_a_jpeg_is_refused_wherever_it_is_cut() -> None:
    data = save(draw(), "JPEG", 6)
    assert {refusal(data[:length]) for length in range(3, len(data))} <= {"photo-cut-off", "photo-broken"}


SMALL = [
    *(save(draw(24, 16), kind, 6 if kind in TURNED else 1) for kind in FORMATS),
    plain(draw(24, 16), "TIFF", compression="tiff_lzw"),
    plain(draw(24, 16).convert("CMYK"), "JPEG"),
    plain(Image.fromarray(GREY16), "PNG"),
]


@settings(max_examples=400, deadline=None)
@given(
    data=st.sampled_from(SMALL),
    changes=st.lists(st.tuples(st.integers(0, 5000), st.binary(min_size=1, max_size=4)), max_size=4),
    length=st.integers(0, 10_000),
    side=st.sampled_from([None, 5]),
)
def test_a_hostile_file_opens_or_is_refused(
    data: bytes, changes: list[tuple[int, bytes]], length: int, side: int | None
) -> None:
    hostile = bytearray(data)
    for place, change in changes:
        place %= len(data)  # noqa: PLW2901
        hostile[place : place + len(change)] = change
    try:
        image = images.open_upright(bytes(hostile[:length]), side)
    except BadPhotoError as refused:
        assert refused.exit_code == 4
    else:
        assert image.pixels.ndim == 3
        assert image.pixels.dtype == np.uint8


def test_odd_files_print_no_warnings(tmp_path: Path) -> None:
    data = save(draw(), "JPEG", 6, DateTime="2026:03:14 12:00:00")
    tag = data.index(b"\x01\x32\x00\x02\x00\x00\x00\x14")  # DateTime, 20 letters: now a million that are not there
    (tmp_path / "odd.jpg").write_bytes(data[: tag + 4] + b"\x00\x0f\xff\xff" + data[tag + 8 :])
    (tmp_path / "large.png").write_bytes(png(9_999, 9_999))
    code = """
import sys, pathlib
from core.base import images
for path in sys.argv[1:]:
    images.read_header(pathlib.Path(path).read_bytes())
"""
    files = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", code, *files], cwd=ROOT, capture_output=True, check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")


def test_threads_may_open_photos_at_once() -> None:
    files = [save(draw(), kind, orientation) for kind in TURNED for orientation in (1, 6)] * 4
    with ThreadPoolExecutor(4) as threads:
        assert all(corners(image.pixels) == list(CORNERS) for image in threads.map(images.open_upright, files))


def test_suffixes_are_those_of_the_formats() -> None:
    assert {".jpg", ".jpeg", ".png", ".webp", ".heic", ".tif", ".tiff", ".bmp", ".gif"} <= images.SUFFIXES
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in images.SUFFIXES)


@pytest.mark.parametrize(
    ("shape", "side", "smaller"),
    [
        pytest.param((300, 400, 3), 100, (75, 100, 3), id="landscape"),
        pytest.param((400, 300, 3), 100, (100, 75, 3), id="portrait"),
        pytest.param((30, 40, 3), 100, (30, 40, 3), id="never enlarged"),
        pytest.param((1, 4000, 3), 100, (1, 100, 3), id="a line stays a line"),
    ],
)
def test_shrink(shape: tuple[int, int, int], side: int, smaller: tuple[int, int, int]) -> None:
    assert images.shrink(np.zeros(shape, np.uint8), side).shape == smaller


def test_shrinking_averages() -> None:
    stripes = np.zeros((8, 8, 3), np.uint8)
    stripes[:, ::2] = 200
    assert np.all(images.shrink(stripes, 4) == 100)


def test_an_encoded_image_opens_again() -> None:
    pixels = np.asarray(draw())
    again = images.open_upright(images.encode_jpeg(pixels[:, ::-1])).pixels  # also from a view into another array
    assert corners(again[:, ::-1]) == list(CORNERS)


def test_difference_hash_says_where_it_gets_darker() -> None:
    darker = np.repeat(np.linspace(250, 10, 90).astype(np.uint8), 3).reshape(1, 90, 3).repeat(80, axis=0)
    assert images.difference_hash(darker) == -1  # all 64 bits
    assert images.difference_hash(np.ascontiguousarray(darker[:, ::-1])) == 0
    top_half = darker.copy()
    top_half[40:] = 0
    assert images.difference_hash(top_half) == -(2**32)  # the first 32 bits: the upper four rows


def test_difference_hash_survives_shrinking() -> None:
    photo = np.asarray(draw(640, 480))
    assert images.difference_hash(photo) == images.difference_hash(images.shrink(photo, 160))
