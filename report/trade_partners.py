"""Chapters for countries that the trade table knows as importers and the book has no chapter for.

`report build --partners all` adds a page for each of them, `--partners BRA,KAZ` for some. The data stay as they are: a
copy beside the build gets a row of `partners` and of `partner_members` for every such importer, and only the added
pages run on that copy. So the chapters of the book rest on the same tables, and are the same, with and without them.
Nothing is made up for a country: it has no signing instrument and no list of its own, and its sections say so.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from .chapters import Chapter
from .errors import BadInput, did_you_mean
from .tabledata import load_table, resource

EVERY = "all"
CAPTION = "Other importers"
CANADA = "CAN"
"""The country that the book is about has no chapter as its own partner."""


def importers(data_dir: Path) -> dict[str, str]:
    """Name by code of the countries that import in `trade_flows` and are no partner, by name; Canada is left out.

    Raises BadInput for an importer that `countries` does not know.
    """
    buying = set(load_table(data_dir, "trade_flows")["importer"].unique())
    partners = set(load_table(data_dir, "partners")["partner"])
    countries = load_table(data_dir, "countries")
    names = dict(zip(countries["country"], countries["name"], strict=True))
    if unknown := sorted(buying - set(names)):
        raise BadInput(
            f"importer {unknown[0]} is not in the table countries",
            where="table trade_flows",
            next_step="add it to countries, or mend the code",
        )
    return dict(sorted(((code, names[code]) for code in buying - partners - {CANADA}), key=lambda pair: pair[1]))


def chosen(text: str, data_dir: Path) -> list[str]:
    """The codes that `--partners` asks for, by name of country: `all`, or codes of importers; partners are passed over.

    Raises BadInput for a code that is no importer.
    """
    known = importers(data_dir)
    if text.strip().lower() == EVERY:
        return list(known)
    codes = {code.strip().upper() for code in text.split(",") if code.strip()}
    codes -= set(load_table(data_dir, "partners")["partner"])
    if unknown := sorted(codes - set(known)):
        cause = "the book is about Canada" if unknown[0] == CANADA else did_you_mean(unknown[0], _spellings(known))
        advice = "name importers by their ISO code, as in --partners BRA,KAZ, or say --partners all"
        raise BadInput(
            f"'{unknown[0]}' is no importer in the trade table", where="--partners", cause=cause, next_step=advice
        )
    return [code for code in known if code in codes]


def _spellings(known: dict[str, str]) -> list[str]:
    """Codes alone would be listed by the hundred where none is near."""
    return list(known) if len(known) < 20 else [*list(known)[:12], "..."]


def added_chapters(root: Path, data_dir: Path, codes: Sequence[str], work: Path) -> list[Chapter]:
    """A chapter for each code, run on a folder below `work` that has them as partners; nothing for no code."""
    if not codes:
        return []
    folder = extended_folder(data_dir, work / "partners-data")
    source = root / "notebooks" / "partnership.ipynb"
    return [Chapter(f"partners/{code.lower()}", source, {"partner": code}, folder) for code in codes]


def extended_folder(data_dir: Path, target: Path) -> Path:
    """A copy of a data folder in which every importer is a partner; written anew only when the data changed.

    All importers are written whichever are asked for, so that a chapter is the same whatever else is built.
    """
    from .execution.cache import digest, file_digest

    files = sorted(path for path in data_dir.rglob("*") if path.is_file())
    key = digest(str(data_dir.resolve()), [(str(path), file_digest(path)) for path in [*files, Path(__file__)]])
    stamp = target / ".made-from"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == key:
        return target
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(partial, ignore_errors=True)
    shutil.copytree(data_dir, partial)
    _extend(partial)
    (partial / ".made-from").write_text(key, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    os.replace(partial, target)
    return target


def _extend(folder: Path) -> None:
    """Add a row to `partners` and `partner_members` for every importer, and record the new files."""
    from .sentences.places import spoken

    found = importers(folder)
    first = int(load_table(folder, "partners")["order"].max()) + 1
    facts = {"kind": "country", "group": "other", "full_chapter": "false"}
    partners = [
        {"partner": code, "name": name, "name_with_article": spoken(name), "order": str(order), **facts}
        for order, (code, name) in enumerate(found.items(), first)
    ]
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    _append(folder, package, "partners", partners)
    _append(folder, package, "partner_members", [{"partner": code, "country": code} for code in found])
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False), encoding="utf-8")


def _append(folder: Path, package: dict[str, Any], table: str, rows: list[dict[str, str]]) -> None:
    path = folder / resource(folder, table)["path"]
    with path.open(encoding="utf-8", newline="") as lines:
        columns = next(csv.reader(lines))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writerows(rows)
    entry = next(entry for entry in package["resources"] if entry["name"] == table)
    content = path.read_bytes()
    entry |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    if "rows" in entry:
        entry["rows"] += len(rows)


def with_added(contents: str, added: Sequence[Chapter]) -> str:
    """The text of `_toc.yml` with the added pages as a last part, so that no page of the book gets another number."""
    if not added:
        return contents
    listed = yaml.safe_load(contents)
    part = {"caption": CAPTION, "chapters": [{"file": chapter.page} for chapter in added]}
    return yaml.safe_dump({**listed, "parts": [*listed.get("parts", []), part]}, sort_keys=False, allow_unicode=True)
