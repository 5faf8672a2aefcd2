"""Tables read back from a page: what is declared has to be there, and a table without rows says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from report.chapters import Chapter
from report.pages.blocks import NO_ROWS
from report.pages.consistency import _cells
from report.registry import Entry


def faults(declared: list[list[str]], *shown: str) -> list[str]:
    entry = Entry(
        Chapter("partners/bra", Path("partnership.ipynb")),
        {"kind": "table", "name": "rows", "heads": [["What", "text"], ["How much", "usd"]], "rows": declared},
    )
    body = "".join(f"<tr><td>{row}</td><td>-</td></tr>" for row in shown)
    return _cells(entry, html.fromstring(f"<table><tr><th>What</th><th>How much</th></tr>{body}</table>"))


def test_table_without_rows_shows_the_words_for_it():
    assert faults([], NO_ROWS) == []


@pytest.mark.parametrize(
    "declared, shown", [([], ["Lithium"]), ([], [NO_ROWS, NO_ROWS]), ([["Lithium", "-"]], [NO_ROWS])]
)
def test_other_rows_than_declared_are_faults(declared, shown):
    assert faults(declared, *shown)
