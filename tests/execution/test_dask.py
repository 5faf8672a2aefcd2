"""Notebooks on a Dask cluster: a scheduler and two workers of their own, results as here, a lost worker costs none."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest

from report.chapters import Chapter, chapters
from report.errors import BadInput, NotebookFailed
from report.execution import dask, run

from ..project import REPOSITORY, write_notebook, write_project

ADDRESS = re.compile(r"Scheduler at:\s+(tcp://\S+)")
SLOW_PAGE = """
# %% tags=parameters
partner = "IND"
data_dir = "data"
# %%
import os, time
from pathlib import Path
import report
settings = report.parameters(globals())
data = report.tables(settings.data_dir, "trade_flows")
# %%
if settings.partner == "MEX":
    started = Path({marks!r}) / str(os.getppid())
    started.touch()
    time.sleep(4)
# %%
report.value("total", data.trade_flows.query("importer == @settings.partner")["value_usd"].sum(), unit="usd",
             sources=["trade_flows"])
"""


class Cluster:
    """A scheduler and workers as processes of their own, ended with the test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        scheduler = self._start("scheduler", "--port", "0", "--no-dashboard", "--host", "127.0.0.1")
        self.address = _wait_for(lambda: ADDRESS.search(self._log(scheduler)))[1]

    def worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start one more worker."""
        at = len(self.processes)
        space = ["--local-directory", str(self.folder / f"space-{at}")]
        limits = ["--nthreads", "1", "--nworkers", "1", "--memory-limit", "0", "--no-dashboard"]
        return self._start("worker", self.address, *limits, *space, **environment)

    def _start(self, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
            stdout=log,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
            cwd=self.folder,
            start_new_session=True,
        )
        log.close()
        self.processes.append(process)
        return process

    def _log(self, process: subprocess.Popen[bytes]) -> str:
        text = (self.folder / f"{self.processes.index(process)}.log").read_text(encoding="utf-8", errors="replace")
        assert process.poll() is None, text
        return text

    def close(self) -> None:
        """End every process, the kernels too."""
        for process in reversed(self.processes):
            kill(process)


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that the test started, and all below it, at once."""
    try:
        family = [*psutil.Process(process.pid).children(recursive=True), psutil.Process(process.pid)]
    except psutil.NoSuchProcess:
        family = []
    for member in family:
        try:
            member.send_signal(signal.SIGKILL)
        except psutil.NoSuchProcess:
            continue
    process.wait(10)


def _wait_for(found: Callable[[], Any], seconds: float = 240) -> Any:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if answer := found():
            return answer
        time.sleep(0.05)
    pytest.fail(f"nothing after {seconds} s")


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    """A scheduler without workers."""
    (tmp_path / "cluster").mkdir()
    started = Cluster(tmp_path / "cluster")
    yield started
    started.close()


def content(path: Path) -> list[Any]:
    """What a run says: sources and outputs of all cells, and its parameters."""
    node = nbformat.read(path, as_version=4)
    cells = [(cell.cell_type, cell.source, cell.get("outputs"), cell.get("execution_count")) for cell in node.cells]
    return [cells, node.metadata.papermill.parameters, node.metadata.papermill.exception]


def execute(root: Path, pages: list[Chapter], store: str, scheduler: str = "") -> dict[str, Path]:
    return run.execute_all(root, root / "data", pages, {}, root / store, scheduler=scheduler)


@pytest.mark.slow
def test_results_are_those_of_a_local_run_and_a_killed_worker_loses_nothing(tmp_path, cluster):
    project = write_project(tmp_path / "project")
    marks = tmp_path / "marks"
    marks.mkdir()
    slow = write_notebook(tmp_path / "slow" / "partnership.ipynb", SLOW_PAGE.format(marks=str(marks)))
    pages = [page for page in chapters(project, project / "data") if page.is_notebook]
    pages += [Chapter(f"slow/{code.lower()}", slow, {"partner": code}) for code in ("MEX", "IND")]
    here = execute(project, pages, "here")
    for mark in marks.iterdir():
        mark.unlink()

    workers = [cluster.worker(), cluster.worker()]
    killed: list[int] = []

    def kill_the_busy_one() -> None:
        mark = _wait_for(lambda: next(marks.iterdir(), None))
        for worker in workers:
            family = {child.pid for child in psutil.Process(worker.pid).children(recursive=True)}
            if int(mark.name) in family:
                kill(worker)
                killed.append(worker.pid)

    killer = threading.Thread(target=kill_the_busy_one)
    killer.start()
    there = execute(project, pages, "there", cluster.address)
    killer.join()
    assert len(killed) == 1 and len(list(marks.iterdir())) == 2, "the slow notebook began on both workers"
    assert {page: path.name for page, path in there.items()} == {page: path.name for page, path in here.items()}
    for page, path in there.items():
        assert content(path) == content(here[page]), page
    assert sorted(path.suffix for path in (project / "there").iterdir()) == [".ipynb"] * len(pages)


