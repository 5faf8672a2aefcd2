"""Faults of the machine in plain words: no room, no right to write, no memory, a helper that died."""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor
from contextlib import contextmanager
from pathlib import Path

from ..errors import ReportError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NO_RIGHT = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
UNTOUCHED = "The last good book is untouched."


class MachineFault(ReportError):
    """The machine did not let a command finish: disk, rights, memory, a helper process."""

    exit_code = 6


@contextmanager
def in_plain_words(folder: Path) -> Iterator[None]:
    """Turn faults of the machine into MachineFault; `folder` is named where the fault names no file."""
    try:
        yield
    except OSError as error:
        if error.errno not in NO_ROOM | NO_RIGHT:
            raise
        raise _disk(error, folder) from None
    except MemoryError:
        advice = f"{UNTOUCHED} Close other programs, or allow more memory, and run it again."
        raise MachineFault("out of memory", cause="too little is free", next_step=advice) from None
    except (BrokenExecutor, subprocess.CalledProcessError) as error:
        advice = f"{UNTOUCHED} Run it again; if it happens again, look at the memory that is free."
        cause = "it was killed, or ran out of memory"
        raise MachineFault(f"a helper process died: {error}", cause=cause, next_step=advice) from None


def _disk(error: OSError, folder: Path) -> MachineFault:
    full = error.errno in NO_ROOM
    what = f"{'cannot be written' if full else 'no access'}: {error.strerror}"
    cause = "the disk is full, or a limit is reached" if full else "the folder is read-only, or another user's"
    advice = "Make room and run it again." if full else "Give yourself the right to write there, or copy the project."
    return MachineFault(what, where=str(error.filename or folder), cause=cause, next_step=f"{UNTOUCHED} {advice}")
