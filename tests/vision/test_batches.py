"""Crops in batches: each gets its own numbers, and a card sees batches of one size from one thread."""

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.vision import batches

SIZE = 4


@given(st.integers(0, 3 * SIZE), st.sampled_from(["cpu", "cuda", "mps"]))
def test_each_crop_gets_its_own_numbers(count: int, device: str) -> None:
    crops = np.arange(1, count + 1, dtype=np.uint8).repeat(2 * 2 * 3).reshape(count, 2, 2, 3)
    numbers = batches.through(_first_pixel, crops, SIZE, 2, device)
    assert numbers.dtype == np.float32
    np.testing.assert_array_equal(numbers, np.arange(1, count + 1).repeat(2).reshape(count, 2))


@pytest.mark.parametrize(("device", "sizes"), [("cpu", [4, 4, 1]), ("cuda", [4, 4, 4])])
def test_a_card_sees_batches_of_one_size(device: str, sizes: list[int]) -> None:
    seen = []

    def network(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        seen.append(len(batch))
        return _first_pixel(batch)

    batches.through(network, np.ones((9, 2, 2, 3), np.uint8), SIZE, 2, device)
    assert seen == sizes


def test_a_card_is_asked_by_one_thread() -> None:
    asking = set()

    def network(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        asking.add(threading.get_ident())
        return _first_pixel(batch)

    def ask(_: int) -> None:
        batches.through(network, np.ones((9, 2, 2, 3), np.uint8), SIZE, 2, "cuda")

    with ThreadPoolExecutor(3) as threads:
        list(threads.map(ask, range(6)))
    assert len(asking) == 1


def _first_pixel(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    return batch[:, 0, 0, :2].astype(np.float32)
