"""Another embedder for an album: checked, copied into it, and its vectors made for every face before it is used."""

import hashlib
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import errors, images, progress, whole_files
from core.base.child import Cause, Child, DiedError
from core.base.progress import Progress
from core.flows import opening
from core.flows.eyes import Eyes
from core.rules.embedders import BUILT_IN, Brought, Colours, Scale
from core.store import crops, embedders, originals
from core.store.db import Album
from core.vision import onnx_embedder
from core.vision.look import Looker

MOST_BYTES = 1 << 30  # of a file
MEMORY, PATIENCE = 4 << 30, 120.0  # bytes and seconds that the check of a file may take
BATCH = 8  # photos whose vectors are kept in one transaction; what a kill can cost
Marks = Mapping[int, NDArray[np.float32]]  # landmarks by face id, each in pixels of the upright photo, (5, 2)


@dataclass(frozen=True)
class Wish:
    """An embedder that a user brings.

    Attributes:
        path: Where its file lies.
        licence: In the user's words.
        scale: The numbers that it takes; None where the user doesn't know.
    """

    path: Path
    licence: str
    colours: Colours = Colours.RGB
    scale: Scale | None = None


@dataclass(frozen=True)
class Filled:
    """What became of the faces that had no vector.

    Attributes:
        name: Of the embedder that is chosen now.
        made: Vectors that were made.
        lost: Faces that have none still, since their photos are gone.
    """

    name: str
    made: int
    lost: int


def bring(album: Album, wish: Wish) -> Brought:
    """Check an embedder, copy its file into the album, and write it down; it is not used yet.

    Where the file is gone but was brought before, as after a kill and a memory stick pulled out, that one is taken.

    Raises:
        MissingError: There is no such file.
        WrongUseError: It is no embedder, too big, or its licence is not told.
    """
    if not wish.licence.strip():
        raise errors.WrongUseError("embedder-no-licence")
    if not wish.path.is_file():
        return _brought_before(album, wish)
    if wish.path.stat().st_size > MOST_BYTES:
        raise errors.WrongUseError("embedder-too-big", path=str(wish.path), most=MOST_BYTES >> 20)
    data = wish.path.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    target = embedders.copy_of(album, sha256)
    target.parent.mkdir(exist_ok=True)
    with whole_files.replacing(target) as copy:
        copy.write_bytes(data)
        scale, dimensions = _examine(copy, wish)
    brought = Brought(target, sha256, wish.licence.strip(), str(wish.path), wish.colours, scale, dimensions)
    with album.write() as conn:
        embedders.put(album, conn, brought)
    return brought


def to_json(wish: Wish) -> dict[str, str | None]:
    """A wish as a job's arguments."""
    scale = None if wish.scale is None else wish.scale.value
    return {"path": str(wish.path), "licence": wish.licence, "colours": wish.colours.value, "scale": scale}


def from_json(kept: Mapping[str, Any]) -> Wish:
    """A wish of a job's arguments."""
    scale = kept["scale"]
    return Wish(
        Path(kept["path"]).expanduser(),
        kept["licence"],
        Colours(kept["colours"]),
        None if scale is None else Scale(scale),
    )


def use(album: Album, name: str, looker: Looker, on_progress: Progress = progress.untold) -> Filled:
    """Make the vectors that faces lack of an embedder, then let new runs learn on it.

    Args:
        album: The album.
        name: The embedder's, or how it begins.
        looker: Embeds the faces.
        on_progress: Told how many faces of how many are done.

    Raises:
        MissingError: There is no such embedder, or its copy is gone.
    """
    with album.read() as conn:
        brought = embedders.called(album, conn, name)
    whole = BUILT_IN if brought is None else brought.name
    made, lost = 0, set[int]()
    while True:
        with album.write() as conn:
            embedders.called(album, conn, whole)  # it may have been removed meanwhile
            lacking = embedders.lacking(conn, whole)
            left = {photo_id: marks for photo_id, marks in lacking.items() if not lost.issuperset(marks)}
            if not left:  # faces may have come in meanwhile, so this is asked where nobody else can write
                embedders.choose(conn, whole)
                return Filled(whole, made, len(lost))
        made += _fill(album, brought, left, looker, on_progress, lost)


def _fill(
    album: Album,
    brought: Brought | None,
    lacking: Mapping[int, Marks],
    looker: Looker,
    on_progress: Progress,
    lost: set[int],
) -> int:
    """Make vectors photo by photo, and say how many; faces whose photos are gone are added to the lost ones."""
    name = BUILT_IN if brought is None else brought.name
    total, done, made = sum(map(len, lacking.values())), 0, 0
    with Eyes() as eyes, ThreadPoolExecutor(min(os.cpu_count() or 1, opening.MOST_AT_ONCE)) as pool:
        photos_left = list(lacking.items())
        for start in range(0, len(photos_left), BATCH):
            batch = photos_left[start : start + BATCH]
            cut: dict[int, NDArray[np.uint8]] = {}
            for some in pool.map(lambda one: _cut(album, eyes, *one), batch):
                cut |= some
            marks = {face_id: one for _, of_photo in batch for face_id, one in of_photo.items()}
            lost |= marks.keys() - cut.keys()
            if cut:
                vectors = looker.vectors(np.stack(list(cut.values())), brought)
                with album.write() as conn:
                    embedders.add_vectors(conn, name, marks, np.array(list(cut), np.int64), vectors)
            done, made = done + len(marks), made + len(cut)
            on_progress(done, total)
    return made


def _cut(album: Album, eyes: Eyes, photo_id: int, marks: Marks) -> dict[int, NDArray[np.uint8]]:
    """Cut faces out of the original again, exactly as at the first look; where that is gone, take the kept crops.

    Returns:
        Crops by face id, RGB, shape (112, 112, 3); without the faces that can't be had any more.
    """
    with album.read() as conn:
        data = originals.read(conn, photo_id)
        kept = crops.of_faces(conn, marks.keys()) if data is None else {}
    if data is None:
        return {face_id: images.open_upright(jpeg).pixels for face_id, jpeg in kept.items()}
    try:
        return dict(zip(marks, eyes.cut(data, list(marks.values())), strict=True))
    except errors.BadPhotoError:  # another machine could decode it
        return {}


def _examine(copy: Path, wish: Wish) -> tuple[Scale, int]:
    """Let a child find out whether a file is an embedder."""
    try:
        with Child(patience=PATIENCE, memory=MEMORY) as child:
            return child.call(onnx_embedder.examine_apart, copy, wish.colours, wish.scale)
    except DiedError as error:
        key = "embedder-takes-memory" if error.cause is Cause.MEMORY else "embedder-crashes"
        raise errors.WrongUseError(key) from error


def _brought_before(album: Album, wish: Wish) -> Brought:
    with album.read() as conn:
        known = [
            one
            for one in embedders.every(album, conn)
            if (one.source, one.colours) == (str(wish.path), wish.colours)
            and wish.scale in {None, one.scale}
            and one.path.is_file()
        ]
    if not known:
        raise errors.MissingError("embedder-no-file", path=str(wish.path))
    return known[-1]
