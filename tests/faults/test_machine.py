"""Full disk, read-only folder, little memory, a wrong clock, a hanging or dying notebook: said plainly, then mended.

Every test ends with the next build succeeding, after the last good book was found byte for byte as it was.
"""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from report.pdf.make import NAME
from report.pdf.parity import squeezed, text_of

from ..project import edit_notebook
from .conftest import BUILD, environment, finish, report, start
from .whole import set_amount, shown, state

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="uses limits of Linux")]
CLOCK = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>
#include <sys/time.h>
#define BACK (20LL * 365 * 86400)
int clock_gettime(clockid_t which, struct timespec *now) {
    static int (*real)(clockid_t, struct timespec *);
    if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
    int code = real(which, now);
    if (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE) now->tv_sec -= BACK;
    return code;
}
time_t time(time_t *into) {
    struct timespec now; clock_gettime(CLOCK_REALTIME, &now);
    if (into) *into = now.tv_sec;
    return now.tv_sec;
}
int gettimeofday(struct timeval *into, void *zone) {
    struct timespec now; clock_gettime(CLOCK_REALTIME, &now);
    into->tv_sec = now.tv_sec; into->tv_usec = now.tv_nsec / 1000;
    return 0;
}
"""


def limited(kind: int, size: int):
    """What a child does before it becomes the command: take a limit."""
    return lambda: resource.setrlimit(kind, (size, size))


def stays_and_recovers(project: Path, millions: int, fails, codes=(2, 4, 5, 6)) -> str:
    """Change the data, let a build fail, look at the book, build again; returns what the failure said."""
    before, expected = state(project), set_amount(project, millions)
    code, output = fails()
    assert code in codes, output
    assert "Traceback" not in output, output
    assert state(project) == before
    code, again = report(project, *BUILD)
    assert code == 0, again
    assert shown(project) == expected
    return output


@pytest.mark.parametrize("size", [1_000, 60_000])
def test_a_limit_on_files_is_a_full_disk(project, size):
    limit = limited(resource.RLIMIT_FSIZE, size)
    output = stays_and_recovers(project, 51, lambda: report(project, *BUILD, preexec_fn=limit))
    assert "large" in output or "limit" in output or "room" in output


def mounted(place: Path, options: str) -> None:
    """Mount or remount a file system in memory; skips the test without the right to."""
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True).returncode:
        pytest.skip("needs the right to mount")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A folder to mount a disk on, which is taken away afterwards."""
    place = tmp_path / "disk"
    place.mkdir()
    yield place
    subprocess.run(["umount", "-l", place], capture_output=True)


def test_a_full_disk(built_small, disk):
    size = sum(path.stat().st_size for path in built_small.rglob("*") if path.is_file()) + 1_500_000
    mounted(disk, f"size={size}")
    project = Path(shutil.copytree(built_small, disk / "project"))
    before, expected = state(project), set_amount(project, 52)
    code, output = report(project, *BUILD)
    assert code in (4, 5, 6) and "space" in output and "Traceback" not in output, output
    assert state(project) == before
    subprocess.run(["mount", "-o", "remount,size=1g", disk], check=True)
    assert report(project, *BUILD)[0] == 0
    assert shown(project) == expected


def test_a_read_only_folder(built_small, disk):
    mounted(disk, "size=1g")
    project = Path(shutil.copytree(built_small, disk / "project"))
    before, expected = state(project), set_amount(project, 53)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    code, output = report(project, *BUILD)
    assert code == 6 and "no access" in output and "right to write" in output, output
    assert state(project) == before
    subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    assert report(project, *BUILD)[0] == 0 and shown(project) == expected


@pytest.mark.parametrize("command", [BUILD, ("build",)], ids=["pages", "pages and PDF"])
def test_two_builds_at_once(project, command):
    expected = set_amount(project, 54)
    both = [start(project, *command), start(project, *command)]
    (one, first), (other, second) = map(finish, both)
    assert (one, other) == (0, 0), first + second
    assert [output for output in (first, second) if "Another build of this book is running" in output]
    assert sum("Nothing changed since the last build." in output for output in (first, second)) == 1
    assert shown(project) == expected
    if command != BUILD:
        assert sum("Printing the PDF" in output for output in (first, second)) == 1
        assert squeezed(expected) in printed(project)


def printed(project: Path) -> str:
    """The text of the whole PDF, without blanks."""
    with pikepdf.open(project / "_build" / NAME) as pdf:
        return squeezed("".join(text_of(pdf)))


def test_death_while_the_pdf_is_printed(project):
    last = set_amount(project, 59)
    assert report(project, "build")[0] == 0
    expected = set_amount(project, 60)
    process = start(project, "build")
    with process.stdout:
        for line in process.stdout:
            if "Printing the PDF" in line:
                process.kill()
    process.wait()
    assert process.returncode == -signal.SIGKILL
    assert shown(project) == expected and squeezed(last) in printed(project)
    index = project / "_build/html/index.html"
    assert NAME not in index.read_text(encoding="utf-8"), "no link to an old PDF"
    code, output = report(project, "build")
    assert code == 0 and "Nothing changed" in output, output
    assert squeezed(expected) in printed(project) and NAME in index.read_text(encoding="utf-8")


def break_notebook(project: Path, line: str):
    """Put a line into the notebook of the partners, and take it out again for the next build."""
    path = project / "notebooks/partnership.ipynb"
    edit_notebook(path, "top = bought", f"{line}\ntop = bought")

    def fails():
        outcome = report(project, *BUILD, env=environment(REPORT_CELL_SECONDS="5"))
        edit_notebook(path, f"{line}\ntop = bought", "top = bought")
        return outcome

    return fails


@pytest.mark.parametrize(
    "line, says",
    [
        ("import time; time.sleep(600)", ("stopped after 5 s", "REPORT_CELL_SECONDS")),
        ("import os; os.kill(os.getpid(), 9)", ("the kernel died", "out of memory, or killed")),
        (
            "import resource, numpy; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31)); numpy.ones(2**32)",
            ("memory",),
        ),
    ],
    ids=["hangs", "dies", "out of memory"],
)
def test_a_notebook_that_does_not_end_well(project, line, says):
    output = stays_and_recovers(project, 55, break_notebook(project, line), codes=(4,))
    assert "notebooks/partnership.ipynb" in output and not [part for part in says if part not in output], output


@pytest.mark.parametrize("gigabytes", [0.5, 0.9, 1.4])
def test_a_build_with_little_memory(project, gigabytes):
    before, expected = state(project), set_amount(project, 56)
    code, output = report(project, *BUILD, preexec_fn=limited(resource.RLIMIT_AS, int(gigabytes * 2**30)))
    assert state(project) == before if code else shown(project) == expected, output
    code, output = report(project, *BUILD)
    assert code == 0 and shown(project) == expected, output


def test_a_clock_before_the_edition_date(project, tmp_path):
    (tmp_path / "clock.c").write_text(CLOCK)
    made = shutil.which("cc") and subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", tmp_path / "clock.so", tmp_path / "clock.c", "-ldl"], capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("needs a C compiler")
    early = environment(LD_PRELOAD=str(tmp_path / "clock.so"))
    told = subprocess.run([sys.executable, "-c", "import time; print(time.time())"], capture_output=True, env=early)
    assert float(told.stdout) < 1.4e9
    expected = set_amount(project, 57)
    code, output = report(project, *BUILD, env=early)
    assert code == 0 and shown(project) == expected, output
    expected = set_amount(project, 58)
    assert report(project, *BUILD)[0] == 0 and shown(project) == expected
