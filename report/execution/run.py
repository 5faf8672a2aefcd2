"""Execute the notebooks of the book: those whose key changed, in parallel, stopping at the first that fails."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

from ..chapters import Chapter
from ..errors import NotebookFailed
from .cache import execution_key
from .preload import name_tables

TIME_LIMIT = int(os.environ.get("REPORT_CELL_SECONDS", "300"))
Job = tuple[Chapter, dict[str, Any], Path]
"""A chapter, the parameters of its notebook with the data folder, and where the executed notebook goes."""
ANSI = re.compile(r"\x1b\[[0-9;]*m")
SILENT = "the notebook failed without a word, as it does when no memory is left for one"


def parameters_for(chapter: Chapter, settings: dict[str, Any]) -> dict[str, Any]:
    """The settings that the chapter's notebook takes, with the chapter's own partner or mineral."""
    taken = chapter.notebook.parameters
    return {name: value for name, value in {**settings, **chapter.parameters}.items() if name in taken}


def execute_all(
    root: Path,
    data_dir: Path,
    chapters: list[Chapter],
    settings: dict[str, Any],
    store: Path,
    done: Callable[[Chapter, bool], None] = lambda chapter, ran: None,
    scheduler: str = "",
) -> dict[str, Path]:
    """Executed notebook per page; those found in `store` under their key are not run again.

    `scheduler` is the address of a Dask cluster that runs them; without one they run here. Calls `done(chapter, ran)`
    after each. Raises NotebookFailed for the first that fails; `store` keeps those that succeeded.
    """
    store.mkdir(parents=True, exist_ok=True)
    found, missing = {}, []
    for chapter in chapters:
        parameters = parameters_for(chapter, settings)
        folder = chapter.data_dir or data_dir
        path = store / f"{execution_key(root, folder, chapter, parameters)}.ipynb"
        found[chapter.page] = path
        if path.exists():
            done(chapter, False)
        else:
            missing.append((chapter, {**parameters, "data_dir": str(folder.resolve())}, path))
    if missing and scheduler:
        from .dask import execute_on

        execute_on(scheduler, missing, done)
    elif missing:
        _execute(missing, done)
    return found


def _execute(jobs: list[Job], done: Callable[[Chapter, bool], None]) -> None:
    from .kernel import warm_up

    name_tables(*((Path(parameters["data_dir"]), chapter.notebook.tables) for chapter, parameters, _ in jobs))
    warm_up()
    with ThreadPoolExecutor(max_workers=(os.cpu_count() or 1) + 1) as pool:
        futures = {pool.submit(execute_one, *job): job[0] for job in jobs}
        for future in futures:
            future.add_done_callback(
                lambda finished: finished.cancelled() or finished.exception() or done(futures[finished], True)
            )
        finished, rest = wait(futures, return_when=FIRST_EXCEPTION)
        for future in rest:
            future.cancel()
        for future in finished:
            future.result()


def execute_one(chapter: Chapter, parameters: dict[str, Any], path: Path, limit: int | None = None) -> float:
    """Execute one chapter's notebook into `path` (written whole or not at all); returns the seconds it took.

    A cell may take `limit` seconds, by default `TIME_LIMIT`. Raises NotebookFailed with notebook, chapter, cell and the
    last lines.
    """
    import papermill
    from papermill.engines import papermill_engines
    from papermill.exceptions import PapermillExecutionError

    from .engine import ForkEngine

    papermill_engines.register("report", ForkEngine)
    for noisy in ("papermill", "traitlets", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    limit = limit or TIME_LIMIT
    partial = path.with_suffix(f".{os.getpid()}.partial.ipynb")
    started = time.monotonic()
    accepted = {name: value for name, value in parameters.items() if name in chapter.notebook.parameters}
    try:
        _with_second_start(
            lambda: papermill.execute_notebook(
                str(chapter.source),
                str(partial),
                parameters=accepted,
                engine_name="report",
                kernel_name="python3",
                progress_bar=False,
                log_output=False,
                request_save_on_cell_execute=False,
                autosave_cell_every=0,
                execution_timeout=limit,
                resources={"metadata": {"path": str(chapter.source.parent)}},
            )
        )
    except PapermillExecutionError as error:
        told = "".join(error.traceback).strip()
        said = error.traceback if told else [f"{error.ename}: {error.evalue}"]
        cause = _cause(error.ename) if told or error.evalue else SILENT
        raise _failure(chapter, error.exec_count, error.source, said, cause) from None
    except Exception as error:
        cell, cause = getattr(error, "running_cell", ""), _cause(type(error).__name__)
        raise _failure(chapter, None, cell, [_summary(error, limit)], cause) from error
    else:
        os.replace(partial, path)
    finally:
        partial.unlink(missing_ok=True)
        _close_loop()
    return time.monotonic() - started


def _with_second_start(execute: Callable[[], object]) -> None:
    """Execute, and once more if the kernel died before its first cell: another program may have taken its port."""
    try:
        execute()
    except RuntimeError as error:
        if getattr(error, "running_cell", "") or "before replying" not in str(error):
            raise
        execute()


def _close_loop() -> None:
    """Close the event loop that the kernel client opened for this thread; the next run opens its own."""
    from jupyter_core.utils import ensure_event_loop

    loop = ensure_event_loop()
    if not loop.is_running():
        loop.close()


def _summary(error: Exception, limit: int) -> str:
    timed_out = type(error).__name__ == "CellTimeoutError"
    return f"stopped after {limit} s" if timed_out else f"{type(error).__name__}: {error}"


def _cause(kind: str) -> str:
    """The likely cause of an error of this name; a kernel that is out of memory may have none left to tell more."""
    return {
        "MemoryError": "the notebook ran out of memory",
        "CellTimeoutError": "the cell ran longer than its time limit, which REPORT_CELL_SECONDS sets",
        "DeadKernelError": "the kernel died: out of memory, or killed",
    }.get(kind, "")


def _failure(chapter: Chapter, count: int | None, source: str, traceback: list[str], cause: str = "") -> NotebookFailed:
    lines = [ANSI.sub("", line) for block in traceback for line in block.splitlines() if line.strip()]
    last = "\n".join(f"    {line}" for line in lines[-6:])
    cell = f"cell [{count}]" if count else "the cell"
    first_line = source.strip().splitlines()[0] if source.strip() else "before its first cell"
    which = ", ".join(f"{name} {value}" for name, value in chapter.parameters.items())
    return NotebookFailed(
        f"the notebook failed in {cell}: {first_line}\n{last}",
        where=f"notebooks/{chapter.source.name}" + (f" ({which})" if which else ""),
        cause=cause,
        next_step=f"open notebooks/{chapter.source.name} in JupyterLab with these parameters and run it",
    )
