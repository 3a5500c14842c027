"""SFace, the face embedder, as a torch network read from its ONNX file."""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn

Arrays = dict[str, NDArray[np.float32]]


class Sface(nn.Module):
    """From crops to unit vectors: 27 convolutions and one linear layer, batch normalisation folded into them.

    Source: Zhong et al. 2021, "SFace: Sigmoid-Constrained Hypersphere Loss for Robust Face Recognition".
    """

    def __init__(self, convolutions: nn.Sequential, linear: nn.Linear, mean: float, factor: float) -> None:
        super().__init__()
        self.convolutions = convolutions
        self.linear = linear
        self.mean = mean
        self.factor = factor

    def forward(self, crops: Tensor) -> Tensor:
        """Embed crops.

        Args:
            crops: RGB in [0, 255], shape (N, 3, 112, 112).

        Returns:
            Unit vectors, shape (N, 128).
        """
        features = self.convolutions((crops - self.mean) * self.factor)
        return nn.functional.normalize(self.linear(features.flatten(1)))


def read(path: Path) -> Sface:
    """Build the network with the weights of an ONNX file."""
    graph = onnx.load(path).graph
    arrays = _arrays(graph)
    norms = {node.input[0]: node for node in graph.node if node.op_type == "BatchNormalization"}
    slopes = {node.input[0]: arrays[node.input[1]] for node in graph.node if node.op_type == "PRelu"}
    layers: list[nn.Module] = []
    for node in graph.node:
        if node.op_type == "Conv":
            norm = norms[node.output[0]]
            layers += [_convolution(node, norm, arrays), _prelu(slopes[norm.output[0]])]
    linear = _linear(graph, arrays)
    return Sface(nn.Sequential(*layers), linear, arrays["scalar_op1"].item(), arrays["scalar_op2"].item()).eval()


def _arrays(graph: onnx.GraphProto) -> Arrays:
    """All constants by name, with the blocks of 8-bit integers turned back into numbers."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            whole, scale, zero = (arrays[name].astype(np.float32) for name in node.input)
            block, axis = _attribute(node, "block_size"), _attribute(node, "axis")
            scale, zero = (np.repeat(array, block, axis) for array in (scale, zero))
            arrays[node.output[0]] = (whole - zero) * scale
    for node in graph.node:
        if node.op_type == "Reshape":
            arrays[node.output[0]] = arrays[node.input[0]].reshape(arrays[node.input[1]])
    return arrays


def _attribute(node: onnx.NodeProto, name: str) -> int:
    return int(next(attribute.i for attribute in node.attribute if attribute.name == name))


def _scale_and_shift(norm: onnx.NodeProto, arrays: Arrays) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What a batch normalisation multiplies each channel by and then adds, each of shape (C,)."""
    gamma, beta, mean, variance = (arrays[name].astype(np.float64) for name in norm.input[1:])
    epsilon = next(attribute.f for attribute in norm.attribute if attribute.name == "epsilon")
    scale = gamma / np.sqrt(variance + epsilon)
    return scale, beta - mean * scale


def _convolution(node: onnx.NodeProto, norm: onnx.NodeProto, arrays: Arrays) -> nn.Conv2d:
    kernel = arrays[node.input[1]]
    scale, shift = _scale_and_shift(norm, arrays)
    groups, stride = (_attribute(node, "group"), next(a.ints[0] for a in node.attribute if a.name == "strides"))
    outputs, inputs, side, _ = kernel.shape
    layer = nn.Conv2d(inputs * groups, outputs, side, int(stride), padding=side // 2, groups=groups)
    _fill(layer, kernel * scale[:, None, None, None], shift)
    return layer


def _linear(graph: onnx.GraphProto, arrays: Arrays) -> nn.Linear:
    """The last layer, with the normalisation of its inputs (per channel of 7 x 7 pixels) and of its outputs in it."""
    node = next(node for node in graph.node if node.op_type == "Gemm")
    before, after = [node for node in graph.node if node.op_type == "BatchNormalization"][-2:]
    matrix, bias = arrays[node.input[1]].astype(np.float64), arrays[node.input[2]].astype(np.float64)
    scale, shift = (np.repeat(array, matrix.shape[1] // len(array)) for array in _scale_and_shift(before, arrays))
    matrix, bias = matrix * scale, bias + matrix @ shift
    scale, shift = _scale_and_shift(after, arrays)
    layer = nn.Linear(matrix.shape[1], matrix.shape[0])
    _fill(layer, matrix * scale[:, None], bias * scale + shift)
    return layer


def _prelu(slopes: NDArray[np.float32]) -> nn.PReLU:
    layer = nn.PReLU(slopes.size)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(slopes.reshape(-1).copy()))
    return layer


def _fill(layer: nn.Conv2d | nn.Linear, weight: NDArray[np.float64], bias: NDArray[np.float64]) -> None:
    assert layer.bias is not None
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weight))
        layer.bias.copy_(torch.from_numpy(bias))
