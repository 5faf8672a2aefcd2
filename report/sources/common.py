"""What every importer shares: what it is given, what it hands back, and how it says that a file is wrong.

An importer reads the producer's files and returns tables in the project's own columns together with the record of the
source (who made it, which edition, how it is cited). It does not know the folder that the tables go to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import BadInput
from ..tabledata import load_published, read_package

if TYPE_CHECKING:
    import pandas as pd


def _silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Context:
    """What an importer may know besides its files: the data folder it extends, the day, and the options given.

    `data_dir` is only read: for the crosswalks (`hs_map`, `countries`, `mineral_names`) and for what is there already.
    """

    data_dir: Path
    today: date = field(default_factory=date.today)
    options: Mapping[str, Any] = field(default_factory=dict)
    say: Callable[[str], None] = _silent

    @cached_property
    def package(self) -> dict[str, Any]:
        """The descriptor of the data folder."""
        return read_package(self.data_dir)

    def table(self, name: str) -> pd.DataFrame:
        """A table of the data folder as published, before corrections."""
        return load_published(self.data_dir, name)

    def entry(self, name: str) -> dict[str, Any]:
        """The record of a table in the descriptor."""
        return next(entry for entry in self.package["resources"] if entry["name"] == name)

    def has(self, name: str) -> bool:
        """Whether the folder has a table."""
        return any(entry["name"] == name for entry in self.package["resources"])

    def schema(self, name: str) -> dict[str, Any]:
        """The Table Schema of a table."""
        return self.entry(name)["schema"]

    @cached_property
    def countries(self) -> frozenset[str]:
        """The ISO 3166 alpha-3 codes that the data folder knows."""
        return frozenset(self.table("countries")["country"])

    def minerals_by_name(self, vocabulary: str) -> dict[str, str]:
        """Mineral id by the spelling a producer uses, from `mineral_names`; empty for goods on no list used here."""
        names = self.table("mineral_names")
        return dict(names.loc[names["vocabulary"] == vocabulary, ["name", "mineral_id"]].itertuples(index=False))


@dataclass(frozen=True)
class Update:
    """New rows of one table.

    `rows` has the table's columns. Rows of the folder that agree with a new row in the columns `replaces` are
    replaced; `("edition",)` for a table that keeps editions apart, `("year",)` for a release that states whole years,
    and no columns at all to replace the whole table. `record` holds the keys of the table's record that change:
    edition, vintage, citation, description, checked, short and so on. `owns` names the part of the
    table that this producer fills (`{"producer": "World Bank"}`); other rows are left alone. `spares` are
    values by column whose rows stay whatever is replaced: codes of another producer. `resource` is the whole record of
    a table that the folder does not have yet.
    """

    rows: pd.DataFrame
    replaces: tuple[str, ...]
    record: Mapping[str, Any]
    owns: Mapping[str, str] = field(default_factory=dict)
    spares: Mapping[str, frozenset[str]] = field(default_factory=dict)
    resource: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Imported:
    """What an importer hands back: updates by table name, and sentences for the summary."""

    tables: Mapping[str, Update]
    notes: tuple[str, ...] = ()


def refuse(
    what: str, where: str | Path, row: int | None = None, column: str | None = None, *, cause: str = "", next_step: str
) -> BadInput:
    """The error for a fault in a file; `row` counts the header as row 1. Names are shown shortened, on one line."""
    place = shown(where, 160)
    if row is not None:
        place += f", row {row}"
    if column is not None:
        place += f", column {shown(column, 60)}"
    return BadInput(what, where=place, cause=cause, next_step=next_step)


def shown(value: Any, length: int = 60) -> str:
    """A value from a file, made safe to print: one line, no control characters, at most `length` characters."""
    text = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in str(value))
    return text if len(text) <= length else text[: length - 1] + "\N{HORIZONTAL ELLIPSIS}"
