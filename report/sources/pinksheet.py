"""World Bank Pink Sheet: monthly commodity prices, the workbook `CMO-Historical-Data-Monthly.xlsx`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .archive import Part, parts
from .common import Context, Imported, Update, refuse, shown
from .workbook import opened, sheet_rows

SHEET = "Monthly Prices"
MONTH = re.compile(r"^(?P<year>(19|20)\d\d)M(?P<month>0[1-9]|1[0-2])$")
MISSING = ("", "…", "...", "..", "-")
PRODUCER = "World Bank"
ADDRESS = "https://www.worldbank.org/en/research/commodity-markets"


def read(files: Sequence[Path], context: Context) -> Imported:
    """Monthly rows of `prices` for the series that the table has from the World Bank, from its first year on.

    A new series is added by a row of `mineral_names` (vocabulary `price`) with its name. Raises BadInput when a
    series of the table is no longer in the workbook, unless the loss is accepted later.
    """
    found = parts(files, (".xlsx",))
    if len(found) > 1:
        advice = "Give the one workbook of monthly prices."
        raise refuse("more than one file", ", ".join(part.name for part in found), next_step=advice)
    part = found[0]
    with opened(part) as book:
        sheet = list(sheet_rows(part, book, SHEET))
    updated = next((text for _, cells in sheet[:6] if (text := str(cells[0] or "")).startswith("Updated on")), "")
    series, header = _series(part, sheet)
    rows = _rows(part, sheet[header + 2 :], series, context)
    return Imported({"prices": Update(rows, (), _record(updated, rows, context), owns={"producer": PRODUCER})})


def _series(part: Part, sheet: list[tuple[int, tuple[Any, ...]]]) -> tuple[dict[int, tuple[str, str]], int]:
    """(column -> series and unit, position of the header) from the two lines above the first month."""
    first = next((at for at, (_, cells) in enumerate(sheet) if MONTH.match(str(cells[0] or "").strip())), None)
    if first is None or first < 2:
        advice = "Give the monthly workbook (not the annual one) as downloaded."
        raise refuse("no month such as 1960M01 in the first column", part.label, column="A", next_step=advice)
    names, units = sheet[first - 2][1], sheet[first - 1][1]
    series = {}
    for column, (name, unit) in enumerate(zip(names, units, strict=True)):
        if column and name and unit:
            series[column] = (str(name), str(unit).strip(" ()"))
    return series, first - 2


def _rows(
    part: Part, lines: list[tuple[int, tuple[Any, ...]]], series: dict[int, tuple[str, str]], context: Context
) -> pd.DataFrame:
    old = context.table("prices")
    old = old[old["producer"] == PRODUCER]
    first = int(old["year"].min())
    known = {_plain(name): (name, mineral) for name, mineral in context.minerals_by_name("price").items()}
    known |= {_plain(row.series): (row.series, row.mineral_id) for row in old.itertuples()}
    rows = []
    for row, cells in lines:
        match = MONTH.match(str(cells[0] or "").strip())
        if not match:
            if any(cell is not None for cell in cells):
                what = f"not a month: {shown(cells[0])!r}"
                raise refuse(what, part.label, row, "A", next_step="Give the workbook as downloaded.")
            continue
        year, month = int(match["year"]), int(match["month"])
        for column, (printed, unit) in series.items() if year >= first else ():
            if _plain(printed) in known:
                name, mineral = known[_plain(printed)]
                price = _price(part, row, name, cells[column] if column < len(cells) else None)
                rows += [] if price is None else [(year, month, mineral, name, price, unit)]
    frame = pd.DataFrame(rows, columns=["year", "month", "mineral_id", "series", "price", "unit"])
    frame = frame.assign(frequency="monthly", estimated=False, flag="", producer=PRODUCER)
    return frame.sort_values(["series", "unit", "year", "month"], ignore_index=True)


def _plain(name: str) -> str:
    """A series without the stars of its footnotes, which come and go."""
    return " ".join(name.replace("*", "").split()).lower()


def _price(part: Part, row: int, name: str, cell: Any) -> float | None:
    if cell is None or str(cell).strip() in MISSING:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float) or cell < 0:
        advice = "Give the workbook as downloaded; a price is a number."
        raise refuse(f"not a price: {shown(cell)!r}", part.label, row, name, next_step=advice)
    return float(cell)


def _record(updated: str, rows: pd.DataFrame, context: Context) -> dict[str, object]:
    entry = context.entry("prices")
    match = re.search(r"(?P<month>[A-Z][a-z]+) \d+, (?P<year>\d{4})", updated)
    when = f"{match['month']} {match['year']}" if match else context.today.strftime("%B %Y")
    years = context.table("prices")["year"]
    tail = entry["citation"].partition(";")[2]
    return {
        "edition": re.sub(r"Pink Sheet [A-Z][a-z]+ \d{4}", f"Pink Sheet {when}", entry["edition"]),
        "vintage": f"{years.min()}-{max(years.max(), rows['year'].max())}",
        "citation": f"World Bank, Commodity Price Data (The Pink Sheet), {when}" + (f";{tail}" if tail else "."),
        "short": re.sub(r"Pink Sheet, [A-Z][a-z]+ \d{4}", f"Pink Sheet, {when}", entry.get("short", "")),
        "address": ADDRESS,
        "checked": entry["checked"],
    }
