"""The look at a photo: everything that is ever computed from its pixels, done once."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from core.base import images
from core.base.child import Tell
from core.base.records import Box, Detection, Header, LookedFace, Quality, UprightImage
from core.rules.embedders import CLOTHES, Brought
from core.vision import accelerator, align, clothes, detect, embed, quality
from core.vision.detect import Detector
from core.vision.embed import Embedder
from core.vision.onnx_embedder import OnnxEmbedder

# With what a photo was looked at; the last number grows when the same models would see something else.
LOOKED_WITH = f"{detect.NAME} {embed.NAME} 3"
LOOKED_QUICKLY_WITH = f"{LOOKED_WITH} quick"

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
        clothes: Unit vector of the colours under it, shape (64,); None where they lie outside the photo.
    """

    detection: Detection
    quality: Quality
    crop: NDArray[np.uint8]
    thumbnail: bytes
    clothes: NDArray[np.float32] | None


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
        self._brought: dict[str, OnnxEmbedder] = {}
        self._lock = threading.Lock()

    @property
    def device(self) -> str | None:
        """Name of the device that faces are embedded on; None before the first one."""
        return None if self._embedder is None else self._embedder.device

    def load(self) -> None:
        """Load the built-in embedder, which takes seconds; else the first face waits for it.

        Raises:
            MissingError: The weight file is absent or wrong.
        """
        with self._lock:
            if self._embedder is None:
                self._embedder = Embedder(self._device or accelerator.find().device)

    def see(self, data: bytes, *, quick: bool = False) -> SeenPhoto:
        """Decode a photo, find its faces and make all pictures of it.

        Args:
            data: The whole file.
            quick: Whether to look once, at few pixels.

        Raises:
            BadPhotoError: The file is no photo, or broken.
            MissingError: A weight file is absent or wrong.
        """
        return _see(data, self._detector(), quick=quick)

    def embed(self, photos: Sequence[SeenPhoto], brought: Sequence[Brought] = ()) -> list[tuple[LookedFace, ...]]:
        """Finish the look at some photos; many at once keep all cores busy.

        Args:
            photos: The photos.
            brought: Embedders whose vectors are wanted beside the built-in one's.

        Returns:
            The faces of each photo.

        Raises:
            MissingError: A weight file is absent or wrong.
        """
        looked = iter(self.embed_faces([face for photo in photos for face in photo.faces], brought))
        return [tuple(itertools.islice(looked, len(photo.faces))) for photo in photos]

    def look_at_boxes(self, data: bytes, boxes: Sequence[Box], brought: Sequence[Brought] = ()) -> list[LookedFace]:
        """Look at faces that a human drew on a photo.

        Args:
            data: The whole file.
            boxes: In pixels of the full upright photo.
            brought: Embedders whose vectors are wanted beside the built-in one's.

        Returns:
            One face for each box.

        Raises:
            BadPhotoError: The file is no photo, or broken.
            MissingError: A weight file is absent or wrong.
        """
        image = images.open_upright(data, DECODED_SIDE)
        return self.embed_faces([_seen(image, self._detector().detect_in(image, box)) for box in boxes], brought)

    def vectors(self, crops: NDArray[np.uint8], brought: Brought | None = None) -> NDArray[np.float32]:
        """Embed crops, RGB, shape (N, 112, 112, 3), with the built-in embedder or another: unit vectors, shape (N, D).

        Raises:
            MissingError: The weight file is absent or wrong.
        """
        with self._lock:
            if brought is not None and brought.name not in self._brought:
                self._brought[brought.name] = OnnxEmbedder(brought)
            elif brought is None and self._embedder is None:
                self._embedder = Embedder(self._device or accelerator.find().device)
        embedder = self._embedder if brought is None else self._brought[brought.name]
        assert embedder is not None
        return embedder.embed(crops)

    def embed_faces(self, faces: Sequence[SeenFace], brought: Sequence[Brought] = ()) -> list[LookedFace]:
        """Finish the look at some faces, as embed does for those of photos.

        Raises:
            MissingError: A weight file is absent or wrong.
        """
        if not faces:
            return []
        crops = np.stack([face.crop for face in faces])
        vectors, others = self.vectors(crops), {one.name: self.vectors(crops, one) for one in brought}
        return [
            LookedFace(
                face.detection,
                face.quality,
                vectors[row],
                face.thumbnail,
                _besides(face, {name: of_all[row] for name, of_all in others.items()}),
            )
            for row, face in enumerate(faces)
        ]

    def _detector(self) -> Detector:
        """The calling thread's own detector."""
        if not hasattr(self._of_thread, "detector"):
            self._of_thread.detector = _new_detector()
        detector: Detector = self._of_thread.detector
        return detector


def _besides(face: SeenFace, others: dict[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """All vectors of a face beside the built-in embedder's, by name."""
    return others if face.clothes is None else {**others, CLOTHES: face.clothes}


def see_apart(_tell: Tell, data: bytes, *, quick: bool = False) -> SeenPhoto:
    """What Looker.see does, for a child process: nobody knows what a foreign file does to its decoder.

    Raises:
        BadPhotoError: The file is no photo, or broken.
        MissingError: The detector's weights are absent or wrong.
        MemoryError: The process may not have as much memory as it takes.
    """
    with _telling_memory():
        return _see(data, _own_detector(), quick=quick)


def cut_apart(_tell: Tell, data: bytes, landmarks: Sequence[NDArray[np.float32]]) -> NDArray[np.uint8]:
    """Cut faces out of a photo again, as at the look at it, for a child process.

    Args:
        data: The whole file.
        landmarks: Of each face, in pixels of the full upright photo, shape (5, 2).

    Returns:
        Aligned crops, RGB, shape (F, 112, 112, 3).

    Raises:
        BadPhotoError: The file is no photo, or broken.
        MemoryError: The process may not have as much memory as it takes.
    """
    with _telling_memory():
        image = images.open_upright(data, DECODED_SIDE)
        return np.stack([align.crop(image, marks) for marks in landmarks])


def see_boxes(image: UprightImage, boxes: Sequence[Box]) -> tuple[SeenFace, ...]:
    """Make all pictures of faces that something else than the detector found, for a process that uses no threads.

    Args:
        image: The photo, perhaps reduced.
        boxes: In pixels of the full upright photo.

    Raises:
        MissingError: The detector's weights are absent or wrong.
    """
    return tuple(_seen(image, _own_detector().detect_in(image, box)) for box in boxes)


@contextmanager
def _telling_memory() -> Iterator[None]:
    """Let a lack of memory that OpenCV meets be one."""
    try:
        yield
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


def _see(data: bytes, detector: Detector, *, quick: bool) -> SeenPhoto:
    header = images.read_header(data)
    image = images.open_upright(data, DECODED_SIDE)
    thumbnail = images.shrink(image.pixels, PHOTO_THUMBNAIL)
    faces = tuple(_seen(image, found) for found in detector.detect(image, quick=quick))
    return SeenPhoto(header, images.difference_hash(thumbnail), images.encode_jpeg(thumbnail), faces)


def _seen(image: UprightImage, detection: Detection) -> SeenFace:
    crop = align.crop(image, detection.landmarks)
    thumbnail = images.encode_jpeg(images.shrink(_square(image, detection.box), FACE_THUMBNAIL))
    colours = clothes.measure(image, detection.box)
    return SeenFace(detection, quality.measure(crop, detection), crop, thumbnail, colours)


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
