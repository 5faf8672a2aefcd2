"""The three layouts of the USGS Mineral Commodity Summaries data releases, as one long table.

2024: one file for each commodity, `mcs2024-cobal_world.csv`, units and years in the names of the columns.
2025: one world table, `MCS2025_World_Data.csv`, a column for each year, units in a column.
2026: one long table, `MCS2026_Commodities_Data.csv`, a row for each value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from .archive import Part
from .common import refuse

PRODUCTION = re.compile(r"^prod(_(?!est)(?P<unit>[a-z]+))?(?P<est>_est)?_ ?(?P<year>\d{4})$", re.IGNORECASE)
RESERVES = re.compile(r"^reserves(_(?!notes)(?P<unit>[a-z]+))?(_(?P<year>\d{4}))?$", re.IGNORECASE)
FILE_NAME = re.compile(r"mcs(?P<edition>\d{4})-(?P<commodity>[a-z0-9]+)_", re.IGNORECASE)
UNITS = {
    "t": "metric tons", "kt": "thousand metric tons", "mt": "million metric tons", "kg": "kilograms",
    "mcm": "million cubic meters",
}  # fmt: skip
LONG = {"Section", "Commodity", "Country", "Statistics", "Statistics_detail", "Unit", "Year", "Value", "Notes"}
WIDE = {"COMMODITY", "COUNTRY", "TYPE", "UNIT_MEAS"}
SINGLE = {"Source", "Country", "Type"}
RESERVE_UNIT = re.compile(r"(reserve data is|,) (?P<unit>(thousand|million) metric tons)", re.IGNORECASE)
ROUNDED = re.compile(r"[:,]\s*rounded$")


@dataclass(frozen=True)
class Cell:
    """One printed value: where it stands, whose it is, and what the release says of it."""

    part: Part
    row: int
    column: str
    edition: int
    commodity: str
    detail: str
    quantity: str
    place: str
    year: int
    printed: str
    unit: str
    estimated: bool


def label(text: str) -> str:
    """A commodity or statistic as `usgs_products` has it: lower case, single blanks, no note on rounding."""
    return " ".join(ROUNDED.sub("", text.strip().lower()).split()).strip(" .")


def layout(table: pd.DataFrame) -> str:
    """Which layout a table has: long, wide or single; empty when it has none of them."""
    names = set(table.columns)
    for kind, needed in (("long", LONG), ("wide", WIDE), ("single", SINGLE)):
        if needed <= names:
            return kind
    return ""


def cells(part: Part, table: pd.DataFrame, kind: str, edition: int) -> Iterator[Cell]:
    """The values of production and reserves by country in a table of the layout `kind`."""
    if kind == "long":
        yield from _long(part, table, edition)
    else:
        yield from _by_column(part, table, kind, edition)


def edition_of(part: Part, table: pd.DataFrame, given: str = "") -> int:
    """The edition: as given, else from the column that names the source or from the file's name; BadInput without."""
    if re.fullmatch(r"20\d\d", given):
        return int(given)
    column = next((name for name in ("SOURCE", "Source", "DataSource") if name in table.columns), None)
    texts = [*(table[column].unique() if column else ()), part.name, part.path.name]
    found = [match[0] for text in texts if (match := re.search(r"20\d\d", str(text)))]
    if not found:
        advice = "Say it: --edition 2027 (the year of the Mineral Commodity Summaries)."
        raise refuse("nothing states the edition", part.label, cause="a renamed download", next_step=advice)
    return int(found[0])


def _long(part: Part, table: pd.DataFrame, edition: int) -> Iterator[Cell]:
    world = table[table["Section"].str.startswith("World") & table["Statistics"].isin(["Production", "Reserves"])]
    for row in world.itertuples():
        yield Cell(
            part, int(row.Index), "Value", edition, label(row.Commodity), label(row.Statistics_detail),
            row.Statistics.lower(), row.Country, _year(part, row.Index, row.Year), row.Value, row.Unit.lower(),
            "estimated" in row.Notes.lower(),
        )  # fmt: skip


def _year(part: Part, row: int, text: str) -> int:
    if not re.fullmatch(r"(19|20)\d\d", text):
        raise refuse(f"not a year: {text!r}", part.label, row, "Year", next_step="Give the file as downloaded.")
    return int(text)


def _by_column(part: Part, table: pd.DataFrame, kind: str, edition: int) -> Iterator[Cell]:
    kinds = {"wide": ("COMMODITY", "COUNTRY", "TYPE"), "single": ("", "Country", "Type")}
    commodity, place, detail = kinds[kind]
    notes = next((name for name in table.columns if name.lower() == "prod_notes"), None)
    of_file = FILE_NAME.search(part.name)
    noted = _reserve_units(table, commodity, detail)
    for name in table.columns:
        production, reserves = PRODUCTION.match(name), RESERVES.match(name)
        match = production or reserves
        if not match:
            continue
        year = int(match["year"]) if match["year"] else edition - 1
        for at, values in table[table[name] != ""].to_dict("index").items():
            note = f"{values[detail]} {values.get(notes, '')}".lower()
            unit = values["UNIT_MEAS"].lower() if kind == "wide" else UNITS.get((match["unit"] or "").lower(), "")
            if reserves:
                unit = noted.get((values.get(commodity), values[detail]), unit)
            yield Cell(
                part, int(at), name, edition,
                label(values[commodity]) if commodity else (of_file["commodity"].lower() if of_file else ""),
                label(values[detail]), "production" if production else "reserves", values[place], year, values[name],
                unit, bool(production and (match["est"] or "estimated" in note)),
            )  # fmt: skip


def _reserve_units(table: pd.DataFrame, commodity: str, detail: str) -> dict[tuple[str | None, str], str]:
    """The unit of reserves by commodity and statistic where a note says that it is not that of production."""
    notes = next((name for name in table.columns if name.lower() in ("reserve_notes", "reserves_notes")), None)
    units = {}
    for values in table.to_dict("records") if notes else ():
        if match := RESERVE_UNIT.search(values[notes]):
            units[values.get(commodity), values[detail]] = match["unit"].lower()
    return units
