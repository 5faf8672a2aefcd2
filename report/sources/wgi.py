"""World Bank Worldwide Governance Indicators: the workbook with all years, one row for a country, year and indicator.

Until the update of 2024 the workbook has one sheet with a column of indicators; since the update of 2025 it has a sheet
for each indicator, named after it. That update changed all years, so an import replaces the whole table and never mixes
two updates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from .archive import Part, parts
from .common import Context, Imported, Update, refuse, shown
from .places import country_finder, unknown_country
from .text import numbers, read_table
from .workbook import first_table, framed, is_workbook, opened, sheet_rows

INDICATORS = ("cc", "ge", "pv", "rl", "rq", "va")
NAMES = {"estimate": ("estimate",), "standard_error": ("stddev", "se", "stderr", "standard error (estimate)")}
CODES = ("code", "countrycode", "country_code")
SINCE_2025 = {
    "economy (code)": "code",
    "economy (name)": "countryname",
    "governance estimate (approx. -2.5 to +2.5)": "estimate",
}
MISSING = ("..", "#N/A", "NA")
ADDRESS = "https://www.worldbank.org/en/publication/worldwide-governance-indicators"


def read(files: Sequence[Path], context: Context) -> Imported:
    """Rows of `governance`: year, country, indicator, estimate, standard_error; years the table has, and later ones.

    Option `release`: the year of the update, where the file name does not say it.
    """
    found = parts(files, (".xlsx", ".csv"))
    if len(found) > 1:
        advice = "Give the one workbook with all years."
        raise refuse("more than one file", ", ".join(part.name for part in found), next_step=advice)
    part = found[0]
    rows = pd.concat([_rows(label, table, context) for label, table in _tables(part)], ignore_index=True)
    first = int(context.table("governance")["year"].min())
    rows = rows[(rows["year"] >= first) & rows["estimate"].notna()]
    rows = rows.sort_values(["year", "country", "indicator"], ignore_index=True)
    return Imported({"governance": Update(rows, (), _record(part, rows, context))})


def _tables(part: Part) -> Iterator[tuple[Part, pd.DataFrame]]:
    """The file's one table, or its sheets that are named after an indicator, with their places and plain names."""
    if not is_workbook(part):
        yield part, _plainly_named(read_table(part))
        return
    with opened(part) as book:
        by_indicator = [sheet for sheet in book.sheetnames if sheet.strip().lower() in INDICATORS]
        for sheet in by_indicator:
            label = Part(part.path, f"{part.member} sheet {shown(sheet)}".strip())
            lines = [line for line in sheet_rows(part, book, sheet) if any(cell is not None for cell in line[1])]
            if lines:
                yield label, _plainly_named(framed(label, lines)).assign(indicator=sheet.strip().lower())
    if not by_indicator:
        yield part, _plainly_named(first_table(part))


def _plainly_named(table: pd.DataFrame) -> pd.DataFrame:
    return table.rename(columns=lambda name: SINCE_2025.get(name.lower(), name.lower()))


def _rows(part: Part, table: pd.DataFrame, context: Context) -> pd.DataFrame:
    _required(part, table)
    table = table.replace(dict.fromkeys(MISSING, ""))
    out = pd.DataFrame({"year": numbers(part, table, "year", 1990), "indicator": table["indicator"].str.lower()})
    if (wrong := out["year"].isna() | (out["year"] > context.today.year)).any():
        row = int(wrong.idxmax())
        raise refuse(f"not a year: {shown(table.at[row, 'year'])!r}", part.label, row, "year", next_step="Mend it.")
    if (wrong := ~out["indicator"].isin(INDICATORS)).any():
        row = int(wrong.idxmax())
        what = f"unknown indicator {shown(table.at[row, 'indicator'])!r}"
        raise refuse(what, part.label, row, "indicator", next_step=f"Known are {', '.join(INDICATORS)}.")
    out["country"] = _countries(part, table, context)
    for name, spellings in NAMES.items():
        column = next(one for one in spellings if one in table)
        out[name] = numbers(part, table, column)
    if (wrong := out["estimate"].abs() > 5).any():
        row = int(wrong.idxmax())
        what = f"an estimate of {out.at[row, 'estimate']:g}; they lie between about -2.5 and 2.5"
        raise refuse(what, part.label, row, "estimate", cause="a rank or a score of 0 to 100", next_step="Mend it.")
    return out.assign(year=out["year"].astype("int64"))


def _required(part: Part, table: pd.DataFrame) -> None:
    needed = [("year",), ("indicator",), *NAMES.values(), ("countryname", *CODES)]
    for spellings in needed:
        if not set(spellings) & set(table.columns):
            cause, advice = "another workbook, or a renamed column", "Give wgidataset.xlsx as downloaded."
            raise refuse(f"no column {spellings[0]!r}", part.label, 1, cause=cause, next_step=advice)


def _countries(part: Part, table: pd.DataFrame, context: Context) -> pd.Series:
    """Codes from the column of codes where it holds ISO codes, else from the names."""
    place_of = country_finder(context)
    column = next((name for name in CODES if name in table), None)
    codes = table[column].where(table[column].isin(context.countries), "") if column else pd.Series("", table.index)
    if "countryname" in table:
        codes = codes.where(codes != "", table["countryname"].map(place_of))
    if (unknown := codes == "").any():
        row = int(unknown.idxmax())
        name = table.at[row, "countryname" if "countryname" in table else column]
        raise unknown_country(name, part, row, "countryname")
    return codes


def _record(part: Part, rows: pd.DataFrame, context: Context) -> dict[str, object]:
    stated = re.search(r"20\d\d", part.name)
    year = context.options.get("release") or (stated[0] if stated else str(context.today.year))
    return {
        "edition": f"{year} update",
        "vintage": f"{rows['year'].min()}-{rows['year'].max()}",
        "citation": f"Kaufmann, D. and Kraay, A. ({year}). Worldwide Governance Indicators, {year} update. World Bank. "
        "CC BY 4.0.",
        "short": f"World Bank WGI, {year} update",
        "address": ADDRESS,
        "checked": f"All rows are of the {year} update; estimates are numbers within the range of the scale. Higher is "
        "better.",
    }
