"""Loading Ultralytics so that it stays at home, and its weight files so that nothing in them can run."""

import importlib
import os
import pickle
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import torch
from torch import nn

from core.base.errors import MissingError, WrongUseError

ENVIRONMENT = {  # read when the package is first imported
    "YOLO_OFFLINE": "1",
    "YOLO_AUTOINSTALL": "0",
    "YOLO_VERBOSE": "false",
    "ULTRALYTICS_SAFE_LOAD": "1",
}
OFFICIAL = re.compile(r"yolo(v8|v10|11|12|26)[nsmbclxt]\.pt")
ASSETS = "https://github.com/ultralytics/assets/releases/download/v8.4.0/"


def package(folder: Path) -> ModuleType:
    """Import Ultralytics.

    Args:
        folder: Where it keeps its settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.update(ENVIRONMENT | {"YOLO_CONFIG_DIR": str(folder)})
    ultralytics = importlib.import_module("ultralytics")

    if ultralytics.settings["sync"]:
        ultralytics.settings.update({"sync": False})
    return ultralytics


def network(path: Path, folder: Path) -> nn.Module:
    """Read the detector of a weight file; what is not a known layer is refused before anything of it runs.

    Args:
        path: The file.
        folder: Where Ultralytics keeps its settings.

    Raises:
        MissingError: The file is not there.
        WrongUseError: It is cut off, holds anything but known layers, or another kind of model.
    """
    if not path.is_file():
        raise MissingError("yolo-base-missing", path=str(path))
    if not _is_whole(path):
        raise WrongUseError("yolo-base-broken", path=str(path))
    package(folder)
    from ultralytics.nn import tasks  # noqa: PLC0415

    try:
        content, _ = tasks.torch_safe_load(str(path), safe_only=True)
    except TypeError as error:
        is_refused = isinstance(error.__cause__, pickle.UnpicklingError)
        raise WrongUseError("yolo-base-refused" if is_refused else "yolo-base-broken", path=str(path)) from error
    except (RuntimeError, ModuleNotFoundError, AttributeError) as error:
        raise WrongUseError("yolo-base-refused", path=str(path)) from error
    model: Any = content.get("ema") or content.get("model") if isinstance(content, dict) else None
    if type(model) is not tasks.DetectionModel:
        what = type(content if model is None else model).__name__
        raise WrongUseError("yolo-base-other", path=str(path), what=what)
    if not all(torch.isfinite(weight).all() for weight in model.parameters()):
        raise WrongUseError("yolo-base-broken", path=str(path))
    detector: nn.Module = model.float().eval()
    return detector


def class_names(path: Path, folder: Path) -> list[str]:
    """The names of a weight file's classes; raises as network does."""
    names: Mapping[int, str] = getattr(network(path, folder), "names", {})
    return [str(name) for name in names.values()]


def _is_whole(path: Path) -> bool:
    """Tell whether a file is a ZIP archive whose every part has its checksum, as torch writes them."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is None
    except (zipfile.BadZipFile, OSError, EOFError):
        return False
