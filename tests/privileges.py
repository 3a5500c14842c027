"""Files that can't be read or written, also where the tests are run by the superuser, to whom nothing is closed."""

import ctypes
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

VERSION = 0x20080522  # of capset(2)
NO_WALLS = 1 << 1 | 1 << 2  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: closed files are open to who has them


@contextmanager
def without() -> Iterator[Path]:
    """A new folder, and a thread for which closed files are closed; so are they for threads that it starts."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        _set(walls=True)
    try:
        yield folder
    finally:
        if is_root:
            _set(walls=False)
        subprocess.run(["chmod", "-R", "u+rwx", folder], check=True)
        shutil.rmtree(folder)


def as_ordinary(command: Sequence[str | Path]) -> list[str | Path]:
    """A command for whose process closed files are closed."""
    if os.geteuid() != 0:
        return list(command)
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", *command]


def _set(*, walls: bool) -> None:
    """Let closed files be closed for the calling thread, or not."""
    header, held = (ctypes.c_uint32 * 2)(VERSION, 0), (ctypes.c_uint32 * 6)()  # held: effective, permitted, inherited
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capget(header, held) == 0
    held[0] = held[0] & ~NO_WALLS if walls else held[0] | NO_WALLS
    assert libc.capset(header, held) == 0
