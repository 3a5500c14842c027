"""Names of files and folders that are legal on every system."""

import functools
import itertools
import unicodedata
from collections.abc import Iterator
from pathlib import PurePath

from pathvalidate import sanitize_filename

LONGEST_NAME = 255  # bytes of UTF-8 that every file system takes
KEPT = 65_536  # names: a photo of several children is asked for each time, and almost all suffixes are the same


@functools.lru_cache(maxsize=KEPT)
def legal(name: str) -> str:
    """The nearest name that Windows, macOS and Linux all take, and that no system hides."""
    clean = sanitize_filename(name.lstrip(". "), replacement_text="_", platform="universal", max_len=LONGEST_NAME)
    return unicodedata.normalize("NFC", clean) or "_"


def split(name: str) -> tuple[str, str]:
    """A file's stem and suffix, each as near to its own as is legal everywhere."""
    path = PurePath(name)
    return legal(path.stem), path.suffix and f".{legal(path.suffix)}"


def candidates(stem: str, suffix: str = "") -> Iterator[str]:
    """The name itself, then "name (2)", "name (3)"…, each cut to fit."""
    for ending in itertools.chain([suffix], (f" ({number}){suffix}" for number in itertools.count(2))):
        room = LONGEST_NAME - len(ending.encode())
        yield stem.encode()[:room].decode(errors="ignore") + ending


def folded(path: str) -> str:
    """What file systems that ignore capital letters or compose letters in their own way may take for the same path."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
