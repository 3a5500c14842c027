"""The crop classifier on crops of two colours, which a network learns to tell apart in a few steps."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from core.vision import crops
from core.vision.crops import Recipe
from core.vision.passes import DivergedError, Passed

torch.set_num_threads(1)  # beside busy processes more would wait for each other
RECIPE = Recipe(epochs=3, side=16, masks=0.2, rate=0.003, batch=4, seed=5, plain=False, imagenet=None)
RED, BLUE, STRANGER = 0, 1, -2


def coloured(*persons: int) -> NDArray[np.uint8]:
    chance = np.random.default_rng(3)
    pixels = chance.integers(0, 60, (len(persons), 112, 112, 3), np.uint8)
    for row, person in enumerate(persons):
        if person >= 0:
            pixels[row, ..., 0 if person == RED else 2] += 180
    return pixels


TAUGHT = (RED, BLUE, STRANGER) * 4
JUDGED = coloured(RED, BLUE)


def passes(folder: Path, recipe: Recipe, after: Path | None = None, last: int = 99) -> list[Passed]:
    seen: list[Passed] = []

    def on_pass(passed: Passed) -> bool:
        seen.append(passed)
        passed.save(folder / f"{passed.number}.pt")
        return passed.number < last

    crops.train(coloured(*TAUGHT), np.array(TAUGHT), 2, JUDGED, recipe, "cpu", on_pass, after)
    return seen


@pytest.mark.parametrize("plain", [False, True], ids=["aligned", "2021"])
def test_each_epoch_is_told_and_can_be_gone_on_from(tmp_path: Path, plain: bool) -> None:
    recipe = replace(RECIPE, plain=plain)
    seen = passes(tmp_path, recipe)
    assert [one.number for one in seen] == [1, 2, 3]
    assert all(np.isfinite(one.figures["loss"]) for one in seen)
    assert all(one.scores.shape == (2, 2) and ((one.scores >= 0) & (one.scores <= 1)).all() for one in seen)
    again = passes(tmp_path, recipe, after=tmp_path / "1.pt")
    assert [one.number for one in again] == [2, 3]
    assert np.allclose(again[-1].scores, seen[-1].scores, atol=1e-4)  # as if it had never been cut short
    assert again[0].figures["rate"] == pytest.approx(seen[1].figures["rate"])


def test_colours_are_learned(tmp_path: Path) -> None:
    seen = passes(tmp_path, replace(RECIPE, epochs=6))
    assert seen[-1].scores.argmax(axis=1).tolist() == [RED, BLUE]
    kept = crops.load(tmp_path / "6.pt", 2, RECIPE.side, "cpu")
    assert np.allclose(kept(JUDGED), seen[-1].scores, atol=1e-5)
    assert kept(JUDGED[:0]).shape == (0, 2)


def test_enough_is_enough(tmp_path: Path) -> None:
    assert len(passes(tmp_path, RECIPE, last=2)) == 2


def test_numbers_that_run_away_are_told(tmp_path: Path) -> None:
    with pytest.raises(DivergedError):
        passes(tmp_path, replace(RECIPE, rate=1e30))


def test_persons_are_balanced() -> None:
    persons = np.array([RED] * 30 + [BLUE] * 3 + [STRANGER, -5] * 2)
    order = crops._balanced(persons, np.random.default_rng(0))
    share = [np.isin(persons[order], one).mean() for one in (RED, BLUE, (STRANGER, -5))]
    assert all(0.15 < part < 0.55 for part in share)
