"""A broken file is not imported: where, what, why and what to do, no traceback, and nothing is written."""

from __future__ import annotations

import pandas as pd
import pytest

from ..project import content_of
from ..sources.files import baci_zip
from .folder import small_flows
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


def test_an_import_makes_a_new_folder_unless_the_data_are_asked_for(project, report, tmp_path):
    newer = pd.concat([small_flows(), small_flows().query("year == 2024").assign(year=2025)])
    path = str(baci_zip(tmp_path / "BACI_HS92_V202701.zip", newer))
    before = content_of(project / "data")
    for name in ("data-baci", "data-baci-2"):
        outcome = report(project, "import", "baci", path)
        assert outcome.code == 0 and f"Written: {name}\n" in outcome.text, outcome.text
        assert "trade_flows: 24 rows before, 36 now (+12)" in outcome.text and "new in year: 2025" in outcome.text
        assert "covers year 2023 to 2025, 5 countries, 3 values of hs6" in outcome.text
    assert content_of(project / "data") == before
    assert report(project, "import", "baci", path, "--into-data").code == 0
    assert content_of(project / "data") == content_of(project / "data-baci") != before


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_file_is_refused(case: Case, project, report, tmp_path):
    assert_refused(report, project, tmp_path / "downloads", case)


@pytest.mark.slow
@pytest.mark.parametrize("case", SLOW_CASES, ids=lambda case: case.name)
def test_broken_file_of_great_size_is_refused(case: Case, project, report, tmp_path):
    assert_refused(report, project, tmp_path / "downloads", case)
