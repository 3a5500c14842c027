"""Opening many photo files with all cores: read, hash, and see those that are new."""

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from core.base import errors
from core.base.messages import Message
from core.base.records import Outcome
from core.flows.eyes import Eyes, KillerError
from core.flows.walk import FoundFile
from core.vision.look import SeenPhoto

TICK = 0.2  # seconds
AHEAD = 4  # files per core that may wait opened, so that memory stays bounded
MOST_AT_ONCE = 8  # files; each is seen in a process that holds some 170 MB
MOST_BYTES = 1 << 30  # more than any photo of images.MOST_PIXELS; a film with a photo's suffix must not fill the memory


@dataclass(frozen=True)
class Opened:
    """A file after opening.

    Attributes:
        sha256: Of its bytes; empty where it could not be read, or where it should be tried again another time.
        seen: What was found on it; None where its content was known or can't be used.
        outcome: REFUSED or MISSING where it can't be used, else None.
        reason: Why it can't be used.
    """

    file: FoundFile
    sha256: str = ""
    seen: SeenPhoto | None = None
    outcome: Outcome | None = None
    reason: Message | None = None


def open_all(
    found: Iterable[FoundFile], is_known: Callable[[str], bool], *, quick: bool = False
) -> Iterator[Opened | None]:
    """Open files on all cores, giving them back in their order, and None several times a second in between.

    Args:
        found: The files.
        is_known: Whether a photo with this content hash was seen before, and need not be seen again.
        quick: Whether to look at each photo once, at few pixels.

    Raises:
        MissingError: The detector's weights are absent or wrong.
    """
    cores = min(os.cpu_count() or 1, MOST_AT_ONCE)
    waiting: deque[Future[Opened]] = deque()
    pool, eyes = ThreadPoolExecutor(cores), Eyes()
    try:
        for file in found:
            waiting.append(pool.submit(_open, file, is_known, eyes, quick=quick))
            if len(waiting) > AHEAD * cores:
                yield from _awaited(waiting.popleft())
        while waiting:
            yield from _awaited(waiting.popleft())
    finally:
        eyes.close()  # whoever breaks off does not wait for files that nobody will ask for
        pool.shutdown(cancel_futures=True)


def _awaited(opening: Future[Opened]) -> Iterator[Opened | None]:
    """Wait for a file in small steps: some photos take seconds, and who asks may want to leave."""
    while not wait([opening], TICK).done:
        yield None
    yield opening.result()


def _open(file: FoundFile, is_known: Callable[[str], bool], eyes: Eyes, *, quick: bool) -> Opened:
    if not file.is_text:
        return Opened(file, outcome=Outcome.REFUSED, reason=Message("file-name-unreadable"))
    if file.bytes > MOST_BYTES:
        return Opened(file, outcome=Outcome.REFUSED, reason=Message("file-too-big", {"most": MOST_BYTES >> 20}))
    try:
        data = file.path.read_bytes()
    except FileNotFoundError:
        return Opened(file, outcome=Outcome.MISSING)
    except OSError as error:
        reason = Message("file-unreadable", {"why": errors.why(error)})
        return Opened(file, outcome=Outcome.REFUSED, reason=reason)
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        return Opened(file, sha256, None if is_known(sha256) else eyes.see(data, quick=quick))
    except errors.BadPhotoError as error:
        kept = "" if isinstance(error, KillerError) else sha256
        return Opened(file, kept, outcome=Outcome.REFUSED, reason=error.message)
