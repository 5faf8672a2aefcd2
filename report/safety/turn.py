"""The surroundings of a build: its turn, what a killed build left, a folder of its own to work in."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..lock import only_one
from .faults import in_plain_words
from .secrets import without_secrets
from .swap import restore

LEFT_BEHIND = ("*.partial", "*.partial.*", "*.tmp", ".*.partial")
"""Files that are written aside and renamed when whole; under the lock, those that are there belong to no one."""


@contextmanager
def building(work: Path, site: Path, say: Callable[[str], None]) -> Iterator[None]:
    """One build's turn in `work`: alone, the last good `site` in place, nothing of a killed build in the
    way, no keys in the environment.

    Raises MachineFault for a full disk, a read-only folder, too little memory or a helper process that died.
    """
    with in_plain_words(work), only_one(work, say), without_secrets():
        with tempfile.TemporaryFile(dir=work):
            restore(site)
        sweep(work)
        try:
            yield
        finally:
            sweep(work)


def sweep(work: Path) -> None:
    """Remove partial files of the caches and unfinished sites."""
    for pattern in LEFT_BEHIND:
        for path in (work / ".cache").rglob(pattern):
            path.unlink(missing_ok=True)
    for folder in work.glob(".next-*"):
        shutil.rmtree(folder, ignore_errors=True)
