"""Calls in a process of their own, for work that may crash, hang or fill the memory, or must be cut short anywhere.

A child does one call after the other. It dies with the process that made it, however that one dies: its requests come
through a pipe, which then ends, and on Linux the system kills it besides.
"""

import contextlib
import ctypes
import io
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import IO, Any, Concatenate, ParamSpec, TypeVar

import psutil

from core.base.errors import AlbumError

Tell = Callable[[Any], None]  # how a call in a child sends word of itself
LOG = logging.getLogger("cubby")
P = ParamSpec("P")
T = TypeVar("T")
TICK = 0.2  # seconds between two looks at a child that says nothing
BOOT = """
import os, pickle, sys
pipe = os.fdopen(os.dup(0), "rb")
sys.path[:] = pickle.load(pipe)
from core.base import child
child.serve(pipe)
"""
DENIED = 77  # what a child exits with that was denied memory
PR_SET_PDEATHSIG = 1  # from Linux's prctl.h


class Cause(StrEnum):
    """Why a child ended before it answered."""

    CRASH = "crash"
    MEMORY = "memory"
    SILENCE = "silence"


class DiedError(Exception):
    """A child ended before it answered.

    Attributes:
        cause: Why.
    """

    def __init__(self, cause: Cause, exit_code: int | None) -> None:
        super().__init__(f"a child ended: {cause}, exit code {exit_code}")
        self.cause = cause


def ignore(*_: object) -> None:
    """Listen to nothing."""


