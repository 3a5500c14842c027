"""Accelerator: a device counts as there when it has computed something right."""

import pytest
import torch

from core.base.messages import LANGUAGES, Catalogue
from core.vision import accelerator


def test_the_processor_passes() -> None:
    assert accelerator.try_out("cpu", "processor") is None


def test_a_device_that_is_not_there_fails_with_a_sentence() -> None:
    note = accelerator.try_out("cuda:99", "GeForce 1")
    assert note is not None
    assert note.key == "accelerator-failed"
    for language in LANGUAGES:
        assert "GeForce 1" in Catalogue(language).show(note)


def test_what_is_found_can_compute() -> None:
    found = accelerator.find()
    assert torch.ones(2, device=found.device).sum().item() == 2


@pytest.mark.skipif(torch.cuda.is_available() or torch.backends.mps.is_available(), reason="there is an accelerator")
def test_without_a_card_the_processor_computes_and_it_is_said_why() -> None:
    found = accelerator.find()
    assert (found.device, found.card) == ("cpu", "")
    assert [note.key for note in found.notes] in (["accelerator-none"], ["accelerator-not-built"])
