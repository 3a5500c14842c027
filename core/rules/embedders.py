"""Embedders that a user brings beside the built-in one: what has to be known of them, and what their cosines mean."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BUILT_IN = "sface-2021dec"  # who looks alike and who wears a mask is told by its vectors, whatever names are learned on
CLOTHES = "clothes-lab64"  # what the vectors of clothes are kept as, beside those of faces
HASH_SHOWN = 12  # digits of a file's hash that stand in its embedder's name
COMPARED = 1500  # faces, at most, that two embedders are compared on


class Colours(StrEnum):
    """In which order an embedder takes the colours of a pixel."""

    RGB = "rgb"
    BGR = "bgr"


class Scale(StrEnum):
    """In which numbers an embedder takes pixels."""

    RAW = "raw"  # 0 to 255
    UNIT = "unit"  # 0 to 1
    SIGNED = "signed"  # -1 to 1


@dataclass(frozen=True)
class Brought:
    """An embedder that a user brought.

    Attributes:
        path: The album's own copy of its file.
        sha256: Of the file, in hexadecimal.
        licence: In the user's words.
        source: Where the user had the file.
        dimensions: Of a vector.
    """

    path: Path
    sha256: str
    licence: str
    source: str
    colours: Colours
    scale: Scale
    dimensions: int

    @property
    def name(self) -> str:
        """What vectors and runs call it: the same file, given pixels in another way, is another embedder."""
        return f"onnx-{self.sha256[:HASH_SHOWN]}-{self.colours}-{self.scale}"


def as_rare(cosine: float, known: NDArray[np.float32], others: NDArray[np.float32]) -> float:
    """Find the cosine of one embedder that is as rare between two faces as a cosine of another embedder is.

    So what was measured for one can be said of another without a label: as many pairs of faces are held for alike.

    Args:
        cosine: Of the embedder that is known.
        known: Its unit vectors, shape (F, D).
        others: The other embedder's unit vectors of the same faces, shape (F, E).

    Returns:
        The lowest of as many cosines, in [-1, 1]; 1 where there are none, and the cosine itself where there are no
        two faces.
    """
    count = len(known)
    if count < 2:  # noqa: PLR2004  (a pair)
        return cosine
    some = np.linspace(0, count - 1, min(count, COMPARED)).astype(np.intp)
    pairs = np.triu_indices(len(some), k=1)
    alike = int(((known[some] @ known[some].T)[pairs] >= cosine).sum())
    return float(np.sort((others[some] @ others[some].T)[pairs])[-alike]) if alike else 1.0
