"""A broken data folder is refused: where, what, why and what to do, no traceback, and nothing is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..project import content_of
from .data_cases import CASES, SLOW_CASES, Case

REFUSED = 2


def everything(root: Path) -> dict[str, bytes]:
    """Every file of a project but the remembered verdicts."""
    return {name: content for name, content in content_of(root).items() if not name.startswith("_build/.cache/checks")}


def assert_refused(report, project: Path, *arguments: str, says: tuple[str, ...]) -> str:
    """Run a command that has to refuse; returns what it printed."""
    before = everything(project)
    outcome = report(project, *arguments)
    assert outcome.code == REFUSED, outcome.text
    assert "Traceback" not in outcome.text and "internal error" not in outcome.text, outcome.text
    assert not [part for part in says if part not in outcome.text], outcome.text
    assert "\x1b[2J" not in outcome.text
    assert everything(project) == before
    return outcome.text


def test_the_sound_folder_passes(project, report):
    assert report(project, "check") == (0, "Checked data, 5 pages: nothing wrong.\n")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_folder_is_refused(case: Case, project, report):
    case.breaks(project / "data")
    text = assert_refused(report, project, "check", says=case.says)
    assert has_next_step(text), text
    assert not (project / "PWNED").exists() and not (project / "data/PWNED").exists()


@pytest.mark.parametrize("case", CASES[::6], ids=lambda case: case.name)
def test_broken_folder_stops_a_build_as_it_stops_a_check(case: Case, project, report):
    case.breaks(project / "data")
    assert_refused(report, project, "build", says=case.says)


def has_next_step(text: str) -> bool:
    """Whether a finding is followed by a line that says why and what to do."""
    return any(line.startswith("  ") and line.rstrip().endswith(".") for line in text.splitlines())


@pytest.mark.slow
@pytest.mark.parametrize("case", SLOW_CASES, ids=lambda case: case.name)
def test_broken_folder_of_great_size_is_refused(case: Case, project, report):
    case.breaks(project / "data")
    assert_refused(report, project, "check", says=case.says)


@pytest.mark.parametrize("name", ["nowhere", "data/corrections.csv", "notebooks", ""])
def test_a_data_folder_that_is_none(name, project, report):
    text = assert_refused(report, project, "check", "--data", str(project / name), says=("datapackage.json",))
    assert "next step" in text or "Name a folder" in text


def test_the_corpus_is_large_and_named_once():
    names = [case.name for case in [*CASES, *SLOW_CASES]]
    assert len(names) == len(set(names)) >= 60
