"""Labels as YOLO: one text file for each photo, a line `class x y width height` for each face in parts of the photo."""

from collections.abc import Iterable, Sequence

import yaml

from core.base import errors
from core.base.messages import Message
from core.base.records import Box
from core.rules import label_classes, label_lines
from core.rules.label_lines import BadLine, Canvas, LabelledPhoto, LabelLine, Parsed

FIELDS = 5
DIGITS = 9  # decimals of a part: a hundredth of a pixel of any photo, with room to spare


def parse(data: bytes, file: str, photo: str, classes: Sequence[str]) -> Parsed:
    """Read the labels of one photo.

    Args:
        data: The text file; an empty one says nothing.
        file: Its path as the user knows it.
        photo: The photo that it speaks about, without the ending of its file name.
        classes: Names in the order of their numbers, from 0 on.

    Returns:
        The lines that can be used and those that can't.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], [BadLine(0, Message("labels-file-not-text"), file)]
    good: list[LabelLine] = []
    bad: list[BadLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        fields = line.split()
        if not fields:
            continue
        try:
            person, is_face = label_classes.meaning(_class(fields, classes))
            good.append(LabelLine(number, photo, _box(fields[1:]), person, file, is_face, Canvas(in_parts=True)))
        except errors.WrongUseError as error:
            bad.append(BadLine(number, error.message, file))
    return good, bad


def write(photo: LabelledPhoto, classes: Sequence[str]) -> str:
    """Write the labels of one photo so that they read back to the same facts.

    Args:
        photo: The photo.
        classes: As classes_of gives them for all photos of the list.
    """
    lines = []
    for face in photo.faces:
        x1, y1, x2, y2 = label_lines.rounded(face.box)
        middle_and_sides = ((x1 + x2) / 2, (y1 + y2) / 2, x2 - x1, y2 - y1)
        whole = (photo.width, photo.height) * 2
        parts = (f"{length / side:.{DIGITS}f}" for length, side in zip(middle_and_sides, whole, strict=True))
        lines.append(" ".join([str(classes.index(label_classes.name_of(face))), *parts]))
    return "".join(f"{line}\n" for line in lines)


def classes_of(photos: Iterable[LabelledPhoto]) -> list[str]:
    """The classes of a list: first the people by name, then strangers and what is no face.

    Raises:
        WrongUseError: A person's name means something else to other tools.
    """
    names = {label_classes.name_of(face) for photo in photos for face in photo.faces}
    last = [name for name in (label_classes.STRANGER, label_classes.NOT_A_FACE) if name in names]
    return [*sorted(names - set(last)), *last]


def read_classes_txt(text: str) -> list[str]:
    """Read classes.txt: a name on each line."""
    return text.rstrip().splitlines()


def read_data_yaml(text: str) -> list[str]:
    """Read the names of data.yaml, which are a list, or stand behind their numbers.

    Raises:
        ValueError: There are no such names.
    """
    try:
        # Without types: a child named No or Null is no truth value. Nothing else is made of the text than strings.
        names = yaml.load(text, Loader=yaml.BaseLoader)["names"]  # noqa: S506
        if isinstance(names, dict):
            by_number = {int(number): name for number, name in names.items()}
            names = [by_number[number] for number in range(len(by_number))]
    except (yaml.YAMLError, RecursionError, LookupError, TypeError) as error:
        raise ValueError from error
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError
    return names


def _class(fields: Sequence[str], classes: Sequence[str]) -> str:
    if len(fields) != FIELDS:
        raise errors.WrongUseError("line-fields", wanted=FIELDS)
    try:
        number = int(fields[0])
    except ValueError:
        number = -1
    if not 0 <= number < len(classes):
        raise errors.WrongUseError("line-class-unknown", number=fields[0][: label_lines.SHOWN], classes=len(classes))
    return classes[number]


def _box(fields: Sequence[str]) -> Box:
    """The box in parts of width and height."""
    try:
        x, y, width, height = map(float, fields)
    except ValueError as error:
        raise errors.WrongUseError("line-box-numbers", box=",".join(fields)[: label_lines.SHOWN]) from error
    return label_lines.box((x - width / 2, y - height / 2, x + width / 2, y + height / 2))
