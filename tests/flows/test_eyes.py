"""Photos seen in child processes that really end: killed, stopped for good, denied memory."""

import io
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, suppress

import psutil
import pytest
from PIL import Image

from core.base import child, errors
from core.base.child import DiedError
from core.flows import eyes
from core.flows.eyes import Eyes, KillerError
from core.vision.look import SeenPhoto
from tests import drawing

WAIT = 0.01  # seconds between two looks for a process
PLAIN = drawing.jpeg(drawing.plain(1))


@pytest.fixture
def ours() -> Iterator[Eyes]:
    open_eyes = Eyes()
    yield open_eyes
    open_eyes.close()


@pytest.fixture(scope="module")
def large() -> bytes:
    """A photo of 81 megapixels that takes a while, in a quarter of a megabyte."""
    file = io.BytesIO()
    Image.new("RGB", (9000, 9000)).save(file, "PNG")
    return file.getvalue()


def children() -> list[psutil.Process]:
    """The living children of this process that see photos; tests before this one may have left it others."""
    found = []
    for one in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):  # it has ended, if only just now
            if child.BOOT in one.cmdline():
                found.append(one)
    return found


def strike(signal_number: signal.Signals, struck: set[int], running: "Future[SeenPhoto]") -> None:
    """Send a signal to this process's one child as soon as it is there, unless it was struck before."""
    while not running.done():
        for one in children():
            if one.pid not in struck:
                struck.add(one.pid)
                one.send_signal(signal_number)
                return
        time.sleep(WAIT)


def test_a_photo_is_seen_as_in_this_process(ours: Eyes) -> None:
    seen = ours.see(drawing.jpeg(drawing.with_faces(2)))
    assert (seen.header.width, seen.header.height, len(seen.faces)) == (640, 480, 2)
    assert seen.faces[0].crop.shape == (112, 112, 3)


def test_a_bad_photo_has_its_own_reason_and_costs_no_process(ours: Eyes) -> None:
    ours.see(PLAIN)
    (before,) = children()
    with pytest.raises(errors.BadPhotoError) as caught:
        ours.see(b"no photo")
    assert caught.value.message.key == "photo-unknown"
    assert children() == [before]


def test_a_photo_that_takes_too_much_memory(large: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(eyes, "MEMORY", 1 << 26)
    with closing(Eyes()) as ours:
        with pytest.raises(KillerError) as caught:
            ours.see(large)
        assert caught.value.message.key == "photo-takes-memory"
        assert ours.see(PLAIN).faces == ()


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        pytest.param(signal.SIGKILL, "photo-crashes", id="the process breaks down"),
        pytest.param(signal.SIGSTOP, "photo-takes-ever", id="the process hangs"),
    ],
)
def test_a_photo_that_ends_two_processes_is_refused(
    large: bytes, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, reason: str
) -> None:
    monkeypatch.setattr(eyes, "PATIENCE", 15.0)
    struck: set[int] = set()
    with ThreadPoolExecutor(1) as pool, closing(Eyes()) as ours:
        running = pool.submit(ours.see, large)
        strike(number, struck, running)
        strike(number, struck, running)
        with pytest.raises(KillerError) as caught:
            running.result()
        assert (caught.value.message.key, len(struck)) == (reason, 2)
        assert pool.submit(ours.see, PLAIN).result().faces == ()


def test_an_accident_is_tried_again(ours: Eyes, large: bytes) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(ours.see, large)
        strike(signal.SIGKILL, set(), running)
        assert running.result().header.width == 9000


def test_closing_does_not_wait_for_a_photo(ours: Eyes, large: bytes) -> None:
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(ours.see, large)
        strike(signal.SIGSTOP, set(), running)  # without patience, it would last for ever
        ours.close()
        with pytest.raises(DiedError):
            running.result()
    assert children() == []
