"""One edition, frozen or of today: its manifest, its declarations, the tables behind them, its pictures.

A frozen edition is a data package of its own (its tables compressed, long ones as slices), so that the loader of the
book reads it, corrections included.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ..chapters import Chapter, chapters
from ..errors import BadInput, did_you_mean
from ..registry import Registry
from ..tabledata import load_published, load_table, read_package
from .manifest import manifest
from .slices import SLICED_BY, slices

FOLDER = "editions"
RECORD = "_build/manifest.json"
LATEST = "latest"
KINDS = {"value": "values.jsonl", "claim": "claims.jsonl", "table": "tables.jsonl.xz", "figure": "figures.jsonl.xz"}
SLICES = "slices/{}.csv.xz"


@dataclass(frozen=True)
class Edition:
    """`entries` are declarations by id, each with its `chapter`; `picture(id)` is the SVG of a figure."""

    name: str
    manifest: dict[str, Any]
    entries: dict[str, dict[str, Any]]
    data_dir: Path
    picture: Callable[[str], str]

    @property
    def is_back_cast(self) -> bool:
        """Whether it was made later, from data editions of an earlier day."""
        return bool(self.manifest.get("back_cast"))

    @property
    def title(self) -> str:
        """How readers see it named."""
        if self.name == LATEST:
            return "today's book"
        return f"edition {self.name}{' (a back-cast, never published)' if self.is_back_cast else ''}"

    @cached_property
    def chapters(self) -> dict[str, dict[str, Any]]:
        """What the manifest says of each chapter, by id."""
        return {chapter["id"]: chapter for chapter in self.manifest["chapters"]}

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """Descriptors of its tables, by name."""
        return {entry["name"]: entry for entry in read_package(self.data_dir)["resources"]}

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """Its corrections, as text; empty when it keeps none."""
        if "corrections" not in self.resources:
            return pd.DataFrame(columns=["correction_id", "table", "key", "column", "new"], dtype="str")
        return load_published(self.data_dir, "corrections")

    def table(self, name: str) -> pd.DataFrame:
        """A table as corrected, or its slices."""
        if name in SLICED_BY:
            return self._slices(name)
        return load_table(self.data_dir, name)

    def published(self, name: str) -> pd.DataFrame:
        """A table as published, before corrections, or its slices."""
        return self._slices(name) if name in SLICED_BY else load_published(self.data_dir, name)

    def _slices(self, name: str) -> pd.DataFrame:
        kept = self.data_dir / SLICES.format(name)
        if kept.exists():
            return pd.read_csv(kept, dtype={"member": "str", "digest": "str"}, keep_default_na=False, na_values=[""])
        return slices(load_table(self.data_dir, name), SLICED_BY[name])


def frozen_names(root: Path) -> list[str]:
    """Names of the frozen editions, by the date they are judged at, back-casts of a day before the edition of it."""
    manifests = sorted((root / FOLDER).glob("*/manifest.json"))
    found = [json.loads(path.read_text(encoding="utf-8")) for path in manifests]
    return [one["edition"] for one in sorted(found, key=lambda one: (one["edition_date"], one["edition"]))]


def read(root: Path, name: str) -> Edition:
    """A frozen edition; raises BadInput that names the nearest when there is none of that name."""
    folder = root / FOLDER / name
    if not (folder / "manifest.json").exists():
        raise BadInput(
            f"no frozen edition '{name}'", where=str(root / FOLDER), cause=did_you_mean(name, frozen_names(root))
        )
    kept = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    entries: dict[str, dict[str, Any]] = {}
    for file in KINDS.values():
        entries |= {entry.pop("id"): entry for entry in _lines(folder / file)}
    return Edition(name, kept, entries, folder, _Pictures(folder / "pictures.jsonl.xz"))


def of_build(
    root: Path, data_dir: Path, contents: list[Chapter], settings: dict[str, Any], registry: Registry, pictures: Path
) -> Edition:
    """The edition that a build is before anyone froze it; `pictures` is the folder of its SVGs."""
    entries = {identity: {"chapter": one.chapter.id, **one.content} for identity, one in registry.entries.items()}
    record = manifest(root, data_dir, contents, settings, registry)
    picture = lambda identity: (pictures / f"{identity}.svg").read_text(encoding="utf-8")  # noqa: E731
    return Edition(LATEST, record, entries, data_dir, picture)


def built(root: Path) -> Edition:
    """The edition of the build in `_build`; raises BadInput when there is none."""
    record = build_record(root)
    data_dir = root / record["data_dir"]
    contents = chapters(root, data_dir)
    paths = {chapter.page: root / "_build" / "notebooks" / f"{chapter.page}.ipynb" for chapter in contents}
    registry = Registry.read({page: path for page, path in paths.items() if path.exists()}, contents)
    return of_build(root, data_dir, contents, record["settings"], registry, root / "_build" / "html" / "_images")


def build_record(root: Path) -> dict[str, Any]:
    """The run record of the build that is published in `_build`; raises BadInput when there is none."""
    path = root / RECORD
    if not path.exists():
        raise BadInput("no finished build", where=str(path), next_step="run `make book` first")
    return json.loads(path.read_text(encoding="utf-8"))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    content = path.read_bytes()
    text = (lzma.decompress(content) if path.suffix == ".xz" else content).decode()
    return map(json.loads, text.removesuffix("\n").split("\n") if text else [])


class _Pictures:
    """Frozen SVGs by id, read when the first is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def kept(self) -> dict[str, str]:
        return {one["id"]: one["svg"] for one in _lines(self.path)}

    def __call__(self, identity: str) -> str:
        return self.kept[identity]
