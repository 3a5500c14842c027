import io
import re

import exiv2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from core.base import images, location
from core.base.errors import BadPhotoError
from tests import drawing, located
from tests.located import FILM, HARMLESS_XMP, MAKER_NOTE, XMP

KINDS = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF")
PLACES = re.compile(rb"Seoul|Korea|City Hall|37,33|37\.5665")


def keys(data: bytes) -> set[str]:
    """Everything that the file says, by libexiv2's names."""
    image = exiv2.ImageFactory.open(data)
    image.readMetadata()
    return {one.key() for part in (image.exifData(), image.xmpData(), image.iptcData()) for one in part}


@pytest.mark.parametrize("xmp", [None, HARMLESS_XMP, XMP], ids=["no XMP", "harmless XMP", "XMP with places"])
@pytest.mark.parametrize("kind", KINDS)
def test_position_and_places_go_and_all_else_stays(kind: str, xmp: bytes | None) -> None:
    data = located.photo(kind, xmp=xmp)
    assert location.says_where(data)
    assert located.position(data) != {}
    bare = location.leave_out(data)
    assert not location.says_where(bare)
    assert located.position(bare) == {}
    assert PLACES.search(bare) is None
    assert images.read_header(bare) == images.read_header(data)  # size, orientation, time
    assert (images.open_upright(bare).pixels == images.open_upright(data).pixels).all()
    assert located.maker_note(bare) == MAKER_NOTE
    gone = {key for key in keys(data) - keys(bare) if "GPS" not in key and not key.startswith("Exif.Image.Strip")}
    assert all(re.search("City|Country|Location|Gps|MotionPhoto", key) for key in gone)
    assert ("Xmp.xmp.Rating" in keys(bare)) is (xmp is not None)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("xmp", [None, HARMLESS_XMP], ids=["no XMP", "harmless XMP"])
def test_what_says_nothing_stays_as_it_is(kind: str, xmp: bytes | None) -> None:
    data = located.photo(kind, position=False, xmp=xmp)
    assert location.leave_out(data) == data


@pytest.mark.parametrize("kind", ["BMP", "GIF"])
def test_formats_that_hold_no_position(kind: str) -> None:
    file = io.BytesIO()
    drawing.plain(1).save(file, kind)
    assert location.leave_out(file.getvalue()) == file.getvalue()


def test_of_a_jpeg_not_a_bit_of_the_picture_changes() -> None:
    data = located.photo("JPEG", xmp=XMP)
    bare = location.leave_out(data)
    tables = b"\xff\xdb"  # after the metadata come the tables, and then the picture
    assert bare[bare.index(tables) :] == data[data.index(tables) :]


def test_place_names_for_newspapers_go_from_a_jpeg() -> None:
    data = located.with_place_names(located.photo("JPEG", position=False))
    bare = location.leave_out(data)
    assert (location.says_where(data), location.says_where(bare), PLACES.search(bare)) == (True, False, None)
    assert {key for key in keys(bare) if key.startswith("Iptc")} == {"Iptc.Application2.Headline"}


@pytest.mark.parametrize("position", [True, False])
def test_the_film_behind_a_jpeg_goes(position: bool) -> None:
    alone = located.photo("JPEG", position=position, xmp=XMP if position else None)
    bare = location.leave_out(alone + FILM)
    assert bare.endswith(b"\xff\xd9")
    assert b"\xa9xyz" not in bare
    assert bare == location.leave_out(alone)
    assert "Xmp.GCamera.MotionPhoto" not in keys(bare)


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_the_film_in_a_box_of_its_own_is_blanked(kind: str) -> None:
    box = (8 + len(FILM)).to_bytes(4, "big") + b"mpvd" + FILM
    data = located.photo(kind) + box
    bare = location.leave_out(data)
    assert (len(bare), b"\xa9xyz" in bare, b"mpvd" in bare) == (len(data), False, False)
    assert (images.open_upright(bare).pixels == images.open_upright(data).pixels).all()


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_in_place_nothing_is_moved(kind: str) -> None:
    data = located.photo(kind, xmp=XMP)
    bare = location.leave_out(data)
    changed = [place for place, (old, new) in enumerate(zip(data, bare, strict=True)) if old != new]
    blocks = [data.index(b"MM\0*"), data.index(XMP)]
    ends = [blocks[0] + len(located.exif().tobytes()), blocks[1] + len(XMP)]
    assert all(any(start <= place < end for start, end in zip(blocks, ends, strict=True)) for place in changed)


def second_exif(data: bytes) -> bytes:
    start = data.index(b"\xff\xe1")
    end = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
    return data[:end] + data[start:end] + data[end:]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b"no photo", id="no photo"),
        pytest.param(located.photo("JPEG")[:-40], id="a JPEG without an end"),
        pytest.param(second_exif(drawing.jpeg(drawing.plain(1), orientation=6)), id="a second EXIF block"),
        pytest.param(
            drawing.jpeg(drawing.plain(1)).replace(b"\xff\xdb", b"\xff\xfe\0\x12exif:GPSLatitude\xff\xdb", 1),
            id="a position where no reader looks",
        ),
        pytest.param(
            located.photo("HEIF", xmp=XMP).replace(b"37,33.99N", b"37,33.99<", 1), id="XMP that can't be read"
        ),
    ],
)
def test_what_cannot_be_left_out_is_refused(data: bytes) -> None:
    with pytest.raises(BadPhotoError):
        location.leave_out(data)


TAGS: dict[int, object] = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (37.0, 33.0, 59.5),
    GPS.GPSAltitude: 38.5,
    GPS.GPSDateStamp: "2024:05:03",
    GPS.GPSProcessingMethod: b"ASCII\0\0\0fused",
    GPS.GPSVersionID: b"\2\3\0\0",
    GPS.GPSAreaInformation: b"Seoul" * 9,
}
OTHERS: dict[int, object] = {
    Base.Make: "Camera",
    Base.Software: "A program",
    Base.Orientation: 8,
    Base.Copyright: "x" * 99,
}


@settings(max_examples=40, deadline=None)
@given(
    kind=st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF"]),
    tags=st.sets(st.sampled_from(list(TAGS)), min_size=1),
    others=st.sets(st.sampled_from(list(OTHERS))),
    small=st.booleans(),
)
def test_whatever_the_position_is_made_of(kind: str, tags: set[int], others: set[int], small: bool) -> None:
    made = Image.Exif()
    made.endian = "<" if small else ">"
    made.update({tag: OTHERS[tag] for tag in others})
    made.get_ifd(IFD.GPSInfo).update({tag: TAGS[tag] for tag in tags})
    file = io.BytesIO()
    drawing.plain(1).save(file, kind, exif=made.tobytes())
    data = file.getvalue()
    bare = location.leave_out(data)
    assert (located.position(bare), b"Seoul" in bare) == ({}, False)
    assert {tag: Image.open(io.BytesIO(bare)).getexif().get(tag) for tag in others} == {
        tag: Image.open(io.BytesIO(data)).getexif().get(tag) for tag in others
    }
    assert location.leave_out(bare) == bare
