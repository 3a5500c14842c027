"""The check-up: what this machine has, what is missing, and the command that mends it."""

import platform
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from core.base import errors
from core.base.messages import Message
from core.store import db, disk, embedders, photos
from core.vision import accelerator, onnx_embedder, weights

PACKAGES = (
    "dbos", "numpy", "onnx", "opencv-python-headless", "pillow", "pillow-heif", "scikit-learn", "scipy", "simplejpeg",
    "sqlalchemy", "streamlit", "torch",
)  # fmt: skip
# Bytes. 18,000 photos with 50,000 faces take 0.56 GB: thumbnails of 10.5 KB a photo and 6.3 KB a face (in blocks of
# 4 KB), 0.4 and 1.0 KB in the database; measured on an album of 445 photos with 754 faces. The rest is for copies of
# the database while it is compacted, and for runs.
LEAST_FREE = 10**9


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        fine: Whether it is as it should be.
    """

    fine: bool
    message: Message


def examine(folder: Path) -> list[Finding]:
    """Look at everything that Cubby needs, changing nothing.

    Args:
        folder: The album's folder, which need not exist.
    """
    system = Message("doctor-python", {"python": platform.python_version(), "system": platform.platform(terse=True)})
    return [
        Finding(True, system),
        *_packages(),
        *_weights(),
        *_accelerator(),
        _room(folder),
        _album(folder),
        *_embedders(folder),
    ]


def _packages() -> list[Finding]:
    findings = []
    for name in PACKAGES:
        try:
            message = Message("doctor-package", {"name": name, "version": metadata.version(name)})
            findings.append(Finding(True, message))
        except metadata.PackageNotFoundError:
            findings.append(Finding(False, Message("doctor-package-missing", {"name": name})))
    return findings


def _weights() -> list[Finding]:
    findings = []
    for one in weights.ALL:
        fault = weights.fault(one)
        good = Message("doctor-weights", {"name": one.name, "licence": one.licence, "sha256": one.sha256[:12]})
        findings.append(Finding(fault is None, fault or good))
    return findings


def _accelerator() -> list[Finding]:
    found = accelerator.find()
    used = Message("doctor-device", {"device": found.device, "card": found.card or platform.machine()})
    return [Finding(True, used), *(Finding(True, note) for note in found.notes)]


def _room(folder: Path) -> Finding:
    free = disk.free(folder)
    enough = free >= LEAST_FREE
    key = "doctor-room" if enough else "doctor-little-room"
    return Finding(enough, Message(key, {"free": round(free / 10**9, 1), "folder": str(folder)}))


def _embedders(folder: Path) -> list[Finding]:
    """The copies of the embedders that were brought."""
    try:
        album = db.open_album(folder)
    except errors.AlbumError:  # told already
        return []
    with album.read() as conn:
        every = embedders.every(album, conn)
    findings = []
    for one in every:
        fault = onnx_embedder.fault(one)
        good = Message("doctor-embedder", {"name": one.name, "licence": one.licence})
        findings.append(Finding(fault is None, fault or good))
    return findings


def _album(folder: Path) -> Finding:
    try:
        with db.open_album(folder).read() as conn:
            return Finding(True, Message("doctor-album", {"folder": str(folder), "photos": photos.count(conn)}))
    except errors.MissingError:
        return Finding(True, Message("doctor-no-album", {"folder": str(folder)}))
    except errors.AlbumError as error:
        return Finding(False, error.message)
