"""Statistics Canada: tables of merchandise trade, from full-table downloads or through the library stats-can.

A table has its own dimensions, so the rows go to one long table, `canada_trade`, with the dimensions in one column.
The book's chapters do not read it; it is there for notebooks of one's own, and the page on data lists it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import BadInput
from .archive import Part, parts
from .common import Context, Imported, Update, refuse, shown
from .text import numbers, read_table

TABLE = re.compile(r"^(\d{2})-?(\d{2})-?(\d{4})(-?\d{2})?$")
NUMBER = re.compile(r"\d{8}")
FIXED = {
    "REF_DATE", "GEO", "DGUID", "UOM", "UOM_ID", "SCALAR_FACTOR", "SCALAR_ID", "VECTOR", "COORDINATE", "VALUE",
    "STATUS", "SYMBOL", "TERMINATED", "DECIMALS",
}  # fmt: skip
REQUIRED = ("REF_DATE", "GEO", "UOM", "SCALAR_ID", "COORDINATE", "VALUE")
DATE = re.compile(r"^(19|20)\d\d(-(0[1-9]|1[0-2]))?$")
ADDRESS = "https://www150.statcan.gc.ca/t1/tbl1/en/type/data"


def read(files: Sequence[Path], context: Context) -> Imported:
    """Rows of `canada_trade`: table_id, date, geography, series, unit, coordinate, value, status.

    `files` are downloads (`12100175-eng.zip`, its CSV) or numbers of tables (12-10-0175), which are fetched. Option
    `years` keeps those years. Values are multiplied by the scalar factor of their row.
    """
    from .comtrade_fetch import years_of

    local, numbers_ = _told_apart(files)
    local += _fetched(numbers_, context) if numbers_ else []
    found = [part for part in parts(local, (".csv",)) if "metadata" not in part.name.lower()]
    frames = [_rows(part) for part in found]
    rows = pd.concat(frames, ignore_index=True)
    if years := years_of(str(context.options.get("years") or "")):
        rows = rows[rows["date"].str[:4].astype("int64").isin(years)]
    if rows.empty:
        raise refuse("no row of these years", ", ".join(map(str, files)), next_step="Ask for other --years.")
    rows = rows.sort_values(["table_id", "coordinate", "date"], ignore_index=True)
    return Imported({"canada_trade": Update(rows, ("table_id",), _record(rows, context), resource=RESOURCE)})


def _told_apart(files: Sequence[Path]) -> tuple[list[Path], list[str]]:
    local = [path for path in files if path.exists() or not TABLE.match(str(path))]
    matches = [TABLE.match(str(path)) for path in files if path not in local]
    return local, ["".join(match.groups()[:3]) for match in matches if match]


def _fetched(tables: list[str], context: Context) -> list[Path]:
    """Full-table downloads, kept beside those of earlier runs; the library asks again when the network fails."""
    from stats_can import sc

    folder = Path(context.options.get("cache") or Path.home() / ".cache" / "critical-minerals-book" / "statcan")
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        context.say(f"Statistics Canada: table {table}")
        try:
            sc.download_tables(table, path=folder)
        except Exception as error:  # whatever the transport raises
            what = f"table {table} could not be fetched: {type(error).__name__}: {shown(error, 160)}"
            advice = "Check the number and the network, or download the table and give the file."
            raise BadInput(what, where="Statistics Canada", next_step=advice) from None
    return [folder / f"{table}-eng.zip" for table in tables]


def _rows(part: Part) -> pd.DataFrame:
    table = read_table(part, REQUIRED)
    dimensions = [name for name in table.columns if name not in FIXED]
    if (wrong := ~table["REF_DATE"].str.fullmatch(DATE)).any():
        row = int(wrong.idxmax())
        what = f"not a year or month: {shown(table.at[row, 'REF_DATE'])!r}"
        raise refuse(what, part.label, row, "REF_DATE", next_step="Download the table again.")
    number = NUMBER.search(part.name) or NUMBER.search(part.path.name)
    if not number:
        advice = "Name the file as Statistics Canada does, for example 12100175.csv."
        raise refuse("no table number in the file's name", part.label, cause="a renamed download", next_step=advice)
    return pd.DataFrame(
        {
            "table_id": number[0],
            "date": table["REF_DATE"],
            "geography": table["GEO"],
            "series": table[dimensions].agg(" | ".join, axis=1),
            "unit": table["UOM"],
            "coordinate": table["COORDINATE"],
            "value": numbers(part, table, "VALUE") * 10 ** numbers(part, table, "SCALAR_ID", 0),
            "status": table["STATUS"] if "STATUS" in table else "",
        }
    )


def _record(rows: pd.DataFrame, context: Context) -> dict[str, object]:
    tables = ", ".join(f"{one[:2]}-{one[2:4]}-{one[4:]}" for one in sorted(set(rows["table_id"])))
    return {
        "edition": f"obtained {context.today.isoformat()}",
        "vintage": f"{rows['date'].min()[:4]}-{rows['date'].max()[:4]}",
        "citation": f"Statistics Canada. Tables {tables}. Obtained {context.today.isoformat()}.",
        "short": f"Statistics Canada, tables {tables}",
    }


def _field(name: str, description: str, kind: str = "string", required: bool = True, **more: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "description": description, **more, "constraints": {"required": required}}


RESOURCE = {
    "name": "canada_trade",
    "path": "trade/canada_trade.csv",
    "profile": "tabular-data-resource",
    "format": "csv",
    "mediatype": "text/csv",
    "encoding": "utf-8",
    "title": "Canada's merchandise trade",
    "description": "Series of Statistics Canada's tables of merchandise trade, as published.",
    "schema": {
        "fields": [
            _field("table_id", "Number of the table"),
            _field("date", "Year or month"),
            _field("geography", "Geography"),
            _field("series", "Members of the table's other dimensions, in their order"),
            _field("unit", "Unit of measure"),
            _field("coordinate", "Place of the series in its table"),
            _field("value", "Value, times the scalar factor", "number", False, unit="see column unit"),
            _field("status", "Status as published; empty for an ordinary value", required=False),
        ],
        "missingValues": [""],
        "primaryKey": ["table_id", "coordinate", "date"],
    },
    "sources": [{"title": "Statistics Canada", "path": ADDRESS}],
    "licenses": [
        {
            "name": "statcan-open",
            "title": "Statistics Canada Open Licence",
            "path": "https://www.statcan.gc.ca/en/reference/licence",
        }
    ],
    "producer": "Statistics Canada",
    "citation": "Statistics Canada",
    "checked": "Imported from full-table downloads: dates and values are read cell by cell.",
}
