"""The rows behind a figure as a table in a fold below it, for those who cannot see it or want the numbers."""

from __future__ import annotations

import math
from html import escape
from typing import Any

from ..formats import grouped, significant
from ..registry import Entry

MOST_ROWS = 40
UNITS = {
    "usd": "US dollars",
    "cad": "Canadian dollars",
    "eur": "euros",
    "kt": "thousand tonnes",
    "t": "tonnes",
    "percent": "%",
    "kusd": "thousand US dollars",
}
PER_YEAR = "_per_year"


def readable(column: str) -> str:
    """A column's name in words with its unit: `exports_t_per_year` as `exports (tonnes a year)`."""
    yearly = column.endswith(PER_YEAR)
    name, _, last = column.removesuffix(PER_YEAR).rpartition("_")
    if name and last in UNITS:
        return f"{name.replace('_', ' ')} ({UNITS[last]}{' a year' if yearly else ''})"
    return column.replace("_", " ")


def data_fold(entry: Entry) -> str:
    """A fold with the figure's rows as an HTML table, at most `MOST_ROWS` of them; the rest are in the data file."""
    columns, rows = entry.content["data"]["columns"], entry.content["data"]["rows"]
    if not rows:
        return ""
    numeric = [_is_numeric([row[at] for row in rows]) for at in range(len(columns))]
    head = "".join(
        f'<th scope="col"{_right(number)}>{escape(readable(name))}</th>'
        for name, number in zip(columns, numeric, strict=True)
    )
    body = "".join(_row(columns, row, numeric) for row in rows[:MOST_ROWS])
    counted = f"{len(rows)} row{'s' if len(rows) > 1 else ''}"
    more = f"<p>The first {MOST_ROWS} of {counted}; the data file of this figure has all.</p>"
    return (
        f'\n<details class="figure-data"><summary>Data of this figure <span>({counted})</span></summary>'
        f'<div class="figure-data-box" tabindex="0" role="group" aria-label="Data of this figure">'
        f'<table class="report-table table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
        f"{more if len(rows) > MOST_ROWS else ''}</details>\n"
    )


def _row(columns: list[str], row: list[Any], numeric: list[bool]) -> str:
    cells = zip(columns, row, numeric, strict=True)
    return f"<tr>{''.join(f'<td{_right(number)}>{_cell(name, cell)}</td>' for name, cell, number in cells)}</tr>"


def _right(number: bool) -> str:
    return ' class="number"' if number else ""


def _is_numeric(cells: list[Any]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return bool(given) and all(isinstance(cell, (int, float)) and not isinstance(cell, bool) for cell in given)


def _cell(column: str, cell: Any) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, (int, float)):
        return _number(column, cell)
    return escape(", ".join(map(str, cell)) if isinstance(cell, list) else str(cell))


def _number(column: str, number: float) -> str:
    if column == "year" or column.endswith(("_year", "edition")) and 1000 < number < 3000:
        return str(int(number))
    if float(number).is_integer():
        return grouped(number)
    return grouped(number) if abs(number) >= 1000 else significant(number, 4) if math.isfinite(number) else "–"
