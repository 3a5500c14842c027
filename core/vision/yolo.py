"""YOLO, one network that finds and names: Ultralytics' training under our rules, and looking with what it learned.

What the rules are: it sees copies only, computes in full precision (its mixed one looks for a model to download), asks
nobody outside, and tells each epoch once it stands. Its own picks are not used: neither its early stopping nor best.pt.
"""

import math
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from core.base import images
from core.vision import passes, yolo_load
from core.vision.passes import OnPass, Passed

SCRATCH = "yolo11n.yaml"  # the network that is built where there are no weights to begin with
STRIDE, GREY = 32, 114  # what sides must be multiples of, and what fills a photo up to that
LEAST_CONFIDENCE, SAME_IOU, MOST_FOUND = 0.001, 0.7, 300  # as Ultralytics validates
MOST_WORKERS = 8


@dataclass(frozen=True)
class Recipe:
    """How to learn.

    Attributes:
        data: The description of the data set, a YAML file.
        folder: Where Ultralytics may write while it trains.
        home: Where it keeps its settings.
        base: Weights to begin with; None begins from chance.
        classes: How many there are.
        epochs: In all.
        size: Longer side that photos are brought to, in pixels.
        batch: Photos in a step.
        freeze: How many of the first layers learn nothing.
        seed: Of all chances.
        augmentation: How much photos are changed while learning, in [0, 1].
        slower: What the rate of learning is divided by, after it went wrong.
    """

    data: Path
    folder: Path
    home: Path
    base: Path | None
    classes: int
    epochs: int
    size: int
    batch: int
    freeze: int
    seed: int
    augmentation: float
    slower: float = 1.0


@dataclass(frozen=True)
class Found:
    """What was found on one photo.

    Attributes:
        boxes: In pixels of the image that was given, shape (N, 4).
        classes: Shape (N,).
        confidence: In [0, 1], shape (N,).
    """

    boxes: NDArray[np.float32]
    classes: NDArray[np.intp]
    confidence: NDArray[np.float32]


Look = Callable[[NDArray[np.uint8]], Found]


class _EnoughError(Exception):
    """Every epoch that is wanted is done; raised through Ultralytics, whose own ending validates and strips again."""


def train(
    recipe: Recipe, device: str, judge: Callable[[Look], NDArray[np.float32]], on_pass: OnPass, after: Path | None
) -> None:
    """Learn, epoch by epoch, until all are done or on_pass says that it is enough.

    Args:
        recipe: How, and from what.
        device: Name of the device in torch.
        judge: Makes raw scores of the held-out faces of a way to look.
        on_pass: Told each epoch.
        after: Checkpoint of this training to go on after.

    Raises:
        DivergedError: The loss is no number.
        FullError: The memory does not hold a batch.
        WrongUseError: The base can't be used.
    """
    yolo_load.package(recipe.home)

    def told(trainer: Any) -> None:
        number = trainer.epoch + 1
        scores = judge(partial(_look, trainer.ema.ema, recipe.size, device))
        save = partial(_copy, Path(trainer.last))
        if not on_pass(Passed(number, _figures(trainer), scores, save)) or number >= recipe.epochs:
            raise _EnoughError

    trainer = _trainer_class()(overrides=_overrides(recipe, device, after))
    trainer.add_callback("on_fit_epoch_end", told)
    try:
        with passes.minding_memory():
            trainer.train()
    except _EnoughError:
        pass


def load(path: Path, home: Path, size: int, device: str) -> Look:
    """Make of a checkpoint a way to look.

    Raises:
        MissingError: The file is not there.
        WrongUseError: It is not one that can be used.
    """
    return partial(_look, yolo_load.network(path, home).to(device), size, device)


def _trainer_class() -> type[Any]:
    from ultralytics.models.yolo.detect import DetectionTrainer  # noqa: PLC0415  (it reads the environment first)

    class Trainer(DetectionTrainer):  # type: ignore[misc]
        """Ultralytics' trainer, going on with the settings that it is given, and telling when it went wrong."""

        def check_resume(self: Self, _overrides: object) -> None:
            """Keep our settings: those in the checkpoint may say another rate and batch."""
            self.resume = bool(self.args.resume)

        def _handle_nan_recovery(self: Self, _epoch: int) -> bool:
            if not torch.isfinite(self.loss) or not math.isfinite(self.fitness):
                raise passes.DivergedError
            return False

    return Trainer


