"""One edition, frozen or of today: its manifest, its declarations, the tables behind them, its pictures.

A frozen edition is a data package of its own (its tables compressed, long ones as slices), so that the loader of the
book reads it, corrections included.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import BadInput, did_you_mean
from ..tabledata import load_published, load_table, read_package
from .slices import SLICED_BY, slices

FOLDER = "editions"
LATEST = "latest"
KINDS = {"value": "values", "claim": "claims", "table": "tables", "figure": "figures"}
SLICES = "slices/{}.csv.gz"


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
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    entries: dict[str, dict[str, Any]] = {}
    for kind in KINDS.values():
        for line in (folder / f"{kind}.jsonl").read_text(encoding="utf-8").splitlines():
            entry = json.loads(line)
            entries[entry.pop("id")] = entry
    pictures = _Pictures(folder / "pictures.jsonl.gz")
    return Edition(name, manifest, entries, folder, pictures)


class _Pictures:
    """Frozen SVGs by id, read when the first is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def kept(self) -> dict[str, str]:
        with gzip.open(self.path, "rt", encoding="utf-8") as lines:
            return {one["id"]: one["svg"] for one in map(json.loads, lines)}

    def __call__(self, identity: str) -> str:
        return self.kept[identity]
