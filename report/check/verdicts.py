"""The common language of the row-by-row and the column-wise validation: a verdict is (row, column, kind).

Both validators report in it, so that they can be compared on the same sample, and one place turns a verdict into
a sentence for the person who has to mend the table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from report.check.findings import Finding

SHOWN_PER_FAULT = 10
"""Rows shown for one kind of fault in one column; the rest is counted in one more finding."""


class Verdict(NamedTuple):
    """A fault of `kind` in a row (the header is row 1) and a column (or key columns joined by a comma)."""

    row: int | None
    column: str | None
    kind: str
    detail: str = ""


ADVICE = {
    "type": ("not of the declared type", "Write the value in the type of the schema, or leave it empty."),
    "required": ("empty, but required", "Fill it; if the value is unknown the row may not belong here."),
    "unique": ("repeats an earlier row", "Remove one of the two rows or mend its value."),
    "primaryKey": ("key is empty or repeats an earlier row", "Sum, remove or rename one of the rows; keys are unique."),
    "foreignKey": ("key unknown to the referenced table", "Mend the spelling, or add the row there first."),
    "pattern": ("not in the declared form", "Write it in the form that the schema's pattern gives."),
    "enum": ("not in the closed list", "Use a listed value, or extend the list in datapackage.json."),
    "minimum": ("below the least allowed", "Check sign and unit against the source."),
    "maximum": ("above the greatest allowed", "Check the unit against the source (share or percent, t or kt)."),
    "columns": ("header differs from the schema", "Give the table the columns of datapackage.json, in their order."),
    "rows": ("row count differs from the record", "If the change is meant, update `rows`, `bytes` and `hash`."),
    "cells": ("row of another length", "Compare the row with the header; quote a cell that holds a comma."),
    "text": ("not a text table", "Save it as CSV with commas, in UTF-8."),
    "file": ("cannot be read as declared", "Save it again in the format named in datapackage.json."),
}
"""What a kind of fault is called, and the next step."""


def to_findings(where: str, verdicts: Iterable[Verdict]) -> list[Finding]:
    """Findings in the order of the file, at most `SHOWN_PER_FAULT` rows for each column and kind of fault."""
    grouped: dict[tuple[Any, str], list[Verdict]] = defaultdict(list)
    for verdict in sorted(verdicts, key=lambda item: (item.row or 0, item.column or "", item.kind)):
        grouped[verdict.column, verdict.kind].append(verdict)
    findings = []
    for (column, kind), members in grouped.items():
        findings += [_finding(where, verdict) for verdict in members[:SHOWN_PER_FAULT]]
        hidden = len(members) - SHOWN_PER_FAULT
        if hidden > 0:
            more = Verdict(members[SHOWN_PER_FAULT].row, column, kind, f"and {hidden} more rows from here on")
            findings.append(_finding(where, more))
    return findings


def _finding(where: str, verdict: Verdict) -> Finding:
    label, next_step = ADVICE.get(verdict.kind, (f"breaks `{verdict.kind}`", "Mend the table or its schema."))
    what = f"{label}: {verdict.detail}" if verdict.detail else label
    return Finding(where, verdict.row, verdict.column, what, "The table breaks its schema.", next_step)
