"""Executing the book's notebooks: only when needed, and a failure says where and leaves nothing half-made."""

from __future__ import annotations

import os
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from report.chapters import Chapter, chapters
from report.errors import NotebookFailed
from report.execution import run

from ..project import edit_notebook, tables, write_notebook, write_table


def notebooks(project: Path) -> list[Chapter]:
    return [chapter for chapter in chapters(project, project / "data") if chapter.is_notebook]


def execute(project: Path, **settings: object) -> tuple[dict[str, Path], set[str]]:
    """Executed notebooks by page, and the pages that ran."""
    ran: set[str] = set()
    found = run.execute_all(
        project,
        project / "data",
        notebooks(project),
        settings,
        project / "store",
        lambda chapter, fresh: fresh and ran.add(chapter.page),
    )
    return found, ran


def fail(tmp_path: Path, code: str, parameters: dict[str, str] | None = None) -> NotebookFailed:
    """The error of a notebook whose second cell is `code`; checks that nothing is left of it."""
    source = write_notebook(tmp_path / "notebooks" / "partnership.ipynb", f"# %%\nx = 1\n# %%\n{code}\n")
    with pytest.raises(NotebookFailed) as caught:
        run.execute_one(Chapter("partners/ind", source, parameters or {}), {}, tmp_path / "done.ipynb")
    assert [path.name for path in tmp_path.iterdir()] == ["notebooks"]
    return caught.value


def kernels() -> set[int]:
    """Processes that the fork server started."""
    return {child.pid for child in psutil.Process().children(recursive=True) if child.parent().pid != os.getpid()}


def test_second_run_starts_no_kernel(project, monkeypatch):
    first, ran = execute(project)
    assert ran == {"index", "partners/ind", "partners/mex"}
    monkeypatch.setattr("report.execution.kernel.warm_up", lambda: pytest.fail("a kernel was started"))
    monkeypatch.setattr(run, "execute_one", lambda *job: pytest.fail("a notebook was run"))
    assert execute(project) == (first, set())


def test_changed_table_reruns_only_notebooks_that_declare_it(project):
    execute(project)
    partners = tables()["partners"][1]
    write_table(project / "data/reference/partners.csv", partners.replace("India", "Bharat"))
    found, ran = execute(project)
    assert ran == {"partners/ind", "partners/mex"}
    assert "Bharat" in found["partners/ind"].read_text(encoding="utf-8")
    write_table(project / "data/reference/minerals.csv", tables()["minerals"][1].iloc[:1])
    assert execute(project)[1] == {"index"}


def test_changed_setting_reruns_only_notebooks_that_take_it(project):
    execute(project)
    found, ran = execute(project, last_year=2023)
    assert ran == {"partners/ind", "partners/mex"}
    assert "US$47.0 million" in found["partners/ind"].read_text(encoding="utf-8")


def test_store_keeps_those_that_finished_beside_one_that_failed(project):
    edit_notebook(
        project / "notebooks/index.ipynb", "import report", "import report\nimport time\ntime.sleep(3)\n1 / 0"
    )
    with pytest.raises(NotebookFailed):
        execute(project)
    stored = list((project / "store").iterdir())
    assert stored and all(path.suffix == ".ipynb" and "partial" not in path.name for path in stored)
    for path in stored:
        assert nbformat.read(path, as_version=4).metadata.papermill.exception is None


def test_failed_notebook_is_named_with_partner_cell_and_last_lines(tmp_path):
    error = fail(tmp_path, "total = 5\n{}['no such key']", {"partner": "IND"})
    assert error.exit_code == 4
    assert str(error).startswith(
        "notebooks/partnership.ipynb (partner IND): the notebook failed in cell [2]: total = 5"
    )
    assert "KeyError: 'no such key'" in str(error)
    assert "\x1b" not in str(error)


def test_first_failure_stops_the_rest(project, monkeypatch):
    started: list[str] = []

    def stop(chapter: Chapter, *rest: object) -> None:
        started.append(chapter.page)
        if len(started) == 1:
            raise NotebookFailed("stopped", where=chapter.page)
        time.sleep(0.5)

    monkeypatch.setattr("report.execution.kernel.warm_up", lambda: None)
    monkeypatch.setattr(run.os, "cpu_count", lambda: 0)
    monkeypatch.setattr(run, "execute_one", stop)
    eight = [Chapter(f"page-{number}", project / "notebooks/index.ipynb") for number in range(8)]
    with pytest.raises(NotebookFailed, match="stopped"):
        run.execute_all(project, project / "data", eight, {}, project / "store")
    assert len(started) < 8


@pytest.mark.parametrize(
    "code",
    [
        "import time\ntime.sleep(600)",
        "while True: pass",
        "\n".join(
            [
                "import signal, time",
                "signal.signal(signal.SIGINT, signal.SIG_IGN)",
                "import subprocess",
                "subprocess.Popen(['sleep', '600'])",
                "for _ in range(600):",
                "    time.sleep(1)",
            ]
        ),
    ],
)
def test_hanging_cell_is_stopped_with_its_process(tmp_path, monkeypatch, code):
    monkeypatch.setattr(run, "TIME_LIMIT", 2)
    before = kernels()
    started = time.monotonic()
    error = fail(tmp_path, code)
    assert time.monotonic() - started < 30
    assert "stopped after 2 s" in str(error)
    assert "time limit, which REPORT_CELL_SECONDS sets" in str(error)
    assert code.splitlines()[0] in str(error)
    assert until_empty(lambda: kernels() - before) == set()


def until_empty(found, seconds: float = 5):
    """What `found` returns once it is empty, or after `seconds`."""
    end = time.monotonic() + seconds
    while found() and time.monotonic() < end:
        time.sleep(0.05)
    return found()


@pytest.mark.parametrize("code", ["import os; os._exit(3)", "import os; os.kill(os.getpid(), 9)"])
def test_kernel_that_dies_is_a_failed_notebook(tmp_path, code):
    started = time.monotonic()
    error = fail(tmp_path, code)
    assert time.monotonic() - started < 30
    assert "the kernel died: out of memory, or killed" in str(error)
    assert code in str(error)


def test_parameters_are_those_the_notebook_takes(project):
    india = next(chapter for chapter in notebooks(project) if chapter.page == "partners/ind")
    assert run.parameters_for(india, {"last_year": 2023, "shift_share": 0.2}) == {"partner": "IND", "last_year": 2023}


def test_running_notebooks_at_once_leaves_the_working_folder_alone(project, monkeypatch):
    """Papermill's `cwd` changes the folder of the whole process, which other threads would see."""
    here, gone_to = os.getcwd(), set()
    monkeypatch.setattr(os, "chdir", lambda folder: gone_to.add(str(folder)))
    assert execute(project)[1] == {"index", "partners/ind", "partners/mex"}
    assert gone_to <= {here}


def test_a_kernel_that_never_began_is_started_once_more():
    """Two kernels may be given the same port; the second start gets another. A fault inside a cell is not retried."""
    tried: list[int] = []

    def unlucky() -> None:
        tried.append(1)
        if len(tried) == 1:
            raise RuntimeError("Kernel died before replying to kernel_info")

    def faulty() -> None:
        tried.append(1)
        raise RuntimeError("something else")

    run._with_second_start(unlucky)
    assert len(tried) == 2
    with pytest.raises(RuntimeError, match="something else"):
        run._with_second_start(faulty)
    assert len(tried) == 3
