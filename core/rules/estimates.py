"""What a training will take in time and memory, and how that compares with what one took on this computer."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.base.records import RunKind
from core.rules import kinds
from core.rules.kinds import Amount, Kind, Value

# How many times as fast as the processor a usual card is taken to learn: half as fast as an H100, which takes 1.1 s for
# an epoch of 600 crops with the embedder and 0.6 s with crops of 112 px. YOLO is not measured.
CARD = {RunKind.EMBEDDER: 20.0, RunKind.CROPS: 6.0, RunKind.YOLO: 10.0}
STARTING = 12.0  # seconds until everything is loaded
PLANNING = 15.0  # seconds more until a card has planned the network's convolutions


@dataclass(frozen=True)
class Estimate:
    """What a training will roughly take; a busy computer takes several times as long.

    Attributes:
        seconds: From the start to the last score.
        gigabytes: Of memory, on the card where there is one.
    """

    seconds: float
    gigabytes: float


@dataclass(frozen=True)
class _Work:
    """What a kind of run does, in seconds of a processor.

    Attributes:
        before: Until its first epoch begins, whatever computes later.
        epoch: One epoch.
        after: Until all faces have their scores.
        gigabytes: Of memory.
    """

    before: float
    epoch: float
    after: float
    gigabytes: float


def estimate(
    kind: Kind, settings: Mapping[str, Value], amount: Amount, *, on_card: bool, pace: float = 1.0
) -> Estimate:
    """Say what a training will take.

    Args:
        kind: The kind of run.
        settings: All of them, as complete gives them.
        amount: How much there is to learn from.
        on_card: Whether a graphics card computes.
        pace: How many times as long as here it takes on this computer, as pace gives it.
    """
    work = _work(kind, settings, amount)
    computing = int(settings.get("epochs", 0)) * work.epoch + work.after
    before = work.before + (PLANNING if on_card and kind.name in CARD else 0.0)
    return Estimate(pace * (before + computing / _faster(kind, on_card=on_card)), work.gigabytes)


def pace(kind: Kind, settings: Mapping[str, Value], amount: Amount, seconds_an_epoch: float, *, on_card: bool) -> float:
    """Say how many times as long as estimated a training has taken.

    Args:
        kind: The kind of run.
        settings: Those that it had.
        amount: How much it had to learn from.
        seconds_an_epoch: How long its epochs usually took.
        on_card: Whether a graphics card computed.
    """
    return seconds_an_epoch * _faster(kind, on_card=on_card) / _work(kind, settings, amount).epoch


def _faster(kind: Kind, *, on_card: bool) -> float:
    return CARD.get(kind.name, 1.0) if on_card else 1.0


def _work(kind: Kind, settings: Mapping[str, Value], amount: Amount) -> _Work:
    """What there is to do.

    Source: processor seconds of one thread, and the largest memory, of trainings of a drawn class of 300 photos with
    560 faces, 120 of them labelled. yolo11n at 320 px: 10.5 s an epoch, 0.044 s a photo scored, 1.5 GB with 4 photos at
    once and 2.2 GB with 16. Crops of 112 px: 2.4 s an epoch (1 s of which is taken to be the checkpoint), 0.0064 s a
    face scored, 1.4 GB with 32 at once and 1.6 GB with 128. The embedder: 41 s an epoch, 35 s before the first, 0.025 s
    a face scored, 1.8 GB with 32 at once. Of larger pictures it is taken to grow with their area; a photo of 12
    megapixels is read in 0.06 s.
    """
    batch = int(settings.get("batch", 0)) or 16
    if kind.name is RunKind.YOLO:
        area = (int(settings["size"]) / 320) ** 2
        gigabytes = kinds.YOLO_GIGABYTES + kinds.PHOTO_GIGABYTES * area * batch
        return _Work(15.0, 0.09 * area * amount.labelled_photos, (0.015 + 0.03 * area) * amount.photos, gigabytes)
    before = STARTING + 0.06 * amount.photos  # cutting the faces out, once for an album
    if kind.name is RunKind.CROPS:
        area = (int(settings["side"]) / 112) ** 2
        epoch, after = 1.0 + 0.012 * area * amount.labelled_faces, 0.007 * area * amount.faces
        return _Work(before, epoch, after, 1.3 + 0.003 * area * batch)
    if kind.name is RunKind.EMBEDDER:
        shown = min(amount.faces, amount.labelled_faces + kinds.POOL)
        return _Work(before, 0.073 * shown, 0.06 * shown + 0.025 * amount.faces, 1.15 + 0.02 * batch)
    return _Work(8.0, 0.0, 0.002 * amount.faces, 1.1)
