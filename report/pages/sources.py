"""Names of sources as printed below figures: the producer and edition of a table, or a source of the ledger."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from ..errors import BadInput, did_you_mean
from ..formats import escape
from ..sentences.links import in_role, source_cite
from ..tabledata import read_package, resource

OWN = "This project"


class SourceNames:
    """Looks up what a declaration named in `sources`, for one data folder."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.tables = {entry["name"]: entry for entry in read_package(data_dir)["resources"]}

    def __call__(self, source: str) -> str:
        """MyST text for one source; raises BadInput for a name that is neither a table nor a ledger source."""
        if source in self.tables:
            return f"{{ref}}`{in_role(self._table_name(source))} <data-{source.replace('_', '-')}>`"
        ledger = _ledger(str(self.data_dir / resource(self.data_dir, "sources")["path"]))
        if source not in ledger:
            raise BadInput(f"unknown source '{source}'", cause=did_you_mean(source, [*self.tables, *ledger]))
        return f"{escape(ledger[source])} {source_cite(source)}"

    def _table_name(self, source: str) -> str:
        """Producer and edition of a producer's table; the title of one that this project compiled."""
        entry = self.tables[source]
        if entry["producer"] == OWN:
            return f"this book's table {entry['title'].lower()}"
        edition = str(entry.get("edition") or entry.get("vintage") or "")
        return entry.get("short") or ", ".join(part for part in (entry["producer"], edition) if part)


@lru_cache(maxsize=4)
def _ledger(path: str) -> dict[str, str]:
    with open(path, encoding="utf-8", newline="") as lines:
        return {row["source_id"]: row["publisher"] for row in csv.DictReader(lines)}
