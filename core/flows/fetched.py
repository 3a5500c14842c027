"""Weight files that trainings begin with or go on with: on the disk, or fetched once somebody has said yes."""

import urllib.error
import urllib.request
from pathlib import Path

from core.base import errors, whole_files
from core.store import disk, run_files
from core.store.db import Album
from core.store.runs import Run
from core.vision import crops

SECONDS = 30.0  # to wait for a server that does not answer


def imagenet_on_disk() -> Path | None:
    """Where ImageNet's ResNet-18 lies, if it has been fetched by anybody before."""
    path = crops.imagenet_path()
    return path if path.is_file() and disk.digest(path).startswith(crops.IMAGENET_HASH) else None


def imagenet(*, may_download: bool) -> Path:
    """Find or fetch ImageNet's ResNet-18.

    Raises:
        MissingError: It is not there, and may or can not be fetched.
    """
    there, path = imagenet_on_disk(), crops.imagenet_path()
    if there is not None:
        return there
    if not may_download:
        raise errors.MissingError("weights-need-download", name="ResNet-18", url=crops.IMAGENET, path=str(path))
    return fetch(crops.IMAGENET, path)


def fetch(url: str, path: Path) -> Path:
    """Download a file; nobody but who allowed it comes here.

    Raises:
        MissingError: It can't be had.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer, whole_files.replacing(path) as part:  # noqa: S310
            part.write_bytes(answer.read())
    except (urllib.error.URLError, OSError) as error:
        raise errors.MissingError("download-failed", url=url, path=str(path), why=str(error)) from error
    return path


def checkpoint(album: Album, run: Run) -> Path:
    """The file with what a run learned.

    Raises:
        MissingError: It is gone, or another one.
    """
    path = run_files.root(album) / (run.checkpoint or "")
    if not path.is_file():
        raise errors.MissingError("head-file-gone", path=str(path))
    if disk.digest(path) != run.checkpoint_sha256:
        raise errors.MissingError("head-file-changed", path=str(path))
    return path
