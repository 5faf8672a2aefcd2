"""A small data package in a temporary folder, complete in its records, for the tests of the checks."""

import csv
import hashlib
import io
import json

RECORD = {
    "mediatype": "text/csv", "title": "A table", "description": "For tests.", "sources": [{"title": "Made up"}],
    "licenses": [{"name": "CC0-1.0"}], "producer": "Tests", "citation": "Tests (2026).", "edition": "2026",
    "obtained": "2026-11-01", "checked": "by hand",
}  # fmt: skip


def field(name, kind="string", **constraints):
    entry = {"name": name, "type": kind}
    if kind == "number":
        entry["unit"] = "t"
    if constraints:
        entry["constraints"] = constraints
    return entry


def foreign_key(column, table, target):
    return {"fields": [column], "reference": {"resource": table, "fields": [target]}}


def csv_text(columns, rows):
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return stream.getvalue()


def write_table(folder, name, fields, rows, primary_key=(), foreign_keys=(), **record):
    """Write `name`.csv and return its record."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.csv"
    path.write_text(csv_text([one["name"] for one in fields], rows), encoding="utf-8")
    schema = {"fields": fields, "missingValues": [""]}
    if primary_key:
        schema["primaryKey"] = list(primary_key)
    if foreign_keys:
        schema["foreignKeys"] = list(foreign_keys)
    content = path.read_bytes()
    own = {"name": name, "path": path.name, "format": "csv", "schema": schema, "rows": len(rows), "bytes": len(content)}
    return RECORD | own | {"hash": "sha256:" + hashlib.sha256(content).hexdigest()} | record


def write_package(folder, *records):
    descriptor = {"name": "tests", "created": "2026-11-22", "resources": list(records)}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder
