"""The disk that a folder lies on, or would lie on."""

import shutil
from pathlib import Path


def above(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists; its path is absolute."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def free(folder: Path) -> int:
    """Free bytes on the disk of a folder that need not exist; its path is absolute."""
    return shutil.disk_usage(above(folder)).free
