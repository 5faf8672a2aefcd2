"""The partnership ledger and the book's own reference tables: rows that a user writes, as CSV or in a workbook.

Each file, or each sheet of a workbook, is named after the table it adds to. A row whose key the table has replaces
that row; all others are added. So an instrument, a partner, a mineral or an HS code is added by a row and nothing
else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import pandas as pd

from ..errors import did_you_mean
from .archive import Part, parts
from .common import Context, Imported, Update, refuse
from .conform import conform
from .merge import as_list
from .text import read_table
from .workbook import framed, is_workbook, opened, sheet_rows

OWN = "This project"
FOLDERS = ("ledger", "reference", "context")


def read(files: Sequence[Path], context: Context) -> Imported:
    """Updates of the tables that the files and sheets name, each row held against the table's schema."""
    tables = _open_tables(context)
    found: dict[str, list[pd.DataFrame]] = {}
    for part in parts(files, (".csv", ".xlsx")):
        for name, label, rows in _named_rows(part, tables, context):
            context.say(f"Reading {label.name}: rows of {name}")
            found.setdefault(name, []).append(conform(label, rows, context.schema(name)))
    updates = {name: _update(name, pd.concat(frames), context) for name, frames in found.items()}
    return Imported(updates)


def _open_tables(context: Context) -> list[str]:
    """Tables that a user may add rows to: the ledger, the reference tables and others that the project compiled."""
    return [
        entry["name"]
        for entry in context.package["resources"]
        if entry["format"] == "csv" and (entry["path"].split("/")[0] in FOLDERS or entry["producer"] == OWN)
    ]


def _named_rows(part: Part, tables: list[str], context: Context) -> Iterator[tuple[str, Part, pd.DataFrame]]:
    if not is_workbook(part):
        rows = read_table(part)
        yield _table_of(part, PurePosixPath(part.name).stem, rows, tables, context), part, rows
        return
    with opened(part) as book:
        for sheet in book.sheetnames:
            lines = [line for line in sheet_rows(part, book, sheet) if any(cell is not None for cell in line[1])]
            if len(lines) > 1:
                rows = framed(part, lines)
                label = Part(part.path, f"{part.member} sheet {sheet}".strip())
                yield _table_of(part, sheet, rows, tables, context), label, rows


def _table_of(part: Part, name: str, rows: pd.DataFrame, tables: list[str], context: Context) -> str:
    """The table a file or sheet adds to: by its name, else the only one that has all its columns."""
    clean = name.strip().lower().replace(" ", "_").replace("-", "_")
    if clean in tables:
        return clean
    fitting = []
    for table in tables:
        fields = context.schema(table)["fields"]
        needed = {field["name"] for field in fields if field.get("constraints", {}).get("required")}
        if needed <= set(rows.columns) <= {field["name"] for field in fields}:
            fitting.append(table)
    if len(fitting) == 1:
        return fitting[0]
    cause = did_you_mean(clean, tables)
    advice = "Name the file or the sheet after its table, for example instruments.csv."
    raise refuse(f"which table is {name!r}?", part.label, 1, cause=cause, next_step=advice)


def _update(name: str, rows: pd.DataFrame, context: Context) -> Update:
    key = as_list(context.schema(name).get("primaryKey", []))
    entry = context.entry(name)
    day = context.today.isoformat()
    said = f" Rows were added or changed on {day}."
    checked = entry["checked"] if said in entry["checked"] else entry["checked"] + said
    return Update(rows, tuple(key), {"checked": checked, "doi": entry.get("doi"), "edition": day})
