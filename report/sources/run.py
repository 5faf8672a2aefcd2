"""One import, from files to a folder: read, merge, compare, check, put in place; and nothing before all is well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from ..errors import BadInput, did_you_mean
from ..safety.swap import put_in_place
from ..tabledata import read_package
from .common import Context, Imported, refuse
from .compare import Change, compare
from .folder import check, staged, write_descriptor, write_table
from .merge import merge_all, record_of
from .moves import with_listed_moves

SOURCES = ("baci", "comtrade", "usgs", "comext", "wgi", "pinksheet", "iea", "statcan", "ledger")


@dataclass(frozen=True)
class Report:
    """What an import did: the folder, the changes by table, notes of the importer, warnings of the check."""

    folder: Path
    changes: tuple[Change, ...]
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = field(default=())


def importer(source: str) -> Any:
    """The module of a source; raises BadInput that names the nearest one."""
    if source not in SOURCES:
        raise BadInput(f"no source '{source}'", where="report import", cause=did_you_mean(source, SOURCES))
    return import_module(f"report.sources.{source}")


def run(
    source: str, files: Sequence[Path], context: Context, target: Path, accept: bool = False, cache: Path | None = None
) -> Report:
    """Import `files` of a source into `target`, which becomes a copy of the context's data folder with the new rows.

    Raises BadInput for a fault in a file, lost coverage or odd units without `accept`, and findings of the check;
    then `target` is as it was. `cache` is where the check remembers its verdicts.
    """
    _separate(target, context.data_dir)
    imported = importer(source).read(files, context)
    changed = merge_all(imported, context)
    changed = with_listed_moves(changed, context, accept)
    changes = tuple(compare(name, *pair) for name, pair in changed.items())
    if not accept:
        _refuse_losses(changes)
    warnings = _write(imported, changed, context, target, cache)
    return Report(target, changes, imported.notes, tuple(warnings))


def _separate(target: Path, base: Path) -> None:
    read_package(base)
    if target.exists() and not (target / "datapackage.json").exists() and any(target.iterdir()):
        advice = "Name a new folder, or one that an import has made: --out FOLDER."
        raise refuse("the folder holds something else than data", target, next_step=advice)
    if base.resolve() in target.resolve().parents:
        raise refuse(f"the folder lies inside {base}", target, next_step="Name a folder beside it: --out FOLDER.")


def _refuse_losses(changes: Sequence[Change]) -> None:
    lost = [f"{change.table}: {text}" for change in changes for text in change.lost]
    odd = [f"{change.table}: {text}" for change in changes for text in change.odd]
    if odd:
        advice = "Give the producer's own file; if the values are right, say --accept."
        raise BadInput("\n".join(["values on another scale", *odd]), where="imported rows", next_step=advice)
    if lost:
        cause = "the file was cut short or is a selection, or the producer dropped them"
        advice = "Give the whole release; if the loss is meant, say --accept."
        raise BadInput("\n".join(["coverage would be lost", *lost]), where="import", cause=cause, next_step=advice)


def _write(
    imported: Imported, changed: Mapping[str, Any], context: Context, target: Path, cache: Path | None
) -> list[str]:
    today = context.today.isoformat()
    entries = {entry["name"]: entry for entry in context.package["resources"]}
    with staged(context.data_dir, target) as stage:
        records = {}
        for name, (_, rows) in changed.items():
            update = imported.tables.get(name)
            records[name] = record_of(entries.get(name) or update.resource, update, rows, today)
            (stage / records[name]["path"]).parent.mkdir(parents=True, exist_ok=True)
            write_table(stage, records[name], rows)
        write_descriptor(stage, records, today)
        warnings = check(stage, target, context.data_dir, cache)
        put_in_place(stage, target)
    return warnings
