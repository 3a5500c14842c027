"""Calls in a real child process: what they give, how they are cut short, what becomes of a child left alone."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from core.base import child, errors
from core.base.child import Cause, Child, DiedError, Tell
from core.base.messages import Message

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds that a busy machine may take
NEEDS_FORK = pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="nothing forks on this system"
)
PARENT = """
from core.base.child import Child
from tests.base import test_child
Child(on_message=lambda pid: print(pid, flush=True)).call(test_child.tell_who_and_wait)
"""


class _StopError(Exception):
    pass


def count(tell: Tell, to: int) -> int:
    for number in range(to):
        tell(number)
    return os.getpid()


def shout(_tell: Tell) -> str:
    print("not among the words")
    os.write(1, b"nor this")
    return "heard"


def refuse(_tell: Tell, name: str) -> None:
    raise errors.MissingError("person-missing", name=name)


def stumble(_tell: Tell) -> None:
    raise KeyError("a bug")


def take(_tell: Tell, size: int) -> int:
    return len(bytearray(size))


def kill_itself(_tell: Tell) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tell_who_and_wait(tell: Tell) -> None:
    tell(os.getpid())
    time.sleep(10 * PATIENCE)


def fork(_tell: Tell) -> int | None:
    """As libraries do that read a training's photos in several processes."""
    forked = multiprocessing.get_context("fork").Process(target=os.getpid)
    forked.start()
    forked.join(PATIENCE)
    forked.kill()
    return forked.exitcode


def is_gone(pid: int) -> bool:
    """Whether a process ends; one that nobody has waited for yet has ended."""
    for _ in range(PATIENCE * 10):
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.1)
    return False


def test_one_child_does_many_calls_and_tells_in_order() -> None:
    told: list[int] = []
    with Child(on_message=told.append) as one:
        pids = {one.call(count, 3), one.call(count, to=2)}
    assert told == [0, 1, 2, 0, 1]
    assert len(pids) == 1
    assert os.getpid() not in pids
    assert is_gone(pids.pop())


def test_what_it_prints_does_not_get_among_its_words(capfd: pytest.CaptureFixture[str]) -> None:
    with Child() as one:
        assert one.call(shout) == "heard"
        assert one.call(shout) == "heard"
    assert capfd.readouterr().out == ""


def test_a_mistake_of_the_user_comes_back_as_it_was_and_the_child_lives() -> None:
    with Child() as one:
        with pytest.raises(errors.MissingError) as caught:
            one.call(refuse, "Anna")
        assert caught.value.message == Message("person-missing", {"name": "Anna"})
        assert one.call(shout) == "heard"


def test_a_bug_surfaces_on_both_sides(capfd: pytest.CaptureFixture[str]) -> None:
    with Child() as one, pytest.raises(RuntimeError, match=r"KeyError\('a bug'\)"):
        one.call(stumble)
    assert "in stumble" in capfd.readouterr().err


def test_a_call_that_crashes() -> None:
    with Child() as one, pytest.raises(DiedError) as caught:
        one.call(kill_itself)
    assert caught.value.cause is Cause.CRASH


@pytest.mark.parametrize("size", [pytest.param(1 << 34, id="at once"), pytest.param(1 << 28, id="by a little")])
def test_a_call_that_takes_too_much_memory(size: int) -> None:
    with Child(memory=1 << 27) as one:
        assert one.call(take, 1 << 20) == 1 << 20
        with pytest.raises(DiedError) as caught:
            one.call(take, size)
    assert caught.value.cause is Cause.MEMORY


def test_a_request_that_takes_too_much_memory() -> None:
    with Child(memory=1 << 26) as one:
        one.call(shout)
        with pytest.raises(DiedError) as caught:
            one.call(refuse, "A" * (1 << 28))
    assert caught.value.cause is Cause.MEMORY


def test_a_call_that_says_nothing_for_too_long() -> None:
    with Child(patience=2 * child.TICK) as one, pytest.raises(DiedError) as caught:
        one.call(tell_who_and_wait)
    assert caught.value.cause is Cause.SILENCE


@pytest.mark.parametrize("listens", [pytest.param(True, id="on a message"), pytest.param(False, id="while waiting")])
def test_whoever_waits_can_cut_a_call_short(listens: bool) -> None:
    pids: list[int] = []

    def hear(pid: int) -> None:
        pids.append(pid)
        if listens:
            raise _StopError

    def wait() -> None:
        if pids:
            raise _StopError

    with Child(on_message=hear, on_wait=wait) as one, pytest.raises(_StopError):
        one.call(tell_who_and_wait)
    assert is_gone(pids[0])


def test_a_child_dies_with_its_parent() -> None:
    parent = subprocess.Popen([sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    parent.kill()
    parent.wait()
    assert is_gone(pid)


def fork_and_tell(tell: Tell) -> None:
    forked = multiprocessing.get_context("fork").Process(target=time.sleep, args=(10 * PATIENCE,))
    forked.start()
    tell(forked.pid)


def fork_and_die(tell: Tell) -> None:
    fork_and_tell(tell)
    kill_itself(tell)


def fork_and_wait(tell: Tell) -> None:
    fork_and_tell(tell)
    time.sleep(10 * PATIENCE)


def read_input(_tell: Tell) -> bytes:
    command = [sys.executable, "-c", "print(input())"]
    return subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False).stderr


@NEEDS_FORK
def test_a_process_that_is_forked_in_a_call_does_its_work() -> None:
    with Child() as one:
        assert one.call(fork) == 0


@NEEDS_FORK
def test_a_death_is_noticed_while_a_forked_process_lives() -> None:
    forked: list[int] = []
    try:
        with Child(on_message=forked.append) as one, pytest.raises(DiedError):
            one.call(fork_and_die)
        assert psutil.pid_exists(forked[0])
    finally:
        psutil.Process(forked[0]).kill()


@NEEDS_FORK
def test_a_forked_process_ends_with_the_child() -> None:
    forked: list[int] = []

    def hear(pid: int) -> None:
        forked.append(pid)
        raise _StopError

    with Child(on_message=hear) as one, pytest.raises(_StopError):
        one.call(fork_and_wait)
    assert is_gone(forked[0])


def test_a_program_that_is_started_in_a_call_reads_no_requests() -> None:
    with Child() as one:
        assert b"EOFError" in one.call(read_input)
        assert one.call(count, 1)
