"""Tables are read back from their pages; one that the data leave empty says so and is no fault."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from report.chapters import Chapter
from report.pages.consistency import _cells
from report.registry import Entry

BRAZIL = Chapter("partners/bra", Path("notebooks/partnership.ipynb"), {"partner": "BRA"})


@pytest.mark.parametrize(
    ("rows", "shown", "faults"),
    [
        ([], [["No entry", "\u2013"]], 0),
        ([], [["A text", "1"]], 1),
        ([], [["No entry", "\u2013"], ["A text", "1"]], 1),
        ([["A text", "1"]], [["A text", "1"]], 0),
        ([["A text", "1"]], [["No entry", "\u2013"]], 1),
    ],
)
def test_rows_are_those_declared(rows, shown, faults):
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in shown)
    node = html.fromstring(f"<table>{lines}</table>")
    content = {"kind": "table", "name": "t", "heads": [["Title", "text"], ["Count", "count"]], "rows": rows}
    assert len(_cells(Entry(BRAZIL, content), node)) == faults
