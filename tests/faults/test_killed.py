"""SIGKILL at random points of a real build: the last good book stays, the next build succeeds, nothing lingers."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from .conftest import BUILD, finish, living, report, start
from .whole import set_amount, shown, state

KILLS = int(os.environ.get("REPORT_KILLS", "52"))
LANES = 2
RECOVER_AFTER = 9
"""Kills between two builds that are left alone, so that damage adds up and is still mended."""


def kill(project: Path, after: float, whole_group: bool) -> bool:
    """Start a build and kill it after some seconds; whether it was still running."""
    process = start(project, *BUILD)
    time.sleep(after)
    running = process.poll() is None
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGKILL) if running else None
    _, output = finish(process)
    assert "Another build" not in output, output
    return running


def recovers(project: Path, expected: str) -> float:
    """Build to the end; returns the seconds it took."""
    started = time.monotonic()
    code, output = report(project, *BUILD)
    assert code == 0 and "Another build" not in output, output
    assert shown(project) == expected
    assert not [path for path in (project / "_build").rglob("*") if "partial" in path.name or ".next" in path.name]
    return time.monotonic() - started


def lane(project: Path, number: int, kills: int) -> int:
    """Kill builds of one project again and again; returns how often one was hit."""
    chance = random.Random(number)
    good, hit, amount = shown(project), 0, 60 * number
    seconds = recovers(project, good := set_amount(project, amount + 1))
    book = state(project)
    for turn in range(kills):
        expected = set_amount(project, amount := amount + 1)
        was_hit = kill(project, chance.uniform(0.02, 1.0) * seconds, chance.random() < 0.5)
        hit += was_hit
        now = shown(project)
        assert now in (good, expected)
        if now == good:
            assert state(project) == book
        if not was_hit or now != good or turn % RECOVER_AFTER == RECOVER_AFTER - 1:
            seconds = min(max(recovers(project, expected), seconds / 2), 2 * seconds)
            good, book = expected, state(project)
    recovers(project, set_amount(project, amount + 1))
    return hit


@pytest.mark.slow
def test_fifty_deaths_of_a_build(built_small, tmp_path):
    projects = [Path(shutil.copytree(built_small, tmp_path / f"lane{number}")) for number in range(LANES)]
    with ThreadPoolExecutor(LANES) as pool:
        hits = list(pool.map(lane, projects, range(1, LANES + 1), [KILLS // LANES] * LANES))
    assert sum(hits) >= KILLS * 0.96 - 2, hits
    time.sleep(3)
    assert [line for project in projects for line in living(project)] == []
