"""Turns that two real processes take."""

import subprocess
import sys
from pathlib import Path

import pytest

from core.base import turns

ROOT = Path(__file__).parents[2]
HOLDER = """
from core.base import turns

with turns.accelerator(lambda: None):
    print("mine", flush=True)
    input()
"""


class _StopError(Exception):
    pass


def test_one_waits_until_the_other_is_done() -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "mine\n"
    waited: list[int] = []

    def wait() -> None:
        waited.append(1)
        if len(waited) == 2:
            holder.communicate("done\n")

    with turns.accelerator(wait):
        assert holder.wait() == 0
    assert len(waited) >= 2


def test_who_does_not_want_to_wait_any_more_leaves() -> None:
    def leave() -> None:
        raise _StopError

    with turns.accelerator(leave), pytest.raises(_StopError), turns.accelerator(leave):
        pytest.fail("it was taken")
    with turns.accelerator(leave):
        pass


def test_a_killed_program_gives_its_turn_back() -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "mine\n"
    holder.kill()
    holder.wait()
    with turns.accelerator(lambda: pytest.fail("it was not given back")):
        pass
