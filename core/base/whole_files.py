"""Files and folders that are there in full or not at all."""

import contextlib
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

PART = ".cubby-part"  # ending of what is not whole yet


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write a file at, which takes the place of another once it is whole.

    Args:
        path: Where the file goes; if an error leaves the block, what lies there is left alone.

    Raises:
        OSError: It can't be written.
    """
    part = _part(path)
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())  # else a name could outlive a power cut that its content does not
        part.replace(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Write a file.

    Raises:
        OSError: It can't be written; what lay there is left alone.
    """
    with replacing(path) as part:
        part.write_bytes(data)


@contextlib.contextmanager
def filling(path: Path) -> Iterator[Path]:
    """Give a new folder to fill, which takes its place once it is whole.

    Args:
        path: Where it goes; nothing may lie there but an empty folder.

    Raises:
        OSError: It can't be written, or something lies there.
    """
    part = _part(path)
    shutil.rmtree(part, ignore_errors=True)  # of a program that was killed
    try:
        part.mkdir(parents=True)
        yield part
        with contextlib.suppress(FileNotFoundError):
            path.rmdir()  # which an empty folder lets happen, and no other
        part.rename(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files where nothing is yet, or an empty folder.

    Args:
        path: The folder.
        files: Content by path in the folder, with forward slashes.

    Raises:
        OSError: It can't be written, or something lies there.
    """
    with filling(path) as part:
        for name, data in files.items():
            file = part / PurePosixPath(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as new:
                new.write(data)


def _part(path: Path) -> Path:
    whole = path.absolute()
    return whole.with_name(f".{whole.name}{PART}")
