"""Scoring faces that are kept nowhere, from their crops alone, as a run scores the album's own."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from core.base import errors
from core.base.records import RunKind
from core.store import embedders, run_files
from core.store.db import Album
from core.store.runs import Run
from core.vision import head
from core.vision.look import Looker

Scorer = Callable[[NDArray[np.uint8]], NDArray[np.float32]]


def scorer(album: Album, run: Run, looker: Looker) -> Scorer:
    """Make what turns crops into probabilities.

    F is the number of faces, P the number of people whom the run learned.

    Args:
        album: The album.
        run: It reads crops, or what an embedder makes of them: any kind but YOLO, which sees whole photos.
        looker: Embeds the crops.

    Returns:
        A function from aligned RGB crops, shape (F, 112, 112, 3), to calibrated probabilities in [0, 1], shape (F, P).

    Raises:
        MissingError: A file that the run needs is gone, or another one.
        WrongUseError: The run can't score faces that are kept nowhere.
    """
    calibration = run.calibration
    if calibration is None or run.kind not in _OF_KIND:
        raise errors.WrongUseError("drop-other-run")
    raw = _OF_KIND[run.kind](album, run, looker)
    nobody = np.empty((0, len(run.person_ids)), np.float32)
    return lambda crops: calibration.probability(raw(crops)) if len(crops) else nobody


def _head(album: Album, run: Run, looker: Looker) -> Scorer:
    """A head reads the built-in embedder, or one that was brought."""
    learned = head.load(run_files.root(album) / (run.checkpoint or ""), run.checkpoint_sha256 or "")
    with album.read() as conn:
        brought = next(iter(embedders.of_run(album, conn, run.embedder)), None)
    return lambda crops: learned.scores(looker.vectors(crops, brought))


def _embedder(album: Album, run: Run, _looker: Looker) -> Scorer:
    """A run that trained an embedder reads its own one, with a head on it."""
    from core.flows import fetched, train_embedder  # noqa: PLC0415  (they load torch, which not every run needs)
    from core.vision import accelerator, finetune  # noqa: PLC0415

    checkpoint, device = fetched.checkpoint(album, run), accelerator.find().device
    learned = head.load(checkpoint.parent / train_embedder.HEAD, run.metrics["head_sha256"])
    network = finetune.load(checkpoint, device)
    return lambda crops: learned.scores(finetune.embed(network, crops, device))


def _crops(album: Album, run: Run, _looker: Looker) -> Scorer:
    """The crop classifier reads crops themselves."""
    from core.flows import fetched  # noqa: PLC0415  (as above)
    from core.vision import accelerator, crops  # noqa: PLC0415

    device = accelerator.find().device
    return crops.load(fetched.checkpoint(album, run), len(run.person_ids), int(run.settings["side"]), device)


_OF_KIND: dict[str, Callable[[Album, Run, Looker], Scorer]] = {
    RunKind.HEAD: _head,
    RunKind.EMBEDDER: _embedder,
    RunKind.CROPS: _crops,
}
