"""The one call of `report check`: data, notebooks and pages together, quick when nothing changed."""

import json
import time

import pytest

from report.check import check_all, errors
from report.check.findings import Finding, from_records, to_records

from .builder import field, write_package, write_table


@pytest.fixture
def project(tmp_path):
    """A project with one fault in the data, two in a notebook and one in a page."""
    data = tmp_path / "data"
    write_package(data, write_table(data, "t", [field("year", "integer")], [["2024"], ["x"]]))
    cells = [
        {"cell_type": "code", "source": 'report.value("n", 13, unit="count", sources=[])', "metadata": {}},
        {"cell_type": "markdown", "source": "There are 13 partners and {{ n }}.", "metadata": {}},
    ]
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "a.ipynb").write_text(json.dumps({"cells": cells}))
    (tmp_path / "book" / "parts").mkdir(parents=True)
    (tmp_path / "book" / "parts" / "page.md").write_text("# Page\n\nHalf of it.\n")
    return tmp_path


def test_everything_is_checked_in_one_call(project):
    findings = check_all(project, project / "data", project / "cache")
    places = [finding.where.removeprefix(str(project)) for finding in findings]
    assert places == ["/data/t.csv", "/notebooks/a.ipynb, cell 1", "/notebooks/a.ipynb, cell 2", "/book/parts/page.md"]


def test_an_unchanged_project_is_checked_quickly(project):
    first = check_all(project, project / "data", project / "cache")
    start = time.perf_counter()
    assert check_all(project, project / "data", project / "cache") == first
    assert time.perf_counter() - start < 0.5


def test_a_finding_in_words():
    in_table = Finding("data/t.csv", 3, "year", "not a year", "Likely a slip.", "Mend it.")
    in_text = Finding("book/x.md", 3, 7, "a number", "Typed.", "Compute it.", severity="warning")
    assert str(in_table) == "data/t.csv, row 3, column year: not a year\n  Likely a slip. Mend it."
    assert str(in_text).startswith("book/x.md, line 3, character 7: a number\n")
    assert str(Finding("x", None, None, "gone", "", "")) == "x: gone"
    assert errors([in_table, in_text]) == [in_table]
    assert from_records(json.loads(json.dumps(to_records([in_table, in_text])))) == [in_table, in_text]
