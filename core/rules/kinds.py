"""The kinds of run: what can be set, and within which limits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.base import errors
from core.base.records import RunKind
from core.rules import calibrate

Value = bool | int | float | str
YES, NO = {"yes", "true", "on", "1"}, {"no", "false", "off", "0"}
OLD_RECIPE = "2021"  # small crops and nothing else, as an earlier system did it
ALIGNED = "aligned"
PEOPLE, FACE = "people", "face"  # one class a child, or one class: a face
FROM_DISK, ALWAYS, NEVER = "if there", "imagenet", "none"  # whether to start from weights that saw a million photos
SCRATCH = "scratch"
YOLO_GIGABYTES, PHOTO_GIGABYTES = 1.2, 0.06  # of memory, for the network and for a photo of 320 px that it learns from
POOL = 3000  # unlabelled faces that an embedder learns from, so that an epoch takes minutes in every album
MEMORY_SHARE = 0.6  # of what is free
LEAST_STEPS = 12  # of an epoch: fewer learn too little


@dataclass(frozen=True)
class Setting:
    """Something that can be set. Its plain-word help is the sentence setting-help-NAME.

    Attributes:
        default: A safe value; its type is the setting's.
        least: Smallest number.
        most: Largest number.
        choices: The words to choose from; none for a free text.
    """

    name: str
    default: Value
    least: float = 0.0
    most: float = 0.0
    choices: tuple[str, ...] = ()

    @property
    def help_key(self) -> str:
        """The sentence that explains it."""
        return f"setting-help-{self.name.replace('_', '-')}"


@dataclass(frozen=True)
class Kind:
    """A kind of run. What it learns, and what it needs, is the sentence run-kind-NAME.

    Attributes:
        settings: What can be set, the most important first.
        presets: Other defaults, by the word that is chosen for the setting "preset".
    """

    name: RunKind
    settings: tuple[Setting, ...]
    presets: Mapping[str, Mapping[str, Value]]

    @property
    def help_key(self) -> str:
        """The sentence that explains it."""
        return f"run-kind-{self.name.value}"


@dataclass(frozen=True)
class Amount:
    """How much there is to learn from.

    Attributes:
        labelled_faces: Faces that people named or called strangers.
        labelled_photos: Photos with such a face.
        faces: All faces of the album.
        photos: All photos of the album.
    """

    labelled_faces: int
    labelled_photos: int
    faces: int
    photos: int


_PRECISION = Setting("precision", calibrate.TARGET, calibrate.LEAST_TARGET, calibrate.MOST_TARGET)
_SEED = Setting("seed", 0, 0, 2**31 - 1)
_DOWNLOAD = Setting("allow_download", default=False)

HEAD = Kind(RunKind.HEAD, (_PRECISION,), {})
EMBEDDER = Kind(
    RunKind.EMBEDDER,
    (
        Setting("epochs", 6, 1, 100),
        Setting("patience", 2, 1, 100),
        Setting("layers", 6, 1, 26),
        Setting("masks", 0.5, 0.0, 1.0),
        Setting("rate", 3e-4, 1e-6, 0.1),
        Setting("batch", 32, 2, 512),
        _SEED,
        _PRECISION,
    ),
    {},
)
CROPS = Kind(
    RunKind.CROPS,
    (
        Setting("preset", ALIGNED, choices=(ALIGNED, OLD_RECIPE)),
        Setting("epochs", 30, 1, 1000),
        Setting("patience", 10, 1, 1000),
        Setting("side", 112, 16, 224),
        Setting("masks", 0.3, 0.0, 1.0),
        Setting("weights", FROM_DISK, choices=(FROM_DISK, ALWAYS, NEVER)),
        _DOWNLOAD,
        Setting("rate", 0.001, 1e-6, 1.0),
        Setting("batch", 32, 2, 512),
        _SEED,
        _PRECISION,
    ),
    {OLD_RECIPE: {"side": 30, "masks": 0.0, "weights": NEVER, "rate": 0.001, "batch": 10}},
)
YOLO = Kind(
    RunKind.YOLO,
    (
        Setting("classes", PEOPLE, choices=(PEOPLE, FACE)),
        Setting("base", "yolo11n.pt"),
        _DOWNLOAD,
        Setting("size", 640, 64, 1600),
        Setting("epochs", 100, 1, 1000),
        Setting("patience", 20, 1, 1000),
        Setting("batch", 0, 0, 256),  # 0: as many as the memory holds
        Setting("balance", 0.5, 0.0, 1.0),
        Setting("augmentation", 0.5, 0.0, 1.0),
        Setting("freeze", 0, 0, 20),
        _SEED,
        _PRECISION,
    ),
    {},
)
KINDS = {kind.name: kind for kind in (HEAD, EMBEDDER, CROPS, YOLO)}


def read(kind: Kind, pairs: Sequence[str]) -> dict[str, Value]:
    """Read settings as they are typed.

    Args:
        kind: The kind of run.
        pairs: Each "name=value"; of two with one name the last counts.

    Raises:
        WrongUseError: A setting is unknown, or its value makes no sense.
    """
    wished: dict[str, Value] = {}
    for pair in pairs:
        name, _, text = pair.partition("=")
        wished[name] = _value(_setting(kind, name), text)
    return wished


def complete(kind: Kind, wished: Mapping[str, Value]) -> dict[str, Value]:
    """Fill in what nobody wished for.

    Raises:
        WrongUseError: A setting is unknown, or its value makes no sense.
    """
    for name, value in wished.items():
        setting = _setting(kind, name)
        if not _fits(setting, value):
            raise errors.WrongUseError("setting-wrong", name=name, value=str(value))
    preset = kind.presets.get(str(wished.get("preset", "")), {})
    return {**{setting.name: setting.default for setting in kind.settings}, **preset, **wished}


def batch_that_fits(size: int, gigabytes: float, photos: int) -> int:
    """Say how many photos YOLO learns from at once.

    Args:
        size: Longer side of a photo, in pixels.
        gigabytes: Of free memory; a part of it is left to others.
        photos: How many there are to learn from; an epoch should have LEAST_STEPS steps.
    """
    room = (MEMORY_SHARE * gigabytes - YOLO_GIGABYTES) / (PHOTO_GIGABYTES * (size / 320) ** 2)
    return next((batch for batch in (16, 8, 4) if batch <= min(room, photos / LEAST_STEPS)), 2)


def _setting(kind: Kind, name: str) -> Setting:
    """Find a setting by its name.

    Raises:
        WrongUseError: The kind has none of this name.
    """
    known = {setting.name: setting for setting in kind.settings}
    if name not in known:
        raise errors.WrongUseError("setting-unknown", name=name, known=", ".join(known))
    return known[name]


def _value(setting: Setting, text: str) -> Value:
    """Turn what was typed into a value of the setting's type.

    Raises:
        WrongUseError: It is none.
    """
    value: Value = text
    try:
        if isinstance(setting.default, bool):
            value = {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)}[text.lower()]
        elif isinstance(setting.default, int | float):
            value = type(setting.default)(text)
    except (KeyError, ValueError) as error:
        raise errors.WrongUseError("setting-wrong", name=setting.name, value=text) from error
    if not _fits(setting, value):
        raise errors.WrongUseError("setting-wrong", name=setting.name, value=text)
    return value


def _fits(setting: Setting, value: Value) -> bool:
    if isinstance(setting.default, bool) or isinstance(value, bool):
        return isinstance(setting.default, bool) and isinstance(value, bool)
    if isinstance(setting.default, str):
        return isinstance(value, str) and bool(value) and (not setting.choices or value in setting.choices)
    whole = not isinstance(setting.default, int) or isinstance(value, int)
    return isinstance(value, int | float) and whole and setting.least <= value <= setting.most
