"""Labels as CSV: photo,x1,y1,x2,y2,person."""

import csv
import io
import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from core.base import errors
from core.base.messages import Message
from core.base.records import Box

COLUMNS = ("photo", "x1", "y1", "x2", "y2", "person")
SHOWN = 120  # letters of a wrong header that a person is shown


@dataclass(frozen=True)
class LabelLine:
    """One line of a list of labels.

    Attributes:
        number: Line of the file, the header being line 1.
        photo: A path, the end of a path, or a file name.
        box: Where the face is; None names the photo's only face.
        person: With its letters composed as on Windows and Linux (NFC), and single blanks; empty for a stranger.
    """

    number: int
    photo: str
    box: Box | None
    person: str


@dataclass(frozen=True)
class BadLine:
    """A line that can't be used, and why."""

    number: int
    reason: Message


def decode(data: bytes) -> str:
    """The text of a list, with or without a byte order mark.

    Raises:
        WrongUseError: It is not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise errors.WrongUseError("labels-not-utf8") from error


def parse(text: str) -> tuple[list[LabelLine], list[BadLine]]:
    """Read a list of labels.

    Returns:
        The lines that can be used and those that can't, each in the order of the file.

    Raises:
        WrongUseError: The header is not what it should be, or the text is no CSV.
    """
    good: list[LabelLine] = []
    bad: list[BadLine] = []
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        _check_header([name.strip() for name in reader.fieldnames or []])
        for row in reader:
            if None in row or None in row.values():
                bad.append(BadLine(reader.line_num, Message("line-fields", {"wanted": len(COLUMNS)})))
                continue
            cells = {name.strip(): cell.strip() for name, cell in row.items()}
            try:
                good.append(LabelLine(reader.line_num, _photo(cells), _box(cells), _person(cells)))
            except errors.WrongUseError as error:
                bad.append(BadLine(reader.line_num, error.message))
    except csv.Error as error:
        raise errors.WrongUseError("labels-not-csv", line=reader.line_num, why=str(error)) from error
    return good, bad


def write(rows: Iterable[tuple[str, Box, str]]) -> str:
    """Write a list of labels that reads back to the same facts.

    Args:
        rows: Photo, box in pixels of the upright photo, and person, empty for a stranger.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for photo, box, person in rows:
        writer.writerow([photo, *(f"{side:.2f}".rstrip("0").rstrip(".") for side in box), person])
    return text.getvalue()


def _check_header(names: list[str]) -> None:
    if sorted(names) != sorted(COLUMNS):
        found = ",".join(names)[:SHOWN]
        raise errors.WrongUseError("labels-columns", wanted=",".join(COLUMNS), found=found)


def _photo(cells: dict[str, str]) -> str:
    if not cells["photo"]:
        raise errors.WrongUseError("line-no-photo")
    return cells["photo"]


def _person(cells: dict[str, str]) -> str:
    return " ".join(unicodedata.normalize("NFC", cells["person"]).split())


def _box(cells: dict[str, str]) -> Box | None:
    sides = [cells[name] for name in ("x1", "y1", "x2", "y2")]
    if not any(sides):
        return None
    try:
        box = Box(*(float(side) for side in sides))
    except ValueError as error:
        raise errors.WrongUseError("line-box-numbers", box=",".join(sides)) from error
    if not all(math.isfinite(side) for side in box) or box.x2 <= box.x1 or box.y2 <= box.y1:
        raise errors.WrongUseError("line-box-order", box=",".join(sides))
    return box
