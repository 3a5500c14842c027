"""Embedding: from aligned crops to vectors whose angle tells people apart."""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from core.vision import batches, weights

NAME = weights.SFACE.name
DIMENSIONS = 128
BATCH = 8  # crops at once; more are not faster
CARD_BATCH = 64  # on a graphics card


class Embedder:
    """SFace on one device; many threads may use it at once."""

    def __init__(self, device: str = "cpu") -> None:
        """Load the weights, and keep torch from using threads of its own on the processor.

        Args:
            device: Name of the device in torch.

        Raises:
            MissingError: The weight file is absent or wrong.
        """
        import torch  # noqa: PLC0415  (takes 2 s, which an import of an unchanged folder must not pay)

        from core.vision import sface  # noqa: PLC0415

        # Torch's threads wait for each other at every layer: beside busy threads they were 30 times slower than one.
        torch.set_num_threads(1)
        self._network = sface.read(weights.locate(weights.SFACE)).to(memory_format=torch.channels_last).to(device)
        self.device = device
        self._batch = BATCH if device == "cpu" else CARD_BATCH
        self._threads = ThreadPoolExecutor(os.cpu_count())

    def embed(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        """Embed crops, on all cores where there is no accelerator.

        Args:
            crops: RGB, shape (N, 112, 112, 3).

        Returns:
            Unit vectors, shape (N, 128).
        """
        return batches.through(self._embed_batch, crops, self._batch, DIMENSIONS, self.device, self._threads.map)

    def _embed_batch(self, crops: NDArray[np.uint8]) -> NDArray[np.float32]:
        import torch  # noqa: PLC0415

        with torch.inference_mode():
            batch = torch.from_numpy(crops).to(self.device).permute(0, 3, 1, 2).float()
            vectors: NDArray[np.float32] = self._network(batch).cpu().numpy()
        return vectors
