"""The tables of a data folder as the sanity checks read them: corrected, loaded once, by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report.check.descriptor import read_descriptor
from report.check.findings import Finding

if TYPE_CHECKING:
    import pandas as pd

HEADER_ROWS = 2
"""What turns a position in a table into a row of its file: the header, and counting from 1."""


class Folder:
    """A data folder. `table(name)` has corrections applied and keeps the file's positions as its index."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.package, _ = read_descriptor(data_dir)
        self.records: dict[str, dict[str, Any]] = {
            str(entry.get("name")): entry for entry in self.package.get("resources", [])
        }
        self.table = cache(self._table)

    def _table(self, name: str) -> pd.DataFrame:
        from report.tabledata import load_table

        return load_table(self.data_dir, name)

    def published(self, name: str) -> pd.DataFrame:
        """A table as its producer published it, before corrections."""
        from report.tabledata import load_published

        return load_published(self.data_dir, name)

    def has(self, *names: str) -> bool:
        """Whether the folder holds all these tables; a check of absent tables has nothing to say."""
        return all(name in self.records and self.path(name).is_file() for name in names)

    def path(self, name: str) -> Path:
        """Path of a table's file."""
        return self.data_dir / self.records[name]["path"]

    def columns(self, name: str) -> list[str]:
        """The columns of a table, by its schema."""
        return [field["name"] for field in self.records[name]["schema"]["fields"]]

    def finding(
        self,
        name: str,
        position: Any,
        column: str | None,
        what: str,
        cause: str,
        next_step: str,
        severity: str = "error",
    ) -> Finding:
        """A finding on a cell; `position` is the index of the row in `table(name)`, or None."""
        row = None if position is None else int(position) + HEADER_ROWS
        return Finding(str(self.path(name)), row, column, what, cause, next_step, severity)
