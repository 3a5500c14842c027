"""Photos that are looked at but not kept: laid down for the worker, and gone again once its answer was read.

A drop is a folder in the album: the photos as they came, and what the worker found. Nothing of it gets into the tables.
"""

import base64
import json
import secrets
import shutil
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.base import errors
from core.base.messages import Message
from core.base.records import Box, FaceTable, Quality, RunKind
from core.rules import decide
from core.rules.decisions import Basis
from core.store import people
from core.store.db import Album, Connection
from core.store.runs import Run

KINDS = frozenset({RunKind.HEAD, RunKind.CROPS, RunKind.EMBEDDER})  # of runs that can look at photos that are not kept
FOLDER, FOUND = "dropped", "found.json"
LONGEST = 3600.0  # seconds, after which a drop that nobody came back for is removed


@dataclass(frozen=True)
class DroppedFace:
    """A face on a photo that is not kept.

    Attributes:
        scores: Probability of each person whom the run learned, in the order of its columns, in [0, 1].
        thumbnail: JPEG bytes.
    """

    box: Box
    quality: Quality
    scores: tuple[float, ...]
    thumbnail: bytes


@dataclass(frozen=True)
class DroppedPhoto:
    """What was found on a photo that is not kept.

    Attributes:
        width: Of the upright photo, in pixels; 0 where it could not be opened.
        height: Of the upright photo, in pixels.
        refused: Why it could not be opened.
    """

    width: int
    height: int
    faces: tuple[DroppedFace, ...]
    refused: Message | None = None


def put(album: Album, photos: Iterable[bytes]) -> str:
    """Lay photos down for the worker, and return the drop's name.

    Raises:
        WrongUseError: There is no room.
    """
    sweep(album)
    drop = secrets.token_hex(8)
    folder = _folder(album, drop)
    try:
        folder.mkdir(parents=True)
        for number, data in enumerate(photos):
            (folder / str(number)).write_bytes(data)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise errors.WrongUseError("drop-unwritable", why=errors.why(error)) from error
    return drop


def photos(album: Album, drop: str) -> list[Path]:
    """The photos of a drop, in the order in which they came.

    Raises:
        MissingError: The drop is gone.
    """
    folder = _folder(album, drop)
    if not folder.is_dir():
        raise errors.MissingError("drop-gone")
    return sorted((path for path in folder.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))


def write(album: Album, drop: str, found: Sequence[DroppedPhoto]) -> None:
    """Write down what was found, for the page to read."""
    target = _folder(album, drop) / FOUND
    part = target.with_suffix(".part")
    part.write_text(json.dumps([_to_json(photo) for photo in found]), encoding="utf-8")
    part.replace(target)


def take(album: Album, drop: str) -> list[DroppedPhoto]:
    """Read what was found, and remove the drop.

    Raises:
        MissingError: The drop is gone.
    """
    try:
        text = (_folder(album, drop) / FOUND).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise errors.MissingError("drop-gone") from error
    remove(album, drop)
    return [_from_json(photo) for photo in json.loads(text)]


def remove(album: Album, drop: str) -> None:
    """Remove a drop."""
    shutil.rmtree(_folder(album, drop), ignore_errors=True)


def sweep(album: Album, longest: float = LONGEST) -> None:
    """Remove drops that nobody came back for."""
    for folder in (album.folder / FOLDER).glob("*"):
        with suppress(FileNotFoundError):  # another session removes it at the same time
            if time.time() - folder.stat().st_mtime > longest:
                shutil.rmtree(folder, ignore_errors=True)


def basis(conn: Connection, run: Run, found: Sequence[DroppedPhoto]) -> Basis:
    """Let photos that are not kept be judged as the album's own are; each one counts as a photo of its own.

    Raises:
        MissingError: The run is not done.
    """
    if run.evidence is None or run.calibration is None:
        raise errors.MissingError("run-missing", run=run.id)
    by_id = {person.id: person for person in people.everyone(conn)}
    columns = tuple(by_id[person_id] for person_id in run.person_ids)
    faces = [(number, face) for number, photo in enumerate(found) for face in photo.faces]
    count = len(faces)
    table = FaceTable(
        ids=np.arange(count, dtype=np.int64),
        photo_ids=np.array([number for number, _ in faces], np.int64),
        boxes=np.array([face.box for _, face in faces], np.float64).reshape(count, 4),
        moments=np.full(count, -1, np.int64),
        masked=np.full(count, np.nan),
        sides=np.array([face.quality.side for _, face in faces], np.float64),
        sharpness=np.array([face.quality.sharpness for _, face in faces], np.float64),
        yaws=np.array([face.quality.yaw for _, face in faces], np.float64),
    )
    scores = np.array([face.scores for _, face in faces], np.float32).reshape(count, len(columns))
    return Basis(columns, table, scores, decide.nothing_said(count, len(columns)), run.evidence, run.calibration)


def _folder(album: Album, drop: str) -> Path:
    return album.folder / FOLDER / drop


def _to_json(photo: DroppedPhoto) -> dict[str, Any]:
    faces = [
        {
            "box": list(face.box),
            "quality": [face.quality.side, face.quality.sharpness, face.quality.yaw],
            "scores": list(face.scores),
            "thumbnail": base64.b64encode(face.thumbnail).decode(),
        }
        for face in photo.faces
    ]
    refused = None if photo.refused is None else photo.refused.as_json()
    return {"width": photo.width, "height": photo.height, "faces": faces, "refused": refused}


def _from_json(stored: dict[str, Any]) -> DroppedPhoto:
    faces = tuple(
        DroppedFace(
            Box(*face["box"]), Quality(*face["quality"]), tuple(face["scores"]), base64.b64decode(face["thumbnail"])
        )
        for face in stored["faces"]
    )
    refused = stored["refused"]
    return DroppedPhoto(stored["width"], stored["height"], faces, None if refused is None else Message(*refused))
