"""Editions for tests: small ones in memory over real tables, and the record that a finished build leaves."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd

from report.chapters import chapters
from report.editions.edition import Edition
from report.editions.manifest import manifest
from report.execution.cache import table_digests
from report.registry import Registry

from ..project import REPOSITORY

NICKEL = {"id": "mineral-nickel", "page": "minerals/nickel", "source": "mineral.ipynb", "code": "a"}


def data_folder(target: Path, names: tuple[str, ...]) -> Path:
    """A folder with some of the book's own tables, and the descriptor of these."""
    package = json.loads((REPOSITORY / "data" / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in names]
    for entry in package["resources"]:
        (target / entry["path"]).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(REPOSITORY / "data" / entry["path"], target / entry["path"])
    (target / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return target


def keep_rows(folder: Path, path: str, wanted: Any) -> None:
    """Keep the rows of a table for which `wanted(frame)` is true."""
    frame = pd.read_csv(folder / path, dtype="str", keep_default_na=False)
    frame[wanted(frame)].to_csv(folder / path, index=False, lineterminator="\n")


def edition(name: str, folder: Path, entries: dict[str, dict[str, Any]] | None = None, **more: Any) -> Edition:
    """An edition over a data folder, with one chapter on nickel unless `chapters` says otherwise."""
    names = [entry["name"] for entry in json.loads((folder / "datapackage.json").read_text())["resources"]]
    chapter = {
        **NICKEL,
        "parameters": {"mineral": "nickel"},
        "tables": ["production"],
        "modules": ["report.analysis.x"],
    }
    kept = {
        "edition": name,
        "edition_date": "2026-11-22",
        "tables": {table: {"hash": value} for table, value in table_digests(folder, tuple(names)).items()},
        "modules": {"report.analysis.x": "1"},
        "chapters": [chapter],
        **more,
    }
    return Edition(name, kept, entries or {}, folder, lambda identity: f"<svg>{identity}</svg>")


def record_of(root: Path) -> dict[str, Any]:
    """Write the record of the build in `root`, as a build does; returns it."""
    contents = chapters(root, root / "data")
    paths = {one.page: root / "_build" / "notebooks" / f"{one.page}.ipynb" for one in contents if one.is_notebook}
    made = manifest(root, root / "data", contents, {}, Registry.read(paths, contents))
    record = {**made, "settings": {}, "data_dir": "data"}
    (root / "_build" / "manifest.json").write_text(json.dumps(record), encoding="utf-8")
    return record
