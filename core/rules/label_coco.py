"""Labels as COCO: one JSON file with images, annotations and categories."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from core.base import errors
from core.base.records import Box
from core.rules import label_classes, label_lines, label_yolo
from core.rules.label_lines import BadLine, Canvas, LabelledPhoto, LabelLine, Parsed

Entry = Mapping[str, Any]


def parse(data: bytes, file: str) -> Parsed:
    """Read a list of labels.

    Args:
        data: The JSON file.
        file: Its name as the user knows it.

    Returns:
        The annotations that can be used and those that can't; number 1 is the first.

    Raises:
        WrongUseError: It is no JSON, or no COCO.
    """
    try:
        facts = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise errors.WrongUseError("labels-not-json", why=str(error)[: label_lines.SHOWN]) from error
    images, names = _by_id(facts, "images"), _by_id(facts, "categories")
    good: list[LabelLine] = []
    bad: list[BadLine] = []
    for number, entry in enumerate(_entries(facts, "annotations"), start=1):
        try:
            good.append(_line(number, entry, file, images, names))
        except errors.WrongUseError as error:
            bad.append(BadLine(number, error.message, file))
    return good, bad


def write(photos: Sequence[LabelledPhoto]) -> str:
    """Write a list of labels that reads back to the same facts.

    Raises:
        WrongUseError: A person's name means something else to other tools.
    """
    classes = label_yolo.classes_of(photos)
    images = [
        {"id": number, "file_name": photo.name, "width": photo.width, "height": photo.height}
        for number, photo in enumerate(photos, start=1)
    ]
    faces = [(number, face) for number, photo in enumerate(photos, start=1) for face in photo.faces]
    annotations = [
        {
            "id": number,
            "image_id": image_id,
            "category_id": classes.index(label_classes.name_of(face)) + 1,
            "bbox": (sides := _sides(face.box)),
            "area": round(sides[2] * sides[3], label_lines.PLACES),
            "iscrowd": 0,
        }
        for number, (image_id, face) in enumerate(faces, start=1)
    ]
    categories = [{"id": number, "name": name} for number, name in enumerate(classes, start=1)]
    facts = {"images": images, "annotations": annotations, "categories": categories}
    return json.dumps(facts, ensure_ascii=False, indent=1) + "\n"


def _entries(facts: Any, key: str) -> list[Any]:
    entries = facts.get(key) if isinstance(facts, dict) else None
    if not isinstance(entries, list):
        raise errors.WrongUseError("labels-not-coco", list=key)
    return entries


def _by_id(facts: Any, key: str) -> dict[str, Entry]:
    """Entries by id as JSON writes it, so that 1 and "1" stay two; an id that two entries have is nobody's."""
    found: dict[str, Entry] = {}
    twice = set()
    for entry in _entries(facts, key):
        if isinstance(entry, dict) and "id" in entry:
            number = json.dumps(entry["id"])
            if number in found:
                twice.add(number)
            found[number] = entry
    return {number: entry for number, entry in found.items() if number not in twice}


def _line(number: int, entry: Any, file: str, images: Mapping[str, Entry], names: Mapping[str, Entry]) -> LabelLine:
    if not isinstance(entry, dict):
        raise errors.WrongUseError("line-no-entry")
    image, category = _known(entry, "image_id", images), _known(entry, "category_id", names)
    photo, name = image.get("file_name"), category.get("name")
    if not isinstance(photo, str) or not photo.strip():
        raise errors.WrongUseError("line-no-photo")
    if entry.get("iscrowd"):
        raise errors.WrongUseError("line-crowd")
    person, is_face = label_classes.meaning(name if isinstance(name, str) else "")
    return LabelLine(number, photo, _box(entry.get("bbox")), person, file, is_face, Canvas(_size(image)))


def _known(entry: Entry, key: str, known: Mapping[str, Entry]) -> Entry:
    number = json.dumps(entry.get(key))
    if number not in known:
        raise errors.WrongUseError("line-id-unknown", field=key, id=number[: label_lines.SHOWN])
    return known[number]


def _box(sides: Any) -> Box:
    """The box of x, y, width, height."""
    are_numbers = isinstance(sides, list) and all(isinstance(side, int | float) for side in sides)
    try:
        x, y, width, height = map(float, sides if are_numbers else ())
    except (ValueError, OverflowError) as error:
        raise errors.WrongUseError("line-box-numbers", box=json.dumps(sides)[: label_lines.SHOWN]) from error
    return label_lines.box((x, y, x + width, y + height))


def _sides(box: Box) -> list[float]:
    x1, y1, x2, y2 = label_lines.rounded(box)
    return [x1, y1, round(x2 - x1, label_lines.PLACES), round(y2 - y1, label_lines.PLACES)]


def _size(image: Entry) -> tuple[int, int] | None:
    width, height = image.get("width"), image.get("height")
    if not isinstance(width, int) or not isinstance(height, int) or min(width, height) <= 0:
        return None
    return width, height
