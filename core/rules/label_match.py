"""Which face each line of a list of labels speaks about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.base.messages import Message
from core.base.records import Box
from core.rules import boxes
from core.rules.label_csv import BadLine, LabelLine

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
                refused.append(BadLine(line.number, fault))
            else:
                boxed.append(replace(line, box=_inside(line.box, width, height)))
    kept, contradicting = _first_of_each_box(boxed)
    ids = list(known)
    rows = boxes.match(_array(line.box for line in kept if line.box), _array(known.values()))
    aims = [Aim(line, None if row == boxes.NO_MATCH else ids[row]) for line, row in zip(kept, rows, strict=True)]
    for line in (line for line in lines if line.box is None):
        fault = _not_the_only_face(line, ids, aims)
        if fault:
            refused.append(BadLine(line.number, fault))
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
        overlap = boxes.iou(_array([line.box] if line.box else []), _array(other.box for other in kept if other.box))
        earlier = next((other for other, part in zip(kept, overlap[0], strict=True) if part >= SAME_BOX_IOU), None)
        if earlier is None:
            kept.append(line)
        elif not _same_person(earlier, line):
            refused.append(BadLine(line.number, Message("line-contradicts", {"other": earlier.number})))
    return kept, refused


def _not_the_only_face(line: LabelLine, ids: Sequence[int], aims: Sequence[Aim]) -> Message | None:
    """Why a line without a box can't be used, if it can't."""
    faces = len(ids) + sum(one.face_id is None for one in aims)
    if faces == 0:
        return Message("line-no-face")
    if faces > 1:
        return Message("line-faces-many", {"faces": faces})
    earlier = aims[0].line if aims else line
    return None if _same_person(earlier, line) else Message("line-contradicts", {"other": earlier.number})


def _same_person(first: LabelLine, second: LabelLine) -> bool:
    return first.person.casefold() == second.person.casefold()


def _array(some: Iterable[Box]) -> NDArray[np.float64]:
    return np.array(list(some), np.float64).reshape(-1, 4)
