"""How a photo is named in a list: by as much of the end of its path as tells it from the others."""

import itertools
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
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
        self._by_stem: dict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for photo_id, path in paths:
            parts = _parts(path.as_posix())
            self._first.setdefault(photo_id, parts)
            self._by_file_name[parts[-1]].append((photo_id, parts))
            self._by_stem[PurePath(parts[-1]).stem].append((photo_id, parts))

    def __contains__(self, photo_id: int) -> bool:
        """Whether a photo has a path; one whose file was written over has none."""
        return photo_id in self._first

    def find(self, name: str) -> set[int]:
        """The photos whose path is this name or ends in it; several where the name is not enough."""
        wanted = _parts(name)
        if not wanted:
            return set()
        return {photo for photo, parts in self._by_file_name.get(wanted[-1], []) if parts[-len(wanted) :] == wanted}

    def nearest(self, path: str, least: int = 1) -> set[int]:
        """The photos whose paths share the longest end with a path of another computer.

        Args:
            path: There; its file name may lack the ending.
            least: How many parts must agree, the file name being one.
        """
        parts = _parts(path)
        if not parts or self.find(path):
            return self.find(path)
        alike = self._by_file_name.get(parts[-1]) or self._by_stem.get(parts[-1]) or []
        shared = [(photo, 1 + _shared_end(parts[:-1], known[:-1])) for photo, known in alike]
        longest = max((length for _, length in shared), default=0)
        return {photo for photo, length in shared if length == longest >= least}

    def shortest(self, photo_id: int) -> str:
        """The shortest end of the photo's path, in whole parts, that names no other photo."""
        parts = self._first[photo_id]
        for length in range(1, len(parts)):
            name = "/".join(parts[-length:])
            if self.find(name) == {photo_id}:
                return name
        return "/".join(parts).replace("//", "/")

    def bases(self, photo_ids: Iterable[int]) -> dict[int, str]:
        """A path for each photo's own file in a list, without the ending of the file name where that suffices.

        Each leads back to its photo alone by `nearest`; where no path can (the photo lies right on a drive, and its
        name ends another's path), to none. No two of them, nor "classes", are one file where capitals don't count.
        """
        bases: dict[int, str] = {}
        taken = {"classes"}
        for photo_id in photo_ids:
            shortest, whole = (PurePath(name) for name in (self.shortest(photo_id), "/".join(self._first[photo_id])))
            wishes = [_below(path) for path in (shortest.with_suffix(""), shortest, whole.with_suffix(""), whole)]
            free = [wish for wish in wishes if wish.casefold() not in taken]
            bases[photo_id] = next(
                (wish for wish in free if self.nearest(wish) == {photo_id}), f"cubby-photo-{photo_id}"
            )
            taken.add(bases[photo_id].casefold())
        return bases


def _shared_end(first: Sequence[str], second: Sequence[str]) -> int:
    """How many parts two paths share at their ends; a drive counts with and without its colon."""
    pairs = zip(reversed(first), reversed(second), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0].rstrip(":") == pair[1].rstrip(":"), pairs))


def _below(path: PurePath) -> str:
    """A path that lies below any folder."""
    return "/".join(part.replace(":", "") for part in path.as_posix().split("/") if part)


def _parts(name: str) -> tuple[str, ...]:
    normal = unicodedata.normalize("NFC", name.strip()).replace("\\", "/")
    parts = tuple(part for part in map(str.strip, normal.split("/")) if part not in {"", ".", ".."})
    return ("/", *parts) if normal.startswith("/") else parts
