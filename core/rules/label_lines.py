"""Lists of labels, whatever their format: what one entry says, and why an entry can't be used."""

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from core.base import errors
from core.base.messages import Message
from core.base.records import Box

PLACES = 2  # decimals of a pixel that lists are written with, and that other tools' sums are read with
SHOWN = 120  # letters of something wrong that a person is shown


@dataclass(frozen=True)
class Canvas:
    """What another tool drew a box on: the photo upright, or as the camera stored it.

    Attributes:
        size: Width and height in pixels, as the tool says; None where it does not.
        in_parts: Whether boxes are given in parts of width and height, each in [0, 1], and not in pixels.
    """

    size: tuple[int, int] | None = None
    in_parts: bool = False


@dataclass(frozen=True)
class BadLine:
    """An entry that can't be used, and why.

    Attributes:
        number: As in LabelLine; 0 where it is the whole file that can't be used.
        file: As in LabelLine.
    """

    number: int
    reason: Message
    file: str = ""


@dataclass(frozen=True)
class LabelLine:
    """What a list says about one face.

    Attributes:
        number: Line of the file, the first being 1; in files without lines, the how-manieth entry.
        photo: A path, the end of a path, or a file name; where another tool drew, a path on that computer, and
            perhaps without the file name's ending.
        box: Where the face is, in pixels of the upright photo unless there is a canvas; None names the photo's only
            face.
        person: With its letters composed as on Windows and Linux (NFC), and single blanks; empty for a stranger.
        file: Which file of the list, where it has several or is not made of lines.
        is_face: False where the list says that this is no face.
        canvas: What another tool drew the box on; None where the box is in pixels of the upright photo.
    """

    number: int
    photo: str
    box: Box | None
    person: str
    file: str = ""
    is_face: bool = True
    canvas: Canvas | None = None

    def refuse(self, reason: Message) -> BadLine:
        """Say why this can't be used."""
        return BadLine(self.number, reason, self.file)

    def says_as(self, other: "LabelLine") -> bool:
        """Whether both say the same about their faces."""
        return (self.is_face, self.person.casefold()) == (other.is_face, other.person.casefold())


Parsed = tuple[list[LabelLine], list[BadLine]]


@dataclass(frozen=True)
class LabelledFace:
    """A face as lists are written.

    Attributes:
        person: Empty for a stranger.
        is_face: False where people said that it is none.
    """

    box: Box
    person: str
    is_face: bool = True


@dataclass(frozen=True)
class LabelledPhoto:
    """A photo as lists are written.

    Attributes:
        name: The shortest end of its path that names no other photo.
        base: A path without the ending of the file name, for formats with a file for each photo; it leads back to
            this photo alone.
        width: Of the upright photo, in pixels.
        height: Of the upright photo, in pixels.
    """

    name: str
    base: str
    width: int
    height: int
    faces: tuple[LabelledFace, ...]


def decode(data: bytes) -> str:
    """The text of a list, with or without a byte order mark.

    Raises:
        WrongUseError: It is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.WrongUseError("labels-not-utf8") from error


def tidy(name: str) -> str:
    """A name as LabelLine holds it."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def box(sides: Sequence[str | float]) -> Box:
    """Make a box of what a list gives for x1, y1, x2, y2.

    Raises:
        WrongUseError: These are not four numbers, or the box has no area.
    """
    shown = ",".join(map(str, sides))[:SHOWN]
    try:
        found = Box(*(float(side) for side in sides))
    except (TypeError, ValueError, OverflowError) as error:
        raise errors.WrongUseError("line-box-numbers", box=shown) from error
    if not all(map(math.isfinite, found)) or found.x2 <= found.x1 or found.y2 <= found.y1:
        raise errors.WrongUseError("line-box-order", box=shown)
    return found


def rounded(exact: Box) -> Box:
    """A box to a hundredth of a pixel, which is finer than anybody draws; sums of decimals are mended by it."""
    return Box(*(round(side, PLACES) for side in exact))


def digits(side: float) -> str:
    """A length in pixels as lists are written."""
    return f"{side:.{PLACES}f}".rstrip("0").rstrip(".")
