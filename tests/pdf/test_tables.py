"""Columns of tables on paper."""

from __future__ import annotations

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.pdf.tables import ems, fit_table, longest_word, shares

CELLS = st.lists(st.text(max_size=120), min_size=1, max_size=12)


@given(st.lists(CELLS, min_size=1, max_size=12))
def test_shares_add_up_to_the_line(columns: list[list[str]]) -> None:
    found = shares(columns, 58)
    assert sum(found) == pytest.approx(1) and min(found) > 0


def test_a_column_of_long_text_is_wider_and_no_word_breaks() -> None:
    short, long = shares([["memorandum"] * 8, ["many words that take a lot of room " * 4] * 8], 30)
    assert long > short and short * 30 >= ems("memorandum")


def test_a_number_stays_with_its_unit() -> None:
    assert longest_word("6.5 million") == ems("6.5 million")
    assert longest_word("two words") == ems("words")


def test_what_is_left_goes_to_the_column_that_makes_rows_high() -> None:
    texts = ["two", "rather more words in this cell", "many more words than stand in the cells beside it"]
    narrow, middle, wide = shares([[text] * 5 for text in texts], 24)
    assert narrow < middle < wide


def table(columns: int, rows: str = "") -> lxml.html.HtmlElement:
    cells = "".join("<td>x</td>" for _ in range(columns))
    return lxml.html.fromstring(
        f'<div class="pst-scrollable-table-container"><table class="num-2"><tr>{cells}</tr>{rows}</table></div>'
    )


@pytest.mark.parametrize(("columns", "size"), [(4, ""), (7, "dense"), (10, "turned")])
def test_many_columns_make_small_type_or_a_turned_page(columns: int, size: str) -> None:
    box = table(columns)
    fit_table(box[0])
    assert box[0].get("class").split() == [part for part in ("num-2", f"columns-{columns}", size) if part]
    assert ("turned-page" in box.get("class")) == (size == "turned")
    assert len(box.findall(".//col")) == columns
    assert [cell.get("class") for cell in box.iter("td")][:3] == [None, "n", None]


def test_a_table_with_joined_cells_keeps_its_widths_from_the_other_rows() -> None:
    box = table(3, '<tr><td colspan="3">a heading over all columns</td></tr>')
    fit_table(box[0])
    assert len(box.findall(".//col")) == 3
