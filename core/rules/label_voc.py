"""Labels as Pascal VOC: one XML file for each photo, as labelImg writes it.

The devkit of 2012 counted pixels from 1 and the last one in; labelImg, whose files these are, writes the corners as
they stand on its canvas, from 0 and with the far edge out, as boxes are here. So corners are taken as they are.

Source: addBndBox and convert_points_to_bnd_box of github.com/HumanSignal/labelImg (1.8.6).
"""

from pathlib import PurePosixPath, PureWindowsPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from defusedxml import ElementTree as SafeTree

from core.base import errors
from core.base.messages import Message
from core.rules import label_classes, label_lines
from core.rules.label_lines import BadLine, Canvas, LabelledPhoto, LabelLine, Parsed

CORNERS = ("xmin", "ymin", "xmax", "ymax")


def parse(data: bytes, file: str) -> Parsed:
    """Read the labels of one photo.

    Args:
        data: The XML file.
        file: Its path as the user knows it, which names the photo where the content does not.

    Returns:
        The entries that can be used and those that can't; number 1 is the first object.
    """
    try:
        top = SafeTree.fromstring(data, forbid_dtd=True)
    except (ElementTree.ParseError, ValueError, LookupError) as error:  # not XML, a bomb, an unknown encoding
        return [], [BadLine(0, Message("labels-not-xml", {"why": str(error)[: label_lines.SHOWN]}), file)]
    if top.tag != "annotation":
        return [], [BadLine(0, Message("labels-not-voc"), file)]
    photo, canvas = _photo(top, file), Canvas(_size(top))
    good: list[LabelLine] = []
    bad: list[BadLine] = []
    for number, entry in enumerate(top.findall("object"), start=1):
        try:
            person, is_face = label_classes.meaning(entry.findtext("name", ""))
            corners = [entry.findtext(f"bndbox/{corner}", "").strip() for corner in CORNERS]
            good.append(LabelLine(number, photo, label_lines.box(corners), person, file, is_face, canvas))
        except errors.WrongUseError as error:
            bad.append(BadLine(number, error.message, file))
    return good, bad


def write(photo: LabelledPhoto) -> str:
    """Write the labels of one photo so that they read back to the same facts.

    Raises:
        WrongUseError: A person's name means something else to other tools.
    """
    path = PurePosixPath(photo.name)
    top = Element("annotation")
    _tell(top, {"folder": path.parent.name, "filename": path.name, "path": photo.name})
    _tell(ElementTree.SubElement(top, "source"), {"database": "Unknown"})
    _tell(ElementTree.SubElement(top, "size"), {"width": str(photo.width), "height": str(photo.height), "depth": "3"})
    _tell(top, {"segmented": "0"})
    for face in photo.faces:
        entry = ElementTree.SubElement(top, "object")
        _tell(entry, {"name": label_classes.name_of(face), "pose": "Unspecified", "truncated": "0", "difficult": "0"})
        corners = map(label_lines.digits, face.box)
        _tell(ElementTree.SubElement(entry, "bndbox"), dict(zip(CORNERS, corners, strict=True)))
    ElementTree.indent(top, "\t")
    text: bytes = ElementTree.tostring(top, "utf-8", xml_declaration=True)
    return text.decode() + "\n"


def _photo(top: Element, file: str) -> str:
    """The photo's path; old labelImg leaves the ending out of the file name, and a copied list has a stale path."""
    name, path = top.findtext("filename", "").strip(), top.findtext("path", "").strip()
    if path and (not name or PureWindowsPath(path).stem in {name, PureWindowsPath(name).stem}):
        return path
    folder = top.findtext("folder", "").strip()
    if name:
        return f"{folder}/{name}" if folder else name
    return str(PurePosixPath(file).with_suffix(""))


def _size(top: Element) -> tuple[int, int] | None:
    try:
        width, height = (int(top.findtext(f"size/{side}", "")) for side in ("width", "height"))
    except ValueError:
        return None
    return (width, height) if width > 0 and height > 0 else None


def _tell(parent: Element, texts: dict[str, str]) -> None:
    for tag, text in texts.items():
        ElementTree.SubElement(parent, tag).text = text
