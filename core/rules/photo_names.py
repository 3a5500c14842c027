"""How a photo is named in a list: by as much of the end of its path as tells it from the others."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath


class PhotoNames:
    """All paths of an album's photos, to be asked by name.

    A photo may have several paths (copies), and one name may fit several photos. Letters that look the same but
    were composed differently, as macOS and Windows do, are the same letter, and blanks around a name don't count.
    """

    def __init__(self, paths: Iterable[tuple[int, PurePath]]) -> None:
        """Take the paths in, as (photo id, absolute path)."""
        self._first: dict[int, tuple[str, ...]] = {}
        self._by_file_name: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for photo_id, path in paths:
            parts = _parts(path.as_posix())
            self._first.setdefault(photo_id, parts)
            self._by_file_name[parts[-1]].append((photo_id, parts))

    def __contains__(self, photo_id: int) -> bool:
        """Whether a photo has a path; one whose file was written over has none."""
        return photo_id in self._first

    def find(self, name: str) -> set[int]:
        """The photos whose path is this name or ends in it; several where the name is not enough."""
        wanted = _parts(name)
        if not wanted:
            return set()
        return {photo for photo, parts in self._by_file_name.get(wanted[-1], []) if parts[-len(wanted) :] == wanted}

    def shortest(self, photo_id: int) -> str:
        """The shortest end of the photo's path, in whole parts, that names no other photo."""
        parts = self._first[photo_id]
        for length in range(1, len(parts)):
            name = "/".join(parts[-length:])
            if self.find(name) == {photo_id}:
                return name
        return "/".join(parts).replace("//", "/")


def _parts(name: str) -> tuple[str, ...]:
    normal = unicodedata.normalize("NFC", name.strip()).replace("\\", "/")
    parts = tuple(part for part in map(str.strip, normal.split("/")) if part not in {"", ".", ".."})
    return ("/", *parts) if normal.startswith("/") else parts
