"""Eurostat Comext: imports of EU members by CN8 code, from the bulk files.

Rows between members are left out: they are by country of consignment, so the origin would be wrong. Bulk files have a
month or, in the files that end in 52, a year in each row; twelve months make a year, fewer are refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from .archive import Part, parts
from .common import Context, Imported, Update, refuse, shown
from .text import numbers, read_table, separator_of

NAMES = {
    "reporter": ("DECLARANT_ISO", "REPORTER", "REPORTER_ISO"),
    "partner": ("PARTNER_ISO", "PARTNER"),
    "cn8": ("PRODUCT_NC",),
    "flow": ("FLOW",),
    "period": ("PERIOD",),
    "value_eur": ("VALUE_IN_EUROS", "VALUE_EUR"),
}
OWN_CODES = {"EL": "GRC", "GR": "GRC", "UK": "GBR", "XI": "GBR", "XS": "SRB", "XK": "XKX", "AN": "ANT", "CS": "SCG"}
"""Two-letter codes of Comext that are not those of ISO 3166."""
BLOC = "EUU"
IMPORT = "1"
ADDRESS = "https://ec.europa.eu/eurostat/web/international-trade-in-goods/database"
SEVEN_ZIP = b"7z\xbc\xaf\x27\x1c"


def read(files: Sequence[Path], context: Context) -> Imported:
    """Rows of `eu_imports`: year, importer, exporter, cn8, value_eur; extra-EU imports of the codes of `hs_map`.

    Raises BadInput for months that make no year, unknown members and cells that do not read.
    """
    codes = {code for code in context.table("hs_map")["hs_code"] if len(code) == 8}
    codes |= set(context.table("eu_imports")["cn8"])
    frames = [
        frame for part in parts(files, (".csv", ".dat", ".txt", ".gz")) for frame in _imports(part, codes, context)
    ]
    rows = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()
    if rows.empty:
        advice = "Give a bulk file with imports (FLOW 1) of CN8 codes that hs_map has."
        raise refuse("no import of any code of hs_map", ", ".join(map(str, files)), next_step=advice)
    rows = _whole_years(rows, files)
    table, notes = _extra_eu(rows, context)
    return Imported({"eu_imports": Update(table, ("year", "importer"), _record(table, context))}, notes)


def _imports(part: Part, codes: set[str], context: Context) -> Iterator[pd.DataFrame]:
    """The wanted rows of one file, with the names of `NAMES`."""
    if part.head(6) == SEVEN_ZIP:
        raise refuse("a 7z archive", part.label, next_step="Unpack it and give the .dat file.")
    context.say(f"Reading {part.name}")
    table = _wanted(part, codes)
    columns = {}
    for name, spellings in NAMES.items():
        found = [spelling for spelling in spellings if spelling in table.columns]
        if not found:
            cause, advice = "another file, or a renamed column", "Give the bulk file with all its columns."
            raise refuse(f"no column {spellings[0]!r}", part.label, 1, cause=cause, next_step=advice)
        columns[name] = numbers(part, table, found[0], 0) if name == "value_eur" else table[found[0]]
    rows = pd.DataFrame(columns)
    wrong = ~rows["period"].str.fullmatch(r"(19|20)\d\d(0[1-9]|1[0-2]|52)?")
    if wrong.any():
        row = int(wrong.idxmax())
        what = f"not a year or month: {shown(rows.at[row, 'period'])!r}"
        raise refuse(what, part.label, row, "PERIOD", next_step="Give the file as downloaded.")
    yield rows[rows["flow"] == IMPORT]


def _wanted(part: Part, codes: set[str]) -> pd.DataFrame:
    """The rows with a wanted code; a file of gigabytes is read in pieces, a small one with all its checks."""
    if part.path.stat().st_size < 50_000_000:
        table = read_table(part)
        return table[table["PRODUCT_NC"].isin(codes)] if "PRODUCT_NC" in table else table
    separator = separator_of(part.head().decode("utf-8-sig", errors="replace").split("\n", 1)[0])
    try:
        with part.open() as stream:
            pieces = pd.read_csv(
                stream, sep=separator, dtype="str", keep_default_na=False, encoding="utf-8-sig", chunksize=500_000
            )
            table = pd.concat([piece[piece["PRODUCT_NC"].isin(codes)] for piece in pieces])
    except (pd.errors.ParserError, UnicodeDecodeError, KeyError) as error:
        raise refuse(f"cannot be read: {shown(error)}", part.label, next_step="Download it again.") from None
    table.index += 2
    return table


def _whole_years(rows: pd.DataFrame, files: Sequence[Path]) -> pd.DataFrame:
    year, month = rows["period"].str[:4].astype("int64"), rows["period"].str[4:]
    rows = rows.assign(year=year, month=month.where(month != "52", ""))
    for when, group in rows.groupby("year"):
        months = set(group["month"])
        if "" in months and len(months) > 1:
            advice = "Give either the annual file or the twelve monthly ones."
            raise refuse(f"{when} as a year and by month", ", ".join(map(str, files)), next_step=advice)
        if "" not in months and len(months) < 12:
            advice = "Give all twelve months, or the annual file."
            raise refuse(f"{len(months)} month(s) of {when}", ", ".join(map(str, files)), next_step=advice)
    return rows


def _extra_eu(rows: pd.DataFrame, context: Context) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Imports of members from countries that are no members, summed over months and repeated keys."""
    members = context.table("partner_members")
    members = set(members.loc[members["partner"] == BLOC, "country"])
    rows = rows.assign(importer=_iso3(rows["reporter"]), exporter=_iso3(rows["partner"]))
    rows = rows[rows["importer"].isin(members) & ~rows["exporter"].isin(members)]
    known = rows["exporter"].isin(context.countries)
    areas = sorted(set(rows.loc[~known, "partner"]))
    notes = (f"{(~known).sum():,} rows of areas that are no country are left out: {', '.join(areas[:15])}.",) * bool(
        areas
    )
    keys = ["year", "importer", "exporter", "cn8"]
    table = rows[known].groupby(keys, as_index=False)["value_eur"].sum()
    return table.sort_values(["year", "cn8", "importer", "exporter"], ignore_index=True), notes


def _iso3(codes: pd.Series) -> pd.Series:
    import pycountry

    iso3 = {country.alpha_2: country.alpha_3 for country in pycountry.countries} | OWN_CODES
    clean = codes.str.strip().str.upper()
    three = clean.where(clean.str.len() == 3)
    return clean.map(iso3).fillna(three).fillna("")


def _record(table: pd.DataFrame, context: Context) -> dict[str, object]:
    years = sorted(set(context.table("eu_imports")["year"]) | set(table["year"]))
    span = f"{years[0]}-{years[-1]}"
    return {
        "edition": f"Bulk files {span}, obtained {context.today.isoformat()}",
        "vintage": span,
        "citation": f"Eurostat, Comext, EU trade since 1988 by HS2-4-6 and CN8, annual bulk files {span}.",
        "short": f"Eurostat Comext, {span.replace('-', chr(0x2013))}",
        "address": ADDRESS,
        "checked": "Imported from the bulk files: imports of members from outside the EU, every cell read; "
        "rows with the same key are summed.",
    }
