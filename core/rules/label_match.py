"""Which face each line of a list of labels speaks about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PureWindowsPath

from core.base.messages import Message
from core.base.records import Box
from core.rules import boxes
from core.rules.label_lines import BadLine, LabelLine
from core.rules.photo_names import PhotoNames

SAME_BOX_IOU = 0.9  # two lines whose boxes overlap this much speak about one face
SLACK_PX = 2.0  # tools round differently; a box may stick out of its photo by this much
LEAST_SIDE_PX = 8.0  # nobody can be told from fewer pixels, and a click is no box


@dataclass(frozen=True)
class Aim:
    """A line and its face.

    Attributes:
        face_id: None where the box holds no known face: a human found one that the detector had missed.
    """

    line: LabelLine
    face_id: int | None


def find_photos(lines: Sequence[LabelLine], names: PhotoNames) -> tuple[dict[int, list[LabelLine]], list[BadLine]]:
    """Find the photo of each line.

    A tool on another computer knew other folders. There the file name is enough, unless the list itself has several
    photos of that name: then a folder must agree, too.

    Returns:
        Lines by photo id, and those whose photo is not known or not told from others.
    """
    elsewhere = {line.photo for line in lines if line.canvas is not None}
    namesakes = Counter(PureWindowsPath(photo).stem for photo in elsewhere)
    by_photo: dict[int, list[LabelLine]] = defaultdict(list)
    refused = []
    for line in lines:
        if line.canvas is None:
            fitting = names.find(line.photo)
        else:
            fitting = names.nearest(line.photo, least=2 if namesakes[PureWindowsPath(line.photo).stem] > 1 else 1)
        if len(fitting) == 1:
            by_photo[fitting.pop()].append(line)
        elif fitting:
            refused.append(line.refuse(Message("line-photo-ambiguous", {"photo": line.photo, "photos": len(fitting)})))
        else:
            refused.append(line.refuse(Message("line-photo-unknown", {"photo": line.photo})))
    return by_photo, refused


def aim(
    lines: Sequence[LabelLine], known: Mapping[int, Box], width: int, height: int
) -> tuple[list[Aim], list[BadLine]]:
    """Find the face of each line about one photo.

    Args:
        lines: What is said about this photo.
        known: The photo's faces by id.
        width: Of the upright photo, in pixels.
        height: Of the upright photo, in pixels.

    Returns:
        One aim for each face that is spoken about, and the lines that can't be used. A line that repeats an
        earlier one is in neither.
    """
    refused = []
    boxed = []
    for line in lines:
        if line.box is not None:
            fault = _fault(line.box, width, height)
            if fault:
                refused.append(line.refuse(fault))
            else:
                boxed.append(replace(line, box=_inside(line.box, width, height)))
    kept, contradicting = _first_of_each_box(boxed)
    ids = list(known)
    rows = boxes.match(boxes.corners(line.box for line in kept if line.box), boxes.corners(known.values()))
    aims = [Aim(line, None if row == boxes.NO_MATCH else ids[row]) for line, row in zip(kept, rows, strict=True)]
    for line in (line for line in lines if line.box is None):
        fault = _not_the_only_face(line, ids, aims)
        if fault:
            refused.append(line.refuse(fault))
        elif not aims:
            aims.append(Aim(line, ids[0]))
    return aims, refused + contradicting


def _fault(box: Box, width: int, height: int) -> Message | None:
    """Why a box can't be used, if it can't."""
    shown = ",".join(f"{side:g}" for side in box)
    if min(box.x1, box.y1) < -SLACK_PX or box.x2 > width + SLACK_PX or box.y2 > height + SLACK_PX:
        return Message("line-box-outside", {"box": shown, "width": width, "height": height})
    inside = _inside(box, width, height)
    if min(inside.x2 - inside.x1, inside.y2 - inside.y1) < LEAST_SIDE_PX:
        return Message("line-box-small", {"box": shown, "least": LEAST_SIDE_PX})
    return None


def _inside(box: Box, width: int, height: int) -> Box:
    """The part of a box that lies in the photo."""
    return Box(max(box.x1, 0.0), max(box.y1, 0.0), min(box.x2, float(width)), min(box.y2, float(height)))


def _first_of_each_box(lines: Iterable[LabelLine]) -> tuple[list[LabelLine], list[BadLine]]:
    kept: list[LabelLine] = []
    refused = []
    for line in lines:
        overlap = boxes.iou(
            boxes.corners([line.box] if line.box else []), boxes.corners(other.box for other in kept if other.box)
        )
        earlier = next((other for other, part in zip(kept, overlap[0], strict=True) if part >= SAME_BOX_IOU), None)
        if earlier is None:
            kept.append(line)
        elif not line.says_as(earlier):
            refused.append(line.refuse(_contradiction(earlier)))
    return kept, refused


def _not_the_only_face(line: LabelLine, ids: Sequence[int], aims: Sequence[Aim]) -> Message | None:
    """Why a line without a box can't be used, if it can't."""
    faces = len(ids) + sum(one.face_id is None for one in aims)
    if faces == 0:
        return Message("line-no-face")
    if faces > 1:
        return Message("line-faces-many", {"faces": faces})
    earlier = aims[0].line if aims else line
    return None if line.says_as(earlier) else _contradiction(earlier)


def _contradiction(earlier: LabelLine) -> Message:
    if earlier.file:
        return Message("entry-contradicts", {"file": earlier.file, "other": earlier.number})
    return Message("line-contradicts", {"other": earlier.number})
