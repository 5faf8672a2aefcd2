"""Why a declaration moved: computed from the manifests and tables of two editions, never typed.

The reasons come in the order of their weight: an error was corrected, the source revised its rows, a new period is
in, another setting was used, the method changed, the wording changed. Where none can be shown, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from .changes import CORRECTED, PERIOD, REVISED, table_changes
from .edition import Edition

SETTING, METHOD, WORDING, UNKNOWN = "setting-changed", "method-changed", "wording-changed", "not-determined"
WORDS = {
    CORRECTED: "Corrected error",
    REVISED: "Source revised",
    PERIOD: "New period",
    SETTING: "Setting changed",
    METHOD: "Method changed",
    WORDING: "Wording changed",
    UNKNOWN: "Cause not determined",
}
PERIOD_SETTINGS = {"first_year", "last_year", "pool_first_year", "pool_last_year", "edition_date"}
PERIOD_NAMES = {
    "first_year": "first year of the trade series",
    "last_year": "last year of the trade series",
    "pool_first_year": "first year of the pooled period",
    "pool_last_year": "last year of the pooled period",
    "edition_date": "day that statuses are judged at",
}
DRAWING, SAYING = "report.charts", ("report.sentences", "report.formats")


@dataclass(frozen=True)
class Reason:
    """One reason: its kind, the table it is from (or empty), what is known in words, and rows as examples."""

    kind: str
    table: str
    detail: str
    examples: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The reason's name for readers."""
        return WORDS[self.kind]


class Reasons:
    """Finds reasons between two editions; each table is compared once."""

    def __init__(self, old: Edition, new: Edition) -> None:
        self.old, self.new = old, new
        self._changes: dict[str, pd.DataFrame] = {}
        self._found: dict[Any, tuple[Reason, ...]] = {}
        self._tells: dict[str, set[str]] = {}
        self._by_table: dict[tuple[str, str, str], list[Reason]] = {}

    def changes(self, name: str) -> pd.DataFrame:
        """Changed rows of a table; empty when either edition lacks it."""
        if name not in self._changes:
            both = name in self.old.resources and name in self.new.resources
            self._changes[name] = table_changes(self.old, self.new, name) if both else pd.DataFrame()
        return self._changes[name]

    def why(self, entry: dict[str, Any]) -> tuple[Reason, ...]:
        """Reasons why a declaration that both editions hold moved, weightiest first; never empty."""
        chapter = self.new.chapters.get(entry["chapter"], {})
        named = [name if name in self.new.resources else "sources" for name in entry["sources"]]
        words_too = entry["kind"] != "figure" and not _is_number(entry)
        key = (entry["chapter"], tuple(named), words_too)
        if key not in self._found:
            inputs = self._inputs(named, chapter) or self._inputs(chapter.get("tables", []), chapter)
            found = [*inputs, *self._settings(chapter), *self._code(chapter, words_too)]
            order = list(WORDS)
            self._found[key] = tuple(sorted(found, key=lambda one: order.index(one.kind))) or (self._none(),)
        return self._found[key]

    def _none(self) -> Reason:
        return Reason(UNKNOWN, "", "Neither its tables nor its settings nor its code differ between the two editions.")

    def _inputs(self, names: Iterable[str], chapter: dict[str, Any]) -> list[Reason]:
        return [reason for name in dict.fromkeys(names) for reason in self._from_table(name, chapter)]

    def _from_table(self, name: str, chapter: dict[str, Any]) -> list[Reason]:
        parameters = chapter.get("parameters", {})
        mineral, partner = (self._own(one, parameters, chapter) for one in ("mineral", "partner"))
        told = self._told_apart(name)
        key = (name, mineral if "mineral" in told else "", partner if "partner" in told else "")
        if key not in self._by_table:
            self._by_table[key] = self._of_rows(*key)
        return self._by_table[key]

    def _told_apart(self, name: str) -> set[str]:
        """Whether a table's changes can be told apart by mineral and by partner."""
        if name not in self._tells:
            changes = self.changes(name)
            columns = {"mineral": ("mineral_id", "by"), "partner": ("partner", "by")}
            known = {column for column in changes if len(changes) and changes[column].notna().any()}
            self._tells[name] = {what for what, names in columns.items() if known & set(names)}
        return self._tells[name]

    def _of_rows(self, name: str, mineral: str, partner: str) -> list[Reason]:
        changes = self.changes(name)
        if not len(changes):
            return []
        changes = changes[changes["moves"].astype(bool)]
        own = changes[self._concerns(changes, mineral, partner)]
        kinds = own.groupby("kind", sort=False)
        return [Reason(kind, name, _counted(rows), tuple(examples(rows))) for kind, rows in kinds]

    def _concerns(self, changes: pd.DataFrame, mineral: str, partner: str) -> pd.Series:
        """Rows on the chapter's mineral or partner, where it has one and the table says so; else all of them."""
        concerns = pd.Series(True, index=changes.index)
        sliced = changes["by"].notna().any()
        if mineral:
            concerns &= changes["mineral_id"].isna() | (changes["mineral_id"] == mineral)
        if partner:
            concerns &= changes["partner"].isna() | (changes["partner"] == partner)
        if sliced and mineral:
            concerns &= (changes["by"] == "hs6") & changes["member"].isin(self._codes.get(mineral, set()))
        if sliced and partner:
            concerns &= (changes["by"] == "importer") & changes["member"].isin(self._members.get(partner, set()))
        return concerns

    @staticmethod
    def _own(name: str, parameters: dict[str, Any], chapter: dict[str, Any]) -> str:
        family = {"partner": "partners/", "mineral": "minerals/"}[name]
        return parameters.get(name, "") if chapter.get("page", "").startswith(family) else ""

    @cached_property
    def _codes(self) -> dict[str, set[str]]:
        return self.new.table("hs_map").groupby("mineral_id")["hs_code"].agg(set).to_dict()

    @cached_property
    def _members(self) -> dict[str, set[str]]:
        return self.new.table("partner_members").groupby("partner")["country"].agg(set).to_dict()

    def _settings(self, chapter: dict[str, Any]) -> list[Reason]:
        before = self.old.chapters.get(chapter.get("id", ""), {}).get("parameters", {})
        moved = [
            (name, before[name], value)
            for name, value in chapter.get("parameters", {}).items()
            if before.get(name, value) != value
        ]
        kinds = ((PERIOD, [one for one in moved if one[0] in PERIOD_SETTINGS]),)
        kinds += ((SETTING, [one for one in moved if one[0] not in PERIOD_SETTINGS]),)
        return [
            Reason(kind, "", "; ".join(f"{PERIOD_NAMES.get(name, name)}: {a}, now {b}" for name, a, b in found))
            for kind, found in kinds
            if found
        ]

    def _code(self, chapter: dict[str, Any], words_too: bool) -> list[Reason]:
        before = self.old.chapters.get(chapter.get("id", ""))
        if before is None or not chapter:
            return []
        modules = sorted({*before["modules"], *chapter["modules"]})
        one, other = self.old.manifest["modules"], self.new.manifest["modules"]
        changed = [name for name in modules if one.get(name) != other.get(name) and not name.startswith(DRAWING)]
        wording = [name for name in changed if name.startswith(SAYING)]
        method = [name for name in changed if name not in wording]
        if before["code"] != chapter["code"]:
            method.insert(0, f"notebooks/{chapter['source']}")
        found = [Reason(METHOD, "", f"Code changed: {_some(method)}.")] if method else []
        return [*found, *([Reason(WORDING, "", f"Code changed: {_some(wording)}.")] if wording and words_too else [])]


