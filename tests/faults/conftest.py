"""A small project that was built once, and the real command in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from ..bad_input.folder import write_small
from ..project import REPOSITORY

COMMAND = [sys.executable, "-m", "report.cli"]
LONGEST = 400
BUILD = ("build", "--no-pdf")
"""A build without its last step, for the faults in which the PDF plays no part."""


def environment(**more: str) -> dict[str, str]:
    """The environment of a command that runs the code of this repository."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), **more}


def start(project: Path, *arguments: str, **options: Any) -> subprocess.Popen[str]:
    """Start `report ...` in a process group of its own; its output goes to one pipe."""
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL}
    given = {"env": environment(), "start_new_session": True, **pipes, **options}
    return subprocess.Popen([*COMMAND, *arguments], cwd=project, text=True, **given)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and output of a command."""
    output, _ = process.communicate(timeout=LONGEST)
    return process.returncode, output


def report(project: Path, *arguments: str, **options: Any) -> tuple[int, str]:
    """Run `report ...` to its end."""
    return finish(start(project, *arguments, **options))


def living(project: Path) -> list[str]:
    """Processes that still work in a project."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd().startswith(str(project)) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(" ".join(process.cmdline())[:200])
        except psutil.Error:
            continue
    return found


@pytest.fixture(scope="session")
def built_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with a finished book; do not change it."""
    root = write_small(tmp_path_factory.mktemp("built") / "project")
    code, output = report(root, *BUILD)
    assert code == 0, output
    return root


@pytest.fixture
def project(built_small: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it that a test may hurt; nothing may go on working in it afterwards."""
    root = Path(shutil.copytree(built_small, tmp_path / "project", symlinks=True))
    yield root
    assert psutil.wait_procs([p for p in psutil.process_iter() if _works_in(p, root)], timeout=10)[1] == []


def _works_in(process: psutil.Process, root: Path) -> bool:
    try:
        return process.cwd().startswith(str(root))
    except psutil.Error:
        return False
