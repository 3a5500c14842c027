"""Fine-tuning the embedder on a handful of crops: slow to be good, quick to be checked."""

from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.vision import finetune, sface, weights
from core.vision.finetune import Recipe
from core.vision.passes import DivergedError, Passed

torch.set_num_threads(1)  # beside busy processes more would wait for each other
RECIPE = Recipe(epochs=2, layers=2, masks=0.5, rate=1e-3, batch=8, seed=5)
CROPS = np.random.default_rng(0).integers(0, 255, (8, 112, 112, 3), np.uint8)
PERSONS = np.array([0, 0, 1, 1, -1, -1, -2, -1])
LEARNED = np.array([True] * 7 + [False])


def passes(folder: Path, recipe: Recipe, after: Path | None = None) -> list[tuple[Passed, NDArray[np.float32]]]:
    seen: list[NDArray[np.float32]] = []
    told: list[Passed] = []

    def score(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        seen.append(vectors)
        return np.zeros((1, 2), np.float32)

    def on_pass(passed: Passed) -> bool:
        told.append(passed)
        passed.save(folder / f"{passed.number}.pt")
        return True

    finetune.train(CROPS, PERSONS, 2, LEARNED, recipe, "cpu", score, on_pass, after)
    return list(zip(told, seen, strict=True))


def test_first_epoch_is_the_untouched_embedder_and_the_others_move_away(tmp_path: Path) -> None:
    seen = passes(tmp_path, RECIPE)
    assert [one.number for one, _ in seen] == [1, 2, 3]
    untouched = finetune.embed(sface.read(weights.locate(weights.SFACE)), CROPS, "cpu")
    assert np.allclose(seen[0][1], untouched, atol=1e-5)
    assert not np.allclose(seen[2][1], untouched, atol=1e-3)
    assert np.allclose(np.linalg.norm(seen[2][1], axis=1), 1.0, atol=1e-5)
    kept = finetune.embed(finetune.load(tmp_path / "3.pt", "cpu"), CROPS, "cpu")
    assert np.allclose(kept, seen[2][1], atol=1e-5)
    again = passes(tmp_path, RECIPE, after=tmp_path / "2.pt")
    assert [one.number for one, _ in again] == [3]
    assert np.allclose(again[0][1], seen[2][1], atol=1e-4)  # as if it had never been cut short


def test_numbers_that_run_away_are_told(tmp_path: Path) -> None:
    with pytest.raises(DivergedError):
        passes(tmp_path, Recipe(epochs=4, layers=2, masks=0.5, rate=1e30, batch=4, seed=5))
