"""A copy of the shipped ledger that a test may break: its tables, those they point to, and their records."""

import csv
import json
import shutil
from pathlib import Path

from report.check.record import record

DATA = Path(__file__).resolve().parents[2] / "data"
BESIDE = {"canada_facts", "critical_lists", "export_controls", "us_agreements"}


def copy_ledger(folder):
    """The tables of ledger/ and reference/ and those that notes rest on, with a descriptor of them alone."""
    package = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [entry for entry in package["resources"] if _belongs(entry)]
    for entry in package["resources"]:
        (folder / entry["path"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(DATA / entry["path"], folder / entry["path"])
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    record(folder)
    return folder


def rows_of(folder, name):
    """Column names and rows (dictionaries) of a table of the ledger."""
    with (folder / "ledger" / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        return list(reader.fieldnames), list(reader)


def write_rows(folder, name, columns, rows):
    """Write a table of the ledger and its new hash."""
    with (folder / "ledger" / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    record(folder)


def change(folder, name, which, **cells):
    """Change the first row whose values are `which`; returns its row in the file, the header being row 1."""
    columns, rows = rows_of(folder, name)
    position = next(at for at, row in enumerate(rows) if which.items() <= row.items())
    rows[position].update(cells)
    write_rows(folder, name, columns, rows)
    return position + 2


def append(folder, name, **cells):
    """Append a row, empty where nothing is given; returns its row in the file."""
    columns, rows = rows_of(folder, name)
    write_rows(folder, name, columns, [*rows, dict.fromkeys(columns, "") | cells])
    return len(rows) + 2


def remove(folder, name, which):
    """Remove every row whose values are `which`."""
    columns, rows = rows_of(folder, name)
    write_rows(folder, name, columns, [row for row in rows if not which.items() <= row.items()])


def _belongs(entry):
    return entry["path"].startswith(("ledger/", "reference/")) or entry["name"] in BESIDE
