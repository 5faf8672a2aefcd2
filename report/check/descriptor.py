"""What every table must say of itself in `data/datapackage.json`: who made it, which edition, in what units.

A figure can be cited only as well as its source is recorded, so a record with a gap stops a build like a wrong cell.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from report.check.findings import Finding
from report.check.structure import faults

NAME = "datapackage.json"
REQUIRED = (
    "name", "path", "format", "mediatype", "title", "description", "schema", "sources", "licenses",
    "producer", "citation", "obtained", "checked", "bytes", "hash", "rows",
)  # fmt: skip
DATE = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
NOT_QUANTITIES = re.compile(r"(^|_)(year|month|edition|order|rank|number|position|credibility|tier|digits)($|_)")
"""Whole numbers that name or order things and so have no unit."""


def read_descriptor(data_dir: Path) -> tuple[dict[str, Any], list[Finding]]:
    """The descriptor of a data folder with what is wrong with the file as a whole; an empty one if unreadable."""
    path = data_dir / NAME
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        cause = "Likely the folder is misspelt or is not a data package."
        return {}, [Finding(str(path), None, None, "no such file", cause, "Name a folder that holds it.")]
    except UnicodeDecodeError:
        cause = "Saved by a program that writes another encoding."
        return {}, [Finding(str(path), None, None, "not UTF-8, so not JSON", cause, "Save it as UTF-8.")]
    except (ValueError, OSError, RecursionError) as error:
        cause = "A comma or a bracket too many, or another file."
        return {}, [Finding(str(path), None, None, f"not readable as JSON: {error}", cause, "Mend the file.")]
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources or not all(isinstance(one, dict) for one in resources):
        advice = "List the tables under `resources`."
        return {}, [Finding(str(path), None, None, "names no table", "It has no list `resources`.", advice)]
    found = [_unusable(str(path), *fault) for fault in faults(data_dir, resources)]
    return ({}, found) if found else (package, [])


def _unusable(where: str, name: str, what: str, next_step: str) -> Finding:
    return Finding(f"{where}, table {name}", None, None, what, "Nothing can be read by this record.", next_step)


def check_records(data_dir: Path, package: dict[str, Any]) -> list[Finding]:
    """Findings on the records of all tables: keys, units, dates, files without a record."""
    where = str(data_dir / NAME)
    findings: list[Finding] = []
    for position, entry in enumerate(package["resources"], 1):
        name = str(entry.get("name") or f"resource {position}")
        findings += _record_findings(where, name, entry)
    return findings + _without_record(data_dir, package)


def _record_findings(where: str, name: str, entry: dict[str, Any]) -> list[Finding]:
    findings = [
        _gap(where, name, f"`{key}` is missing or empty", f"Write `{key}` in the record.")
        for key in REQUIRED
        if entry.get(key) in (None, "", [], {})
    ]
    if not (entry.get("edition") or entry.get("vintage")):
        findings.append(_gap(where, name, "neither `edition` nor `vintage` is given", "Name the producer's edition."))
    for key in ("sources", "licenses"):
        listed = entry.get(key) or []
        if not all(isinstance(one, dict) and (one.get("title") or one.get("name")) for one in listed):
            findings.append(_gap(where, name, f"an entry of `{key}` has no title", "Give each a title and a path."))
    if entry.get("obtained") and not DATE.match(str(entry["obtained"])):
        findings.append(_gap(where, name, f"`obtained` is not a date: {entry['obtained']!r}", "Write YYYY-MM-DD."))
    return findings + _field_findings(where, name, entry)


def _field_findings(where: str, name: str, entry: dict[str, Any]) -> list[Finding]:
    schema = entry.get("schema")
    fields = schema.get("fields", []) if isinstance(schema, dict) else []
    if not fields:
        return [_gap(where, name, "the schema has no fields", "List the columns with their types.")]
    findings = []
    for field in fields:
        if not field.get("name") or not field.get("type"):
            findings.append(_gap(where, name, f"a field has no name or no type: {field}", "Give both."))
        elif is_quantity(field) and not field.get("unit"):
            advice = "Write its `unit`; if it differs from row to row name the column that holds it."
            findings.append(_gap(where, name, f"field `{field['name']}` is a quantity without a unit", advice))
    return findings


def is_quantity(field: dict[str, Any]) -> bool:
    """Whether a field is measured: every `number`, and an `integer` whose name is not that of a label or an order."""
    if field["type"] == "integer":
        return not NOT_QUANTITIES.search(field["name"])
    return field["type"] == "number"


def _without_record(data_dir: Path, package: dict[str, Any]) -> list[Finding]:
    recorded = {str(entry.get("path")) for entry in package["resources"]}
    tables = [path for pattern in ("*.csv", "*.parquet") for path in sorted(data_dir.rglob(pattern))]
    cause = f"The file has no record in {NAME}, so nothing validates or cites it."
    return [
        Finding(str(path), None, None, "is not in the data package", cause, "Add its record, or move the file out.")
        for path in tables
        if path.relative_to(data_dir).as_posix() not in recorded
    ]


def _gap(where: str, name: str, what: str, next_step: str) -> Finding:
    return Finding(f"{where}, table {name}", None, None, what, "The record of the table is not complete.", next_step)
