"""Embedders from ONNX files: real networks, and files that are none."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper

from core.base import errors
from core.base.child import Child
from core.rules.embedders import Brought, Colours, Scale
from core.store import disk
from core.vision import align, onnx_embedder
from core.vision.embed import Embedder
from core.vision.onnx_embedder import OnnxEmbedder
from tests import onnx_files

RNG = np.random.default_rng(3)
CROPS = RNG.integers(0, 256, (11, align.SIDE, align.SIDE, 3)).astype(np.uint8)


def brought(path: Path, scale: Scale, dimensions: int, colours: Colours = Colours.RGB) -> Brought:
    return Brought(path, disk.digest(path), "MIT", str(path), colours, scale, dimensions)


def examine(path: Path, scale: Scale | None = None) -> tuple[Scale, int]:
    with Child() as child:
        return child.call(onnx_embedder.examine_apart, path, Colours.RGB, scale)


def test_the_built_in_network_gives_what_it_gives_there(tmp_path: Path) -> None:
    path = onnx_files.sface_again(tmp_path / "again.onnx")
    assert examine(path) == (Scale.RAW, 128)  # its first steps bring 0 to 255 into its own numbers
    vectors = OnnxEmbedder(brought(path, Scale.RAW, 128)).embed(CROPS)
    np.testing.assert_allclose((vectors * Embedder().embed(CROPS)).sum(axis=1), 1.0, atol=1e-4)


@pytest.mark.parametrize("crops", [onnx_files.CROPS, (1, 3, 112, 112)], ids=["any number at once", "one at a time"])
def test_projection_is_the_sum_that_it_is(tmp_path: Path, crops: tuple[int | None, ...]) -> None:
    path = onnx_files.projection(tmp_path / "small.onnx", crops=crops)
    assert examine(path) == (Scale.SIGNED, onnx_files.DIMENSIONS)
    matrix = np.random.default_rng(0).normal(size=(588, onnx_files.DIMENSIONS))
    small = (CROPS / 127.5 - 1.0).reshape(len(CROPS), 14, 8, 14, 8, 3).mean(axis=(2, 4)).transpose(0, 3, 1, 2)
    expected = small.reshape(len(CROPS), -1) @ matrix
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    vectors = OnnxEmbedder(brought(path, Scale.SIGNED, onnx_files.DIMENSIONS)).embed(CROPS)
    np.testing.assert_allclose(vectors, expected, atol=1e-4)


@pytest.mark.parametrize(
    ("colours", "scale", "expected"),
    [
        pytest.param(Colours.RGB, Scale.RAW, [0.0, 51.0, 255.0], id="as they are"),
        pytest.param(Colours.BGR, Scale.RAW, [255.0, 51.0, 0.0], id="blue first"),
        pytest.param(Colours.RGB, Scale.UNIT, [0.0, 0.2, 1.0], id="to one"),
        pytest.param(Colours.RGB, Scale.SIGNED, [-1.0, -0.6, 1.0], id="around nothing"),
    ],
)
def test_pixels(colours: Colours, scale: Scale, expected: list[float]) -> None:
    point = np.array([[[[0, 51, 255]]]], np.uint8)
    np.testing.assert_allclose(onnx_embedder.pixels(point, colours, scale)[0, 0, 0], expected, atol=1e-6)


def text(path: Path) -> Path:
    path.write_bytes(b"no network at all " * 100)
    return path


def cut_off(path: Path) -> Path:
    whole = onnx_files.projection(path).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def in_pieces(path: Path) -> Path:
    onnx_files.projection(path)
    onnx.save(onnx.load(path), path, save_as_external_data=True, location="numbers.bin", size_threshold=0)
    return path


def unknown_step(path: Path) -> Path:
    model = onnx.load(onnx_files.projection(path))
    model.graph.node[1].op_type, model.graph.node[1].domain = "Unheard", "of.nobody"
    model.opset_import.append(helper.make_opsetid("of.nobody", 1))
    onnx.save(model, path)
    return path


def no_number(path: Path) -> Path:
    nodes = [
        helper.make_node("GlobalAveragePool", ["face"], ["middle"]),
        helper.make_node("Flatten", ["middle"], ["flat"]),
        helper.make_node("Mul", ["flat", "endless"], ["vector"]),
    ]
    return onnx_files.save(path, nodes, {"endless": np.array([np.inf], np.float32)}, onnx_files.CROPS, (None, 3))


def always_same(path: Path) -> Path:
    nodes = [
        helper.make_node("GlobalAveragePool", ["face"], ["middle"]),
        helper.make_node("Flatten", ["middle"], ["flat"]),
        helper.make_node("Mul", ["flat", "nothing"], ["none"]),
        helper.make_node("Add", ["none", "one"], ["vector"]),
    ]
    constants = {"nothing": np.zeros(1, np.float32), "one": np.ones(1, np.float32)}
    return onnx_files.save(path, nodes, constants, onnx_files.CROPS, (None, 3))


@pytest.mark.parametrize(
    ("make", "key"),
    [
        pytest.param(text, "embedder-not-onnx", id="a text"),
        pytest.param(cut_off, "embedder-not-onnx", id="cut off"),
        pytest.param(in_pieces, "embedder-in-pieces", id="numbers in another file"),
        pytest.param(
            lambda path: onnx_files.projection(path, crops=(None, 3, 160, 160)),
            "embedder-other-input",
            id="larger faces",
        ),
        pytest.param(unknown_step, "embedder-cannot-run", id="a step that nobody knows"),
        pytest.param(
            lambda path: onnx_files.one_step(path, "Relu", onnx_files.CROPS), "embedder-no-vector", id="a whole picture"
        ),
        pytest.param(no_number, "embedder-no-numbers", id="without end"),
        pytest.param(always_same, "embedder-always-same", id="always the same"),
    ],
)
def test_what_is_no_embedder(tmp_path: Path, make: Callable[[Path], Path], key: str) -> None:
    path = make(tmp_path / "file.onnx")
    with pytest.raises(errors.WrongUseError) as raised:
        examine(path)
    assert raised.value.message.key == key
    assert str(raised.value)


def test_a_copy_that_was_changed_is_not_read(tmp_path: Path) -> None:
    one = brought(onnx_files.projection(tmp_path / "one.onnx"), Scale.SIGNED, onnx_files.DIMENSIONS)
    one.path.write_bytes(onnx_files.projection(tmp_path / "two.onnx", seed=1).read_bytes())
    with pytest.raises(errors.MissingError):
        OnnxEmbedder(one)
    one.path.unlink()
    with pytest.raises(errors.MissingError):
        OnnxEmbedder(one)