def _overrides(recipe: Recipe, device: str, after: Path | None) -> dict[str, Any]:
    strength = 2.0 * recipe.augmentation  # at one half it is what Ultralytics does
    on_card = device != "cpu"
    return {
        "task": "detect",
        "model": str(after or recipe.base or SCRATCH),
        "resume": after is not None,
        "data": str(recipe.data),
        "project": str(recipe.folder),
        "name": "training",
        "exist_ok": True,
        "epochs": recipe.epochs,
        "patience": recipe.epochs,
        "imgsz": recipe.size,
        "batch": recipe.batch,
        "nbs": recipe.batch,  # a step each batch: where photos are few, steps are, too
        "warmup_epochs": 1.0,
        "freeze": recipe.freeze or None,
        "seed": recipe.seed,
        "device": "0" if device == "cuda" else device,
        "workers": min(MOST_WORKERS, os.cpu_count() or 1) if on_card else 0,
        "amp": False,
        "plots": False,
        # The optimiser and rate that Ultralytics picks for short trainings, said here so that it can be slowed down.
        "optimizer": "AdamW",
        "lr0": round(0.002 * 5 / (4 + recipe.classes), 6) / recipe.slower,
        "momentum": 0.9,
        "warmup_bias_lr": 0.0,
        "hsv_h": 0.015 * strength,
        "hsv_s": min(1.0, 0.7 * strength),
        "hsv_v": min(1.0, 0.4 * strength),
        "translate": 0.1 * strength,
        "scale": min(0.9, 0.5 * strength),
        "mosaic": min(1.0, strength),
        "close_mosaic": min(10, recipe.epochs // 4),
    }


def _figures(trainer: Any) -> dict[str, float]:
    """Losses and figures of an epoch, by names that do not change with the package."""
    names = {"metrics/mAP50(B)": "map50", "metrics/mAP50-95(B)": "map50_95"}
    names |= {"metrics/precision(B)": "precision", "metrics/recall(B)": "recall"}
    measured = {names[name]: float(value) for name, value in trainer.metrics.items() if name in names}
    losses = {name.replace("train/", ""): value for name, value in trainer.label_loss_items(trainer.tloss).items()}
    held = {f"held_out_{name[4:]}": float(value) for name, value in trainer.metrics.items() if name.startswith("val/")}
    rate = float(trainer.optimizer.param_groups[0]["lr"])
    return {**losses, **held, **measured, "loss": sum(losses.values()), "rate": rate, "batch": trainer.batch_size}


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _look(network: nn.Module, size: int, device: str, pixels: NDArray[np.uint8]) -> Found:
    """Find and name faces.

    Args:
        network: The detector.
        size: Longer side that the photo is brought to, in pixels.
        device: Where the network is.
        pixels: RGB, upright, shape (H, W, 3).
    """
    from ultralytics.utils.nms import non_max_suppression  # noqa: PLC0415

    small = images.shrink(pixels, size)
    height, width = small.shape[:2]
    padded = np.full((_up(height), _up(width), 3), GREY, np.uint8)
    padded[:height, :width] = small
    with torch.no_grad():  # not inference_mode: a network in training could not learn from what that leaves in it
        batch = torch.from_numpy(padded).to(device).permute(2, 0, 1)[None].float() / 255.0
        end_to_end = bool(getattr(network, "end2end", False))
        rows = non_max_suppression(
            network(batch), LEAST_CONFIDENCE, SAME_IOU, multi_label=True, max_det=MOST_FOUND, end2end=end_to_end
        )[0]
    found: NDArray[np.float32] = rows.cpu().numpy()
    boxes = found[:, :4] * (np.array(pixels.shape[1::-1] * 2) / np.array([width, height] * 2)).astype(np.float32)
    return Found(boxes, found[:, 5].astype(np.intp), found[:, 4])


def _up(side: int) -> int:
    return math.ceil(side / STRIDE) * STRIDE
