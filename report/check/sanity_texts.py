"""Sanity of texts: nothing in a cell that a terminal, a spreadsheet or a browser would run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report.check.findings import Finding
from report.check.folder import Folder

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but for tab and line feed, and those that turn the direction of writing."""
FORMULA = re.compile(r"^\s*(=|[@+-]\s*[A-Za-z_.]+\s*\(|@[A-Za-z]+\b.*[(!|])")
"""What a spreadsheet would compute: a leading `=`, or a call after `@`, `+` or `-`."""
ADDRESS = re.compile(r"^(https?://[^\s<>\"]+|doi:\S+|10\.\d{4,}/\S+)$")
ADDRESS_COLUMNS = frozenset({"url", "address"})
MAY_BE_EMPTY = frozenset({"corrections", "known_revisions"})


def tables_have_rows(folder: Folder) -> Iterator[Finding]:
    """Every table has rows, but for lists of exceptions."""
    for name in folder.records:
        if name not in MAY_BE_EMPTY and folder.has(name) and folder.published(name).empty:
            cause, advice = "The file holds a header and no rows.", "Restore the rows, or take the table out."
            yield folder.finding(name, None, None, "has no rows", cause, advice)


def texts_run_nothing(folder: Folder) -> Iterator[Finding]:
    """No text holds control characters or a spreadsheet formula, and an address is one of the web."""
    for name, record in folder.records.items():
        if not folder.has(name):
            continue
        table = folder.published(name)
        texts = [field["name"] for field in record["schema"]["fields"] if field.get("type") in (None, "string")]
        for column in [one for one in texts if one in table]:
            distinct = table[column].dropna().astype("str").drop_duplicates()
            yield from _unsafe(folder, name, column, distinct)


def _unsafe(folder: Folder, name: str, column: str, texts: object) -> Iterator[Finding]:
    for position, text in texts.items():  # type: ignore[attr-defined]
        if CONTROL.search(text):
            what, advice = "holds a control character", "Take it out."
            yield folder.finding(name, position, column, what, "Copied from a terminal or a damaged file.", advice)
        elif FORMULA.match(text):
            what = f"a spreadsheet formula: {text[:40]!r}"
            advice = "Write its result, or a text that does not begin like a formula."
            yield folder.finding(name, position, column, what, "A spreadsheet would run it.", advice)
        elif column in ADDRESS_COLUMNS and text and not ADDRESS.match(text):
            what = f"not an address of the web: {text[:60]!r}"
            advice = "Write it with https://, or leave it empty."
            yield folder.finding(name, position, column, what, "A page would link to it.", advice)
