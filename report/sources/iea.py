"""IEA Critical Minerals workbook: demand by mineral, scenario and sector.

The workbook puts a scenario's years side by side and the minerals one below another. Sheets are known by what their
title says, since their numbers change between editions. Cases of single technologies are left out: the book compares
scenarios, not cases. The layout read is that of the Data Explorer; supply by country comes in other workbooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .archive import Part, parts
from .common import Context, Imported, Update, refuse, shown
from .workbook import cell_text, opened, sheet_rows

SCENARIOS = (("stated policies", "STEPS"), ("announced pledges", "APS"), ("net zero", "NZE"))
BASE_YEAR = "base year"
TOTALS = ("total clean technologies", "other uses", "total demand")
TITLES = (
    (re.compile(r"^total demand for "), "total demand"),
    (re.compile(r"by mineral and sector"), "clean-technology demand by technology"),
    (re.compile(r"^mineral demand for clean energy technologies - by mineral \("), "clean-technology demand"),
)
ALL_CLEAN = "Total clean technologies"
ADDRESS = "https://www.iea.org/data-and-statistics/data-product/critical-minerals-dataset"
SPELLINGS = {"PGMs (other than iridum)": "PGMs", "Total rare earth elements": "Total REE"}


def read(files: Sequence[Path], context: Context) -> Imported:
    """Rows of `demand_outlook`, the whole table: editions are never mixed.

    Option `edition` (May 2025) where the file name does not say it. Raises BadInput for a workbook without the sheets
    of demand, and for a cell that is no number.
    """
    found = parts(files, (".xlsx",))
    if len(found) > 1:
        advice = "Give the one workbook."
        raise refuse("more than one file", ", ".join(part.name for part in found), next_step=advice)
    part = found[0]
    rows: list[dict[str, Any]] = []
    with opened(part) as book:
        for sheet in book.sheetnames:
            lines = list(sheet_rows(part, book, sheet))
            title = next((text for _, cells in lines[:4] if (text := cell_text(cells[0] if cells else None))), "")
            scope = next((scope for pattern, scope in TITLES if pattern.search(title.lower())), None)
            if scope:
                rows += _sheet(part, sheet, lines, scope)
    if not rows:
        advice = "Give the workbook of the Critical Minerals Data Explorer as downloaded."
        raise refuse("no sheet of demand by scenario", part.label, cause="another workbook", next_step=advice)
    table, notes = _table(rows, context)
    return Imported({"demand_outlook": Update(table, (), _record(part, table, context))}, notes)


def _sheet(part: Part, sheet: str, lines: list[tuple[int, tuple[Any, ...]]], scope: str) -> Iterator[dict[str, Any]]:
    columns, header = _columns(part, sheet, lines)
    mineral = ""
    for row, cells in lines[header + 1 :]:
        name = cell_text(cells[0]) if cells else ""
        if not name:
            continue
        if all(cell is None for cell in cells[1:]):
            mineral = name
            continue
        listed = name if scope == "clean-technology demand" else mineral
        where = _scope_and_sector(scope, name)
        if where is None or listed.lower() == "total":
            continue
        for column, (scenario, year) in columns.items():
            value = _value(part, sheet, row, column, cells)
            if value is not None:
                yield {
                    "year": year, "mineral_as_listed": SPELLINGS.get(listed, listed), "scenario": scenario,
                    "scope": where[0], "sector": where[1], "value_kt": value,
                }  # fmt: skip


def _columns(
    part: Part, sheet: str, lines: list[tuple[int, tuple[Any, ...]]]
) -> tuple[dict[int, tuple[str, int]], int]:
    """(column -> scenario and year, position of the line of years); a year before any scenario is the base year."""
    for at, (_, cells) in enumerate(lines[:-1]):
        texts = [cell_text(cell).lower() for cell in cells]
        starts = {
            column: code for column, text in enumerate(texts) for words, code in SCENARIOS if text.startswith(words)
        }
        if starts:
            years = lines[at + 1][1]
            columns = {}
            for column, cell in enumerate(years):
                if re.fullmatch(r"20\d\d", cell_text(cell)):
                    before = [start for start in starts if start <= column]
                    columns[column] = (starts[max(before)] if before else BASE_YEAR, int(cell_text(cell)))
            return columns, at + 1
    raise refuse(f"no scenario in sheet {sheet!r}", part.label, next_step="Give the workbook as downloaded.")


def _scope_and_sector(scope: str, name: str) -> tuple[str, str] | None:
    """Scope and sector of a line; None for shares and for totals that other lines repeat."""
    lower = name.lower()
    if lower.startswith("share of"):
        return None
    if scope == "clean-technology demand":
        return scope, ALL_CLEAN
    if scope == "total demand":
        return (scope if lower in TOTALS else "total demand by sector"), name
    return None if lower.startswith("total ") else (scope, name)


def _value(part: Part, sheet: str, row: int, column: int, cells: tuple[Any, ...]) -> float | None:
    cell = cells[column] if column < len(cells) else None
    if cell is None or str(cell).strip() in ("", "-", "..", "n.a."):
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell < 0:
        what = f"not an amount: {shown(cell)!r}"
        advice = "Give the workbook as downloaded."
        raise refuse(what, f"{part.label}, sheet {sheet}", row, str(column + 1), next_step=advice)
    return float(cell)


def _table(rows: list[dict[str, Any]], context: Context) -> tuple[pd.DataFrame, tuple[str, ...]]:
    minerals = context.minerals_by_name("iea")
    table = pd.DataFrame(rows)
    unknown = sorted(set(table["mineral_as_listed"]) - set(minerals))
    table["mineral_id"] = table["mineral_as_listed"].map(minerals).fillna("")
    notes = (
        (f"minerals that mineral_names does not have, kept without an id: {', '.join(unknown)}.",) if unknown else ()
    )
    key = ["year", "mineral_as_listed", "scenario", "scope", "sector"]
    return table.drop_duplicates().sort_values(key, ignore_index=True), notes


def _record(part: Part, table: pd.DataFrame, context: Context) -> dict[str, object]:
    stated = re.search(r"(?P<year>20\d\d)-(?P<month>\d\d)", part.name)
    edition = context.options.get("edition") or (stated[0] if stated else f"read {context.today.isoformat()}")
    base = table.loc[table["scenario"] == BASE_YEAR, "year"]
    return {
        "edition": str(edition),
        "vintage": f"base year {base.min()}" if len(base) else f"{table['year'].min()}-{table['year'].max()}",
        "citation": f"International Energy Agency. Critical Minerals Dataset, {edition} edition. IEA, Paris.",
        "short": f"IEA Critical Minerals Dataset, {edition}",
        "address": ADDRESS,
        "checked": "Imported from the workbook: every amount is a number; cases of single technologies are left out.",
    }
