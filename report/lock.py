"""One build at a time in one folder, by a lock of the operating system, which no death can leave behind.

The lock is on the folder itself where the system can lock one (Linux, macOS), so there is no lock file at all; on
Windows it is on one byte of a file. It ends with the process that holds it, however that process ends.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS_BETWEEN_TRIES = 0.1
WINDOWS = sys.platform == "win32"


@contextmanager
def only_one(folder: Path, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of `folder`, which is made if needed; says once that it waits for another holder.

    Raises OSError when the folder cannot be made or opened.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT) if WINDOWS else os.open(folder, os.O_RDONLY)
    try:
        if not _taken(handle):
            say("Another build of this book is running; this one waits for it.")
            while not _taken(handle):
                time.sleep(SECONDS_BETWEEN_TRIES)
        yield
    finally:
        os.close(handle)


def is_held(folder: Path) -> bool:
    """Whether a process that is alive holds the lock of `folder`, an existing one."""
    handle = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT) if WINDOWS else os.open(folder, os.O_RDONLY)
    try:
        return not _taken(handle)
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    """Take the lock if it is free; false when another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