def examples(rows: pd.DataFrame, most: int = 3) -> list[str]:
    """The changed cells that moved most, in words, Canada's first."""
    cells = rows[rows["column"] != "(row)"]
    if not len(cells):
        return []
    strength = [_strength(a, b) for a, b in zip(cells["old"], cells["new"], strict=True)]
    cells = cells.assign(strength=strength, own=cells["row"].str.contains(r"\bCAN\b"))
    cells["reading"] = cells["column"] != "rounding_t"
    top = cells.sort_values(["reading", "own", "strength"], ascending=False, kind="stable").head(most)
    return [cell_words(row) for row in top.itertuples()]


def cell_words(row: Any) -> str:
    """One changed cell: `2024, Nickel content, CAN: value_t 190,000 (edition 2025), now 125,000 (edition 2026)`."""
    before, after = (
        f" (edition {found:.0f})" if pd.notna(found) else "" for found in (row.from_edition, row.to_edition)
    )
    mended = f", correction {row.correction}" if row.correction else ""
    if row.column == "(row)":
        return f"{row.row}: row {row.new}"
    return f"{row.row}: {row.column} {number(row.old)}{before}, now {number(row.new)}{after}{mended}"


def number(found: Any) -> str:
    """A cell as text: numbers grouped, a missing one named."""
    if found is None or (not isinstance(found, str) and pd.isna(found)) or found == "":
        return "missing"
    if isinstance(found, (int, float)) and not isinstance(found, bool):
        return f"{found:,.0f}" if abs(found) >= 1000 else f"{found:.4g}"
    text = str(found)
    return text if len(text) <= 90 else f"{text[:87]}..."


def _strength(old: Any, new: Any) -> float:
    try:
        a, b = float(old), float(new)
    except (TypeError, ValueError):
        return 0.0
    return abs(b - a) * (abs(b - a) / max(abs(a), abs(b), 1e-12)) if a == a and b == b else 0.0


def _counted(rows: pd.DataFrame) -> str:
    """`12 cells revised, 3 rows added, 1 row gone`."""
    whole = rows["column"] == "(row)"
    counts = [
        (int((~whole).sum()), "cell", "changed"),
        (int((whole & (rows["new"] == "added")).sum()), "row", "added"),
        (int((whole & (rows["new"] == "gone")).sum()), "row", "gone"),
    ]
    return ", ".join(f"{count:,} {what}{'' if count == 1 else 's'} {done}" for count, what, done in counts if count)


def _some(names: list[str], most: int = 4) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def _is_number(entry: dict[str, Any]) -> bool:
    return isinstance(entry.get("value", entry.get("found")), (int, float))
