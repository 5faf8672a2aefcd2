"""What the fork server does once, before it forks a kernel for each notebook: import, draw up a chart, read the tables.

`report.execution.preloaded` calls these when the server imports it. They may only do what leaves no thread, no lock and
no setting behind that a fresh kernel would not have: pandas, Altair without the book's theme, single-threaded pyarrow;
never vl-convert or DuckDB. A table that changes afterwards is read again by the child, since
`report.tabledata` remembers tables by the modification time of their file.
"""

from __future__ import annotations

import json
import os
import pkgutil
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from report.quick import without_slow_extra

TABLES = "REPORT_PRELOAD_TABLES"
LIBRARIES = [
    "pandas",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "altair",
    "duckdb",
    "matplotlib.pyplot",
    "pyarrow.parquet",
    "report.declare",
    "report.settings",
    "report.tabledata",
    "vl_convert",
]


def import_all() -> None:
    """Import what notebooks call: the libraries, and the packages of analysis module by module.

    The charts are left out: importing them turns the book's theme on, which a notebook must do itself.
    """
    without_slow_extra()
    for name in LIBRARIES:
        import_module(name)
    for package in ("indicators", "analysis"):
        home = import_module(f"report.{package}")
        for module in pkgutil.iter_modules(home.__path__):
            import_module(f"report.{package}.{module.name}")


def draw_up() -> None:
    """Build one chart's specification, which compiles Altair's schema validators."""
    import altair
    import pandas

    rows = pandas.DataFrame({"x": [1.0], "y": ["a"]})
    altair.Chart(rows).mark_bar().encode(x="x:Q", y=altair.Y("y:N", title=None)).to_dict()


def read_tables() -> None:
    """Read the tables that the environment names; one that cannot be read is left for the notebook to report."""
    from report.errors import ReportError
    from report.tabledata import load_table

    for data_dir, names in json.loads(os.environ.get(TABLES, "{}")).items():
        for name in names:
            try:
                load_table(data_dir, name)
            except (ReportError, OSError, ValueError):
                continue


def name_tables(*wanted: tuple[Path, Iterable[str]]) -> None:
    """Tell the fork server, which is not running yet, which tables of which data folders to read."""
    names: dict[str, set[str]] = {}
    for data_dir, tables in wanted:
        names.setdefault(str(data_dir.resolve()), set()).update(tables)
    os.environ[TABLES] = json.dumps({folder: sorted(tables) for folder, tables in names.items()})
