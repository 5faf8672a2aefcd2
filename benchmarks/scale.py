"""How time and memory grow with the number of chapters: 10, 50 and 200 importers through the partner notebook.

Each count runs in a process of its own with an empty store. The chapters are those that `report build --partners all`
adds, spread evenly from the largest importer to the smallest. Ratios are to the smallest count: a time per chapter that
stays at 1 grows in proportion, and a peak that stays at 1 does not grow at all. `--whole` measures whole builds
instead, the book's own chapters and the pages included.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psutil
from execution import folder, sample

from report.chapters import Chapter
from report.execution.run import execute_all
from report.tabledata import load_table
from report.trade_partners import added_chapters, importers

ROOT = Path(__file__).resolve().parents[1]
COUNTS = (10, 50, 200)
PROJECT = ("data", "notebooks", "book", "editions", "_config.yml", "_toc.yml", "requirements.txt", "CITATION.cff")


def spread(data_dir: Path, count: int) -> list[str]:
    """`count` importers without a chapter, evenly from the largest to the smallest; all when there are fewer."""
    flows = load_table(data_dir, "trade_flows")
    size = flows.groupby("importer")["value_usd"].sum().sort_values(ascending=False)
    codes = [code for code in size.index if code in importers(data_dir)]
    count = min(count, len(codes))
    return [codes[at * len(codes) // count] for at in range(count)]


def run_notebooks(count: int, work: Path, scheduler: str) -> dict[str, Any]:
    """Execute `count` chapters into an empty store; seconds, chapters run, megabytes of the executed notebooks."""
    jobs: list[Chapter] = added_chapters(ROOT, ROOT / "data", spread(ROOT / "data", count), work)
    started = time.monotonic()
    done = execute_all(ROOT, ROOT / "data", jobs, {}, work / "store", scheduler=scheduler)
    seconds = time.monotonic() - started
    return {"seconds": seconds, "chapters": len(done), "size": sum(path.stat().st_size for path in done.values()) / 1e6}


def run_build(count: int, work: Path, scheduler: str) -> dict[str, Any]:
    """Build the book and `count` chapters more in a copy of the project; as `run_notebooks`, with the site's size."""
    from report.build import Options, build

    root = work / "project"
    root.mkdir()
    for name in PROJECT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        if (ROOT / name).exists():
            copy(ROOT / name, root / name)
    codes = spread(root / "data", count)
    started = time.monotonic()
    index = build(Options(root, root / "data", partners=",".join(codes), scheduler=scheduler, say=lambda text: None))
    seconds = time.monotonic() - started
    pages = list((root / "_build" / "notebooks").rglob("*.ipynb"))
    size = sum(path.stat().st_size for path in index.parent.rglob("*") if path.is_file()) / 1e6
    return {"seconds": seconds, "chapters": len(pages), "size": size}


def measured(count: int, options: argparse.Namespace) -> dict[str, Any]:
    """One count in a process of its own, its memory and that of its kernels sampled meanwhile."""
    with folder() as work:
        answer = work / "answer.json"
        arguments = ["--count", str(count), "--work", str(work), "--answer", str(answer)]
        arguments += ["--whole"] * options.whole + (["--scheduler", options.scheduler] if options.scheduler else [])
        process = subprocess.Popen([sys.executable, __file__, *arguments], stderr=subprocess.PIPE, text=True)
        peak, stop = {"one": 0.0, "all": 0.0}, threading.Event()
        sampler = threading.Thread(target=sample, args=(process.pid, peak, stop))
        sampler.start()
        _, errors = process.communicate()
        stop.set()
        sampler.join()
        if process.returncode:
            raise SystemExit(f"{count} chapters failed:\n{errors[-4000:]}")
        found = json.loads(answer.read_text(encoding="utf-8"))
        return {**found, **{f"peak_{name}": size for name, size in peak.items()}}


def print_table(runs: list[dict[str, Any]]) -> None:
    """One row a count."""
    first = runs[0]
    print(f"\n{psutil.cpu_count()} cores. Ratios in brackets are to the first row.\n")
    heads = ("a chapter", "peak MB, one", "peak MB, all", "MB a chapter")
    print(f"{'chapters':>9}{'seconds':>10}" + "".join(f"{head:>18}" for head in heads))
    for run in runs:
        each, kept = ((run[name] / run["chapters"], first[name] / first["chapters"]) for name in ("seconds", "size"))
        cells = [
            _with_ratio(each[0], each[1], 2),
            _with_ratio(run["peak_one"], first["peak_one"], 0),
            _with_ratio(run["peak_all"], first["peak_all"], 0),
            _with_ratio(kept[0], kept[1], 2),
        ]
        print(f"{run['chapters']:9}{run['seconds']:10.1f}" + "".join(f"{cell:>18}" for cell in cells))
    print("\npeak MB, all: memory that forked processes share is counted in each.")


def _with_ratio(value: float, base: float, decimals: int) -> str:
    return f"{value:.{decimals}f} ({value / base:.2f})"


def main() -> None:
    """Read the options; a process started by `measured` has `--count`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--counts", type=int, nargs="+", default=COUNTS, help="numbers of chapters")
    parser.add_argument("--whole", action="store_true", help="whole builds, with the book's own chapters and all pages")
    parser.add_argument("--scheduler", default="", help="run the notebooks on a Dask cluster, as in tcp://host:8786")
    parser.add_argument("--count", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--answer", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.count:
        run = run_build if options.whole else run_notebooks
        options.answer.write_text(json.dumps(run(options.count, options.work, options.scheduler)), encoding="utf-8")
        return
    runs = []
    for count in options.counts:
        runs.append(measured(count, options))
        print(f"  {runs[-1]['chapters']} chapters: {runs[-1]['seconds']:.1f} s", file=sys.stderr)
    print_table(runs)


if __name__ == "__main__":
    main()
