"""A broken file is not imported: where, what, why and what to do, no traceback, and nothing is written."""

from __future__ import annotations

import pytest

from ..project import content_of
from .import_cases import CASES, SLOW_CASES, Case, release

REFUSED = 2


def assert_refused(report, project, downloads, case: Case) -> str:
    """Import a case's file; returns what was said."""
    downloads.mkdir()
    path = case.makes(downloads)
    before, brought = content_of(project), content_of(downloads)
    outcome = report(project, "import", case.source, str(path), "--out", str(project / "mine"))
    assert outcome.code == REFUSED, outcome.text
    assert "Traceback" not in outcome.text and "internal error" not in outcome.text, outcome.text
    assert not [part for part in case.says if part not in outcome.text], outcome.text
    assert "next step" in outcome.text or "did you mean" in outcome.text, outcome.text
    assert "\x1b[2J" not in outcome.text
    assert content_of(project) == before and content_of(downloads) == brought
    assert not (project / "mine").exists() and not list(project.glob(".import-*"))
    return outcome.text


def test_the_sound_release_is_imported(project, report, tmp_path):
    outcome = report(project, "import", "baci", str(release()(tmp_path)), "--out", str(project / "mine"))
    assert outcome.code == 0, outcome.text
    assert report(project, "check", "--data", "mine").code == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_file_is_refused(case: Case, project, report, tmp_path):
    assert_refused(report, project, tmp_path / "downloads", case)


@pytest.mark.slow
@pytest.mark.parametrize("case", SLOW_CASES, ids=lambda case: case.name)
def test_broken_file_of_great_size_is_refused(case: Case, project, report, tmp_path):
    assert_refused(report, project, tmp_path / "downloads", case)
