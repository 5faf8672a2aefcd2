"""One build at a time: the second says that it waits, and no death leaves the lock behind."""

from __future__ import annotations

import signal
import subprocess
import sys
import time

import pytest

from report.lock import only_one

from .project import REPOSITORY

HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from report.lock import only_one
with only_one(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(float(sys.argv[3]))
"""


@pytest.fixture
def hold(tmp_path):
    """Start a process that holds the lock of a folder for some seconds."""
    started = []

    def begin(seconds: float) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDER, str(tmp_path / "work"), str(REPOSITORY), str(seconds)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield begin
    for process in started:
        process.kill()
        process.communicate()


def test_nobody_waits_for_nobody(tmp_path):
    said: list[str] = []
    for _ in range(2):
        with only_one(tmp_path / "work", said.append):
            pass
    assert said == []


def test_the_second_waits_and_says_so(tmp_path, hold):
    hold(1.0)
    said: list[str] = []
    started = time.monotonic()
    with only_one(tmp_path / "work", said.append):
        assert time.monotonic() - started > 0.5
    assert said == ["Another build of this book is running; this one waits for it."]


def test_a_killed_holder_leaves_no_lock_and_no_file(tmp_path, hold):
    process = hold(60)
    process.send_signal(signal.SIGKILL)
    process.wait()
    said: list[str] = []
    with only_one(tmp_path / "work", said.append):
        pass
    assert said == []
    if sys.platform != "win32":
        assert list((tmp_path / "work").iterdir()) == []


def test_a_helper_of_the_holder_does_not_hold_it(tmp_path):
    said: list[str] = []
    with only_one(tmp_path / "work", said.append):
        helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(30)"])
    try:
        with only_one(tmp_path / "work", said.append):
            assert said == []
    finally:
        helper.kill()
        helper.wait()
