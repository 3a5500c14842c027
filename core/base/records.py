"""Facts that pass between the floors. Boxes and landmarks are pixels of the upright photo at its full size."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.base.messages import Message

PHOTO_YEARS = range(1990, 2100)  # a camera or a file name that says another year does not know the time


class Box(NamedTuple):
    """A rectangle in pixels of the upright photo; x2 and y2 are exclusive."""

    x1: float
    y1: float
    x2: float
    y2: float


class Outcome(StrEnum):
    """How an import ended for one file."""

    ADDED = "added"
    ALREADY_THERE = "already there"
    REFUSED = "refused"
    MISSING = "missing"


class Statement(StrEnum):
    """What a human says about a face."""

    IS_PERSON = "is person"
    IS_STRANGER = "is stranger"
    IS_NOT_PERSON = "is not person"
    IS_NOT_FACE = "is not face"
    WEARS_MASK = "wears mask"
    WEARS_NO_MASK = "wears no mask"
    NOT_FOR_LEARNING = "not for learning"
    FOR_LEARNING = "for learning"
    UNDO = "undo"


class LabelOrigin(StrEnum):
    """How a label came about."""

    NAMED = "named"
    CORRECTION = "correction"
    IMPORT = "import"


class FaceOrigin(StrEnum):
    """Who found a face."""

    DETECTOR = "detector"
    HUMAN = "human"
    RUN = "run"  # a training that finds faces; which one, store/proposals.py knows


class RunState(StrEnum):
    """How far a run has come."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class RunKind(StrEnum):
    """What a run trains."""

    HEAD = "head"
    EMBEDDER = "embedder"
    CROPS = "crops"
    YOLO = "yolo"


class JobKind(StrEnum):
    """What the worker can be asked to do."""

    IMPORT = "import"
    DEMO = "demo"
    TRAIN = "train"
    SORT = "sort"
    TAKE_BACK = "take back"
    CLUSTER = "cluster"
    CHECKUP = "checkup"
    RECOGNISE = "recognise"
    LOOK = "look"
    FORGET = "forget"
    EXPORT = "export"
    TRAINING = "training"
    PROPOSE = "propose"
    EMBEDDER = "embedder"


class JobState(StrEnum):
    """How far a job has come; one is STOPPED when its worker no longer gives a sign of life, which is not stored."""

    WAITING = "waiting"
    RUNNING = "running"
    STOPPED = "stopped"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class SortMode(StrEnum):
    """How a photo gets into a child's folder."""

    COPY = "copy"
    HARDLINK = "hardlink"
    SYMLINK = "symlink"
    MOVE = "move"
    ZIP = "zip"


class SortedState(StrEnum):
    """What has become of a file that a sort wrote."""

    WRITING = "writing"
    WRITTEN = "written"
    TAKEN_BACK = "taken back"
    KEPT = "kept"


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file.

    Attributes:
        path: The file as the user knows it.
        reason: Why, where there is something to say.
    """

    path: str
    outcome: Outcome
    reason: Message | None = None


@dataclass(frozen=True)
class Detection:
    """A face as the detector sees it.

    Attributes:
        landmarks: Right eye, left eye, nose tip, right and left mouth corner (the child's own right), shape (5, 2).
        score: The detector's score in [0, 1].
    """

    box: Box
    landmarks: NDArray[np.float32]
    score: float


@dataclass(frozen=True)
class Quality:
    """How well a face can be seen.

    Attributes:
        side: Longer side of the box in pixels of the full photo.
        sharpness: Variance of the Laplacian of the grey aligned crop; under 15 is blurred, over 70 sharp.
        yaw: Turn of the head in [-1, 1]; 0 looks into the camera, 1 is a profile.
    """

    side: float
    sharpness: float
    yaw: float


@dataclass(frozen=True)
class LookedFace:
    """All that is kept of one face after looking at its photo.

    Attributes:
        embedding: Unit vector, shape (D,).
        thumbnail: JPEG bytes.
        others: Unit vectors of clothes, and of embedders that the user brought, by name.
    """

    detection: Detection
    quality: Quality
    embedding: NDArray[np.float32]
    thumbnail: bytes
    others: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """What a photo file says of itself before its pixels are decoded.

    Attributes:
        format: Pillow's name of the format, such as JPEG.
        width: Of the upright photo, in pixels.
        height: Of the upright photo, in pixels.
        orientation: EXIF orientation, 1 to 8.
        taken_at: Local time from EXIF, without a zone; None where EXIF has none.
    """

    format: str
    width: int
    height: int
    orientation: int
    taken_at: datetime | None


@dataclass(frozen=True)
class UprightImage:
    """A decoded photo, perhaps reduced.

    Attributes:
        pixels: RGB, upright, shape (H, W, 3), uint8.
        width: Of the full upright photo, in pixels.
        height: Of the full upright photo, in pixels.
    """

    pixels: NDArray[np.uint8]
    width: int
    height: int

    @property
    def scale(self) -> float:
        """Pixels here per pixel of the full photo, in (0, 1]."""
        return float(self.pixels.shape[1] / self.width)


@dataclass(frozen=True)
class Person:
    """Someone with a name in the album.

    Attributes:
        colour: As #rrggbb.
        threshold: Lowest score at which the person is named, in [0, 1]; None leaves it to the run.
        active: Whether the person is on the list: gets a folder, and is offered when faces are named.
    """

    id: int
    name: str
    colour: str
    threshold: float | None
    active: bool


@dataclass(frozen=True)
class FaceTable:
    """Many faces as columns; F is the number of faces.

    Attributes:
        ids: Face ids, ascending, shape (F,).
        photo_ids: Shape (F,).
        boxes: Pixels of the upright photo, shape (F, 4).
        moments: Moment of the face's photo; -1 where it has none, shape (F,).
        masked: Probability of a mask in [0, 1], NaN where it is not known, shape (F,).
        sides: Longer side of the box in pixels, shape (F,).
        sharpness: As in Quality, shape (F,).
        yaws: As in Quality, shape (F,).
    """

    ids: NDArray[np.int64]
    photo_ids: NDArray[np.int64]
    boxes: NDArray[np.float64]
    moments: NDArray[np.int64]
    masked: NDArray[np.float64]
    sides: NDArray[np.float64]
    sharpness: NDArray[np.float64]
    yaws: NDArray[np.float64]


@dataclass(frozen=True)
class JournalRow:
    """One standing row of the journal about a face."""

    face_id: int
    statement: Statement
    person_id: int | None


@dataclass(frozen=True)
class Standing:
    """All that people say about one face, taken together.

    Attributes:
        identity: IS_PERSON, IS_STRANGER or IS_NOT_FACE; None where nobody said who it is.
        person_id: Who it is, with IS_PERSON.
        not_people: Who it is not.
        masked: Whether it wears a mask, None where nobody said.
        for_learning: False where it is nothing to learn from, whoever it is.
    """

    identity: Statement | None = None
    person_id: int | None = None
    not_people: frozenset[int] = frozenset()
    masked: bool | None = None
    for_learning: bool = True
