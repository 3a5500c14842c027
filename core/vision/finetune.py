"""The embedder fine-tuned: the last layers of SFace learn that a child with a mask is still the same child.

Every crop, most of them with a painted mask, is drawn towards the embedding that the untouched embedder gives of the
crop without it; named crops are besides drawn apart by their persons. What was learned about millions of faces is
kept where no label speaks against it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.vision import batches, painted_masks, passes, sface, weights
from core.vision.passes import OnPass, Passed
from core.vision.sface import Sface

LAYERS_OF_CONVOLUTION = 2  # it and its PReLU
# Weights of the two aims. Source of the second: CosFace, Wang et al. 2018, with its scale and a smaller margin.
LIKE_TEACHER, APART, SCALE, MARGIN = 4.0, 0.15, 32.0, 0.2
AT_ONCE = 64  # crops that are embedded together

Score = Callable[[NDArray[np.float32]], NDArray[np.float32]]


@dataclass(frozen=True)
class Recipe:
    """How to learn.

    Attributes:
        epochs: In all.
        layers: How many of the last convolutions learn; the linear layer after them does, too.
        masks: Share of the crops that get a painted mask, in [0, 1].
        rate: Of learning.
        batch: Crops in a step.
        seed: Of all chances.
    """

    epochs: int
    layers: int
    masks: float
    rate: float
    batch: int
    seed: int


def train(
    crops: NDArray[np.uint8],
    persons: NDArray[np.intp],
    people: int,
    learned: NDArray[np.bool_],
    recipe: Recipe,
    device: str,
    score: Score,
    on_pass: OnPass,
    after: Path | None = None,
) -> None:
    """Learn from crops, epoch by epoch; the first that is told is epoch 1, the untouched embedder.

    Args:
        crops: Aligned, RGB, shape (N, 112, 112, 3).
        persons: Column of each crop's person, negative for others, and where it is not to be learned, shape (N,).
        people: Number of persons P.
        learned: Which crops may be learned from, shape (N,).
        recipe: How.
        device: Name of the device in torch.
        score: Makes of the embeddings of all crops, shape (N, 128), the raw scores of the held-out faces.
        on_pass: Told each epoch; says whether to go on.
        after: Checkpoint of this training to go on after.

    Raises:
        DivergedError: The loss is no number.
        FullError: The memory does not hold a batch.
        MissingError: The weight file is absent or wrong.
    """
    torch.manual_seed(recipe.seed)
    with passes.minding_memory():
        network = sface.read(weights.locate(weights.SFACE)).to(device)
        teacher = torch.from_numpy(embed(network, crops, device)).to(device)
        learner = _Learner(network, persons, people, teacher, recipe, device)
        first = learner.load(after) if after else 1
        for number in range(first, recipe.epochs + 2):
            chance = np.random.default_rng([recipe.seed, number])
            loss = learner.epoch(crops, learned, chance) if number > 1 else 0.0
            figures = {"loss": loss, "rate": recipe.rate}
            scores = score(embed(network, crops, device))
            if not on_pass(Passed(number, figures, scores, learner.saver(number))):
                return


def load(path: Path, device: str) -> Sface:
    """Read the fine-tuned embedder of a checkpoint.

    Raises:
        MissingError: The weight file that it began from is absent or wrong.
    """
    network = sface.read(weights.locate(weights.SFACE))
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True)["network"], strict=False)
    return network.to(device).eval()


def embed(network: Sface, crops: NDArray[np.uint8], device: str) -> NDArray[np.float32]:
    """Embed crops, shape (N, 112, 112, 3), as unit vectors, shape (N, 128)."""

    def vectors(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
        with torch.inference_mode():
            return np.asarray(network(_inputs(batch, device)).cpu().numpy())

    return batches.through(vectors, crops, AT_ONCE, network.linear.out_features, device)


class _Learner:
    """The network, split into what stays and what learns."""

    def __init__(
        self, network: Sface, persons: NDArray[np.intp], people: int, teacher: Tensor, recipe: Recipe, device: str
    ) -> None:
        self._network, self._persons, self._teacher = network, persons, teacher
        self._recipe, self._device = recipe, device
        start = max(0, len(network.convolutions) - LAYERS_OF_CONVOLUTION * recipe.layers)
        self._still, self._moving = network.convolutions[:start], network.convolutions[start:]
        for weight in self._still.parameters():
            weight.requires_grad = False
        self._names = {name for name, weight in network.named_parameters() if weight.requires_grad}
        self._middles = nn.Parameter(_middles(teacher, persons, people))
        moving = [weight for weight in network.parameters() if weight.requires_grad]
        self._optimizer = torch.optim.AdamW([*moving, self._middles], recipe.rate, weight_decay=0.0)

    def epoch(self, crops: NDArray[np.uint8], learned: NDArray[np.bool_], chance: np.random.Generator) -> float:
        """Learn from each crop once, half of each batch named ones, and say the mean loss."""
        order = chance.permutation(np.flatnonzero(learned))
        named = np.flatnonzero(learned & (self._persons >= 0))
        half, total, steps = max(1, self._recipe.batch // 2), 0.0, 0
        for start in range(0, len(order), half):
            rows = np.concatenate([order[start : start + half], chance.choice(named, half)])
            painted, _ = painted_masks.paint_some(crops[rows], self._recipe.masks, chance)
            total += self._step(_inputs(painted, self._device), rows)
            steps += 1
        return total / max(1, steps)

    def _step(self, inputs: Tensor, rows: NDArray[np.intp]) -> float:
        with torch.no_grad():
            front = self._still((inputs - self._network.mean) * self._network.factor)
        vectors = nn.functional.normalize(self._network.linear(self._moving(front).flatten(1)))
        unlike = 1.0 - (vectors * self._teacher[torch.from_numpy(rows).to(self._device)]).sum(1)
        loss = LIKE_TEACHER * unlike.mean() + APART * self._apart(vectors, self._persons[rows])
        if not torch.isfinite(loss):
            raise passes.DivergedError
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        return loss.item()

    def _apart(self, vectors: Tensor, persons: NDArray[np.intp]) -> Tensor:
        """How badly named crops are told apart."""
        named = torch.from_numpy(np.flatnonzero(persons >= 0)).to(self._device)
        who = torch.from_numpy(persons[persons >= 0]).to(self._device)
        cosines = vectors[named] @ nn.functional.normalize(self._middles).T
        cosines = cosines - MARGIN * nn.functional.one_hot(who, len(self._middles))
        return nn.functional.cross_entropy(SCALE * cosines, who)

    def saver(self, number: int) -> Callable[[Path], None]:
        """Make what writes the state after an epoch: of the network only what learns."""
        network = {name: weight for name, weight in self._network.state_dict().items() if name in self._names}
        state = {
            "epoch": number,
            "network": network,
            "middles": self._middles.data,
            "optimizer": self._optimizer.state_dict(),
        }
        return lambda path: torch.save(state, path)

    def load(self, path: Path) -> int:
        """Take a state up again, at the recipe's own rate, and say which epoch is next."""
        state = torch.load(path, map_location=self._device, weights_only=True)
        self._network.load_state_dict(state["network"], strict=False)
        self._middles.data.copy_(state["middles"])
        self._optimizer.load_state_dict(state["optimizer"])
        for group in self._optimizer.param_groups:
            group["lr"] = self._recipe.rate
        return int(state["epoch"]) + 1


def _middles(vectors: Tensor, persons: NDArray[np.intp], people: int) -> Tensor:
    """The middle of each person's embeddings, shape (P, 128); 0 where nobody shows the person."""
    sums = torch.zeros(people, vectors.shape[1], device=vectors.device)
    named = torch.from_numpy(np.flatnonzero(persons >= 0)).to(vectors.device)
    return sums.index_add(0, torch.from_numpy(persons[persons >= 0]).to(vectors.device), vectors[named])


def _inputs(crops: NDArray[np.uint8], device: str) -> Tensor:
    """Bring crops to what the network takes: RGB in [0, 255], shape (N, 3, 112, 112)."""
    return torch.from_numpy(np.ascontiguousarray(crops)).to(device).permute(0, 3, 1, 2).float()
