"""How long the book's notebooks take: papermill in a loop, Jupyter Book's own execution, and ours, side by side.

Each way runs in a process of its own, so that nothing is warm, executes the same notebooks with the same parameters
and draws the same figures. `python benchmarks/execution.py --help` lists the options.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
import psutil

from report.chapters import Chapter, chapters
from report.execution.run import execute_all, parameters_for
from report.registry import Entry, Registry

EVERY = 0.1
JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"
CONFIGURATION = """title: Benchmark
only_build_toc_files: true
execute: {execute_notebooks: force, timeout: 600}
sphinx: {config: {suppress_warnings: ["*"]}}
"""


def selected(root: Path, data_dir: Path, most: int) -> list[Chapter]:
    """The notebook pages of the book, at most `most` of each parameterized notebook (0: all)."""
    kept: dict[Path, int] = {}
    found = []
    for chapter in chapters(root, data_dir):
        kept[chapter.source] = kept.get(chapter.source, 0) + 1
        if chapter.is_notebook and (not most or kept[chapter.source] <= most):
            found.append(chapter)
    return found


def with_papermill(root: Path, data_dir: Path, jobs: list[Chapter], work: Path) -> dict[str, Path]:
    """`papermill` with an ordinary kernel, one notebook after the other."""
    import papermill

    done = {}
    for chapter in jobs:
        done[chapter.page] = work / f"{chapter.id}.ipynb"
        papermill.execute_notebook(
            str(chapter.source),
            str(done[chapter.page]),
            parameters=parameters_of(chapter, data_dir),
            kernel_name="python3",
            progress_bar=False,
            cwd=str(chapter.source.parent),
        )
    return done


def with_jupyter_book(root: Path, data_dir: Path, jobs: list[Chapter], work: Path) -> dict[str, Path]:
    """Jupyter Book with `execute_notebooks: force`, pages read but not written."""
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    source = work / "source"
    source.mkdir(parents=True)
    for chapter in jobs:
        node = parameterize_notebook(load_notebook_node(str(chapter.source)), parameters_of(chapter, data_dir))
        nbformat.write(node, source / f"{chapter.id}.ipynb")
    first, *rest = (chapter.id for chapter in jobs)
    contents = "".join(f"  - file: {name}\n" for name in rest)
    (source / "_toc.yml").write_text(f"format: jb-book\nroot: {first}\n" + (f"chapters:\n{contents}" if rest else ""))
    (source / "_config.yml").write_text(CONFIGURATION)
    command = [
        sys.executable,
        "-c",
        JUPYTER_BOOK,
        "build",
        str(source),
        "--path-output",
        str(work),
        "--builder",
        "custom",
        "--custom-builder",
        "dummy",
        "-q",
        "-q",
    ]
    run = subprocess.run(command, capture_output=True, text=True)
    executed = {path.stem: path for path in (work / "_build").rglob("jupyter_execute/**/*.ipynb")}
    missing = [chapter.id for chapter in jobs if chapter.id not in executed]
    if run.returncode or missing:
        raise SystemExit(f"Jupyter Book did not execute {missing}:\n{run.stdout[-2000:]}{run.stderr[-4000:]}")
    return {chapter.page: executed[chapter.id] for chapter in jobs}


def with_ours(root: Path, data_dir: Path, jobs: list[Chapter], work: Path) -> dict[str, Path]:
    """This project's execution with an empty store."""
    return execute_all(root, data_dir, jobs, {}, work / "store")


WAYS: dict[str, Callable[[Path, Path, list[Chapter], Path], dict[str, Path]]] = {
    "papermill loop": with_papermill,
    "Jupyter Book": with_jupyter_book,
    "this project": with_ours,
}


def parameters_of(chapter: Chapter, data_dir: Path) -> dict[str, Any]:
    """What the build would pass to the chapter's notebook."""
    found = {**parameters_for(chapter, {}), "data_dir": str(data_dir)}
    return {name: value for name, value in found.items() if name in chapter.notebook.parameters}


def run_way(name: str, root: Path, data_dir: Path, most: int, work: Path) -> dict[str, Any]:
    """Execute, then draw; seconds of both, figures drawn, cells' own seconds by page."""
    from report.pages.draw import draw_all

    jobs = selected(root, data_dir, most)
    started = time.monotonic()
    done = WAYS[name](root, data_dir, jobs, work)
    executed = time.monotonic()
    figures: list[Entry] = Registry.read(done, jobs).of("figure")
    draw_all(figures, work / "svg", work / "figures")
    ended = time.monotonic()
    timings = [timing for timing in (timing_of(path) for path in done.values()) if timing]
    return {
        "seconds": ended - started,
        "executing": executed - started,
        "notebooks": len(jobs),
        "figures": len(figures),
        "cells": sum(cells for cells, _ in timings),
        "beyond": statistics.median(whole - cells for cells, whole in timings) if timings else None,
    }


def timing_of(path: Path) -> tuple[float, float] | None:
    """Seconds of a notebook's cells and of the whole notebook, as papermill recorded them."""
    node = nbformat.read(path, as_version=4)
    whole = node.metadata.get("papermill", {}).get("duration")
    cells = [cell.metadata.get("papermill", {}).get("duration") or 0 for cell in node.cells]
    return (sum(cells), whole) if whole is not None else None