class Child:
    """A process that does calls. It ends with its context, with whatever cuts a call short, and with this process."""

    def __init__(
        self,
        on_message: Tell = ignore,
        on_wait: Callable[[], None] = ignore,
        patience: float | None = None,
        memory: int | None = None,
    ) -> None:
        """Start the process; what it prints goes where this process's errors go.

        Args:
            on_message: Given what calls tell, in order. What it raises cuts the call short, and is raised from there.
            on_wait: Called each TICK in which no word came; what it raises does the same.
            patience: Seconds without a word after which a call is cut short; None waits for ever.
            memory: Bytes that calls may take beyond what the process holds when the first begins; None sets no bound.
        """
        self._on_message, self._on_wait, self._patience = on_message, on_wait, patience
        self._most: int | None = None  # bytes that the process may hold
        no_window = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # only Windows would open one
        command = [sys.executable, "-c", BOOT]
        self._process = subprocess.Popen(  # noqa: S603
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, creationflags=no_window
        )
        # A pipe can block whoever uses it: threads do, so that patience ends there, too.
        self._requests: queue.SimpleQueue[object] = queue.SimpleQueue()
        self._words: queue.SimpleQueue[tuple[str, Any] | None] = queue.SimpleQueue()
        threading.Thread(target=_send, args=(self._process.stdin, self._requests), daemon=True).start()
        threading.Thread(target=_listen, args=(self._process.stdout, self._words), daemon=True).start()
        for first in (sys.path, (os.getpid(), memory)):
            self._requests.put(first)

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def call(self, function: Callable[Concatenate[Tell, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Call a function in the child, and wait for what it returns.

        Args:
            function: It is found by its module and name there, and given a way to tell, then the arguments.
            *arguments: They are pickled, as is what the function tells, returns and raises.
            **named: Likewise.

        Raises:
            AlbumError: The function raised it.
            RuntimeError: The function raised something else; the child has logged it.
            DiedError: The child ended before it answered, or was cut short for its silence or its memory.
        """
        try:
            self._requests.put(pickle.dumps((function, arguments, named)))
            is_result, value = self._answer()
        except BaseException:
            self.end()
            raise
        if not is_result:
            raise value
        result: T = value
        return result

    def end(self) -> None:
        """End the process at once, and those that libraries have started in it."""
        is_there = self._process.poll() is None  # else its number may be another's
        started = _started_by(self._process.pid) if is_there else []
        self._process.kill()
        for one in started:
            with contextlib.suppress(psutil.Error):
                one.kill()
        self._process.wait()
        self._requests.put(None)

    def _answer(self) -> tuple[bool, Any]:
        """Wait for the end of a call: whether it returned, and what it returned or raised."""
        silence = 0.0
        while True:
            try:
                word = self._words.get(timeout=TICK)
            except queue.Empty:
                silence += TICK  # not by a clock: those go on while a computer sleeps
                self._look_after(silence)
                continue
            if word is None:
                raise self._died()
            silence = 0.0
            kind, value = word
            if kind == "told":
                self._on_message(value)
            elif kind == "bound":
                self._most = value
            else:
                return kind == "done", value

    def _look_after(self, silence: float) -> None:
        self._on_wait()
        if self._process.poll() is not None:  # its end of the pipe may still be held by what it started
            raise self._died()
        if self._patience is not None and silence >= self._patience:
            raise DiedError(Cause.SILENCE, None)
        if self._most is not None and _held(self._process.pid) > self._most:
            raise DiedError(Cause.MEMORY, None)

    def _died(self) -> DiedError:
        exit_code = self._process.wait()
        return DiedError(Cause.MEMORY if exit_code == DENIED else Cause.CRASH, exit_code)


def serve(pipe: io.BufferedReader) -> None:
    """Do what comes through the pipe, until it ends; this is the child's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches children, too; what happens then is their parent's
    words = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get among the words
    # A process that a library starts must not read requests, nor, forked, wait for the thread that reads them.
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    parent, memory = pickle.load(pipe)  # noqa: S301
    _die_with(parent)
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(pipe, requests), daemon=True).start()
    while True:
        try:
            function, arguments, named = pickle.loads(requests.get())  # noqa: S301
            if memory is not None:
                _say(words, ("bound", _bound(memory)))
                memory = None
            _say(words, _done(words, function, arguments, named))
        except MemoryError:
            os._exit(DENIED)


def _done(words: IO[bytes], function: Callable[..., Any], arguments: Any, named: Any) -> tuple[str, Any]:
    try:
        return "done", function(lambda message: _say(words, ("told", message)), *arguments, **named)
    except AlbumError as error:
        return "raised", error
    except MemoryError:
        raise
    except Exception as error:  # a bug: it surfaces here, and where the call was made
        LOG.exception("in a child")
        return "raised", RuntimeError(f"in a child: {error!r}")


def _say(words: IO[bytes], word: tuple[str, Any]) -> None:
    words.write(pickle.dumps(word))
    words.flush()


def _receive(pipe: io.BufferedReader, requests: "queue.SimpleQueue[bytes]") -> None:
    """Take requests in, and end this process when they end: then its parent has."""
    try:
        while True:
            requests.put(pickle.load(pipe))  # noqa: S301
    except MemoryError:
        os._exit(DENIED)
    except (EOFError, OSError, pickle.UnpicklingError):
        os._exit(1)


def _send(pipe: IO[bytes], requests: "queue.SimpleQueue[object]") -> None:
    """Send requests to a child, until None; what a child that has ended did not read is lost with it."""
    with contextlib.suppress(OSError), pipe:
        while (request := requests.get()) is not None:
            pickle.dump(request, pipe)
            pipe.flush()


def _listen(pipe: IO[bytes], words: "queue.SimpleQueue[tuple[str, Any] | None]") -> None:
    """Take a child's words in; None when there will be no more."""
    with contextlib.suppress(EOFError, OSError, pickle.UnpicklingError), pipe:  # it was cut off in the midst of a word
        while True:
            words.put(pickle.load(pipe))  # noqa: S301
    words.put(None)


def _die_with(parent: int) -> None:
    """Let the system kill this process as soon as its parent dies, even while a library holds Python's lock."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _bound(memory: int) -> int:
    """Let the system deny this process more memory. Where it can't, the parent watches alone.

    Args:
        memory: Bytes beyond what the process holds now.

    Returns:
        Bytes that it may hold.
    """
    holds = psutil.Process().memory_info()
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  (other systems have none)

        most = holds.vms + memory
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    return int(holds.rss) + memory


def _started_by(process: int) -> list[psutil.Process]:
    """The processes that a process has started, and they in turn."""
    try:
        return list(psutil.Process(process).children(recursive=True))
    except psutil.Error:
        return []


def _held(process: int) -> int:
    """Bytes of memory that a process holds; 0 where it has ended."""
    try:
        return int(psutil.Process(process).memory_info().rss)
    except psutil.NoSuchProcess:
        return 0
