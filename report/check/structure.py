"""Can the descriptor be used at all? Names, paths, types and keys, before anything else is read by them.

A record names files to open and columns to compare, so what it says is not believed: a path has to lie inside the
folder, a name has to be a name, and tables may not refer to each other in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

NAME = re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*")
TYPES = frozenset({"string", "integer", "number", "boolean", "date", "year", "any"})
Fault = tuple[str, str, str]
"""Name of the table, what is wrong, and what to do."""


def faults(data_dir: Path, resources: list[dict[str, Any]]) -> list[Fault]:
    """What makes records unusable, in their order; an empty list when all can be used."""
    found: list[Fault] = []
    seen: set[str] = set()
    for position, entry in enumerate(resources, 1):
        name = entry.get("name")
        if not (isinstance(name, str) and NAME.fullmatch(name)):
            advice = "Name the table in lower case with underscores."
            found.append((f"resource {position}", f"the name {str(name)[:60]!r} is no name of a table", advice))
            continue
        if name in seen:
            found.append((name, "is recorded twice", "Keep one record for each table."))
        seen.add(name)
        found += [(name, what, advice) for what, advice in _entry_faults(data_dir, entry)]
    return found or [*_key_faults(resources), *_circle(resources)]


def inside(data_dir: Path, path: Any) -> bool:
    """Whether a record's path is relative and stays inside the folder; links are followed by no one here."""
    if not isinstance(path, str) or not path or "\x00" in path or "://" in path:
        return False
    parts = PurePosixPath(path.replace("\\", "/"))
    return not (parts.is_absolute() or PureWindowsPath(path).drive or ".." in parts.parts)


def _entry_faults(data_dir: Path, entry: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if entry.get("path") not in (None, "") and not inside(data_dir, entry["path"]):
        what = f"the path {str(entry['path'])[:80]!r} is no file name, or lies outside the data folder"
        yield what, "Put the file into the folder and write its path from there."
    schema = entry.get("schema")
    if schema in (None, {}, ""):
        return
    if not isinstance(schema, dict) or not isinstance(schema.get("fields", []), list):
        yield "the schema is no object with a list of fields", "Write the schema itself into the record."
        return
    for field in schema.get("fields", []):
        yield from _field_faults(field)


def _field_faults(field: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(field, dict) or not all(isinstance(field.get(key, ""), str) for key in ("name", "type")):
        yield f"a field is no object with a name and a type: {str(field)[:60]}", "Give each field both."
        return
    kind, constraints = field.get("type") or "string", field.get("constraints", {})
    if kind not in TYPES:
        yield f"field {field.get('name')}: unknown type {kind[:40]!r}", f"Use one of {', '.join(sorted(TYPES))}."
    if not isinstance(constraints, dict) or not isinstance(constraints.get("enum", []), list):
        yield f"field {field.get('name')}: the constraints are no object", "Write them as an object."
        return
    try:
        re.compile(str(constraints.get("pattern", "")))
    except re.error as error:
        yield f"field {field.get('name')}: the pattern is no regular expression: {error}", "Mend the pattern."


def _key_faults(resources: list[dict[str, Any]]) -> Iterator[Fault]:
    columns = {entry["name"]: _columns(entry) for entry in resources}
    for entry in resources:
        schema, name = entry.get("schema") or {}, entry["name"]
        for column in _listed(schema.get("primaryKey", [])):
            if column not in columns[name]:
                yield name, f"the primary key names no column: {column!r}", "Mend its spelling."
        for key in _listed(schema.get("foreignKeys", [])):
            what = _foreign_key_fault(key, name, columns)
            if what:
                yield name, f"a foreign key {what}", "Mend it: fields, and a reference with resource and fields."


def _foreign_key_fault(key: Any, name: str, columns: dict[str, list[str]]) -> str:
    reference = key.get("reference") if isinstance(key, dict) else None
    if not isinstance(reference, dict):
        return "is no object with a reference"
    own, other = _listed(key.get("fields", [])), _listed(reference.get("fields", []))
    target = reference.get("resource") or name
    if not isinstance(target, str) or target not in columns:
        return f"names no table: {str(target)[:60]!r}"
    absent = [one for one in own if one not in columns[name]] + [one for one in other if one not in columns[target]]
    if absent:
        return f"names no column: {absent[0]!r}"
    return "" if own and len(own) == len(other) else "has not as many fields as its reference"


def _circle(resources: list[dict[str, Any]]) -> list[Fault]:
    """Tables that refer to each other in a circle, so that no row could be the first; one that names itself may."""
    refers = {entry["name"]: sorted(_references(entry)) for entry in resources}
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> list[str]:
        if name in path:
            return [*path[path.index(name) :], name]
        if name in done:
            return []
        found = next((circle for other in refers.get(name, []) if (circle := walk(other, [*path, name]))), [])
        done.add(name)
        return found

    circle = next((found for name in refers if (found := walk(name, []))), [])
    what = f"foreign keys run in a circle: {' -> '.join(circle)}"
    return [(circle[0], what, "Take one of these keys out.")] if circle else []


def _references(entry: dict[str, Any]) -> set[str]:
    keys = (entry.get("schema") or {}).get("foreignKeys", [])
    return {str(key["reference"].get("resource", "")) for key in keys if _is_reference(key)} - {"", entry["name"]}


def _is_reference(key: Any) -> bool:
    return isinstance(key, dict) and isinstance(key.get("reference"), dict)


def _columns(entry: dict[str, Any]) -> list[str]:
    return [field.get("name", "") for field in (entry.get("schema") or {}).get("fields", [])]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
