"""Leaving out where a photo was taken: what says so goes from the file, all else stays, the pixels bit for bit.

Position and place names go from EXIF, XMP and IPTC, and from a JPEG what lies behind its end: such as a short film,
which has a position of its own. It is found and taken out with libexiv2, the way photo managers do it; in files that
this can only read, core/base/blanking overwrites it in place.
"""

import re
from collections.abc import Callable
from typing import Any

import exiv2

from core.base import blanking, child, images, jpeg_parts
from core.base.errors import BadPhotoError

JPEG, BOXED = "JPEG", {"HEIF", "AVIF"}
UNWRITTEN = {"GIF", "BMP"}  # that nothing is taken out of: one that says where it was taken is refused
EXIF = {"City", "City2", "Country", "State", "Landmark", "Location", "LocationName", "LocalLocationName", "GPSTag"}
NIKON = "Exif.Nikon3.0x0039"  # LocationInfo: place names. Source: exiftool.org/TagNames/Nikon.html
IPTC = {"City", "SubLocation", "ProvinceState", "CountryCode", "CountryName", "LocationCode", "LocationName"}
XMP = re.compile(
    r"(?i:gps)|(?i:latitude(?!yyy|zzz)|longitude)"  # the exceptions are how a film's speed is told
    r"|^Xmp\.[^.]+\.(City|State|Country|CountryCode|CountryName|ProvinceState|Sublocation|stateProvince"
    r"|Location|LocationCreated|LocationShown|shotLocation|dctermsLocation|coverage)\b"
)
BEHIND = re.compile(r"MotionPhoto|MicroVideo|^Xmp\.Container\.Directory")  # tells of what lies behind a JPEG's end
TEXT = re.compile(rb"gps[:_-]?(latitude|longitude)", re.I)


def leave_out(data: bytes) -> bytes:
    """Make a file of the same photo that does not say where it was taken.

    Args:
        data: The whole file.

    Returns:
        The new file; the same bytes where nothing says so and nothing but the photo is in it.

    Raises:
        BadPhotoError: It is no photo, or broken, or this can't be left out of it.
    """
    exiv2.LogMsg.setLevel(exiv2.LogMsg.Level.mute)  # it would warn of odd files on the screen
    kind = images.read_header(data).format
    try:
        bare = _without(data, kind)
        is_bare = bare == data or _same_photo(data, bare, kind)
        if is_bare and not says_where(bare):
            return bare
    except (exiv2.Exiv2Error, *images.FAULTS) as fault:
        raise BadPhotoError("location-stays") from fault
    raise BadPhotoError("location-stays")


def leave_out_apart(_tell: child.Tell, data: bytes) -> bytes:
    """Do the same as a child process."""
    return leave_out(data)


def says_where(data: bytes) -> bool:
    """Whether a file says where its photo was taken, as far as any of its readers finds.

    Raises:
        Exiv2Error: It can't be read.
    """
    if TEXT.search(data) or images.has_position(data):
        return True
    kind = images.read_header(data).format
    if kind in UNWRITTEN:
        return False
    if kind == JPEG and jpeg_parts.exif_blocks(data) > 1:
        return True  # for all that is known: libexiv2 reads the first
    image = _open(data)
    in_exif, in_xmp, in_iptc = (_keys(part) for part in (image.exifData(), image.xmpData(), image.iptcData()))
    return any(map(_is_exif, in_exif)) or any(map(_is_iptc, in_iptc)) or any(map(XMP.search, in_xmp))


def _without(data: bytes, kind: str) -> bytes:
    if kind in UNWRITTEN:
        return data
    if kind in BOXED:
        packet = images.xmp(data)
        return blanking.blank(data, packet, _without_xmp(packet, _open(data).xmpData()))
    return _rewritten(jpeg_parts.alone(data) if kind == JPEG else data)


def _rewritten(data: bytes) -> bytes:
    image = _open(data)
    is_exif = _erase(image.exifData(), _is_exif)
    is_xmp = _erase_xmp(image.xmpData())
    is_iptc = _erase(image.iptcData(), _is_iptc)
    if not (is_exif or is_xmp or is_iptc):
        return data
    image.writeXmpFromPacket(not is_xmp)
    image.writeMetadata()
    return bytes(image.data())


def _without_xmp(packet: bytes, found: Any) -> bytes:
    """XMP without what says where, written as shortly as can be; as it was where nothing in it does."""
    if not _erase_xmp(found):
        return packet
    flags = exiv2.XmpParser.XmpFormatFlags
    shortest = flags.omitPacketWrapper | flags.useCompactFormat | flags.omitAllFormatting
    return str(exiv2.XmpParser.encode(found, shortest, 0)[1]).encode()


def _erase_xmp(found: Any) -> bool:
    """Erase properties with all that is in them; whether there were any."""
    gone = tuple(_property(key) for key in _keys(found) if XMP.search(key) or BEHIND.search(key))
    return _erase(found, lambda key: _property(key) in gone)


def _erase(found: Any, is_wanted: Callable[[str], bool]) -> bool:
    """Erase some of the data in a file; whether there was any."""
    before = found.count()
    here = found.begin()
    while here != found.end():
        if is_wanted(here.key()):
            here = found.erase(here)
        else:
            next(here)
    return bool(found.count() != before)


def _same_photo(data: bytes, bare: bytes, kind: str) -> bool:
    """Whether two files hold the same pixels; of JPEGs, the same data of them."""
    if kind == JPEG:
        return jpeg_parts.beside_metadata(jpeg_parts.alone(data)) == jpeg_parts.beside_metadata(bare)
    one, other = images.open_upright(data).pixels, images.open_upright(bare).pixels
    return one.shape == other.shape and bool((one == other).all())


def _is_exif(key: str) -> bool:
    return key.startswith("Exif.GPSInfo.") or key.rpartition(".")[2] in EXIF or key == NIKON


def _is_iptc(key: str) -> bool:
    return key.rpartition(".")[2] in IPTC


def _property(key: str) -> str:
    return re.split(r"[\[/]", key, maxsplit=1)[0]


def _keys(found: Any) -> list[str]:
    return [one.key() for one in found]


def _open(data: bytes) -> Any:
    image = exiv2.ImageFactory.open(data)
    image.readMetadata()
    return image
