"""The rows of a figure in a fold."""

from __future__ import annotations

from types import SimpleNamespace

from report.pages.datafold import MOST_ROWS, data_fold, readable


def fold(columns: list[str], rows: list[list[object]]) -> str:
    """The fold of a figure with these rows."""
    return data_fold(SimpleNamespace(content={"data": {"columns": columns, "rows": rows}}))


def test_columns_are_named_with_their_unit() -> None:
    """The unit of a column's name is written out."""
    assert readable("exports_t_per_year") == "exports (tonnes a year)"
    assert readable("value_usd") == "value (US dollars)"
    assert readable("partner") == "partner"


def test_cells_are_text_and_missing_ones_are_marked() -> None:
    """Markup in data shows as typed; a year has no comma."""
    html = fold(["name", "year", "value_usd"], [["<b>", 2024, 1234567.0], ["x", 2023, None]])
    assert "&lt;b&gt;" in html and ">2024<" in html and ">1,234,567<" in html and ">–<" in html


def test_long_data_end_with_a_note() -> None:
    """The page carries some rows and says that there are more."""
    html = fold(["n"], [[at] for at in range(MOST_ROWS + 5)])
    assert html.count("<tr>") == MOST_ROWS + 1
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 5} rows" in html
