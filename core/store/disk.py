"""The disk that a folder lies on, or would lie on, and what can be asked of the files there."""

import hashlib
import os
import shutil
from pathlib import Path
from typing import IO

CHUNK = 1 << 20


def above(folder: Path) -> Path:
    """The folder itself, or the nearest one above it that exists; its path is absolute."""
    return next(path for path in (folder, *folder.parents) if path.exists())


def free(folder: Path) -> int:
    """Free bytes on the disk of a folder that need not exist; its path is absolute."""
    return shutil.disk_usage(above(folder)).free


def is_gone(path: Path) -> bool:
    """Whether a file is surely no longer there; a disk that can't be read doesn't tell."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def size(path: Path) -> int | None:
    """Size of a file in bytes; None where it can't be told."""
    try:
        return path.stat().st_size
    except OSError:
        return None


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: It can't be read.
    """
    with path.open("rb") as file:
        return digest_of(file)


def digest_of(file: IO[bytes]) -> str:
    """SHA-256 of what is left to read of an open file, in hexadecimal.

    Raises:
        OSError: It can't be read.
    """
    found = hashlib.sha256()
    while chunk := file.read(CHUNK):
        found.update(chunk)
    return found.hexdigest()


def as_text(path: Path) -> str:
    """A path with forward slashes that can be kept and shown: bytes that are no text are written as escapes."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")
