"""The crop classifier: a ResNet-18 that says of each person by itself how likely a crop shows them."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torchvision
from numpy.typing import NDArray
from torch import Tensor, nn

from core.vision import batches, painted_masks, passes
from core.vision.passes import OnPass, Passed

# Mean and spread of ImageNet's colours. Source: torchvision, ResNet18_Weights.IMAGENET1K_V1.
MEAN, SPREAD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
MOMENTUM, DECAY = 0.9, 1e-2
# Source: torchvision, ResNet18_Weights.IMAGENET1K_V1; the name carries the first digits of the hash.
IMAGENET, IMAGENET_HASH = "https://download.pytorch.org/models/resnet18-f37072fd.pth", "f37072fd"
AT_ONCE = 64  # crops that are scored together


@dataclass(frozen=True)
class Recipe:
    """How to learn.

    Attributes:
        epochs: In all.
        side: Of what the network sees, in pixels.
        masks: Share of the crops that get a painted mask, in [0, 1].
        rate: Of learning.
        batch: Crops in a step.
        seed: Of all chances.
        plain: SGD at an even rate and no augmentation, as the old recipe has it.
        imagenet: File of weights to begin with; None begins from chance.
    """

    epochs: int
    side: int
    masks: float
    rate: float
    batch: int
    seed: int
    plain: bool
    imagenet: Path | None


def train(
    taught: NDArray[np.uint8],
    persons: NDArray[np.intp],
    people: int,
    judged: NDArray[np.uint8],
    recipe: Recipe,
    device: str,
    on_pass: OnPass,
    after: Path | None = None,
) -> None:
    """Learn from crops, epoch by epoch, until all are done or on_pass says that it is enough.

    Args:
        taught: Aligned, RGB, shape (N, 112, 112, 3).
        persons: Column of each crop's person, negative for a stranger, shape (N,).
        people: Number of persons P.
        judged: Held-out crops, shape (V, 112, 112, 3).
        recipe: How.
        device: Name of the device in torch.
        on_pass: Told each epoch.
        after: Checkpoint of this training to go on after.

    Raises:
        DivergedError: The loss is no number.
        FullError: The memory does not hold a batch.
    """
    torch.manual_seed(recipe.seed)
    with passes.minding_memory():
        network = _network(people, recipe.imagenet).to(device)
        learner = _Learner(network, recipe, device)
        first = learner.load(after) if after else 1
        for number in range(first, recipe.epochs + 1):
            chance = np.random.default_rng([recipe.seed, number])  # of the epoch: going on gives what going through did
            learner.set_rate(number)
            loss = learner.epoch(taught, persons, _balanced(persons, chance), chance)
            scores = _scores(network, judged, recipe.side, device)
            if not on_pass(Passed(number, {"loss": loss, "rate": learner.rate}, scores, learner.saver(number))):
                return


def imagenet_path() -> Path:
    """Where torchvision keeps ImageNet's ResNet-18, whether or not it lies there."""
    return Path(torch.hub.get_dir()) / "checkpoints" / IMAGENET.rpartition("/")[2]


def load(path: Path, people: int, side: int, device: str) -> Callable[[NDArray[np.uint8]], NDArray[np.float32]]:
    """Make of a checkpoint what turns crops, shape (N, 112, 112, 3), into raw scores, shape (N, P)."""
    network = _network(people, None)
    network.load_state_dict(_read(path)["network"])
    network.to(device)
    return lambda crops: _scores(network, crops, side, device)


