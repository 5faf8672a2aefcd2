"""Keep a finished build for good: `editions/<name>/`, written once, sealed by hashes, never written again.

Compressed files (xz) carry no time stamp, so freezing the same build twice gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..chapters import chapters
from ..errors import BadInput
from ..execution.cache import digest
from ..pages.draw import ENGINE
from ..registry import Entry, Registry
from ..tabledata import load_table, read_package
from .edition import FOLDER, KINDS, RECORD, SLICES, build_record
from .manifest import inputs_digest, manifest
from .slices import SLICED_BY, slices
from .verify import SEALS, SUMS, seal_line

NAME = re.compile(r"^\d{4}-\d{2}(-[a-z0-9]+)*$")
KEPT_FROM_PACKAGE = ("name", "title", "version", "created", "back_cast")


def freeze(root: Path, name: str) -> Path:
    """Freeze the build in `_build` as edition `name`; returns its folder.

    Raises BadInput when the name is taken or malformed, when there is no build, and when data, code or parameters are
    not those of the build any more.
    """
    folder = root / FOLDER / name
    require_free_name(root, name, folder)
    record = build_record(root)
    data_dir = root / record["data_dir"]
    contents = chapters(root, data_dir)
    executed = {chapter.page: root / "_build" / "notebooks" / f"{chapter.page}.ipynb" for chapter in contents}
    registry = Registry.read({page: path for page, path in executed.items() if path.exists()}, contents)
    now = manifest(root, data_dir, contents, record["settings"], registry)
    _require_same(record, now)
    return write_edition(root, name, data_dir, registry, now)


def write_edition(root: Path, name: str, data_dir: Path, registry: Registry, now: dict[str, Any]) -> Path:
    """Write and seal the folder of edition `name`, whole or not at all; raises BadInput when the name is taken."""
    folder = root / FOLDER / name
    require_free_name(root, name, folder)
    _require_back_cast_name(name, now)
    partial = folder.with_name(f".{name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    _write(partial, root, data_dir, registry, {**now, "edition": name})
    partial.rename(folder)
    with (root / FOLDER / SEALS).open("a", encoding="utf-8") as seals:
        seals.write(seal_line(folder))
    return folder


def require_free_name(root: Path, name: str, folder: Path) -> None:
    if not NAME.match(name):
        raise BadInput(f"'{name}' is not the name of an edition", next_step="year-month, for example 2026-11")
    sealed = (root / FOLDER / SEALS).read_text(encoding="utf-8") if (root / FOLDER / SEALS).exists() else ""
    if folder.exists() or f"  {name}\n" in sealed:
        raise BadInput(
            f"edition {name} is frozen already",
            where=str(folder),
            cause="a frozen edition is never written again: citations point to it",
            next_step="freeze under a new name, or move edition_date",
        )


def _require_same(record: dict[str, Any], now: dict[str, Any]) -> None:
    changed = [name for name in ("parameters", "tables", "modules", "chapters", "lock") if record[name] != now[name]]
    if changed or record["registry"] != now["registry"]:
        raise BadInput(
            f"the build is not of what is here now: {', '.join(changed) or 'registry'} changed",
            where=RECORD,
            next_step="build again, then freeze",
        )
    if inputs_digest(record) != inputs_digest(now):
        raise BadInput("the run record does not fit the build", where=RECORD, next_step="build again, then freeze")


def _require_back_cast_name(name: str, now: dict[str, Any]) -> None:
    if now["back_cast"] != name.endswith("-backcast"):
        raise BadInput(
            "a back-cast, and only a back-cast, has a name that ends in -backcast",
            where=name,
            next_step=f"freeze it as {now['edition']}{'-backcast' if now['back_cast'] else ''}",
        )


def _write(folder: Path, root: Path, data_dir: Path, registry: Registry, kept: dict[str, Any]) -> None:
    folder.mkdir(parents=True)
    for kind, file in KINDS.items():
        _write_text(folder / file, (_line(entry) for entry in registry.of(kind)))
    figures = registry.of("figure")
    _write_text(folder / "drawings.jsonl.xz", (_json({"id": one.id, "drawing": one.drawing}) for one in figures))
    pictures = (_json({"id": one.id, "svg": _picture(root, one)}) for one in figures)
    _write_text(folder / "pictures.jsonl.xz", pictures)
    _write_tables(folder, data_dir)
    (folder / "manifest.json").write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)
    (folder / SUMS).write_text(sums, encoding="utf-8")


def _line(entry: Entry) -> str:
    return _json({"id": entry.id, "chapter": entry.chapter.id, **entry.content})


def _picture(root: Path, entry: Entry) -> str:
    kept = root / "_build" / ".cache" / "svg" / f"{digest(ENGINE, entry.drawing)}.svg"
    if kept.exists():
        return kept.read_text(encoding="utf-8")
    from ..pages.draw import to_svg

    return to_svg(entry.drawing)


def _write_tables(folder: Path, data_dir: Path) -> None:
    """The tables as published, compressed; long ones as slices; a descriptor that leads to them."""
    package = read_package(data_dir)
    resources = []
    for entry in package["resources"]:
        name, path = entry["name"], data_dir / entry["path"]
        if name in SLICED_BY:
            text = slices(load_table(data_dir, name), SLICED_BY[name]).to_csv(index=False, lineterminator="\n")
            target = SLICES.format(name)
            _write_text(folder / target, [text.rstrip("\n")])
        else:
            target = f"tables/{name}.csv.xz"
            _write_text(folder / target, [path.read_text(encoding="utf-8").rstrip("\n")])
        resources.append({**entry, "path": target})
    kept = {key: package[key] for key in KEPT_FROM_PACKAGE if key in package}
    (folder / "datapackage.json").write_text(_json({**kept, "resources": resources}) + "\n", encoding="utf-8")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _write_text(path: Path, lines: Iterable[str]) -> None:
    content = "".join(f"{line}\n" for line in lines).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(content, preset=6) if path.suffix == ".xz" else content)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
