"""What a training tells after each epoch, and the two ways in which it goes wrong by itself."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray


class DivergedError(Exception):
    """The loss is no number any more: what was learned since the last checkpoint is lost."""


class FullError(Exception):
    """The memory does not hold a batch."""


@dataclass(frozen=True)
class Passed:
    """One epoch.

    Attributes:
        number: The first is 1.
        figures: Losses and the like by name.
        scores: Raw scores of the held-out faces, in [0, 1], shape (V, P).
        save: Writes a checkpoint with all that is needed to go on.
    """

    number: int
    figures: Mapping[str, float]
    scores: NDArray[np.float32]
    save: Callable[[Path], None]


OnPass = Callable[[Passed], bool]  # told each epoch; says whether to go on


def free_gigabytes(device: str) -> float:
    """How much memory a device has free.

    Args:
        device: Name of the device in torch.
    """
    if device == "cuda":
        import torch  # noqa: PLC0415  (takes 2 s, which whoever needs no model must not pay)

        return float(torch.cuda.mem_get_info()[0]) / 1e9
    return float(psutil.virtual_memory().available) / 1e9


@contextmanager
def minding_memory() -> Iterator[None]:
    """Tell a full memory from bugs.

    Raises:
        FullError: The memory is full.
    """
    try:
        yield
    except MemoryError as error:
        raise FullError from error
    except RuntimeError as error:  # what torch raises on every device
        if "out of memory" in str(error).lower() or "can't allocate memory" in str(error).lower():
            raise FullError from error
        raise
