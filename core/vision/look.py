"""The look at a photo: everything that is ever computed from its pixels, done once."""

import itertools
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images
from core.base.child import Tell
from core.base.records import Box, Detection, Header, LookedFace, Quality, UprightImage
from core.vision import accelerator, align, detect, embed, quality
from core.vision.detect import Detector
from core.vision.embed import Embedder

# With what a photo was looked at; the last number grows when the same models would see something else.
LOOKED_WITH = f"{detect.NAME} {embed.NAME} 2"

# Photos are decoded to a longer side of at least this many pixels, and less than twice as many: the detector is given
# no more, and a face of 112 px in a photo of 4000 px is enlarged for its crop at most twice.
DECODED_SIDE = 2000
PHOTO_THUMBNAIL, FACE_THUMBNAIL = 320, 160  # longest sides, in pixels
FACE_MARGIN = 0.25  # around a face on its thumbnail, as a part of the box's longer side


@dataclass(frozen=True)
class SeenFace:
    """A face before it is embedded.

    Attributes:
        crop: Aligned, RGB, shape (112, 112, 3).
        thumbnail: JPEG bytes.
    """

    detection: Detection
    quality: Quality
    crop: NDArray[np.uint8]
    thumbnail: bytes


@dataclass(frozen=True)
class SeenPhoto:
    """All that is kept of a photo after looking at it.

    Attributes:
        difference_hash: What the photo looks like, in 64 bits, as a signed number.
        thumbnail: JPEG bytes.
        faces: The surest first.
    """

    header: Header
    difference_hash: int
    thumbnail: bytes
    faces: tuple[SeenFace, ...]


class Looker:
    """The models that look at photos. Many threads may use it at once; the models are loaded when first needed."""

    embedder_name = embed.NAME

    def __init__(self, device: str | None = None) -> None:
        """Load nothing yet.

        Args:
            device: Name of the embedder's device in torch; None for the best that works.
        """
        self._device = device
        self._of_thread = threading.local()
        self._embedder: Embedder | None = None
        self._lock = threading.Lock()

    @property
    def device(self) -> str | None:
        """Name of the device that faces are embedded on; None before the first one."""
        return None if self._embedder is None else self._embedder.device

    def see(self, data: bytes) -> SeenPhoto:
        """Decode a photo, find its faces and make all pictures of it.

        Args:
            data: The whole file.

        Raises:
            BadPhotoError: The file is no photo, or broken.
            MissingError: A weight file is absent or wrong.
        """
        return _see(data, self._detector())

    def embed(self, photos: Sequence[SeenPhoto]) -> list[tuple[LookedFace, ...]]:
        """Finish the look at some photos; many at once keep all cores busy.

        Returns:
            The faces of each photo.

        Raises:
            MissingError: The weight file is absent or wrong.
        """
        looked = iter(self._embed([face for photo in photos for face in photo.faces]))
        return [tuple(itertools.islice(looked, len(photo.faces))) for photo in photos]

    def look_at_boxes(self, data: bytes, boxes: Sequence[Box]) -> list[LookedFace]:
        """Look at faces that a human drew on a photo.

        Args:
            data: The whole file.
            boxes: In pixels of the full upright photo.

        Returns:
            One face for each box.

        Raises:
            BadPhotoError: The file is no photo, or broken.
            MissingError: A weight file is absent or wrong.
        """
        image = images.open_upright(data, DECODED_SIDE)
        return self._embed([_seen(image, self._detector().detect_in(image, box)) for box in boxes])

    def _embed(self, faces: Sequence[SeenFace]) -> list[LookedFace]:
        if not faces:
            return []
        with self._lock:
            if self._embedder is None:
                self._embedder = Embedder(self._device or accelerator.find().device)
        vectors = self._embedder.embed(np.stack([face.crop for face in faces]))
        return [
            LookedFace(face.detection, face.quality, vector, face.thumbnail)
            for face, vector in zip(faces, vectors, strict=True)
        ]

    def _detector(self) -> Detector:
        """The calling thread's own detector."""
        if not hasattr(self._of_thread, "detector"):
            self._of_thread.detector = _new_detector()
        detector: Detector = self._of_thread.detector
        return detector


def see_apart(_tell: Tell, data: bytes) -> SeenPhoto:
    """What Looker.see does, for a child process: nobody knows what a foreign file does to its decoder.

    Raises:
        BadPhotoError: The file is no photo, or broken.
        MissingError: The detector's weights are absent or wrong.
        MemoryError: The process may not have as much memory as it takes.
    """
    try:
        return _see(data, _own_detector())
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise


@cache
def _own_detector() -> Detector:
    """The detector of a process that uses no threads."""
    return _new_detector()


def _new_detector() -> Detector:
    # Photos are the parallel work: a pool, each on one core. OpenCV's own threads would fight it.
    cv2.setNumThreads(1)
    return Detector()


def _see(data: bytes, detector: Detector) -> SeenPhoto:
    header = images.read_header(data)
    image = images.open_upright(data, DECODED_SIDE)
    thumbnail = images.shrink(image.pixels, PHOTO_THUMBNAIL)
    faces = tuple(_seen(image, found) for found in detector.detect(image))
    return SeenPhoto(header, images.difference_hash(thumbnail), images.encode_jpeg(thumbnail), faces)


def _seen(image: UprightImage, detection: Detection) -> SeenFace:
    crop = align.crop(image, detection.landmarks)
    thumbnail = images.encode_jpeg(images.shrink(_square(image, detection.box), FACE_THUMBNAIL))
    return SeenFace(detection, quality.measure(crop, detection), crop, thumbnail)


def _square(image: UprightImage, box: Box) -> NDArray[np.uint8]:
    """Cut out a square around a face, moved inwards where the photo ends."""
    height, width = image.pixels.shape[:2]
    longer = max(box.x2 - box.x1, box.y2 - box.y1) * image.scale
    side = min(height, width, round(longer * (1 + 2 * FACE_MARGIN)))
    left, top = (
        min(max(0, round(middle * image.scale - side / 2)), length - side)
        for middle, length in (((box.x1 + box.x2) / 2, width), ((box.y1 + box.y2) / 2, height))
    )
    return image.pixels[top : top + side, left : left + side]
