"""A notebook as its cells, read without nbformat so that checking stays quick."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any, NamedTuple

MAGIC = re.compile(r"^(\s*)[%!].*$", re.M)


class Cell(NamedTuple):
    """One cell: its number from 1, `markdown`, `code` or `raw`, its source, tags, and what a run left in it."""

    where: str
    number: int
    kind: str
    source: str
    tags: frozenset[str]
    was_run: bool


def read_cells(path: Path) -> list[Cell]:
    """The cells of a notebook in order; raises OSError, ValueError, KeyError or TypeError if it is not a notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [_cell(path, number, cell) for number, cell in enumerate(notebook["cells"], 1)]


def parse_code(source: str) -> ast.Module | None:
    """The syntax tree of a code cell, magics left out; None when it is not Python."""
    try:
        return ast.parse(MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError):
        return None


def _cell(path: Path, number: int, cell: dict[str, Any]) -> Cell:
    source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
    tags = frozenset(cell.get("metadata", {}).get("tags", []))
    was_run = bool(cell.get("outputs")) or cell.get("execution_count") is not None
    return Cell(f"{path}, cell {number}", number, cell["cell_type"], source, tags, was_run)
