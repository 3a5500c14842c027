"""Crops in batches, which are all of one size on a graphics card, and come from one thread.

A card plans a network's convolutions anew for each number of crops, and in each thread. On an H100, batches of 1 to 20
crops took 40 s the first time through the embedder, and 0.05 s the second time; 600 crops took 26 s at every call that
began its own threads, and 0.05 s in a thread that stays.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

Network = Callable[[NDArray[np.uint8]], NDArray[np.float32]]
Map = Callable[[Network, Iterable[NDArray[np.uint8]]], Iterable[NDArray[np.float32]]]
CARD = ThreadPoolExecutor(1)  # begins its thread with the first batch


def through(
    network: Network, crops: NDArray[np.uint8], size: int, outputs: int, device: str, over: Map = map
) -> NDArray[np.float32]:
    """Send crops through a network.

    Args:
        network: Makes of a batch, shape (B, H, W, 3), its numbers, shape (B, outputs).
        crops: RGB, shape (N, H, W, 3).
        size: Of a batch.
        outputs: How many numbers there are for each crop.
        device: Name of the network's device in torch.
        over: Calls the network with each batch, as map does, where there is no card.

    Returns:
        Shape (N, outputs).
    """
    batches = [crops[start : start + size] for start in range(0, len(crops), size)]
    if device != "cpu":
        batches, over = [_filled(batch, size) for batch in batches], CARD.map
    return np.concatenate([np.empty((0, outputs), np.float32), *over(network, batches)])[: len(crops)]


def _filled(batch: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Fill a batch up with black crops."""
    return np.concatenate([batch, np.zeros((size - len(batch), *batch.shape[1:]), np.uint8)])
