"""Write down what a changed table now is: its bytes, hash and row count in `datapackage.json`, on request only.

A file that differs from its record stops the build, since a record that does not fit its file proves nothing. Whoever
changed the table on purpose says so with `report check --record`; everything else is checked as before.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
from pathlib import Path

from report.tabledata import read_package


def record(data_dir: Path) -> list[str]:
    """Bring bytes, hash and rows of every table up to date; returns one line for each that changed.

    Tables whose file is missing are left as they are, for the check to name. Raises BadInput without a descriptor.
    """
    package = json.loads(json.dumps(read_package(data_dir)))
    changed = []
    for entry in package["resources"]:
        path = data_dir / entry["path"]
        if not path.exists():
            continue
        now = {"bytes": path.stat().st_size, "hash": f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"}
        if any(entry.get(name) != found for name, found in now.items()):
            rows = row_count(path)
            changed.append(f"{entry['name']}: {entry.get('rows', 'unknown')} rows recorded, {rows} now")
            entry.update(now, rows=rows)
    if changed:
        target = data_dir / "datapackage.json"
        partial = target.with_suffix(".partial")
        partial.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(partial, target)
    return changed


def row_count(path: Path) -> int:
    """Rows of a CSV file, its head not counted, or of a Parquet file."""
    if path.suffix == ".parquet":
        from pyarrow.parquet import read_metadata

        return read_metadata(path).num_rows
    with path.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines)) - 1
