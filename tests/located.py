"""Tiny real photos that say where they were taken, in each of the ways that a file can."""

import io
from datetime import datetime
from pathlib import Path

import exiv2
import pillow_heif
from PIL import Image, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

from tests import drawing

TAKEN_AT = datetime(2024, 5, 3, 10, 11, 12)
MAKER_NOTE = b"Nobody knows\0" + bytes(range(256))
FILM = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0\0\0\x1e\xa9xyz\0\x12\x15\xc7+37.5665+126.9780/"
XMP = b"""<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:dji="http://www.dji.com/drone-dji/1.0/"
xmlns:GCamera="http://ns.google.com/photos/1.0/camera/" xmp:Rating="5" exif:GPSLatitude="37,33.99N"
exif:GPSLongitude="126,58.7E" photoshop:City="Seoul" photoshop:Country="Korea" Iptc4xmpCore:Location="City Hall"
dji:GpsLatitude="37.5665" GCamera:MotionPhoto="1">
<Iptc4xmpExt:LocationCreated><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:City>Seoul</Iptc4xmpExt:City>
</rdf:li></rdf:Bag></Iptc4xmpExt:LocationCreated></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""
HARMLESS_XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="5"/></rdf:RDF></x:xmpmeta>"""


def exif(*, position: bool = True, orientation: int = 6) -> Image.Exif:
    """What a camera writes: maker, how it was held, when, a note of its own, and where."""
    made = Image.Exif()
    made[Base.Make], made[Base.Orientation] = "Camera", orientation
    details = made.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = TAKEN_AT.strftime("%Y:%m:%d %H:%M:%S")
    details[Base.MakerNote] = MAKER_NOTE
    if position:
        made.get_ifd(IFD.GPSInfo).update(
            {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (37.0, 33.0, 59.5), GPS.GPSLongitudeRef: "E"}
            | {GPS.GPSLongitude: (126.0, 58.0, 41.25), GPS.GPSAltitude: 38.5, GPS.GPSDateStamp: "2024:05:03"}
        )
    return made


def photo(kind: str, seed: int = 1, *, position: bool = True, xmp: bytes | None = None) -> bytes:
    """A photo file of a format that Pillow or pillow-heif can write, with EXIF and perhaps XMP."""
    image, file, block = drawing.plain(seed), io.BytesIO(), exif(position=position)
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(file, exif=block.tobytes(), xmp=xmp, quality=90)
    elif kind == "PNG":
        text = PngImagePlugin.PngInfo()
        if xmp is not None:
            text.add_itxt("XML:com.adobe.xmp", xmp.decode(), zip=True)
        image.save(file, kind, exif=block, pnginfo=text)
    elif kind == "TIFF":
        whole = Image.Exif()
        whole.load(block.tobytes())  # as it is, Pillow would leave the position out
        if xmp is not None:
            whole[Base.XMLPacket] = xmp
        image.save(file, kind, exif=whole)
    else:
        image.save(file, kind, exif=block.tobytes(), **({} if xmp is None else {"xmp": xmp}))
    return file.getvalue()


def with_place_names(data: bytes) -> bytes:
    """The same JPEG with place names where newspapers keep them (IPTC), and a headline."""
    image = exiv2.ImageFactory.open(data)
    image.readMetadata()
    image.iptcData()["Iptc.Application2.City"] = "Seoul"
    image.iptcData()["Iptc.Application2.CountryName"] = "Korea"
    image.iptcData()["Iptc.Application2.Headline"] = "Children Day"
    image.writeMetadata()
    return bytes(image.data())


def position(data: bytes) -> dict[int, object]:
    """The position in EXIF, as Pillow reads it."""
    return dict(_opened(data).getexif().get_ifd(IFD.GPSInfo))


def maker_note(data: bytes) -> object:
    """The camera's own note in EXIF, as Pillow reads it."""
    return _opened(data).getexif().get_ifd(IFD.Exif).get(Base.MakerNote)


def save_plain(folder: Path, *names: str) -> list[Path]:
    """As drawing.save_plain, of JPEGs with a position."""
    return [drawing.save(folder / name, photo("JPEG", sum(name.encode()) * 31 + len(name))) for name in names]


def _opened(data: bytes) -> Image.Image:
    if data[4:8] == b"ftyp" and data[8:12] != b"avif":
        opened: Image.Image = pillow_heif.open_heif(io.BytesIO(data)).to_pillow()
        return opened
    return Image.open(io.BytesIO(data))
