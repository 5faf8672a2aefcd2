"""The data behind one figure or table as a file for others: CSV with a Frictionless `datapackage.json` beside it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .formats import text
from .plain import plain
from .records import AUTHOR, Record

FORMULA = ("=", "+", "-", "@")
GUARD = "'"
FIRST_DAY = (1980, 1, 1, 0, 0, 0)
GUARDED = "Text that begins like a formula has an apostrophe before it, so that a spreadsheet does not run it."
SUFFIXES = {
    "usd": "US dollars",
    "eur": "euros",
    "cad": "Canadian dollars",
    "t": "tonnes",
    "kt": "thousand tonnes",
    "share": "fraction",
    "percent": "percent",
    "year": "calendar year",
}
DECLARED = {
    "share": "fraction",
    "percent": "percent",
    "points": "fraction (shown as percentage points)",
    "usd": "US dollars",
    "cad": "Canadian dollars",
    "t": "tonnes",
    "kt": "thousand tonnes",
    "count": "number",
    "ratio": "ratio",
    "times": "ratio",
    "hhi": "index from 0 to 1",
    "index": "index",
    "year": "calendar year",
}


def data_zip(record: Record, content: Mapping[str, Any]) -> bytes:
    """The zip with `<id>.csv` and `datapackage.json` of a declaration; the same bytes for the same content."""
    columns, rows = content["data"]["columns"], _plain_rows(content)
    written = csv_bytes(columns, rows)
    descriptor = json.dumps(descriptor_of(record, content, rows, written), indent=1, ensure_ascii=False) + "\n"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in ((f"{record.id}.csv", written), ("datapackage.json", descriptor.encode())):
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), part, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _plain_rows(content: Mapping[str, Any]) -> list[list[Any]]:
    """Rows whose cells of the unit `markdown` are without markup."""
    units = [unit for _, unit in content.get("heads", [])]
    marked = {at for at, unit in enumerate(units) if unit == "markdown"}
    rows = content["data"]["rows"]
    if not marked:
        return rows
    return [[plain(cell) if at in marked and cell is not None else cell for at, cell in enumerate(row)] for row in rows]


def csv_bytes(columns: list[str], rows: list[list[Any]]) -> bytes:
    """CSV (UTF-8, comma, LF): an empty cell is a missing value, text cannot run as a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([neutral(column) for column in columns])
    writer.writerows([[_cell(cell) for cell in row] for row in rows])
    return buffer.getvalue().encode()


def _cell(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return neutral("; ".join(map(str, cell)))
    return neutral(cell) if isinstance(cell, str) else cell


def neutral(text: str) -> str:
    """Text as a spreadsheet shows it: with an apostrophe before a sign that would open a formula; lines end with LF."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return GUARD + text if text.lstrip().startswith(FORMULA) or text.startswith("\t") else text


def descriptor_of(record: Record, content: Mapping[str, Any], rows: list[list[Any]], written: bytes) -> dict[str, Any]:
    """The Frictionless descriptor: citation, edition, licences, sources, and for each column type, title and unit."""
    resource = {
        "name": record.id,
        "path": f"{record.id}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(written),
        "hash": f"sha256:{hashlib.sha256(written).hexdigest()}",
        "schema": {"fields": _fields(content, rows), "missingValues": [""]},
    }
    package = {
        "profile": "tabular-data-package",
        "name": record.id,
        "id": record.link or record.key,
        "title": record.title,
        "version": record.edition.label,
        "created": f"{record.edition.day.isoformat()}T00:00:00Z",
        "description": " ".join(part for part in (record.note, GUARDED) if part),
        "homepage": record.link,
        "citation": text(record),
        "contributors": [{"title": AUTHOR, "role": "author"}],
        "licenses": licenses_of(record),
        "sources": [_source(one) for one in record.producers],
        "resources": [resource],
    }
    return {name: found for name, found in package.items() if found}


def licenses_of(record: Record) -> list[dict[str, str]]:
    """The licences of all sources, each once."""
    return [dict(found) for found in dict.fromkeys(one.license for one in record.producers if one.license)]


def _source(one: Any) -> dict[str, str]:
    address = one.address if one.address.startswith(("http://", "https://")) else ""
    licence = dict(one.license).get("title", "")
    parts = {"title": one.citation, "path": address, "edition": one.edition, "vintage": one.vintage, "license": licence}
    return {name: found for name, found in {"name": one.source, **parts}.items() if found}


def _fields(content: Mapping[str, Any], rows: list[list[Any]]) -> list[dict[str, str]]:
    heads = content.get("heads") or [("", "")] * len(content["data"]["columns"])
    fields = []
    for at, (column, (head, unit)) in enumerate(zip(content["data"]["columns"], heads, strict=True)):
        cells = [row[at] for row in rows if row[at] is not None]
        measured = DECLARED.get(unit, "") if unit else unit_of(column)
        field = {"name": neutral(column), "type": type_of(cells), "title": head, "unit": measured}
        fields.append({name: found for name, found in field.items() if found})
    return fields


def type_of(cells: list[Any]) -> str:
    """The Frictionless type of a column's cells that are not missing."""
    kinds = {type(cell) for cell in cells}
    if kinds == {bool}:
        return "boolean"
    if kinds == {int}:
        return "integer"
    return "number" if kinds and kinds <= {int, float} else "string"


@lru_cache(maxsize=1024)
def unit_of(column: str) -> str:
    """The unit that a column's name carries: `value_usd`, `weight_t`, `share_canada`, `hhi_0_1`, or empty."""
    if column.endswith("_0_1"):
        return "index from 0 to 1"
    if column.startswith("share_") or column.endswith("_share"):
        return "fraction"
    return SUFFIXES.get(column.rpartition("_")[2], "")
