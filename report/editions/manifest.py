"""What a build was made from and made: the manifest that the run record, a frozen edition and a comparison share."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .. import __version__
from ..chapters import Chapter
from ..execution.cache import digest, lock_digest, package_code, table_digests
from ..notebooks import Notebook
from ..registry import Registry
from ..settings import validate
from ..tabledata import read_package
from .code import chapter_modules, module_code, notebook_code

NOT_A_SETTING = {"data_dir", "partner", "mineral"}
TABLE_FACTS = ("edition", "vintage", "rows", "hash", "producer", "citation", "obtained")


def manifest(
    root: Path, data_dir: Path, contents: list[Chapter], settings: dict[str, Any], registry: Registry
) -> dict[str, Any]:
    """Plain data: parameters in force, tables, chapters with their code, counts and the registry's digest."""
    notebooks = [chapter for chapter in contents if chapter.is_notebook]
    sources = {chapter.source: chapter.notebook for chapter in notebooks}
    facts = {source: _notebook(notebook) for source, notebook in sources.items()}
    described = [_chapter(chapter, sources[chapter.source], settings, facts[chapter.source]) for chapter in notebooks]
    modules = sorted({name for chapter in described for name in chapter["modules"]})
    in_force = json.loads(validate({**settings, "data_dir": "data"}).model_dump_json(exclude=NOT_A_SETTING))
    return {
        "edition": edition_name(in_force["edition_date"]),
        "edition_date": in_force["edition_date"],
        "back_cast": bool(read_package(data_dir).get("back_cast")),
        "code_version": __version__,
        "code": package_code(only_kernel=False),
        "lock": lock_digest(root),
        "parameters": in_force,
        "tables": _tables(data_dir),
        "modules": {name: module_code(name)[:16] for name in modules},
        "chapters": described,
        "counts": {"pages": len(contents), **{f"{kind}s": len(registry.of(kind)) for kind in KINDS}},
        "registry": registry_digest(registry),
    }


KINDS = ("figure", "table", "value", "claim")


def edition_name(edition_date: str) -> str:
    """`2026-11` for `2026-11-22`."""
    return str(edition_date)[:7]


def registry_digest(registry: Registry) -> str:
    """One digest over everything that was declared, drawings included."""
    return digest([(entry.id, entry.content, entry.drawing) for entry in registry.entries.values()])


def inputs_digest(record: dict[str, Any]) -> str:
    """One digest over what the registry follows from: two builds with the same one have to declare the same."""
    return digest(*(record[name] for name in ("parameters", "tables", "modules", "chapters", "lock")))


def _tables(data_dir: Path) -> dict[str, dict[str, Any]]:
    entries = read_package(data_dir)["resources"]
    digests = table_digests(data_dir, tuple(entry["name"] for entry in entries))
    return {
        entry["name"]: {
            **{name: entry[name] for name in TABLE_FACTS if name in entry},
            "digest": digests[entry["name"]][:16],
        }
        for entry in entries
    }


def _notebook(notebook: Notebook) -> dict[str, Any]:
    """What a notebook's chapters have in common."""
    return {
        "source": notebook.path.name,
        "tables": list(notebook.tables),
        "code": notebook_code(notebook)[:16],
        "modules": chapter_modules(notebook),
    }


def _chapter(chapter: Chapter, notebook: Notebook, settings: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    given = {**settings, **chapter.parameters}
    taken = {name: str(given.get(name, default)) for name, default in notebook.parameters.items() if name != "data_dir"}
    return {"id": chapter.id, "page": chapter.page, "parameters": taken, **facts}
