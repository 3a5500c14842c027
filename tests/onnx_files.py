"""Real networks in ONNX files: SFace's own in another wrapping, and small ones that a person can look through."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from core.vision import align, weights

DIMENSIONS = 16
CROPS = (None, 3, align.SIDE, align.SIDE)


def sface_again(path: Path) -> Path:
    """The built-in embedder's own network, in a file with another hash."""
    model = onnx.load(weights.locate(weights.SFACE))
    helper.set_model_props(model, {"note": "the same numbers"})
    return _save(model, path)


def projection(path: Path, seed: int = 0, crops: Sequence[int | None] = CROPS) -> Path:
    """A crop made small, 14 x 14, and its 588 numbers mixed into 16 by chance."""
    matrix = np.random.default_rng(seed).normal(size=(588, DIMENSIONS)).astype(np.float32)
    nodes = [
        helper.make_node("AveragePool", ["face"], ["small"], kernel_shape=[8, 8], strides=[8, 8]),
        helper.make_node("Flatten", ["small"], ["flat"]),
        helper.make_node("MatMul", ["flat", "matrix"], ["vector"]),
    ]
    return save(path, nodes, {"matrix": matrix}, crops, (None, DIMENSIONS))


def one_step(path: Path, step: str, gives: Sequence[int | None]) -> Path:
    """A network of one step."""
    return save(path, [helper.make_node(step, ["face"], ["vector"])], {}, CROPS, gives)


def save(
    path: Path,
    nodes: Sequence[onnx.NodeProto],
    constants: dict[str, NDArray[np.float32]],
    takes: Sequence[int | None],
    gives: Sequence[int | None],
) -> Path:
    """Write a network that takes "face" and gives "vector"."""
    graph = helper.make_graph(
        list(nodes),
        "graph",
        [helper.make_tensor_value_info("face", TensorProto.FLOAT, takes)],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, gives)],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    return _save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)]), path)


def _save(model: onnx.ModelProto, path: Path) -> Path:
    onnx.save(model, path)
    return path
