"""Labels as CSV: photo,x1,y1,x2,y2,person."""

import csv
import io
from collections.abc import Iterable

from core.base import csv_text, errors
from core.base.messages import Message
from core.base.records import Box
from core.rules import label_lines
from core.rules.label_lines import BadLine, LabelledPhoto, LabelLine, Parsed

COLUMNS = ("photo", "x1", "y1", "x2", "y2", "person")


def parse(text: str) -> Parsed:
    """Read a list of labels.

    Returns:
        The lines that can be used and those that can't, each in the order of the file; the header is line 1.

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
                person = label_lines.tidy(cells["person"])
                good.append(LabelLine(reader.line_num, _photo(cells), _box(cells), person))
            except errors.WrongUseError as error:
                bad.append(BadLine(reader.line_num, error.message))
    except csv.Error as error:
        raise errors.WrongUseError("labels-not-csv", line=reader.line_num, why=str(error)) from error
    return good, bad


def write(photos: Iterable[LabelledPhoto]) -> str:
    """Write a list of labels that reads back to the same facts; what is no face has no place in it."""
    return csv_text.table(
        COLUMNS,
        (
            [photo.name, *map(label_lines.digits, face.box), face.person]
            for photo in photos
            for face in photo.faces
            if face.is_face
        ),
    )


def _check_header(names: list[str]) -> None:
    if sorted(names) != sorted(COLUMNS):
        found = ",".join(names)[: label_lines.SHOWN]
        raise errors.WrongUseError("labels-columns", wanted=",".join(COLUMNS), found=found)


def _photo(cells: dict[str, str]) -> str:
    if not cells["photo"]:
        raise errors.WrongUseError("line-no-photo")
    return cells["photo"]


def _box(cells: dict[str, str]) -> Box | None:
    sides = [cells[name] for name in ("x1", "y1", "x2", "y2")]
    return label_lines.box(sides) if any(sides) else None
