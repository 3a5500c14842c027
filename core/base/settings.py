"""What can be set from outside the program."""

from collections.abc import Mapping
from pathlib import Path


def album_folder(wished: Path | None, environment: Mapping[str, str]) -> Path:
    """Where the album is: the folder asked for, else CUBBY_ALBUM, else Cubby in the home folder."""
    named = wished or environment.get("CUBBY_ALBUM")
    return Path(named).expanduser().absolute() if named else Path.home() / "Cubby"
