import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base import jpeg_parts
from tests import drawing, located

PHOTO = drawing.jpeg(drawing.plain(1), orientation=6)
SECOND = b"\xff\xe2\0\x0aMPF\0\1\2\3\4"  # says where a second photo lies


def progressive() -> bytes:
    file = io.BytesIO()
    drawing.plain(2).save(file, "JPEG", progressive=True)
    return file.getvalue()


@pytest.mark.parametrize("data", [PHOTO, progressive(), located.photo("JPEG")], ids=["one scan", "many scans", "EXIF"])
@given(behind=st.binary(max_size=50))
def test_parts_are_the_photo_up_to_its_end(data: bytes, behind: bytes) -> None:
    assert b"".join(jpeg_parts.split(data + behind)) == data
    assert jpeg_parts.alone(data + behind) == data


def test_what_tells_of_a_second_photo_goes_with_it() -> None:
    assert jpeg_parts.alone(PHOTO[:2] + SECOND + PHOTO[2:] + PHOTO) == PHOTO


def test_metadata_is_told_from_the_rest() -> None:
    rest = jpeg_parts.beside_metadata(PHOTO)
    assert sum(map(len, rest)) < len(PHOTO)
    assert not any(b"Exif" in part for part in rest)
    assert (jpeg_parts.exif_blocks(PHOTO), jpeg_parts.exif_blocks(progressive())) == (1, 0)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8", PHOTO[:-2], PHOTO[:30], PHOTO[:2] + b"junk" + PHOTO[2:], b"\xff\xd8\xff\xe1\0"],
    ids=["nothing", "a start", "no end", "cut off", "junk", "cut off in a length"],
)
def test_what_is_no_whole_jpeg(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"JPEG|cut off"):
        jpeg_parts.split(data)
