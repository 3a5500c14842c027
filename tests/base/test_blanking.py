import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base import blanking
from tests import located

PHOTO = located.photo("AVIF", xmp=located.XMP)


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(PHOTO) - 1), junk=st.binary(min_size=1, max_size=8))
def test_a_broken_file_is_blanked_in_place_or_refused(place: int, junk: bytes) -> None:
    data = (PHOTO[:place] + junk + PHOTO[place + len(junk) :])[: len(PHOTO)]
    try:
        blanked = blanking.blank(data, b"", b"")
    except (ValueError, struct.error):
        return
    assert len(blanked) == len(data)


@pytest.mark.parametrize(
    ("packet", "new_packet"),
    [
        pytest.param(b"is not there", b"x", id="not there"),
        pytest.param(b"ft", b"x", id="there twice"),
        pytest.param(located.XMP, located.XMP + b" ", id="longer"),
    ],
)
def test_xmp_that_cannot_be_replaced(packet: bytes, new_packet: bytes) -> None:
    with pytest.raises(ValueError, match="XMP"):
        blanking.blank(PHOTO + b"\0\0\0\x0cfreeftft", packet, new_packet)


def test_what_only_looks_like_exif_is_left_alone() -> None:
    box = b"\0\0\0\x20mdat" + b"MM\0*\xff\xff\xff\xff" + b"II*\0\x08\0\0\0" + b"\1\0ab\0\0\0\0"
    assert blanking.blank(box, b"", b"") == box


@pytest.mark.parametrize(
    ("size", "length"),
    [
        pytest.param(b"\0\0\0\0", b"", id="to the end"),
        pytest.param(b"\0\0\0\1", (24).to_bytes(8, "big"), id="in eight bytes"),
    ],
)
def test_a_long_film_is_blanked(size: bytes, length: bytes) -> None:
    before, film = b"\0\0\0\x08free", b"the film"
    blanked = blanking.blank(before + size + b"mpvd" + length + film, b"", b"")
    assert blanked == before + size + b"free" + length + bytes(len(film))
