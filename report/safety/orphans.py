"""Helper processes that end with the process that started them, also when that one is killed."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

WATCH = "import os, threading; threading.Thread(target=lambda: os.read(0, 1) or os._exit(1), daemon=True).start(); "
"""Code that ends its process when its input closes, which the death of the other end does."""


def end_with_parent() -> None:
    """For the start of a helper: when its parent is killed it ends, too, in place of waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def run_code(
    python: str, code: str, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run Python code in a process of its own that ends with this one; returns its exit code and output."""
    command = [python, "-c", WATCH + code, *arguments]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    with subprocess.Popen(command, text=True, env=dict(environment), cwd=folder, **pipes) as child:
        output = child.stdout.read() if child.stdout else ""
        child.wait()
    return subprocess.CompletedProcess(command, child.returncode, output, "")
