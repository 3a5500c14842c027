"""An embedder that the user brought as an ONNX file, computed by OpenCV, which sends nothing anywhere."""

import hashlib
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnx
from google.protobuf.message import DecodeError
from numpy.typing import NDArray
from onnx import TensorProto

from core.base.child import Tell
from core.base.errors import MissingError, WrongUseError
from core.base.messages import Message
from core.rules.embedders import Brought, Colours, Scale
from core.vision import align

BATCH = 8  # crops at once
DIMENSIONS = range(2, 4097)
FIRST_NODES = 8  # of a graph, among which it brings pixels into its own numbers, if it does
CONSTANTS = {"Constant", "DequantizeLinear", "Reshape"}  # nodes that pixels do not pass first
FACTORS = {Scale.RAW: (1.0, 0.0), Scale.UNIT: (1 / 255, 0.0), Scale.SIGNED: (1 / 127.5, -1.0)}


@dataclass(frozen=True)
class Shape:
    """How a network takes crops and gives vectors.

    Attributes:
        input: Name of its input.
        output: Name of its first output.
        channels_last: Whether it takes (N, 112, 112, 3) and not (N, 3, 112, 112).
        many: Whether it takes several crops at once.
    """

    input: str
    output: str
    channels_last: bool
    many: bool


class OnnxEmbedder:
    """A network on the processor; many threads may use it, one after the other."""

    def __init__(self, brought: Brought) -> None:
        """Read the album's copy of the file.

        Raises:
            MissingError: It is gone, or another one.
        """
        wrong = fault(brought)
        if wrong is not None:
            raise MissingError(wrong.key, **wrong.values)
        data = brought.path.read_bytes()
        self._brought = brought
        self._network = _Network(data, _shape(_parse(data)))
        self._lock = threading.Lock()

    def embed(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed crops.

        Args:
            crops: RGB, shape (N, 112, 112, 3).

        Returns:
            Unit vectors, shape (N, D).
        """
        one = self._brought
        with self._lock:
            cv2.setNumThreads(os.cpu_count() or 1)  # a detector in this process has set it to one
            parts = [
                self._network.run(pixels(crops[start : start + BATCH], one.colours, one.scale))
                for start in range(0, len(crops), BATCH)
            ]
        vectors = np.concatenate([np.empty((0, one.dimensions), np.float32), *parts])
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def fault(brought: Brought) -> Message | None:
    """Say what is wrong with the album's copy of a file, or None if nothing is."""
    values = {"name": brought.name, "path": str(brought.path)}
    if not brought.path.is_file():
        return Message("embedder-gone", values)
    if hashlib.sha256(brought.path.read_bytes()).hexdigest() != brought.sha256:
        return Message("embedder-changed", values)
    return None


def examine_apart(_tell: Tell, path: Path, colours: Colours, scale: Scale | None) -> tuple[Scale, int]:
    """Make sure that a file is an embedder, for a child process: nobody knows what a foreign file does.

    Args:
        path: The file.
        colours: The order that it takes.
        scale: The numbers that it takes; None where nobody knows.

    Returns:
        The numbers that it takes, and the dimensions of its vectors.

    Raises:
        WrongUseError: It is none; the sentence says why.
    """
    data = path.read_bytes()
    model = _parse(data)
    if any(tensor.data_location == TensorProto.EXTERNAL for tensor in _tensors(model)):
        raise WrongUseError("embedder-in-pieces", path=str(path))
    taken = _usual_scale(model) if scale is None else scale
    noise = np.random.default_rng(0).integers(0, 256, (3, align.SIDE, align.SIDE, 3)).astype(np.uint8)
    try:
        vectors = _Network(data, _shape(model)).run(pixels(noise, colours, taken))
    except cv2.error as error:
        if error.code == cv2.Error.StsNoMem:
            raise MemoryError from error
        raise WrongUseError("embedder-cannot-run", path=str(path), why=_why(error)) from error
    if vectors.ndim != 2 or vectors.shape[1] not in DIMENSIONS:  # noqa: PLR2004
        raise WrongUseError("embedder-no-vector", shape=str(vectors.shape))
    if not np.isfinite(vectors).all() or not np.linalg.norm(vectors, axis=1).all():
        raise WrongUseError("embedder-no-numbers", path=str(path))
    if np.ptp(vectors, axis=0).max() == 0.0:
        raise WrongUseError("embedder-always-same", path=str(path))
    return taken, vectors.shape[1]


def pixels(crops: NDArray[np.uint8], colours: Colours, scale: Scale) -> NDArray[np.float32]:
    """Bring crops into the numbers that a network takes, shape (N, 112, 112, 3)."""
    factor, shift = FACTORS[scale]
    ordered = crops[..., ::-1] if colours is Colours.BGR else crops
    return ordered.astype(np.float32) * np.float32(factor) + np.float32(shift)


class _Network:
    """OpenCV's reading of a graph."""

    def __init__(self, data: bytes, shape: Shape) -> None:
        self._network = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
        self._shape = shape

    def run(self, crops: NDArray[np.float32]) -> NDArray[np.float32]:
        """Compute, shape (N, 112, 112, 3) to (N, D)."""
        ordered = np.ascontiguousarray(crops if self._shape.channels_last else crops.transpose(0, 3, 1, 2))
        if self._shape.many:
            return self._forward(ordered)
        return np.concatenate([self._forward(ordered[row : row + 1]) for row in range(len(ordered))])

    def _forward(self, ordered: NDArray[np.float32]) -> NDArray[np.float32]:
        self._network.setInput(ordered, self._shape.input)
        found = np.asarray(self._network.forward(self._shape.output), np.float32)
        return found.reshape(len(ordered), -1) if found.shape[0] == len(ordered) else found[np.newaxis]


def _parse(data: bytes) -> onnx.ModelProto:
    """Read a graph.

    Raises:
        WrongUseError: It is none.
    """
    try:
        model: onnx.ModelProto = onnx.ModelProto.FromString(data)
    except DecodeError as error:
        raise WrongUseError("embedder-not-onnx") from error
    if not model.graph.node or not model.graph.output:
        raise WrongUseError("embedder-not-onnx")
    return model


def _tensors(model: onnx.ModelProto) -> Iterator[TensorProto]:
    """All numbers that a graph was given."""
    yield from model.graph.initializer
    yield from (one.t for node in model.graph.node for one in node.attribute if one.HasField("t"))


def _shape(model: onnx.ModelProto) -> Shape:
    """How a graph takes crops.

    Raises:
        WrongUseError: It takes something else.
    """
    constants = {tensor.name for tensor in model.graph.initializer}
    read = {name for node in model.graph.node for name in node.input} - constants
    inputs = [one for one in model.graph.input if one.name in read]  # old files list their weights, too
    sides = [[side.dim_value for side in one.type.tensor_type.shape.dim] for one in inputs]
    kinds = [one.type.tensor_type.elem_type for one in inputs]
    first, last = ([3, align.SIDE, align.SIDE], [align.SIDE, align.SIDE, 3])
    if len(inputs) != 1 or kinds != [TensorProto.FLOAT] or sides[0][1:] not in (first, last):
        raise WrongUseError("embedder-other-input", shape=", ".join(str(tuple(one)) for one in sides) or "–")
    # A graph for one crop may hold that one in its sums, and would mix several up.
    return Shape(inputs[0].name, model.graph.output[0].name, sides[0][1:] == last, many=sides[0][0] != 1)


def _usual_scale(model: onnx.ModelProto) -> Scale:
    """The numbers that a graph most probably takes: -1 to 1, unless its first steps make them out of 0 to 255.

    Source: InsightFace, python-package, model_zoo/arcface_onnx.py, which looks at the same.
    """
    steps = [node.op_type for node in model.graph.node if node.op_type not in CONSTANTS][:FIRST_NODES]
    return Scale.RAW if {"Sub", "Mul"} <= set(steps) else Scale.SIGNED


def _why(error: cv2.error) -> str:
    """What OpenCV says, without its file names."""
    return str(error.err or error).strip().splitlines()[0]
