"""Faults of the machine are said in plain words, and helpers end with the process that started them."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import psutil
import pytest

from report.safety.faults import MachineFault, in_plain_words
from report.safety.orphans import end_with_parent, run_code
from report.safety.turn import building

from ..project import REPOSITORY


def die() -> None:
    """What a worker does that the system kills."""
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    "number, says",
    [(errno.ENOSPC, "Make room"), (errno.EFBIG, "Make room"), (errno.EROFS, "read-only"), (errno.EACCES, "right")],
)
def test_disk_and_rights(number, says):
    with pytest.raises(MachineFault) as caught, in_plain_words(Path("book")):
        raise OSError(number, os.strerror(number), "book/page.html")
    assert says in str(caught.value) and "book/page.html" in str(caught.value)
    assert "The last good book is untouched." in str(caught.value) and caught.value.exit_code == 6


def test_memory():
    with pytest.raises(MachineFault, match="out of memory"), in_plain_words(Path("book")):
        raise MemoryError


def test_other_faults_pass():
    with pytest.raises(FileNotFoundError), in_plain_words(Path("book")):
        open("nowhere/at/all")


def test_a_worker_that_is_killed():
    with pytest.raises(MachineFault, match="a helper process died"), in_plain_words(Path("book")):
        from multiprocessing import get_context

        with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=end_with_parent) as pool:
            pool.submit(die).result()


def test_a_turn_sweeps_what_a_killed_build_left(tmp_path):
    work = tmp_path / "_build"
    for name in (
        ".cache/svg/a.partial",
        ".cache/executed/k.12.partial.ipynb",
        ".cache/checks/c.3.tmp",
        ".next-7/x.html",
    ):
        (work / name).parent.mkdir(parents=True, exist_ok=True)
        (work / name).touch()
    (work / ".cache/svg/a.svg").touch()
    (work / ".html.last").mkdir()
    (work / ".html.last/index.html").touch()
    with building(work, work / "html", print):
        assert sorted(path.name for path in work.rglob("*") if path.is_file()) == ["a.svg", "index.html"]
        assert (work / "html/index.html").exists()


def test_code_runs_in_a_process_of_its_own():
    code = "import sys; print(sys.argv[1:]); sys.exit(3)"
    run = run_code(sys.executable, code, ["a", "b"], Path.cwd(), os.environ)
    assert (run.returncode, run.stdout) == (3, "['a', 'b']\n")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_a_helper_ends_when_its_parent_is_killed(tmp_path):
    body = (
        f"import sys, os; sys.path.insert(0, {str(REPOSITORY)!r}); from pathlib import Path\n"
        "from report.safety.orphans import run_code\n"
        f"run_code(sys.executable, 'import time; time.sleep(600)', [], Path({str(tmp_path)!r}), os.environ)"
    )
    parent = subprocess.Popen([sys.executable, "-c", body])
    children: list[psutil.Process] = []
    for _ in range(200):
        children = children or psutil.Process(parent.pid).children()
        time.sleep(0.05)
        if children and children[0].cwd() == str(tmp_path):
            break
    time.sleep(0.5)
    parent.kill()
    parent.wait()
    assert psutil.wait_procs(children, timeout=20)[1] == []
