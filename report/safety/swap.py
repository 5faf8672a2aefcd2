"""Put a finished folder in the place of another, so that at no moment there is none, and none is half."""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path

EXCHANGE, HERE = 2, -100
"""Linux: the flag of renameat2 that swaps two names, and the current folder as a descriptor."""


def put_in_place(finished: Path, target: Path) -> None:
    """Move `finished` to `target`; what was there goes. Both have to be on one disk.

    Linux swaps the two in one step. Elsewhere there are two renames, and `restore` mends a death between them.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if not target.exists():
        os.replace(finished, target)
    elif not exchange(finished, target):
        _by_two_renames(finished, target)
    shutil.rmtree(finished, ignore_errors=True)


def _by_two_renames(finished: Path, target: Path) -> None:
    last = _aside(target)
    shutil.rmtree(last, ignore_errors=True)
    os.replace(target, last)
    try:
        os.replace(finished, target)
    except OSError:
        os.replace(last, target)
        raise
    shutil.rmtree(last, ignore_errors=True)


def restore(target: Path) -> None:
    """Bring back what stood at `target` before a replacement that was killed between its two renames."""
    if not target.exists() and _aside(target).exists():
        os.replace(_aside(target), target)


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step where the system can; false where it cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return swap(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    partial = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        partial.write_text(text, encoding="utf-8")
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.last")
