"""Overwriting where a HEIC or AVIF photo was taken, in place: no byte moves, for the file says where each one lies."""

import re
import struct
from collections.abc import Iterator

HEADER = re.compile(rb"II\*\0|MM\0\*")  # with which EXIF begins
POSITION = 0x8825  # the entry that points to the directory of the position
ENTRY = 12  # bytes
SIZES = (0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4)  # bytes of a value, by its type
PHOTO = {b"ftyp", b"meta", b"mdat", b"free", b"skip"}  # boxes that a photo is made of; others may hold a film


def blank(data: bytes, packet: bytes, new_packet: bytes) -> bytes:
    """Overwrite the positions in EXIF and all boxes that are not part of the photo, and replace XMP.

    Args:
        data: The whole file.
        packet: XMP as it stands in the file; may be empty.
        new_packet: What takes its place; filled up with spaces.

    Raises:
        ValueError: The XMP is not there just once, or the new one is longer.
    """
    file = bytearray(data)
    if packet != new_packet:
        if data.count(packet) != 1 or len(new_packet) > len(packet):
            raise ValueError("the XMP can't be replaced")
        at = data.index(packet)
        file[at : at + len(packet)] = new_packet.ljust(len(packet))
    for found in HEADER.finditer(data):
        _blank_position(file, found.start())
    for start, inside, end, kind in _boxes(data):
        if kind not in PHOTO:
            file[start + 4 : start + 8] = b"free"
            _clear(file, inside, end)
    return bytes(file)


def _boxes(data: bytes) -> Iterator[tuple[int, int, int, bytes]]:
    """Start of each outermost box and of what is in it, its end and kind.

    Source: ISO/IEC 14496-12, 4.2.
    """
    start = 0
    while start < len(data):
        size, kind = struct.unpack_from(">I4s", data, start)
        inside = start + (16 if size == 1 else 8)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start + 8)
        end = min(start + size, len(data)) if size else len(data)
        if end < inside:
            raise ValueError("no box")
        yield start, inside, end, kind
        start = end


def _blank_position(file: bytearray, start: int) -> None:
    """Take the position out of one EXIF block; what only looks like one is left alone.

    Source: TIFF 6.0, section 2; Exif 2.32, 4.6.3.
    """
    order = "<" if file[start : start + 1] == b"I" else ">"
    try:
        directory, entries = _directory(file, start, struct.unpack_from(f"{order}I", file, start + 4)[0], order)
        for at in entries:
            tag, _, _, place = struct.unpack_from(f"{order}HHII", file, at)
            if tag == POSITION:
                _clear_directory(file, start, place, order)
                _drop(file, directory, at, len(entries), order)
                return
    except struct.error:
        return


def _directory(file: bytearray, start: int, place: int, order: str) -> tuple[int, range]:
    """Where a directory begins, and its entries."""
    (count,) = struct.unpack_from(f"{order}H", file, start + place)
    first = start + place + 2
    struct.unpack_from("4s", file, first + ENTRY * count)  # it ends within the file
    return start + place, range(first, first + ENTRY * count, ENTRY)


def _clear_directory(file: bytearray, start: int, place: int, order: str) -> None:
    """Overwrite a directory, with the values that lie outside it."""
    directory, entries = _directory(file, start, place, order)
    for at in entries:
        _, kind, count, value = struct.unpack_from(f"{order}HHII", file, at)
        size = count * (SIZES[kind] if kind < len(SIZES) else 0)
        if size > 4:  # noqa: PLR2004  (shorter ones lie in the entry)
            _clear(file, start + value, start + value + size)
    _clear(file, directory, entries.stop + 4)


def _drop(file: bytearray, directory: int, at: int, count: int, order: str) -> None:
    """Take an entry out of a directory: what follows it moves up, and the next directory's place with it."""
    end = directory + 2 + ENTRY * count + 4
    file[at : end - ENTRY] = file[at + ENTRY : end]
    _clear(file, end - ENTRY, end)
    struct.pack_into(f"{order}H", file, directory, count - 1)


def _clear(file: bytearray, start: int, end: int) -> None:
    end = min(end, len(file))
    file[start:end] = bytes(max(0, end - start))
