"""Validate several tables at once, in plain child processes.

Not `multiprocessing`: a fork is unsafe in a process that has used threads, and a spawn runs the caller's main module
again. A child reads its share of the work as JSON from its input and writes findings as JSON to its output; run as a
module this file is that child.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from report.check.findings import Finding, from_records, to_records

Job = list[dict[str, Any]]
"""Records of one table and of those its foreign keys name; see `report.check.package.check_table`."""


def check_tables(data_dir: Path, jobs: list[Job], sizes: list[int]) -> list[list[Finding]]:
    """Findings of each job, in the order of `jobs`; `sizes` says which of them are long.

    Raises subprocess.CalledProcessError when a child fails, after it has printed why.
    """
    shares = split(sizes, min(len(jobs), os.cpu_count() or 1))
    children = [_start(data_dir, [jobs[position] for position in share]) for share in shares]
    found: dict[int, list[Finding]] = {}
    for share, child in zip(shares, children, strict=True):
        output, _ = child.communicate()
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, child.args)
        found |= dict(zip(share, map(from_records, json.loads(output)), strict=True))
    return [found[position] for position in range(len(jobs))]


def split(sizes: list[int], shares: int) -> list[list[int]]:
    """Positions of `sizes` in `shares` lists of about equal sums: the longest first, each to the lightest list."""
    lists: list[list[int]] = [[] for _ in range(shares)]
    for position in sorted(range(len(sizes)), key=lambda position: -sizes[position]):
        min(lists, key=lambda one: sum(sizes[other] for other in one)).append(position)
    return [one for one in lists if one]


def _start(data_dir: Path, jobs: list[Job]) -> subprocess.Popen[str]:
    root = str(Path(__file__).parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    child = subprocess.Popen(
        [sys.executable, "-m", "report.check.workers"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment,
    )  # fmt: skip
    if child.stdin is not None:
        with child.stdin as task:
            task.write(json.dumps({"data_dir": str(data_dir), "jobs": jobs}))
        child.stdin = None
    return child


def _work() -> None:
    from report.check.package import check_table
    from report.quick import without_slow_extra

    without_slow_extra()
    task = json.load(sys.stdin)
    found = [to_records(check_table(Path(task["data_dir"]), job)) for job in task["jobs"]]
    json.dump(found, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    _work()
