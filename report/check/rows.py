"""Table Schema validation row by row with frictionless, the reference for tables of ordinary length.

frictionless is imported inside the functions: with remembered verdicts nothing here runs, and the command line
stays quick.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from report.check.verdicts import Verdict

CONSTRAINT = re.compile(r'constraint "(\w+)" is')
FOREIGN_VALUES = re.compile(r'values "(.*?)" not found')
KINDS = {"type-error": "type", "unique-error": "unique", "primary-key": "primaryKey", "foreign-key": "foreignKey"}
MOST_ERRORS = 100_000


def check_rows(data_dir: Path, resources: list[dict[str, Any]], name: str) -> list[Verdict]:
    """Verdicts on the table `name`, cell by cell.

    `resources` holds its descriptor and those of the tables its foreign keys name; paths are relative to `data_dir`.
    """
    from frictionless import Checklist, Package

    kept = [_only_what_is_validated(entry) for entry in resources]
    package = Package.from_descriptor({"name": "check", "resources": kept}, basepath=str(data_dir))
    target = package.get_resource(name)
    report = target.validate(Checklist(), limit_errors=MOST_ERRORS)
    verdicts = [_verdict(error, target.schema) for task in report.tasks for error in task.errors]
    return verdicts + [Verdict(None, None, "file", str(error.message)) for error in report.errors]


def _only_what_is_validated(entry: dict[str, Any]) -> dict[str, Any]:
    kept = {key: entry[key] for key in ("name", "path", "format", "schema") if key in entry}
    return {**kept, "type": "table", "encoding": "utf-8", "dialect": {"csv": {"delimiter": ","}}}


def _verdict(error: Any, schema: Any) -> Verdict:
    row = getattr(error, "row_number", None)
    if error.type == "foreign-key":
        shown = FOREIGN_VALUES.search(error.note)
        return Verdict(row, ", ".join(error.field_names), "foreignKey", repr(shown.group(1)) if shown else "")
    if error.type == "primary-key":
        return Verdict(row, ", ".join(schema.primary_key), "primaryKey", error.note)
    if error.type in ("type-error", "unique-error", "constraint-error"):
        named = CONSTRAINT.search(error.note)
        kind = named.group(1) if named else KINDS[error.type]
        return Verdict(row, error.field_name, kind, "" if error.cell in ("", None) else repr(str(error.cell)))
    if "label" in error.type or "header" in error.type or "field" in error.type:
        return Verdict(1, None, "columns", error.message)
    return Verdict(row, None, "file", error.message)
