"""Faces that a training finds beside the known ones: proposed, to be named or refused like any other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.base import child, errors, images, progress
from core.base.child import DiedError, Tell
from core.base.children import Children
from core.base.progress import Progress
from core.base.records import Box
from core.flows import fetched, ingest
from core.rules import boxes, yolo_match
from core.store import embedders, faces, originals, photos, proposals, run_files, thumbs
from core.store.db import Album
from core.vision import accelerator, look, yolo
from core.vision.look import Looker, SeenFace

BATCH = 12  # photos whose faces are embedded at once; what a kill can cost
PATIENCE = 180.0  # seconds without a word; on a busy machine it takes a minute until the network is there


@dataclass(frozen=True)
class Network:
    """A run's network.

    Attributes:
        checkpoint: Its file.
        home: Where Ultralytics keeps its settings.
        size: Longer side that photos are brought to, in pixels.
    """

    checkpoint: Path
    home: Path
    size: int


@dataclass(frozen=True)
class Proposed:
    """What a search gave.

    Attributes:
        photos: How many were looked at.
        faces: How many of their faces the album had not known.
        lost: Photos that are gone, were changed or can't be decoded; asked again, it tries them again.
    """

    photos: int
    faces: int
    lost: int


def find(
    album: Album,
    run_id: int,
    looker: Looker,
    on_progress: Progress = progress.untold,
    on_wait: Callable[[], None] = child.ignore,
    after: int = 0,
) -> Proposed:
    """Look with a run's network at the photos that it has not seen yet, and propose what it finds there.

    Nothing that stands is changed: what overlaps a known face, also one of which somebody said that it is none, is
    not proposed. A kill costs at most one batch of photos; no photo is looked at twice.

    Args:
        album: The album.
        run_id: A finished run of kind yolo.
        looker: Embeds the faces.
        on_progress: Told how many photos of how many are done.
        on_wait: Called several times a second; what it raises ends the search.
        after: Only photos that came into the album after this one.

    Raises:
        MissingError: There is no such run, or its file is gone.
        WrongUseError: The run finds no faces, or its network can't be used here.
        BusyError: An import is running.
    """
    with ingest.alone(album):
        with album.read() as conn:
            run = proposals.finder(conn, run_id)
            left = proposals.not_looked_at(conn, run_id, after)
        if not left:
            return Proposed(0, 0, 0)
        size = int(run.settings["size"])
        network = Network(fetched.checkpoint(album, run), run_files.ultralytics(album), size)
        looked, added = 0, 0
        with Children(PATIENCE, on_wait=on_wait) as children:
            _require_works(children, network)
            for start in range(0, len(left), BATCH):
                seen: dict[int, tuple[SeenFace, ...]] = {}
                for number, photo_id in enumerate(left[start : start + BATCH], start=start + 1):
                    found = _look(album, children, network, photo_id)
                    seen |= {} if found is None else {photo_id: found}
                    on_progress(number, len(left))
                added += _store(album, run_id, seen, looker)
                looked += len(seen)
        return Proposed(looked, added, len(left) - looked)


def find_beside_detector(
    album: Album,
    looker: Looker,
    on_progress: Progress = progress.untold,
    on_wait: Callable[[], None] = child.ignore,
) -> Proposed | None:
    """Let the run that was chosen to look beside the detector look at the photos that came since; None if none was.

    Raises:
        MissingError: The run's file is gone.
        WrongUseError: Its network can't be used here.
        BusyError: An import is running.
    """
    with album.read() as conn:
        chosen = proposals.detector(conn)
    if chosen is None:
        return None
    run_id, after = chosen
    return find(album, run_id, looker, on_progress, on_wait, after)


def _require_works(children: Children, network: Network) -> None:
    """Load the network once before any photo is looked at: else each photo would seem to be what kills it.

    Raises:
        WrongUseError: It can't be loaded.
    """
    try:
        children.call(_load, network)
    except DiedError as error:
        raise errors.WrongUseError("proposing-died") from error


def _look(album: Album, children: Children, network: Network, photo_id: int) -> tuple[SeenFace, ...] | None:
    """The faces on a photo that the album does not know; None where it can't be looked at."""
    with album.read() as conn:
        data, known = originals.read(conn, photo_id), faces.corners(conn, photo_id)
    if data is None:
        return None
    try:
        return children.call(_search, network, data, known)
    except (errors.BadPhotoError, DiedError):
        return None


def _store(album: Album, run_id: int, seen: Mapping[int, tuple[SeenFace, ...]], looker: Looker) -> int:
    """Write down one batch of photos; how many faces they brought."""
    with album.read() as conn:
        brought = embedders.in_use(album, conn)
    looked = iter(looker.embed_faces([face for some in seen.values() for face in some], brought))
    added = 0
    with album.write() as conn:
        proposals.finder(conn, run_id)  # it may have been deleted meanwhile
        for photo_id, some in seen.items():
            known = faces.corners(conn, photo_id)  # somebody may have drawn a face meanwhile
            its_faces = [next(looked) for _ in some]
            new = [face for face in its_faces if boxes.is_new(np.array([face.detection.box]), known).all()]
            added += len(proposals.put(conn, run_id, photo_id, new, looker.embedder_name))
            sha256 = photos.hash_of(conn, photo_id)
            for face in new:
                thumbs.save_face(album, sha256, face)
    return added


def _search(_tell: Tell, network: Network, data: bytes, known: NDArray[np.float64]) -> tuple[SeenFace, ...]:
    """In a child: the faces that a network finds on a photo beside the known ones."""
    image = images.open_upright(data, look.DECODED_SIDE)
    found = _loaded(network)(image.pixels)
    corners = (found.boxes / image.scale).clip(0, [image.width, image.height] * 2)
    rows = yolo_match.unknown(known, corners, found.confidence)
    return look.see_boxes(image, [Box(*box) for box in corners[rows].tolist()])


def _load(_tell: Tell, network: Network) -> None:
    """In a child: make the network ready."""
    _loaded(network)


@cache
def _loaded(network: Network) -> yolo.Look:
    """The network of a process; it is loaded once."""
    return yolo.load(network.checkpoint, network.home, network.size, accelerator.find().device)
