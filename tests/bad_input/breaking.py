"""How the corpus breaks a table: each helper takes a folder or a file, makes one fault and says nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from .folder import record, write_descriptor

Break = Callable[[Path], Any]


def rows_of(path: Path) -> list[list[str]]:
    """Cells of a CSV file, header first."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def write_rows(path: Path, rows: list[list[str]], separator: str = ",", encoding: str = "utf-8") -> None:
    """Write cells as CSV."""
    with path.open("w", encoding=encoding, errors="replace", newline="") as lines:
        csv.writer(lines, delimiter=separator, lineterminator="\n").writerows(rows)


def recorded(break_it: Break) -> Break:
    """The same fault, by someone who has brought the record of the table up to date."""

    def both(folder: Path) -> None:
        break_it(folder)
        record(folder)

    return both


def cell(path: str, column: str, value: str, row: int = 2) -> Break:
    """Write `value` into a cell of a CSV file; the header is row 1."""

    def put(folder: Path) -> None:
        rows = rows_of(folder / path)
        rows[row - 1][rows[0].index(column)] = value
        write_rows(folder / path, rows)

    return recorded(put)


def saved(path: str, separator: str = ",", encoding: str = "utf-8") -> Break:
    """Save a CSV file with another separator or encoding."""
    return recorded(lambda folder: write_rows(folder / path, rows_of(folder / path), separator, encoding))


def changed(path: str, change: Callable[[list[list[str]]], list[list[str]]]) -> Break:
    """Change the rows of a CSV file."""
    return recorded(lambda folder: write_rows(folder / path, change(rows_of(folder / path))))


def content(path: str, change: Callable[[bytes], bytes]) -> Break:
    """Change the bytes of a file."""
    return recorded(lambda folder: (folder / path).write_bytes(change((folder / path).read_bytes())))


def flows(change: Callable[[pd.DataFrame], pd.DataFrame]) -> Break:
    """Change the Parquet table of trade flows."""

    def put(folder: Path) -> None:
        path = folder / "trade/flows.parquet"
        change(pd.read_parquet(path)).to_parquet(path, index=False)

    return recorded(put)


def flow(column: str, value: Any, row: int = 2) -> Break:
    """Write `value` into a cell of the trade flows."""

    def put(frame: pd.DataFrame) -> pd.DataFrame:
        if isinstance(value, str):
            frame[column] = frame[column].astype("str")
        frame.loc[row - 2, column] = value
        return frame

    return flows(put)


def descriptor(change: Callable[[dict[str, Any]], Any]) -> Break:
    """Change `datapackage.json`."""

    def put(folder: Path) -> None:
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        change(package)
        write_descriptor(folder, package)

    return put


def entry(table: str, /, **keys: Any) -> Break:
    """Change keys of a table's record."""
    return descriptor(lambda package: of(package, table).update(keys))


def schema(name: str, change: Callable[[dict[str, Any]], Any]) -> Break:
    """Change the schema of a table."""
    return descriptor(lambda package: change(of(package, name)["schema"]))


def of(package: dict[str, Any], name: str) -> dict[str, Any]:
    """The record of a table."""
    return next(one for one in package["resources"] if one["name"] == name)


def correction(**cells: str) -> Break:
    """Add a row to the corrections; cells that are not given are those of a sound one."""
    sound = {
        "correction_id": "C900", "table": "countries", "key": '{"country": "CAN"}', "column": "name", "old": "Canada",
        "new": "Canada", "reason": "A test.", "source": "A test", "guard": "name == Canada", "kind": "cell",
    }  # fmt: skip
    return changed("corrections.csv", lambda rows: [*rows, [(sound | cells)[name] for name in rows[0]]])