def run_twice(root: Path, data_dir: Path, work: Path) -> dict[str, Any]:
    """Build a copy of the project, then again with nothing changed: seconds, and whether a kernel started."""
    from report.build import Options, build
    from report.execution import kernel

    started: list[bool] = []
    warm_up = kernel.warm_up
    kernel.warm_up = lambda: started.append(True) or warm_up()
    for path in root.iterdir():
        if path.name not in {"_build", "data"} and not path.name.startswith("."):
            (work / path.name).symlink_to(path)
    (work / "data").symlink_to(data_dir)
    options = Options(root=work, data_dir=work / "data", allow_broken_claims=True, say=lambda line: None)
    seconds = []
    for _ in range(2):
        started.clear()
        began = time.monotonic()
        build(options)
        seconds.append(time.monotonic() - began)
    return {"first": seconds[0], "second": seconds[1], "kernel": bool(started)}


def measured(arguments: list[str], work: Path) -> dict[str, Any]:
    """Run this file again in a process of its own; its result, with the peak memory of it and its children."""
    answer = work / "answer.json"
    command = [sys.executable, __file__, *arguments, "--work", str(work), "--answer", str(answer)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    peak = {"one": 0.0, "all": 0.0}
    stop = threading.Event()
    sampler = threading.Thread(target=sample, args=(process.pid, peak, stop), daemon=True)
    sampler.start()
    _, errors = process.communicate()
    stop.set()
    sampler.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed:\n{errors[-4000:]}")
    return {**json.loads(answer.read_text(encoding="utf-8")), **{f"peak_{name}": size for name, size in peak.items()}}


def sample(pid: int, peak: dict[str, float], stop: threading.Event) -> None:
    """Keep the largest resident memory (megabytes) of one process and of all of them together."""
    while not stop.wait(EVERY):
        sizes = []
        try:
            family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            return
        for process in family:
            try:
                sizes.append(process.memory_info().rss / 1e6)
            except psutil.Error:
                continue
        peak["one"] = max(peak["one"], *sizes, 0)
        peak["all"] = max(peak["all"], sum(sizes))


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder, removed at the end."""
    path = Path(tempfile.mkdtemp(prefix="report-benchmark-"))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def compare(options: argparse.Namespace) -> None:
    """Measure every way and print them side by side."""
    shared = ["--root", str(options.root), "--data", str(options.data), "--partners", str(options.partners)]
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in WAYS}
    for _ in range(options.repeat):
        for name in WAYS:
            with folder() as work:
                results[name].append(measured([*shared, "--way", name], work))
            print(f"  {name}: {results[name][-1]['seconds']:.1f} s", file=sys.stderr)
    print_table({name: min(runs, key=lambda run: run["seconds"]) for name, runs in results.items()}, options.repeat)
    if options.build:
        with folder() as work:
            twice = measured([*shared, "--way", "twice"], work)
        print(
            f"\nWhole build: {twice['first']:.1f} s; again with nothing changed: {twice['second']:.2f} s, "
            f"{'a kernel was started' if twice['kernel'] else 'no kernel started'}."
        )


def print_table(best: dict[str, dict[str, Any]], repeat: int) -> None:
    """One row a way; the ratio is to this project's time."""
    ours = best["this project"]
    print(
        f"\n{ours['notebooks']} notebooks, {ours['figures']} figures drawn, {psutil.cpu_count()} cores, "
        f"best of {repeat}:\n"
    )
    print(f"{'':16}{'seconds':>9}{'ratio':>8}{'executing':>11}{'cells':>8}{'overhead':>10}{'peak MB':>9}{'in all':>8}")
    cells_of_all = best["papermill loop"]["cells"]
    for name, run in best.items():
        cells = run["cells"] or cells_of_all
        beyond = run["beyond"] if run["beyond"] is not None else (run["executing"] - cells) / run["notebooks"]
        print(
            f"{name:16}{run['seconds']:9.1f}{run['seconds'] / ours['seconds']:8.1f}{run['executing']:11.1f}{cells:8.1f}"
            f"{beyond:10.2f}{run['peak_one']:9.0f}{run['peak_all']:8.0f}"
        )
        if run["figures"] != ours["figures"]:
            raise SystemExit(f"{name} drew {run['figures']} figures, this project {ours['figures']}: not comparable")
    print(
        "\noverhead: seconds a notebook takes beyond its own cells, median (Jupyter Book: mean, cells as in papermill)."
    )


def main() -> None:
    """Read the options; a process started by `measured` has `--way`."""
    root = Path(__file__).resolve().parents[1]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=root, help="project folder")
    parser.add_argument("--data", type=Path, help="data folder (default: data/ of the project)")
    parser.add_argument("--partners", type=int, default=0, help="at most so many pages of each parameterized notebook")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each way; the best counts")
    parser.add_argument("--no-build", dest="build", action="store_false", help="leave out the two whole builds")
    parser.add_argument("--way", help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.root = options.root.resolve()
    options.data = (options.data or options.root / "data").resolve()
    if not options.way:
        compare(options)
        return
    found = (
        run_twice(options.root, options.data, options.work)
        if options.way == "twice"
        else run_way(options.way, options.root, options.data, options.partners, options.work)
    )
    options.answer.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
