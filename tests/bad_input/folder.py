"""A small whole project to break: the book's own schemas and reference tables, and a few rows of the long tables."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from report.tabledata import load_published, read_package

from ..project import FILLER, REPOSITORY, write_notebook, write_project, write_table

CODES = ("282520", "283691", "750210")
PARTNERS = ("IND", "MEX")
PRODUCER_TABLES = ("production", "production_totals", "reserves", "reserves_totals")
KEPT = (
    "minerals", "mineral_names", "countries", "country_names", "partners", "partner_members", "areas", "trade_flows",
    "hs_map", "us_import_sources", "governance", "prices", "instruments", "instrument_sources",
    "sources", "corrections", "known_revisions", "usgs_products", "import_reliance", *PRODUCER_TABLES,
)  # fmt: skip
SHIPPED = REPOSITORY / "data"
INDEX = f"""
# %% [markdown]
# (index)=
# # Summary
#
# There are {{{{ listed }}}} minerals. {FILLER}
# %% tags=parameters
data_dir = "data"
# %%
import report

settings = report.parameters(globals())
data = report.tables(settings.data_dir, "minerals")
report.value("listed", len(data.minerals), unit="count", sources=["minerals"])
"""


def write_small(root: Path) -> Path:
    """Write a project whose `data` folder passes `report check`, and is small enough to be checked in a second."""
    write_project(root)
    write_notebook(root / "notebooks" / "index.ipynb", INDEX)
    shutil.rmtree(root / "data")
    (root / "data").mkdir()
    package = json.loads(json.dumps(read_package(SHIPPED)))
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in KEPT]
    for entry in package["resources"]:
        keys = entry["schema"].get("foreignKeys", [])
        entry["schema"]["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in KEPT]
        entry.pop("partial", None)
        write_table(root / "data" / entry["path"], few_rows(entry["name"]))
    write_descriptor(root / "data", package)
    record(root / "data")
    return root


def few_rows(name: str) -> pd.DataFrame:
    """Some rows of a shipped table: reference tables and the ledger whole, long tables for one mineral."""
    frame = load_published(SHIPPED, name)
    if name == "trade_flows":
        return small_flows()
    if name == "hs_map":
        return frame[frame["hs_code"].isin(CODES)].assign(in_trade_flows=True)
    if name in PRODUCER_TABLES or name == "prices":
        return frame[frame["mineral_id"] == "lithium"]
    if name == "governance":
        return frame[frame["year"] == frame["year"].max()]
    if name in ("partners", "partner_members"):
        return frame[frame["partner"].isin(PARTNERS)]
    if name == "minerals":
        return frame.assign(chapter=False)
    if name in ("corrections", "known_revisions"):
        return frame.iloc[:0]
    return frame


def small_flows() -> pd.DataFrame:
    """Trade of three codes in two years between four countries; the amounts are made up."""
    pairs = (("CAN", "IND", 7), ("CHN", "IND", 40), ("CAN", "MEX", 9), ("CHL", "MEX", 5))
    rows = [
        (year, exporter, importer, code, 1e6 * size, 10.0 * size)
        for year in (2023, 2024)
        for code in CODES
        for exporter, importer, size in sorted(pairs)
    ]
    return pd.DataFrame(rows, columns=["year", "exporter", "importer", "hs6", "value_usd", "weight_t"])


def write_descriptor(folder: Path, package: Any) -> None:
    """Write `datapackage.json`."""
    (folder / "datapackage.json").write_text(json.dumps(package, ensure_ascii=False), encoding="utf-8")


def record(folder: Path) -> None:
    """Write bytes, hash and rows of every table into the descriptor, where the file can be counted."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    for entry in package["resources"]:
        file = folder / entry["path"]
        if file.is_file():
            content = file.read_bytes()
            entry.update(bytes=len(content), hash=f"sha256:{hashlib.sha256(content).hexdigest()}")
            entry["rows"] = rows_of(file)
    write_descriptor(folder, package)


def rows_of(path: Path) -> int:
    """Rows of a table as the check counts them; 0 for one that cannot be read."""
    try:
        if path.suffix == ".parquet":
            return len(pd.read_parquet(path))
        with path.open(encoding="utf-8", newline="") as lines:
            return max(sum(1 for _ in csv.reader(lines)) - 1, 0)
    except (ValueError, OSError, csv.Error):
        return 0
