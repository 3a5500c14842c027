"""The parts of a JPEG file, and where it ends: phones put a short film or a second photo behind the first."""

import re
import struct

START, END, SCAN = 0xD8, 0xD9, 0xDA  # markers, of which each part begins with one
EXIF, XMP_OR_EXIF, IPTC, SECOND = b"Exif\0", 0xE1, 0xED, b"MPF\0"
SCAN_ENDS = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")  # what can't stand in a scan


def split(data: bytes) -> list[bytes]:
    """Cut a JPEG file into its parts, up to its end; a scan belongs to the part that opens it.

    Args:
        data: The whole file, with anything behind it.

    Raises:
        ValueError: It is no JPEG, or it has no end.

    Source: ITU-T T.81, B.1.
    """
    parts, at = [data[:2]], 2
    while parts[-1][1:2] != bytes([END]):
        found = SCAN_ENDS.match(data, at)
        if found is None:
            raise ValueError("no part of a JPEG file")
        end = at + 2 + (0 if data[at + 1] == END else _length(data, at + 2))
        if data[at + 1] == SCAN:
            found = SCAN_ENDS.search(data, end)
            end = len(data) if found is None else found.start()
        parts.append(data[at:end])
        at = end
    return parts


def alone(data: bytes) -> bytes:
    """The photo without what lies behind its end, and without what tells of a second photo there.

    Raises:
        ValueError: It is no JPEG, or it has no end.
    """
    return b"".join(part for part in split(data) if part[4:8] != SECOND)


def beside_metadata(data: bytes) -> list[bytes]:
    """All parts but those that hold EXIF, XMP and IPTC.

    Raises:
        ValueError: It is no JPEG, or it has no end.
    """
    return [part for part in split(data) if part[1] not in {XMP_OR_EXIF, IPTC}]


def exif_blocks(data: bytes) -> int:
    """How many parts hold EXIF: readers look at the first alone.

    Raises:
        ValueError: It is no JPEG, or it has no end.
    """
    return sum(part[1] == XMP_OR_EXIF and part[4:].startswith(EXIF) for part in split(data))


def _length(data: bytes, at: int) -> int:
    if at + 2 > len(data):
        raise ValueError("cut off")
    return int(struct.unpack_from(">H", data, at)[0])
