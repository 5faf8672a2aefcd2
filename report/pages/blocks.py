"""Each kind of declaration as MyST: a numbered figure, a numbered table, a finding."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..formats import escape
from ..registry import Entry

NUMERIC = {"share", "percent", "points", "usd", "cad", "t", "kt", "count", "ratio", "times", "hhi", "index", "year"}


def figure_block(entry: Entry, picture: str, source_line: str) -> str:
    """A `{figure}` with name, alt text, caption, reading note and source line; `picture` is its path from the page."""
    content = entry.content
    note = f"{escape(content['note'])} " if content["note"] else ""
    alt = json.dumps(" ".join(content["alt"].replace("{{", "{\u2060{").split()), ensure_ascii=False)
    return "\n".join(
        [
            f"```{{figure}} {picture}",
            f":name: {entry.id}",
            f":alt: {alt}",
            ":width: 100%",
            "",
            escape(content["caption"]),
            "",
            f"{note}{source_line}",
            "```",
            "",
        ]
    )


NO_ROWS = "No entry"
"""What stands in a table that the data leave empty: a new partner has no instrument yet."""


def table_block(entry: Entry, source_line: str) -> str:
    """A `{list-table}` with name and caption, numbers aligned right, and its source line below."""
    content = entry.content
    numeric = [f"num-{at}" for at, (_, unit) in enumerate(content["heads"], start=1) if unit in NUMERIC]
    lines = [
        f"~~~~{{list-table}} {escape(content['caption'])}",
        f":name: {entry.id}",
        ":header-rows: 1",
        f":class: {' '.join(['report-table', *numeric])}",
        "",
        *_row([escape(head) for head, _ in content["heads"]]),
    ]
    units = [unit for _, unit in content["heads"]]
    for row in rows_shown(content):
        lines += _row([cell if unit == "markdown" else escape(cell) for cell, unit in zip(row, units, strict=True)])
    note = f"{escape(content['note'])} " if content["note"] else ""
    return "\n".join([*lines, "~~~~", "", "{.source}", f"{note}{source_line}", ""])


def rows_shown(content: Mapping[str, Any]) -> list[list[str]]:
    """The rows of a declared table as a page has them: one that says so where there is none."""
    return content["rows"] or [[NO_ROWS, *[""] * (len(content["heads"]) - 1)]]


def _row(cells: list[str]) -> list[str]:
    cells = [" ".join(cell.split()) or "–" for cell in cells]
    return [f"* - {cells[0]}", *(f"  - {cell}" for cell in cells[1:])]


def claim_block(entry: Entry) -> str:
    """A finding as a paragraph of its own; one that does not hold says so, with what was expected and found."""
    content = entry.content
    sentence = escape(content["sentence"])
    if content["holds"]:
        return f"{{#{entry.id} .claim}}\n{sentence}.\n"
    return (
        f"{{#{entry.id} .claim .broken}}\n**This finding does not hold with these data:** {sentence}. "
        f"Expected {escape(content['expected'])}, found {escape(content['found'])}.\n"
    )


def source_line(sources: list[str], name_of: Callable[[str], str]) -> str:
    """`Source: ...` with each producer once."""
    names: dict[str, str] = {}
    for name in map(name_of, sources):
        names.setdefault(name.partition(" <")[0], name)
    return f"Source{'s' if len(names) > 1 else ''}: {'; '.join(names.values())}."
