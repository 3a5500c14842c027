"""In which frame another tool drew: on the photo upright, or as the camera stored it, before EXIF turned it.

A tool that ignores EXIF labels a photo that was held upright lying on its side. Where the tool says how large the photo
was, and a turn swaps width and height, the size tells. Else the whole list does: its boxes frame faces that were
detected in one of the frames, and a tool does the same with every photo.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from core.base import images
from core.base.messages import Message
from core.base.records import Box
from core.rules import boxes, label_lines
from core.rules.label_lines import BadLine, Canvas, LabelLine


@dataclass(frozen=True)
class Shape:
    """How a photo lies.

    Attributes:
        width: Of the upright photo, in pixels.
        height: Of the upright photo, in pixels.
        orientation: EXIF, 1 to 8.
    """

    width: int
    height: int
    orientation: int

    @property
    def stored(self) -> tuple[int, int]:
        """Width and height as the camera stored it, in pixels."""
        is_swapped, _ = images.TURNS[self.orientation]
        return (self.height, self.width) if is_swapped else (self.width, self.height)


@dataclass(frozen=True)
class Readings:
    """What a box may mean, in pixels of the upright photo.

    Attributes:
        upright: The box, if the tool drew on the upright photo; None where the size speaks against it.
        stored: The same, if it drew on the photo as stored; None also where the photo was stored upright.
    """

    upright: Box | None
    stored: Box | None

    def choose(self, *, as_stored: bool) -> tuple[Box | None, bool]:
        """The box, and whether it was turned, as the size says, or as the list does where the size leaves it open."""
        is_turned = self.stored is not None and (as_stored or self.upright is None)
        return (self.stored if is_turned else self.upright), is_turned


@dataclass(frozen=True)
class Upright:
    """Lines whose boxes are in pixels of the upright photo.

    Attributes:
        refused: Lines of a tool that saw a photo of another size.
        turned: How many boxes had been drawn on a photo as stored, and were turned.
    """

    by_photo: dict[int, list[LabelLine]]
    refused: list[BadLine]
    turned: int


def turn(
    by_photo: Mapping[int, Sequence[LabelLine]], shapes: Mapping[int, Shape], known: Mapping[int, Mapping[int, Box]]
) -> Upright:
    """Bring the boxes of a whole list into the frame of the upright photos.

    Args:
        by_photo: Lines by photo id.
        shapes: By photo id.
        known: The boxes of each photo's faces, by photo id and face id.
    """
    told = [(photo_id, line, _readings(line, shapes[photo_id])) for photo_id in by_photo for line in by_photo[photo_id]]
    as_stored = were_stored(
        (readings, known[photo_id])
        for photo_id, _, readings in told
        if readings is not None and shapes[photo_id].orientation != 1
    )
    upright: dict[int, list[LabelLine]] = defaultdict(list)
    refused, turned = [], 0
    for photo_id, line, readings in told:
        box, is_turned = (line.box, False) if readings is None else readings.choose(as_stored=as_stored)
        if readings is not None and box is None:
            refused.append(line.refuse(_other_size(line.canvas, shapes[photo_id])))
        else:
            upright[photo_id].append(replace(line, box=box))
            turned += is_turned
    return Upright(upright, refused, turned)


def read(box: Box, canvas: Canvas, shape: Shape) -> Readings:
    """Say what a box may mean; neither reading is left where the tool saw a photo of another size."""
    upright_size = (shape.width, shape.height)
    upright = _pixels(box, canvas, upright_size) if canvas.size in {None, upright_size} else None
    if shape.orientation == 1 or canvas.size not in {None, shape.stored}:
        return Readings(upright, None)
    return Readings(upright, turn_upright(_pixels(box, canvas, shape.stored), shape))


def turn_upright(box: Box, shape: Shape) -> Box:
    """Turn a box as EXIF turns its photo.

    Args:
        box: In pixels of the photo as stored.
        shape: The photo's.
    """
    is_swapped, flip = images.TURNS[shape.orientation]
    x1, y1, x2, y2 = (box.y1, box.x1, box.y2, box.x2) if is_swapped else box
    if flip in {1, -1}:
        x1, x2 = shape.width - x2, shape.width - x1
    if flip in {0, -1}:
        y1, y2 = shape.height - y2, shape.height - y1
    return label_lines.rounded(Box(x1, y1, x2, y2))


def were_stored(told: Iterable[tuple[Readings, Mapping[int, Box]]]) -> bool:
    """Whether a list was drawn on photos as stored, as far as its boxes tell; where nothing tells, it was not.

    Args:
        told: What each box on a photo that EXIF turns may mean, with the faces that are known on the photo.
    """
    favour = 0.0
    for readings, known in told:
        if readings.stored is None or readings.upright is None:
            favour += (readings.stored is not None) - (readings.upright is not None)
        else:
            favour += _fit(readings.stored, known) - _fit(readings.upright, known)
    return favour > 0.0


def _readings(line: LabelLine, shape: Shape) -> Readings | None:
    """What a line's box may mean; None where that is no question."""
    return None if line.box is None or line.canvas is None else read(line.box, line.canvas, shape)


def _other_size(canvas: Canvas | None, shape: Shape) -> Message:
    seen = canvas.size if canvas else None
    said = "×".join(map(str, seen or ()))
    return Message("line-other-size", {"said": said, "width": shape.width, "height": shape.height})


def _pixels(box: Box, canvas: Canvas, size: tuple[int, int]) -> Box:
    width, height = size if canvas.in_parts else (1, 1)
    return label_lines.rounded(Box(box.x1 * width, box.y1 * height, box.x2 * width, box.y2 * height))


def _fit(box: Box, known: Mapping[int, Box]) -> float:
    """How well a box frames the face that it frames best, in [0, 1]."""
    return float(boxes.iou(np.array([box]), boxes.corners(known.values())).max(initial=0.0))