@pytest.mark.slow
def test_failure_and_time_limit_on_a_worker_are_told_as_here(tmp_path, cluster, monkeypatch):
    project = write_project(tmp_path / "project")
    cluster.worker()
    fails = write_notebook(tmp_path / "a" / "partnership.ipynb", "# %%\nx = 1\n# %%\n{}['no such key']\n")
    with pytest.raises(NotebookFailed) as caught:
        execute(project, [Chapter("partners/ind", fails, {"partner": "IND"})], "store", cluster.address)
    assert "notebooks/partnership.ipynb (partner IND): the notebook failed in cell [2]" in str(caught.value)
    assert "KeyError: 'no such key'" in str(caught.value) and caught.value.exit_code == 4
    monkeypatch.setattr(run, "TIME_LIMIT", 1)
    sleeps = write_notebook(tmp_path / "b" / "index.ipynb", "# %%\nimport time\ntime.sleep(30)\n")
    with pytest.raises(NotebookFailed) as caught:
        execute(project, [Chapter("index", sleeps)], "store", cluster.address)
    assert "stopped after 1 s" in str(caught.value) and "REPORT_CELL_SECONDS" in caught.value.cause
    assert not list((project / "store").iterdir())


@pytest.mark.slow
def test_worker_with_other_code_or_without_the_package_is_refused(tmp_path, cluster):
    project = write_project(tmp_path / "project")
    pages = [page for page in chapters(project, project / "data") if page.is_notebook]
    shutil.copytree(REPOSITORY / "report", tmp_path / "old" / "report", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "old" / "report" / "formats.py").open("a", encoding="utf-8") as module:
        module.write("\n# another version\n")
    other = cluster.worker(PYTHONPATH=str(tmp_path / "old"))
    with pytest.raises(BadInput, match="would give other results: the code of this package is") as caught:
        execute(project, pages, "store", cluster.address)
    assert "the same commit" in caught.value.next_step
    kill(other)
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "report.py").touch()
    cluster.worker(PYTHONPATH=str(tmp_path / "none"))
    with pytest.raises(BadInput, match="does not have this package") as caught:
        execute(project, pages, "store", cluster.address)
    assert "install the project" in caught.value.next_step
    assert not list((project / "store").iterdir())


@pytest.mark.slow
def test_scheduler_without_workers_is_said(project, cluster, monkeypatch):
    monkeypatch.setattr(dask, "WORKER_SECONDS", 1)
    pages = [page for page in chapters(project, project / "data") if page.is_notebook]
    with pytest.raises(BadInput, match="the scheduler has no workers") as caught:
        execute(project, pages, "store", cluster.address)
    assert "dask worker" in caught.value.next_step


def test_address_that_is_none_and_scheduler_that_is_not_there(project, monkeypatch):
    monkeypatch.setattr(dask, "CONNECT_SECONDS", 1)
    pages = [page for page in chapters(project, project / "data") if page.is_notebook]
    with pytest.raises(BadInput, match="'somewhere' is no address of a scheduler"):
        execute(project, pages, "store", "somewhere")
    with pytest.raises(BadInput, match="cannot be reached within 1 s") as caught:
        execute(project, pages, "store", "tcp://127.0.0.1:9")
    assert "dask scheduler" in caught.value.next_step


def test_bundle_holds_the_declared_tables_once_and_always_the_same_bytes(project):
    pages = [page for page in chapters(project, project / "data") if page.is_notebook]
    jobs = [(page, {"data_dir": str(project / "data")}, project / page.id) for page in pages]
    bundle, names = dask.bundled(jobs)
    assert dask.bundled(jobs) == (bundle, names) == (bundle, {str(project / "data"): "data-0"})
    home = dask.unpacked(bundle, project / "worker")
    found = {str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()}
    tables = ("trade/flows.parquet", "reference/partners.csv", "reference/minerals.csv")
    assert found == {"tables.json", *(f"data-0/{path}" for path in ("datapackage.json", "corrections.csv", *tables))}
    for path in tables:
        assert (home / "data-0" / path).read_bytes() == (project / "data" / path).read_bytes()


def test_nothing_to_run_asks_for_no_cluster(project):
    pages = [page for page in chapters(project, project / "data") if page.is_notebook]
    first = execute(project, pages, "store")
    assert execute(project, pages, "store", "tcp://127.0.0.1:9") == first


@pytest.mark.parametrize(
    "answer, says",
    [
        (dask.IDENTITY | {"pandas": "1.0"}, "pandas is 1.0, here it is"),
        (ModuleNotFoundError("No module named 'report'"), "does not have this package"),
        (RuntimeError("out of order"), "does not answer: out of order"),
    ],
)
def test_what_a_worker_answers_is_told_in_words(answer, says):
    with pytest.raises(BadInput, match=says):
        dask.require_same("tcp://10.0.0.7:1", answer)
    dask.require_same("tcp://10.0.0.7:1", dict(dask.IDENTITY))