class _Learner:
    """The network with what moves its weights."""

    def __init__(self, network: nn.Module, recipe: Recipe, device: str) -> None:
        self._network, self._recipe, self._device = network, recipe, device
        if recipe.plain:
            self._optimizer: torch.optim.Optimizer = torch.optim.SGD(network.parameters(), recipe.rate, MOMENTUM)
        else:
            self._optimizer = torch.optim.AdamW(network.parameters(), recipe.rate, weight_decay=DECAY)
        self.rate = recipe.rate

    def set_rate(self, number: int) -> None:
        """Set the rate of an epoch: falling along a cosine, or even."""
        done = 0.0 if self._recipe.plain else (number - 1) / self._recipe.epochs
        self.rate = self._recipe.rate * 0.5 * (1.0 + math.cos(math.pi * done))
        for group in self._optimizer.param_groups:
            group["lr"] = self.rate

    def epoch(
        self,
        crops: NDArray[np.uint8],
        persons: NDArray[np.intp],
        order: NDArray[np.intp],
        chance: np.random.Generator,
    ) -> float:
        """Learn from the crops in an order, and say the mean loss."""
        self._network.train()
        total, steps, batch = 0.0, 0, self._recipe.batch
        for start in range(0, len(order), batch):
            rows = order[start : start + batch]
            if len(rows) == 1:
                continue  # batch normalisation knows no spread of a single crop
            inputs = _inputs(self._augmented(crops[rows], chance), self._recipe.side, self._device)
            total += self._step(inputs, persons[rows])
            steps += 1
        return total / max(1, steps)

    def _step(self, inputs: Tensor, persons: NDArray[np.intp]) -> float:
        is_card = self._device == "cuda"
        with torch.autocast("cuda" if is_card else "cpu", torch.bfloat16, enabled=is_card):
            logits = self._network(inputs).float()
        targets = torch.zeros_like(logits)
        named = np.flatnonzero(persons >= 0)
        targets[named, persons[named]] = 1.0
        loss = nn.functional.binary_cross_entropy_with_logits(logits, targets)
        if not torch.isfinite(loss):
            raise passes.DivergedError
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        return loss.item()

    def _augmented(self, crops: NDArray[np.uint8], chance: np.random.Generator) -> NDArray[np.uint8]:
        if self._recipe.plain:
            return crops
        painted, _ = painted_masks.paint_some(crops, self._recipe.masks, chance)
        for row in np.flatnonzero(chance.random(len(painted)) < 0.5):  # noqa: PLR2004  (every second one is mirrored)
            painted[row] = painted[row, :, ::-1]
        return painted

    def saver(self, number: int) -> Callable[[Path], None]:
        """Make what writes the state after an epoch."""
        state = {
            "epoch": number,
            "network": self._network.state_dict(),
            "optimizer": self._optimizer.state_dict(),
        }
        return lambda path: torch.save(state, path)

    def load(self, path: Path) -> int:
        """Take a state up again, and say which epoch is next."""
        state = _read(path)
        self._network.load_state_dict(state["network"])
        self._optimizer.load_state_dict(state["optimizer"])
        return int(state["epoch"]) + 1


def _network(people: int, imagenet: Path | None) -> nn.Module:
    network: nn.Module = torchvision.models.resnet18()
    if imagenet is not None:
        network.load_state_dict(_read(imagenet))
    network.fc = nn.Linear(512, people)  # what its last layer of features is wide
    return network


def _read(path: Path) -> Mapping[str, Any]:
    state: Mapping[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    return state


def _balanced(persons: NDArray[np.intp], chance: np.random.Generator) -> NDArray[np.intp]:
    """Draw as many crops as there are, each person and all strangers together equally often, shape (N,)."""
    _, kind, count = np.unique(np.maximum(persons, -1), return_inverse=True, return_counts=True)
    weight = 1.0 / count[kind]
    return chance.choice(len(persons), len(persons), p=weight / weight.sum())


def _inputs(crops: NDArray[np.uint8], side: int, device: str) -> Tensor:
    """Bring crops to what the network takes, shape (N, 3, side, side)."""
    pixels = torch.from_numpy(np.ascontiguousarray(crops)).to(device).permute(0, 3, 1, 2).float() / 255.0
    mean, spread = (torch.tensor(three, device=device).view(1, 3, 1, 1) for three in (MEAN, SPREAD))
    sized = nn.functional.interpolate(pixels, (side, side), mode="bilinear", antialias=True, align_corners=False)
    return (sized - mean) / spread


def _scores(network: nn.Module, crops: NDArray[np.uint8], side: int, device: str) -> NDArray[np.float32]:
    """Score crops, shape (N, P)."""
    network.eval()

    def scores(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        with torch.inference_mode():
            return np.asarray(torch.sigmoid(network(_inputs(batch, side, device))).cpu().numpy())

    return batches.through(scores, crops, AT_ONCE, len(network.get_parameter("fc.bias")), device)
