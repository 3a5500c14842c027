"""Names of files and folders that are legal on every system."""

import functools
import itertools
import re
import string
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath

from pathvalidate import sanitize_filename

from core.base import errors

LONGEST_NAME = 255  # bytes of UTF-8 that every file system takes
PARTS = ("original", "date", "number")  # of a pattern
ORIGINAL = "{original}"
PATTERNS = (ORIGINAL, "{date}_{original}", "{date}_{number}", "{number}_{original}")  # ready to choose
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


def require_pattern(pattern: str) -> None:
    """Make sure that files can be named by a pattern.

    Raises:
        WrongUseError: It has other parts than PARTS, or none, or it names a folder.
    """
    try:
        parts = {part for _, part, how, _ in string.Formatter().parse(pattern) if part is not None and not how}
    except ValueError:  # such as a brace that is never closed
        parts = set()
    if not parts or not parts <= set(PARTS) or set(pattern) & set("/\\"):
        known = ", ".join(f"{{{part}}}" for part in PARTS)
        raise errors.WrongUseError("names-pattern-wrong", pattern=pattern, known=known)


def by_pattern(pattern: str, original: str, taken: datetime | None, number: int) -> str:
    """Name a copy of a photo.

    Args:
        pattern: With PARTS in braces; a date that is not known falls away with what follows it.
        original: The photo's own file name, whose ending the copy keeps.
        taken: Local time at which it was taken.
        number: Of the photo in its folder, from 1.
    """
    if pattern == ORIGINAL:
        return original
    if taken is None:
        pattern = re.sub(r"\{date\}[-_ ]*", "", pattern).rstrip("-_ ") or ORIGINAL
    path = PurePath(original)
    date = "" if taken is None else f"{taken:%Y-%m-%d}"
    return pattern.format(original=path.stem, date=date, number=f"{number:04}") + path.suffix


def candidates(stem: str, suffix: str = "") -> Iterator[str]:
    """The name itself, then "name (2)", "name (3)"…, each cut to fit."""
    for ending in itertools.chain([suffix], (f" ({number}){suffix}" for number in itertools.count(2))):
        room = LONGEST_NAME - len(ending.encode())
        yield stem.encode()[:room].decode(errors="ignore") + ending


def folded(path: str) -> str:
    """What file systems that ignore capital letters or compose letters in their own way may take for the same path."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())
